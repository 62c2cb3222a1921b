"""Reopening an account: requests, violations, and what is open again. Claim D23."""

from functools import partial

import pytest

from flows.site.client import World
from tests.support.changes import NOW, account_row, at_once, changed, from_tabs, unchanged
from tests.support.editions import read_edition
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.support_desk import (
    CLOSED_REQUEST,
    COME_BACK,
    REOPEN,
    SENT,
    ask_to_reopen,
    decide,
    informed,
    message_rows,
    request_row,
)
from tests.support.types import LoggedIn, MakeWorld

CLOSED = "Your account is closed"
SECOND = "I have another account"
VIOLATIONS = [SECOND, "I work directly with a client I met here"]
REASONS = [
    "I no longer need this account", "I have too much work to take on more", "I am moving to another line of work",
    "I am not getting enough work", "My ratings stand in my way", *VIOLATIONS,
]  # fmt: skip


def close(reader: HttpClient, reason: str = SECOND) -> None:
    assert reader.close_account({"reason": reason}).heading == CLOSED


@pytest.fixture
def shut_out(world: World, visitor: HttpClient) -> HttpClient:
    """A reader who has closed the account, a violation, and asked support to reopen it."""
    close(log_in(world))
    return ask_to_reopen(visitor, world)


@pytest.mark.parametrize("reason", REASONS)
def test_only_reasons_against_the_terms_are_violations(world: World, reason: str) -> None:
    close(log_in(world), reason)
    recorded = {"violation-1": {"reason": reason, "recorded_at": NOW, "account": "freelancer"}}
    assert world.state()["violations"] == (recorded if reason in VIOLATIONS else {})
    assert account_row(world)["close_reason"] == reason


@pytest.mark.parametrize("reason", ["I am ill", *VIOLATIONS])
def test_a_violation_is_recorded_when_the_agent_closes(logged_in: LoggedIn, reason: str) -> None:
    own = read_edition("own")
    own["closing"][1] |= {"reasons": ["I am ill", *VIOLATIONS], "violations": VIOLATIONS}
    own["closing"][1]["stages"][0]["asks"] = ["reason", "message"]
    world, reader = logged_in(own, circumstances=("support-review",))
    agent = log_in(world, "support-agent")
    answer = reader.close_account({"reason": reason, "message": "Please."}, number=1)
    assert (answer.heading, world.state()["violations"]) == (SENT, {})
    assert f"Reason given: {reason}" in agent.get("/support-desk/").texts("p")
    decide(agent, "close")
    recorded = {"violation-1": {"reason": reason, "recorded_at": NOW, "account": "freelancer"}}
    assert world.state()["violations"] == (recorded if reason in VIOLATIONS else {})
    assert account_row(world)["close_reason"] == reason


def test_three_tabs_at_once_record_one_violation(world: World, reader: HttpClient) -> None:
    runs = [reader.begin() for _ in range(3)]
    at_once([partial(reader.tab().submit, f"{run}/1", {"reason": SECOND}) for run in runs])
    assert list(world.state()["violations"]) == ["violation-1"]


@pytest.mark.parametrize("reason", [REASONS[0], *VIOLATIONS])
def test_the_agent_sees_violations(world: World, visitor: HttpClient, agent: HttpClient, reason: str) -> None:
    close(log_in(world), reason)
    ask_to_reopen(visitor, world)
    page = agent.get("/support-desk/")
    on_record = [f"{reason} (14 January 2026)"] if reason in VIOLATIONS else []
    assert page.texts("ul", aria_label="Violations on record") == on_record
    assert page.texts("blockquote") == [COME_BACK["message"]]
    body = f"Reopen the account, from {world.owner.name}:\n\n{COME_BACK['message']}"
    assert mailed(world, since=1) == [("support-agent", "A new support request", body)]


