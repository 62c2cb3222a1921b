"""Between asking to reopen an account and using it again: in time or too late, talked over, and nothing of before."""

from collections.abc import Callable
from typing import Any

import pytest

from flows.site.client import World
from tests.support.aftermath import changed, mailed, said
from tests.support.browserless import Browserless, at, heading, words

MakeWorld = Callable[..., World]
TOO_LATE = "That account can no longer be reopened. Decline the request."
LogIn = Callable[..., Browserless]
Edition = Callable[[str], dict[str, Any]]
FORM = "/support/reopen"
AGAIN = {"message": "I would like to come back."}
RESTORED = {"restore": {"by": "support"}, "login": "This account is closed."}


def ask_again(visitor: Browserless, world: World) -> Browserless:
    """Give the right password of a closed account, and ask support to reopen it."""
    assert visitor.log_in(world.owner).status_code == 403
    visitor.get(FORM)
    assert heading(visitor.submit(FORM, AGAIN)) == "Support has your request"
    return visitor


def close(reader: Browserless) -> None:
    """Close the account of whoever is logged in."""
    answer = reader.submit(f"{reader.begin()}/1", {"reason": "I no longer need this account"})
    assert heading(answer) == "Your account is closed"


@pytest.fixture
def shut_out(world: World, log_in: LogIn, visitor: Browserless) -> Browserless:
    """Somebody who has closed the account, and asked to have it back."""
    close(log_in(world))
    return ask_again(visitor, world)


@pytest.fixture
def marked(make_world: MakeWorld, log_in: LogIn, visitor: Browserless, edition: Edition) -> World:
    """A world whose owner's account is marked for deletion, and who has asked support to have it back."""
    own = edition("reason-then-confirm")
    own["closing"][0]["after"] |= RESTORED
    own["retention"] = {"profile": "deleted", "work-history": "deleted"}
    world = make_world(edition=own)
    reader = log_in(world)
    run = reader.begin()
    reader.submit(f"{run}/1", {"reason": "Too busy"})
    reader.submit(f"{run}/2")
    ask_again(visitor, world)
    return world


def test_an_account_reopened_in_time_is_not_deleted(marked: World, log_in: LogIn) -> None:
    agent = log_in(marked.accounts["support-agent"])
    assert agent.submit("/support-desk/request-1", {"decision": "reopen"}).status_code == 200
    after = changed(marked)
    assert [path for path in after if not path.startswith("/support_")] == []
    marked.advance("P60D")
    assert changed(marked) == {"/now": "2026-03-15T10:00:00Z", **after}


def test_an_account_that_is_deleted_cannot_be_reopened(marked: World, visitor: Browserless, log_in: LogIn) -> None:
    agent = log_in(marked.accounts["support-agent"])
    marked.advance("P30D")
    before = marked.state()
    refused = agent.submit("/support-desk/request-1", {"decision": "reopen", "answer": "Welcome back."})
    assert (refused.status_code, said(refused)) == (
        409,
        "That account can no longer be reopened. Decline the request.",
    )
    assert marked.state() == before
    assert at(visitor.get(FORM)) == "/login"
    assert agent.submit("/support-desk/request-1", {"decision": "decline", "answer": "Too late."}).status_code == 200
    assert mailed(marked, since=1) == [("freelancer", "Your account stays closed", "Too late.")]


def test_what_the_agent_asks_before_reopening_is_answered_without_logging_in(
    world: World, shut_out: Browserless, log_in: LogIn
) -> None:
    agent = log_in(world.accounts["support-agent"])
    agent.submit("/support-desk/request-1", {"decision": "ask", "answer": "Why did you leave?"})
    page = shut_out.get(FORM)
    assert words(page, "blockquote") == [AGAIN["message"], "Why did you leave?"]
    before = world.state()
    assert shut_out.submit(FORM, {"message": " "}).status_code == 422
    assert world.state() == before
    answer = shut_out.submit(FORM, {"message": "I was ill."})
    assert (answer.status_code, heading(answer)) == (200, "Support has your request")
    assert [(who, subject) for who, subject, _ in mailed(world, since=2)] == [
        ("freelancer", "Support has a question"),
        ("support-agent", "An answer to your question"),
    ]
    assert list(world.state()["support_requests"]) == ["request-1"]
    assert words(agent.get("/support-desk/"), "blockquote")[-1] == "I was ill."


def test_the_stages_after_a_closing_are_nothing_once_the_account_is_open_again(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless, edition: Edition
) -> None:
    own = edition("feedback-after")
    own["closing"][0]["after"] |= RESTORED
    world = make_world(edition=own)
    reader, agent = log_in(world), log_in(world.accounts["support-agent"])
    run = reader.begin()
    assert heading(reader.submit(f"{run}/1", {"password": world.owner.password})) == "One last question"
    ask_again(visitor, world)
    agent.submit("/support-desk/request-1", {"decision": "reopen"})
    before = world.state()
    reader.submit(f"{run}/2", {"feedback": "It was fine."})
    assert world.state() == before


def test_a_session_from_before_the_closing_stays_ended(world: World, log_in: LogIn, visitor: Browserless) -> None:
    elsewhere, agent = log_in(world), log_in(world.accounts["support-agent"])
    close(log_in(world))
    ask_again(visitor, world)
    agent.submit("/support-desk/request-1", {"decision": "reopen"})
    assert at(elsewhere.get("/home")) == "/login"
    assert at(elsewhere.log_in(world.owner)) == "/home"


def test_nobody_is_asked_who_could_not_answer(world: World, log_in: LogIn) -> None:
    reader, agent = log_in(world), log_in(world.accounts["support-agent"])
    reader.submit("/support", {"message": "How would I close my account?"})
    close(reader)
    before = world.state()
    refused = agent.submit("/support-desk/request-1", {"decision": "ask", "answer": "Why?"})
    told = "They could not answer that. Decide the request instead."
    assert (refused.status_code, said(refused)) == (409, told)
    assert world.state() == before
    answer = agent.submit("/support-desk/request-1", {"decision": "reply", "answer": "You have found it."})
    assert said(answer) == f"{world.owner.name} has been told. The account is closed."
    assert mailed(world, since=2) == [("freelancer", "Support has answered", "You have found it.")]
