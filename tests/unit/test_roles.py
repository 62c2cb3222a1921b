"""The roles of a team: a role has power over those below it, and over nobody else."""

import pytest

from mocksite.catalog import team_roles

BELOW = {
    "owner": ["admin", "manager", "member"],
    "admin": ["manager", "member"],
    "manager": ["member"],
    "member": [],
}


def test_every_role_is_told_below_what() -> None:
    assert list(BELOW) == list(team_roles.ROLES)


@pytest.mark.parametrize("role", BELOW)
def test_a_role_outranks_those_below_it_and_not_its_own(role: str) -> None:
    assert [other for other in team_roles.ROLES if team_roles.outranks(role, other)] == BELOW[role]


@pytest.mark.parametrize("role", BELOW)
def test_a_role_gives_those_below_it_the_highest_first(role: str) -> None:
    assert team_roles.below(role) == BELOW[role]


def test_nobody_is_made_an_owner() -> None:
    assert "owner" not in team_roles.ASSIGNABLE_ROLES