def test_a_reopened_account_keeps_only_its_record(world: World, shut_out: HttpClient, agent: HttpClient) -> None:
    answer = decide(agent, "reopen", "Welcome back.")
    assert answer.path == "/support-desk/"
    assert answer.message == informed(world)
    after = {
        "/violations/violation-1": {"reason": SECOND, "recorded_at": NOW, "account": "freelancer"},
        **request_row("reopen", "done", "freelancer"),
        **message_rows(("freelancer", COME_BACK["message"]), ("support-agent", "Welcome back.")),
    }
    assert changed(world) == after
    assert mailed(world, since=2) == [
        ("freelancer", "Your Worklane account is open again", "You can log in as before.\n\nContinue here: /login"),
        ("freelancer", "Support has answered", "Welcome back."),
    ]
    assert shut_out.get(REOPEN).path == "/login"
    assert shut_out.log_in(world.owner).path == "/home"
    assert shut_out.get("/support").texts("blockquote") == [COME_BACK["message"], "Welcome back."]
    assert changed(world) == after


def test_a_reopened_account_can_be_closed_again(world: World, shut_out: HttpClient, agent: HttpClient) -> None:
    decide(agent, "reopen")
    close(log_in(world), VIOLATIONS[1])
    assert [row["reason"] for row in world.state()["violations"].values()] == VIOLATIONS
    ask_to_reopen(shut_out, world)
    on_record = "".join(f"{reason} (14 January 2026)" for reason in VIOLATIONS)
    desk = agent.get("/support-desk/")
    assert desk.texts("ul", aria_label="Violations on record") == [on_record, on_record]


def test_a_declined_reopening_can_be_requested_again(world: World, shut_out: HttpClient, agent: HttpClient) -> None:
    before = world.state()
    answer = decide(agent, "decline", "Use your other one.")
    assert answer.message == informed(world, "closed")
    assert mailed(world, since=2) == [("freelancer", "Your account stays closed", "Use your other one.")]
    state = world.state()
    assert state["accounts"] == before["accounts"]
    assert state["support_requests"]["request-1"]["status"] == "declined"
    turned_away = shut_out.log_in(world.owner)
    assert (turned_away.status_code, shut_out.get("/home").path) == (403, "/login")
    assert shut_out.get(REOPEN).heading == "Support has declined"
    ask_to_reopen(shut_out, world)
    assert [row["status"] for row in world.state()["support_requests"].values()] == ["declined", "open"]


def test_a_repeated_reopening_request_is_one_request(world: World, shut_out: HttpClient) -> None:
    with unchanged(world):
        for message in ("And again.", "", "x" * 2_001):
            answer = shut_out.submit(REOPEN, {"message": message})
            assert (answer.status_code, answer.heading) == (200, SENT)
        assert shut_out.get(REOPEN).heading == SENT


def test_three_tabs_at_once_make_one_reopening_request(world: World, visitor: HttpClient) -> None:
    close(log_in(world))
    visitor.log_in(world.owner)
    visitor.get(REOPEN)
    answers = from_tabs(visitor, REOPEN, COME_BACK)
    assert {answer.heading for answer in answers} == {SENT}
    assert list(world.state()["support_requests"]) == ["request-1"]
    assert [who for who, _, _ in mailed(world, since=1)] == ["support-agent"]


@pytest.mark.parametrize("then", ["reopen", "decline", "ask"])
@pytest.mark.parametrize("first", ["reopen", "decline"])
def test_a_reopening_is_decided_once(
    world: World, shut_out: HttpClient, agent: HttpClient, first: str, then: str
) -> None:
    decide(agent, first, "Once.")
    with unchanged(world):
        answer = decide(agent, then, "Twice.")
        assert answer.outcome == (409, CLOSED_REQUEST)


TOO_LATE = "That account can no longer be reopened. Decline the request."
RESTORED = {"restore": {"by": "support"}, "login": "This account is closed."}


@pytest.fixture
def marked(make_world: MakeWorld, visitor: HttpClient) -> World:
    """A world whose owner is marked for deletion, and has asked support to reopen."""
    own = read_edition("reason-then-confirm")
    own["closing"][0]["after"] |= RESTORED
    own["retention"] = {"profile": "deleted", "work-history": "deleted"}
    world = make_world(own)
    log_in(world).close_account({"reason": "Too busy"}, {})
    ask_to_reopen(visitor, world)
    return world


