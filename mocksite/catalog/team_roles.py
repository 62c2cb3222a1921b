"""The roles in a team, and which outranks which."""

ROLES = {
    "owner": "does everything, and alone can close the team",
    "admin": "looks after managers and members",
    "manager": "looks after members",
    "member": "works for the team",
}
ASSIGNABLE_ROLES = tuple(ROLES)[1:]  # the owner never changes
RANK = {role: rank for rank, role in enumerate(reversed(ROLES))}


def outranks(role: str, other: str) -> bool:
    """Whether people in one role may invite, change and remove people in the other."""
    return RANK[role] > RANK[other]


def below(role: str) -> list[str]:
    """The roles that somebody in this role may assign, the highest first."""
    return [other for other in ASSIGNABLE_ROLES if outranks(role, other)]
