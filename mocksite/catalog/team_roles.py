"""What the roles of a team may do to each other. Pure."""

ROLES = {
    "owner": "does everything, and alone can close the team",
    "admin": "looks after managers and members",
    "manager": "looks after members",
    "member": "works for the team",
}
GIVEN = tuple(ROLES)[1:]  # a team has one owner, for good
RANK = {role: rank for rank, role in enumerate(reversed(ROLES))}


def outranks(role: str, other: str) -> bool:
    """Whether one role may invite, change and remove another: the one below it, and nobody may do so to an owner."""
    return RANK[role] > RANK[other]


def below(role: str) -> list[str]:
    """The roles that a role may give, the highest first."""
    return [other for other in GIVEN if outranks(role, other)]
