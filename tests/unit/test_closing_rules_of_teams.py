"""The closing rules of teams: who may close what, and what closes with it."""

from typing import Any

import pytest

from mocksite.catalog.obligations import OBLIGATIONS, Owed
from mocksite.editions.closing_schema import Subject
from mocksite.editions.loader import parse
from mocksite.editions.schema import Edition
from mocksite.rules import closing_rules, closing_texts
from mocksite.rules.closing_rules import Applicant, Refusal
from mocksite.rules.closing_texts import Place
from tests.support.minimal_edition import minimal_edition

EVERYTHING = tuple(Owed(obligation, ["a thing"]) for obligation in OBLIGATIONS.values())
TEAMS = {"id": "teams", "label": "My Teams", "panels": ["my-teams", "security-question"]}
EACH = ["freelancer", "client", "agency-owner", "admin", "manager", "member"]


@pytest.fixture
def edition() -> Edition:
    """Closings of an account, two of a company, one of an agency, one of memberships."""
    only = minimal_edition()["closing"][0]
    closings = [
        {**only, "devices": ["desktop"], "needs": ["security-question"]},
        {**only, "by": ["client"], "of": "company", "block": ["open-job"], "devices": ["desktop"]},
        {**only, "by": ["client"], "of": "company", "when": ["dual"], "devices": ["desktop"]},
        {**only, "by": ["agency-owner"], "of": "agency", "needs": ["security-question"]},
        {**only, "by": ["admin", "manager"], "of": "membership", "at": "teams"},
    ]
    minimal = minimal_edition()
    return parse({**minimal, "sections": [*minimal["sections"], TEAMS], "closing": closings})


NONE = dict.fromkeys(EACH)
SHOWN = {
    "an account is nobody else's": ("account", [], {**NONE, "freelancer": 0}),
    "a company, shown to all": ("company", [], dict.fromkeys(EACH, 1)),
    "the most particular": ("company", ["dual"], dict.fromkeys(EACH, 2)),
    "an agency, shown to all": ("agency", ["dual"], dict.fromkeys(EACH, 3)),
    "a membership, shown to all": ("membership", [], dict.fromkeys(EACH, 4)),
}


@pytest.mark.parametrize(("of", "circumstances", "numbers"), SHOWN.values(), ids=SHOWN)
def test_without_a_closing_the_closing_of_others_is_shown(
    edition: Edition, of: Subject, circumstances: list[str], numbers: dict[str, int | None]
) -> None:
    matches = {who: closing_rules.closing_for(edition, of, who, frozenset(circumstances)) for who in EACH}
    assert {who: pair and pair[0] for who, pair in matches.items()} == numbers
    assert [pair for pair in matches.values() if pair and pair[1] != edition.closings[pair[0]]] == []


def test_ones_own_closing_beats_a_more_particular_one(edition: Edition) -> None:
    leave = edition.closings[4]
    removed = leave.model_copy(update={"by": ["member"], "when": ["dual"]})
    both = edition.model_copy(update={"closings": [leave, removed]})
    dual = frozenset({"dual"})
    assert [closing_rules.closing_for(both, "membership", who, dual) for who in ("admin", "member")] == [
        (0, leave),
        (1, removed),
    ]


@pytest.mark.parametrize(
    ("number", "persona", "kind"),
    [
        pytest.param(0, "client", "owner", id="another's account"),
        *(pytest.param(1, who, "owner", id=f"a company, as {who}") for who in ("freelancer", *EACH[2:])),
        *(pytest.param(3, who, "owner", id=f"an agency, as {who}") for who in ("client", *EACH[3:])),
        pytest.param(4, "member", "ask-admin", id="a team, as member"),
        pytest.param(4, "client", "own", id="one's company"),
        pytest.param(4, "agency-owner", "own", id="one's agency"),
    ],
)
@pytest.mark.parametrize("device", ["desktop", "mobile"])
def test_closings_of_others_are_refused_before_anything_else(
    edition: Edition, number: int, persona: str, kind: Any, device: str
) -> None:
    applicant = Applicant(persona, owes=EVERYTHING, has_security_question=False)
    assert closing_rules.why_not_offered(edition.closings[number], applicant, device) == Refusal(kind)
    assert closing_rules.refusal(edition.closings[number], applicant, device) == Refusal(kind)


OWN = {
    "a company, on a phone": (1, "client", "mobile", Refusal("device")),
    "a company that has a job": (1, "client", "desktop", Refusal("blocked", (EVERYTHING[9],))),
    "a company that nothing blocks": (2, "client", "desktop", None),
    "an agency, without a question": (3, "agency-owner", "mobile", Refusal("needs")),
    "a team, as admin": (4, "admin", "mobile", None),
    "a team, as manager": (4, "manager", "desktop", None),
}


@pytest.mark.parametrize(("number", "persona", "device", "refused"), OWN.values(), ids=OWN)
def test_ones_own_closing_is_refused_by_its_rules(
    edition: Edition, number: int, persona: str, device: str, refused: Refusal | None
) -> None:
    applicant = Applicant(persona, owes=EVERYTHING, has_security_question=False)
    assert closing_rules.refusal(edition.closings[number], applicant, device) == refused


FREELANCER = Place("freelancer")
COMPANY = Place("client", "company", "Acme")
AGENCY = Place("agency-owner", "agency", "Bolt")
ADMIN = Place("admin", "company", "Carts")
MEMBER = Place("member", "agency", "Dyes")
OPEN = "Your account stays open: "
NOTHING = "You have nothing else here, so your account closes with it."
ALONG = {
    "only a freelancer": ("account", FREELANCER, [], []),
    "a freelancer with all else": (
        "account",
        FREELANCER,
        [COMPANY, AGENCY, ADMIN, MEMBER],
        [
            "Your company Acme closes with it.", "Your agency Bolt closes with it.", "You leave Carts with it.",
            "You leave Dyes with it.",
        ],
    ),
    "a client's account": ("account", COMPANY, [], ["Your company Acme closes with it."]),
    "an agency owner's account": (
        "account", AGENCY, [FREELANCER],
        ["Your agency Bolt closes with it.", "Your freelancer account closes with it."],
    ),
    "an admin's account": ("account", ADMIN, [], ["You leave Carts with it."]),
    "a company and nothing else": ("company", COMPANY, [], [NOTHING]),
    "an agency and nothing else": ("agency", AGENCY, [], [NOTHING]),
    "the last team": ("membership", ADMIN, [], ["This is your last team, so your account closes with it."]),
    "an agency": ("agency", AGENCY, [FREELANCER], [f"{OPEN}as a freelancer."]),
    "a company among others": (
        "company", COMPANY, [FREELANCER, AGENCY, ADMIN], [f"{OPEN}as a freelancer; with your agency Bolt; in Carts."],
    ),
    "a team among others": ("membership", ADMIN, [MEMBER, COMPANY], [f"{OPEN}in Dyes; with your company Acme."]),
}  # fmt: skip


@pytest.mark.parametrize(("of", "own", "others", "sentences"), ALONG.values(), ids=ALONG)
def test_the_announcement_lists_what_closes_and_what_stays(
    of: Subject, own: Place, others: list[Place], sentences: list[str]
) -> None:
    assert closing_texts.side_effects(of, own, others) == sentences
