"""Whoever is suspended reads why, and can appeal: support lifts it, once, or says why it stays."""

from collections.abc import Callable

import pytest

from flows.site.client import World
from tests.support.aftermath import changed, mailed, said
from tests.support.browserless import Browserless, at, heading, words
from tests.support.gated_edition import decide, gated

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
FORM, APPEAL = "/support/reopen", "/support/appeal"
PLEASE = {"message": "Please."}


@pytest.fixture
def suspended(make_world: MakeWorld) -> World:
    return make_world(edition=gated(), persona="freelancer", circumstances=("suspended",))


def test_whoever_is_suspended_reads_why_and_nobody_finds_them(
    suspended: World, log_in: LogIn, visitor: Browserless
) -> None:
    why = suspended.state()["accounts"]["freelancer"]["suspended_for"]
    turned_away = visitor.log_in(suspended.owner)
    assert (turned_away.status_code, said(turned_away)) == (403, f"This account is suspended: {why}")
    assert f"Why it is suspended: {why}" in words(visitor.get(APPEAL), "p")
    assert at(visitor.get("/home")) == "/login"
    assert at(visitor.get(FORM)) == "/login"
    client = log_in(suspended.accounts["client"])
    assert suspended.owner.name not in words(client.get("/talent"), "strong")
    assert client.get(f"/talent/{suspended.id}/freelancer").status_code == 404


@pytest.mark.parametrize("decision", ["lift", "decline"])
def test_an_appeal_is_decided_with_a_reason_that_is_read(
    suspended: World, log_in: LogIn, visitor: Browserless, decision: str
) -> None:
    visitor.log_in(suspended.owner)
    visitor.get(APPEAL)
    assert heading(visitor.submit(APPEAL, {"message": "I took it down."})) == "Support has your request"
    agent = log_in(suspended.accounts["support-agent"])
    before = suspended.state()
    refused = decide(agent, decision)
    assert (refused.status_code, suspended.state()) == (422, before)
    decide(agent, decision, "Because.")
    lifted = decision == "lift"
    account = suspended.state()["accounts"]["freelancer"]
    assert (account["status"], account["suspended_for"] is None) == ("open" if lifted else "suspended", lifted)
    subject = "Support has answered" if lifted else "Your account stays suspended"
    assert mailed(suspended)[-1] == ("freelancer", subject, "Because.")
    again = visitor.log_in(suspended.owner)
    assert at(again) == ("/home" if lifted else "/login")
    if not lifted:
        assert "Because." in words(visitor.get(APPEAL), "blockquote")
        assert heading(visitor.submit(APPEAL, {"message": "Please look again."})) == "Support has your request"


def test_a_suspension_is_lifted_once(suspended: World, log_in: LogIn, visitor: Browserless) -> None:
    visitor.log_in(suspended.owner)
    visitor.get(APPEAL)
    visitor.submit(APPEAL, PLEASE)
    agents = [log_in(suspended.accounts["support-agent"]) for _ in range(2)]
    for agent in agents:
        agent.get("/support-desk/")
    form = {"decision": "lift", "answer": "Because."}
    answers = [agent.submit("/support-desk/request-1", form) for agent in agents]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert [subject for _, subject, _ in mailed(suspended)].count("Your account is not suspended any more") == 1
    assert at(visitor.get(APPEAL)) == "/login"


def test_nobody_else_appeals(suspended: World, log_in: LogIn, visitor: Browserless) -> None:
    for reader in (visitor, log_in(suspended.accounts["client"])):
        assert at(reader.get(APPEAL)) in ("/login", "/home")
        reader.submit(APPEAL, PLEASE)
    assert changed(suspended) == {}
