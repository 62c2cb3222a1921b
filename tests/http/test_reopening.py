"""Reopening a closed account: who may ask, what the agent sees of violations, and what is open again. Claim D23."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from flows.site.client import World
from tests.support.aftermath import NOW, at_once, changed, mailed, said
from tests.support.browserless import Browserless, at, heading, words

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
Edition = Callable[[str], dict[str, Any]]
AGAIN = {"message": "I would like to come back."}
ASKED = "Support has your request"
CLOSED = "Your account is closed"
SECOND = "I have another account"
VIOLATIONS = [SECOND, "I work directly with a client I met here"]
REASONS = [
    "I no longer need this account", "I have too much work to take on more", "I am moving to another line of work",
    "I am not getting enough work", "My ratings stand in my way", *VIOLATIONS,
]  # fmt: skip


def close(reader: Browserless, reason: str = SECOND) -> None:
    """Close the account of whoever is logged in."""
    assert heading(reader.submit(f"{reader.begin()}/1", {"reason": reason})) == CLOSED


def ask_again(visitor: Browserless, world: World) -> Browserless:
    """Give the right password of a closed account, and ask support to reopen it."""
    assert visitor.log_in(world.owner).status_code == 403
    visitor.get("/support/reopen")
    assert heading(visitor.submit("/support/reopen", AGAIN)) == ASKED
    return visitor


@pytest.fixture
def agent(world: World, log_in: LogIn) -> Browserless:
    return log_in(world.accounts["support-agent"])


@pytest.fixture
def shut_out(world: World, log_in: LogIn, visitor: Browserless) -> Browserless:
    """Somebody who has closed the account for a reason that is a violation, and asked to have it back."""
    close(log_in(world))
    return ask_again(visitor, world)


@pytest.mark.parametrize("reason", REASONS)
def test_the_reasons_against_the_terms_are_recorded_and_no_other(world: World, log_in: LogIn, reason: str) -> None:
    close(log_in(world), reason)
    recorded = {"violation-1": {"reason": reason, "recorded_at": NOW, "account": "freelancer"}}
    assert world.state()["violations"] == (recorded if reason in VIOLATIONS else {})
    assert world.state()["accounts"]["freelancer"]["close_reason"] == reason


@pytest.mark.parametrize("reason", ["I am ill", *VIOLATIONS])
def test_a_violation_is_recorded_when_the_agent_closes_and_not_before(
    make_world: MakeWorld, log_in: LogIn, edition: Edition, reason: str
) -> None:
    own = edition("own")
    own["closing"][1] |= {"reasons": ["I am ill", *VIOLATIONS], "violations": VIOLATIONS}
    own["closing"][1]["stages"][0]["asks"] = ["reason", "message"]
    world = make_world(edition=own, circumstances=("support-review",))
    reader, agent = log_in(world), log_in(world.accounts["support-agent"])
    answer = reader.submit(f"{reader.begin(1)}/1", {"reason": reason, "message": "Please."})
    assert (heading(answer), world.state()["violations"]) == (ASKED, {})
    assert f"Reason given: {reason}" in words(agent.get("/support-desk/"), "p")
    agent.submit("/support-desk/request-1", {"decision": "close"})
    recorded = {"violation-1": {"reason": reason, "recorded_at": NOW, "account": "freelancer"}}
    assert world.state()["violations"] == (recorded if reason in VIOLATIONS else {})
    assert world.state()["accounts"]["freelancer"]["close_reason"] == reason


def test_a_violation_is_recorded_once_when_three_tabs_close_at_once(world: World, log_in: LogIn) -> None:
    reader = log_in(world)
    runs = [reader.begin() for _ in range(3)]
    at_once([partial(reader.tab().submit, f"{run}/1", {"reason": SECOND}) for run in runs])
    assert list(world.state()["violations"]) == ["violation-1"]


@pytest.mark.parametrize("reason", [REASONS[0], *VIOLATIONS])
def test_the_agent_sees_what_is_on_record(
    world: World, log_in: LogIn, visitor: Browserless, agent: Browserless, reason: str
) -> None:
    close(log_in(world), reason)
    ask_again(visitor, world)
    page = agent.get("/support-desk/")
    on_record = [f"{reason} (14 January 2026)"] if reason in VIOLATIONS else []
    assert words(page, "ul", **{"aria-label": "Violations on record"}) == on_record
    assert words(page, "blockquote") == [AGAIN["message"]]
    assert mailed(world, since=1) == [
        (
            "support-agent",
            "A new support request",
            f"Reopen the account, from {world.owner.name}:\n\n{AGAIN['message']}",
        )
    ]


def test_an_account_that_is_reopened_is_as_it_was_but_for_what_is_on_record(
    world: World, shut_out: Browserless, agent: Browserless
) -> None:
    answer = agent.submit("/support-desk/request-1", {"decision": "reopen", "answer": "Welcome back."})
    assert (at(answer), said(answer)) == ("/support-desk/", f"{world.owner.name} has been told. The account is open.")
    request = {
        "kind": "reopen",
        "reason": None,
        "feedback": None,
        "status": "done",
        "asked_at": NOW,
        "account": "freelancer",
        "team": None,
        "review": None,
    }
    written = {"sent_at": NOW, "request": "request-1"}
    after = {
        "/violations/violation-1": {"reason": SECOND, "recorded_at": NOW, "account": "freelancer"},
        "/support_requests/request-1": request,
        "/support_messages/support-message-1": {**written, "author": "freelancer", "body": AGAIN["message"]},
        "/support_messages/support-message-2": {**written, "author": "support-agent", "body": "Welcome back."},
    }
    assert changed(world) == after
    assert mailed(world, since=2) == [
        ("freelancer", "Your Worklane account is open again", "You can log in as before.\n\nGo on here: /login"),
        ("freelancer", "Support has answered", "Welcome back."),
    ]
    assert at(shut_out.get("/support/reopen")) == "/login"
    assert at(shut_out.log_in(world.owner)) == "/home"
    assert words(shut_out.get("/support"), "blockquote") == [AGAIN["message"], "Welcome back."]
    assert changed(world) == after


def test_an_account_that_is_reopened_can_be_closed_again(
    world: World, shut_out: Browserless, agent: Browserless, log_in: LogIn
) -> None:
    agent.submit("/support-desk/request-1", {"decision": "reopen"})
    close(log_in(world), VIOLATIONS[1])
    assert [row["reason"] for row in world.state()["violations"].values()] == VIOLATIONS
    ask_again(shut_out, world)
    on_record = "".join(f"{reason} (14 January 2026)" for reason in VIOLATIONS)
    desk = agent.get("/support-desk/")
    assert words(desk, "ul", **{"aria-label": "Violations on record"}) == [on_record, on_record]


def test_a_reopening_that_is_declined_can_be_asked_for_again(
    world: World, shut_out: Browserless, agent: Browserless
) -> None:
    before = world.state()
    answer = agent.submit("/support-desk/request-1", {"decision": "decline", "answer": "Use your other one."})
    assert said(answer) == f"{world.owner.name} has been told. The account is closed."
    assert mailed(world, since=2) == [("freelancer", "Your account stays closed", "Use your other one.")]
    state = world.state()
    assert state["accounts"] == before["accounts"]
    assert state["support_requests"]["request-1"]["status"] == "declined"
    turned_away = shut_out.log_in(world.owner)
    assert (turned_away.status_code, at(shut_out.get("/home"))) == (403, "/login")
    assert heading(shut_out.get("/support/reopen")) == "Support has declined"
    ask_again(shut_out, world)
    assert [row["status"] for row in world.state()["support_requests"].values()] == ["declined", "open"]


def test_a_reopening_that_is_asked_for_twice_is_one_request(world: World, shut_out: Browserless) -> None:
    before = world.state()
    for message in ("And again.", "", "x" * 2_001):
        answer = shut_out.submit("/support/reopen", {"message": message})
        assert (answer.status_code, heading(answer)) == (200, ASKED)
    assert heading(shut_out.get("/support/reopen")) == ASKED
    assert world.state() == before


def test_a_reopening_asked_for_in_three_tabs_at_once_is_one_request(
    world: World, log_in: LogIn, visitor: Browserless
) -> None:
    close(log_in(world))
    visitor.log_in(world.owner)
    visitor.get("/support/reopen")
    answers = at_once([partial(visitor.tab().submit, "/support/reopen", AGAIN) for _ in range(3)])
    assert {heading(answer) for answer in answers} == {ASKED}
    assert list(world.state()["support_requests"]) == ["request-1"]
    assert [who for who, _, _ in mailed(world, since=1)] == ["support-agent"]


@pytest.mark.parametrize("then", ["reopen", "decline", "ask"])
@pytest.mark.parametrize(("first", "status"), [("reopen", "done"), ("decline", "declined")])
def test_a_reopening_is_decided_once(
    world: World, shut_out: Browserless, agent: Browserless, first: str, status: str, then: str
) -> None:
    agent.submit("/support-desk/request-1", {"decision": first, "answer": "Once."})
    before = world.state()
    answer = agent.submit("/support-desk/request-1", {"decision": then, "answer": "Twice."})
    assert (answer.status_code, said(answer)) == (409, "That request has already been decided.")
    assert world.state() == before
