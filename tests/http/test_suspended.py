"""A suspended account reads why, and can appeal: support lifts the suspension once, or says why it stays."""

import pytest

from flows.site.client import World
from tests.support.changes import account_row, changed
from tests.support.gated_edition import gated
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.support_desk import decide
from tests.support.types import MakeWorld

FORM, APPEAL = "/support/reopen", "/support/appeal"
PLEASE = {"message": "Please."}


@pytest.fixture
def suspended(make_world: MakeWorld) -> World:
    return make_world(edition=gated(), circumstances=("suspended",))


def test_a_suspended_account_reads_why_and_is_not_listed(suspended: World, visitor: HttpClient) -> None:
    why = account_row(suspended)["suspended_for"]
    turned_away = visitor.log_in(suspended.owner)
    assert turned_away.outcome == (403, f"This account is suspended: {why}")
    assert f"Why it is suspended: {why}" in visitor.get(APPEAL).texts("p")
    assert visitor.get("/home").path == "/login"
    assert visitor.get(FORM).path == "/login"
    client = log_in(suspended, "client")
    assert suspended.owner.name not in client.get("/talent").texts("strong")
    assert client.get(f"/talent/{suspended.id}/freelancer").status_code == 404


@pytest.mark.parametrize("decision", ["lift", "decline"])
def test_an_appeal_is_decided_with_a_reason(suspended: World, visitor: HttpClient, decision: str) -> None:
    visitor.log_in(suspended.owner)
    visitor.get(APPEAL)
    assert visitor.submit(APPEAL, {"message": "I took it down."}).heading == "Support has your request"
    agent = log_in(suspended, "support-agent")
    before = suspended.state()
    refused = decide(agent, decision)
    assert (refused.status_code, suspended.state()) == (422, before)
    decide(agent, decision, "Because.")
    lifted = decision == "lift"
    account = account_row(suspended)
    assert (account["status"], account["suspended_for"] is None) == ("open" if lifted else "suspended", lifted)
    subject = "Support has answered" if lifted else "Your account stays suspended"
    assert mailed(suspended)[-1] == ("freelancer", subject, "Because.")
    again = visitor.log_in(suspended.owner)
    assert again.path == ("/home" if lifted else "/login")
    if not lifted:
        assert "Because." in visitor.get(APPEAL).texts("blockquote")
        assert visitor.submit(APPEAL, {"message": "Please look again."}).heading == "Support has your request"


def test_a_suspension_is_lifted_once(suspended: World, visitor: HttpClient) -> None:
    visitor.log_in(suspended.owner)
    visitor.get(APPEAL)
    visitor.submit(APPEAL, PLEASE)
    agents = [log_in(suspended, "support-agent") for _ in range(2)]
    for agent in agents:
        agent.get("/support-desk/")
    form = {"decision": "lift", "answer": "Because."}
    answers = [agent.submit("/support-desk/request-1", form) for agent in agents]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert [subject for _, subject, _ in mailed(suspended)].count("Your account is no longer suspended") == 1
    assert visitor.get(APPEAL).path == "/login"


def test_only_a_suspended_account_can_appeal(suspended: World, visitor: HttpClient) -> None:
    for reader in (visitor, log_in(suspended, "client")):
        assert reader.get(APPEAL).path in ("/login", "/home")
        reader.submit(APPEAL, PLEASE)
    assert changed(suspended) == {}
