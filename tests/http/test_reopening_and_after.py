"""Reopening an account, in time or too late, and using it again."""

import pytest

from flows.site.client import World
from tests.support.changes import changed, unchanged
from tests.support.editions import read_edition
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.support_desk import COME_BACK, REOPEN, SENT, ask_to_reopen, decide
from tests.support.types import LoggedIn, MakeWorld

TOO_LATE = "That account can no longer be reopened. Decline the request."
RESTORED = {"restore": {"by": "support"}, "login": "This account is closed."}


def close(reader: HttpClient) -> None:
    answer = reader.close_account({"reason": "I no longer need this account"})
    assert answer.heading == "Your account is closed"


@pytest.fixture
def shut_out(world: World, visitor: HttpClient) -> HttpClient:
    """A reader who has closed the account, and asked support to reopen it."""
    close(log_in(world))
    return ask_to_reopen(visitor, world)


@pytest.fixture
def marked(make_world: MakeWorld, visitor: HttpClient) -> World:
    """A world whose owner's account is marked for deletion, and who has asked support to reopen it."""
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
    assert answer.message == f"{world.owner.name} has been told. The account is closed."
    assert mailed(world, since=2) == [("freelancer", "Support has answered", "You have found it.")]
