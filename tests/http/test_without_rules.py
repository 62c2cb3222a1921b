"""What others, suspended readers and support no longer see or do in a world that lacks a rule."""

import pytest

from flows.site.client import World
from mocksite.catalog.support_decisions import DECISIONS, rule
from tests.support.changes import account_row, unchanged
from tests.support.gated_edition import gated
from tests.support.http_client import HttpClient, Page, log_in
from tests.support.support_desk import decide
from tests.support.types import EditionData, MakeWorld

APPEAL, DESK, MESSAGE = "/support/appeal", "/support-desk/", "I have put it right."
VISIBILITY = [
    {"id": name, "label": name.title(), "found_by": audience, "opened_by": audience}
    for name, audience in (("public", "anyone"), ("private", "nobody"))
]
SUSPENDED = ("suspended",)


def site() -> EditionData:
    edition = gated()
    edition["sections"].append(
        {"id": "me", "label": "How I am seen", "panels": ["availability", "visibility", "pause"]}
    )
    return {**edition, "visibility": VISIBILITY}


def appeal(world: World, visitor: HttpClient) -> HttpClient:
    """Appeal against a suspension. Returns the agent."""
    visitor.log_in(world.owner)
    visitor.get(APPEAL)
    visitor.submit(APPEAL, {"message": MESSAGE})
    return log_in(world, "support-agent")


@pytest.mark.parametrize("decision", DECISIONS["appeal"])
def test_support_lacks_one_decision_and_no_other(make_world: MakeWorld, visitor: HttpClient, decision: str) -> None:
    world = make_world(site(), circumstances=SUSPENDED, without=(rule("appeal", decision), rule("review", "decline")))
    agent = appeal(world, visitor)
    others = [label for name, label in DECISIONS["appeal"].items() if name != decision]
    offered = agent.get(DESK).texts("button", name="decision")
    assert offered == others
    before = world.state()
    refused = decide(agent, decision, "Because.")
    assert refused.status_code == 422
    assert "Choose what to do about the request." in refused.message
    assert world.state() == before


@pytest.mark.parametrize(("without", "reads"), [((), True), (("words-to-support",), False)])
def test_support_reads_what_is_written_to_it(
    make_world: MakeWorld, visitor: HttpClient, without: tuple[str, ...], reads: bool
) -> None:
    agent = appeal(make_world(site(), circumstances=SUSPENDED, without=without), visitor)
    assert (MESSAGE in agent.get(DESK).texts("blockquote")) == reads


def test_a_suspended_reader_reads_no_reason(make_world: MakeWorld, visitor: HttpClient) -> None:
    world = make_world(site(), circumstances=SUSPENDED, without=("reason-of-suspension",))
    why = account_row(world)["suspended_for"]
    turned_away = visitor.log_in(world.owner)
    assert turned_away.outcome == (403, "This account is suspended.")
    assert not [text for text in visitor.get(APPEAL).texts("p") if why in text]


def profile(world: World) -> Page:
    return log_in(world, "client").get(f"/talent/{world.id}/freelancer")


def test_others_do_not_see_whether_a_freelancer_is_available(make_world: MakeWorld) -> None:
    world = make_world(site(), without=("availability-shown",))
    pages = [profile(world), log_in(world, "client").get("/talent")]
    assert not [page for page in pages if "Available" in page.texts("span")]


def test_a_profile_cannot_be_opened_during_a_break(make_world: MakeWorld) -> None:
    world = make_world(site(), without=("profile-during-break",))
    assert profile(world).status_code == 200
    log_in(world).submit("/settings/me/pause", {"until": "2026-02-01"})
    assert profile(world).status_code == 404


@pytest.mark.parametrize(
    ("what", "choices", "complaint"),
    [
        ("availability", ("Not available", "Available"), "You cannot become available again."),
        ("visibility", ("Private", "Public"), "You cannot show it to more people again."),
    ],
)
def test_nobody_changes_back(make_world: MakeWorld, what: str, choices: tuple[str, str], complaint: str) -> None:
    world = make_world(site(), without=(f"{what}-back",))
    reader = log_in(world)
    assert reader.submit(f"/settings/me/{what}", {what: choices[0]}).status_code == 200
    with unchanged(world):
        assert reader.submit(f"/settings/me/{what}", {what: choices[1]}).outcome == (409, complaint)