def test_an_account_reopened_in_time_is_not_deleted(marked: World) -> None:
    assert decide(log_in(marked, "support-agent"), "reopen").status_code == 200
    after = changed(marked)
    assert [path for path in after if not path.startswith("/support_")] == []
    marked.advance("P60D")
    assert changed(marked) == {"/now": "2026-03-15T10:00:00Z", **after}


def test_a_deleted_account_cannot_be_reopened(marked: World, visitor: HttpClient) -> None:
    agent = log_in(marked, "support-agent")
    marked.advance("P30D")
    with unchanged(marked):
        refused = decide(agent, "reopen", "Welcome back.")
        assert refused.outcome == (409, TOO_LATE)
    assert visitor.get(REOPEN).path == "/login"
    assert decide(agent, "decline", "Too late.").status_code == 200
    assert mailed(marked, since=1) == [("freelancer", "Your account stays closed", "Too late.")]


def test_the_agent_is_answered_without_logging_in(world: World, shut_out: HttpClient, agent: HttpClient) -> None:
    decide(agent, "ask", "Why did you leave?")
    page = shut_out.get(REOPEN)
    assert page.texts("blockquote") == [COME_BACK["message"], "Why did you leave?"]
    with unchanged(world):
        assert shut_out.submit(REOPEN, {"message": " "}).status_code == 422
    answer = shut_out.submit(REOPEN, {"message": "I was ill."})
    assert (answer.status_code, answer.heading) == (200, SENT)
    assert [(who, subject) for who, subject, _ in mailed(world, since=2)] == [
        ("freelancer", "Support has a question"),
        ("support-agent", "An answer to your question"),
    ]
    assert list(world.state()["support_requests"]) == ["request-1"]
    assert agent.get("/support-desk/").texts("blockquote")[-1] == "I was ill."


def test_stages_after_the_closing_end_with_the_reopening(logged_in: LoggedIn, visitor: HttpClient) -> None:
    own = read_edition("feedback-after")
    own["closing"][0]["after"] |= RESTORED
    world, reader = logged_in(own)
    agent = log_in(world, "support-agent")
    run = reader.begin()
    assert reader.submit(f"{run}/1", {"password": world.owner.password}).heading == "One last question"
    ask_to_reopen(visitor, world)
    decide(agent, "reopen")
    with unchanged(world):
        reader.submit(f"{run}/2", {"feedback": "It was fine."})


def test_sessions_from_before_the_closing_stay_ended(
    world: World, reader: HttpClient, visitor: HttpClient, agent: HttpClient
) -> None:
    close(log_in(world))
    ask_to_reopen(visitor, world)
    decide(agent, "reopen")
    assert reader.get("/home").path == "/login"
    assert reader.log_in(world.owner).path == "/home"


def test_the_agent_cannot_ask_a_closed_account(world: World, reader: HttpClient, agent: HttpClient) -> None:
    reader.submit("/support", {"message": "How would I close my account?"})
    close(reader)
    with unchanged(world):
        refused = decide(agent, "ask", "Why?")
        refusal = "They could not answer that. Decide the request instead."
        assert refused.outcome == (409, refusal)
    answer = decide(agent, "reply", "You have found it.")
    assert answer.message == informed(world, "closed")
    assert mailed(world, since=2) == [("freelancer", "Support has answered", "You have found it.")]


@pytest.mark.parametrize(("without", "left"), [((), 1), (("violations-stay",), 0)])
def test_violations_outlive_a_reopening(
    make_world: MakeWorld, visitor: HttpClient, without: tuple[str, ...], left: int
) -> None:
    world = make_world(without=without)
    close(log_in(world))
    ask_to_reopen(visitor, world)
    decide(log_in(world, "support-agent"), "reopen")
    assert account_row(world)["status"] == "open"
    assert len(world.state()["violations"]) == left
