"""The areas of work in the header are shown to those they are for."""

import pytest

from mocksite.catalog import navigation
from mocksite.catalog.personas import PERSONAS
from mocksite.catalog.team_roles import ASSIGNABLE_ROLES

OFFERS = ["My Jobs", "Find Work", "Proposals", "Payments", "Disputes", "Messages"]
TALENT, TEAM = "Find Talent", "Members & Permissions"
HAS = {
    "freelancer": OFFERS,
    "agency-owner": [*OFFERS, TEAM],
    "client": ["My Jobs", "Payments", "Billing", "Disputes", "Messages", TALENT, TEAM],
    "admin of a company": ["My Jobs", "Billing", TALENT, TEAM],
    "manager of a company": ["My Jobs", TALENT, TEAM],
    "member of a company": [TALENT, TEAM],
    "admin of an agency": [TEAM],
    "manager of an agency": [TEAM],
    "member of an agency": [TEAM],
    "support-agent": [],
    "admin": [],  # who is not in any team any more
}


@pytest.mark.parametrize("who", HAS)
def test_each_role_has_its_own_areas(who: str) -> None:
    assert list(navigation.areas_of(who)) == HAS[who]


def test_every_persona_and_role_is_covered() -> None:
    own = set(PERSONAS) - set(ASSIGNABLE_ROLES)
    in_teams = {f"{role} of {team}" for role in ASSIGNABLE_ROLES for team in ("a company", "an agency")}
    assert own | in_teams <= set(HAS)
    assert {who for _, whose in navigation.AREAS.values() for who in whose} <= own | in_teams


def test_an_account_menu_can_lead_to_every_area() -> None:
    assert set(navigation.TARGETS) == {
        "settings", "support", "my-jobs", "proposals", "payments", "billing", "disputes", "messages",
        "find-talent", "find-work", "members-and-permissions",
    }  # fmt: skip
