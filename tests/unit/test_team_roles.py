"""The roles of a team: each has power over the roles below it only."""

import pytest

from mocksite.catalog import team_roles

BELOW = {"owner": ["admin", "manager", "member"], "admin": ["manager", "member"], "manager": ["member"], "member": []}


def test_every_role_is_covered() -> None:
    assert list(BELOW) == list(team_roles.ROLES)


@pytest.mark.parametrize("role", BELOW)
def test_a_role_outranks_only_lower_roles(role: str) -> None:
    assert [other for other in team_roles.ROLES if team_roles.outranks(role, other)] == BELOW[role]


@pytest.mark.parametrize("role", BELOW)
def test_a_role_gives_lower_roles_highest_first(role: str) -> None:
    assert team_roles.below(role) == BELOW[role]


def test_the_owner_role_cannot_be_given() -> None:
    assert "owner" not in team_roles.ASSIGNABLE_ROLES
