"""A suspended account reads why, and can appeal once."""

import pytest

from flows.site.client import World
from tests.support.changes import account_row, changed
from tests.support.gated_edition import gated
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.support_desk import decide

FORM, APPEAL = "/support/reopen", "/support/appeal"
PLEASE = {"message": "Please."}
pytestmark = pytest.mark.world(edition=gated(), circumstances=("suspended",))


def test_a_suspended_account_reads_why_and_is_not_listed(world: World, visitor: HttpClient) -> None:
    why = account_row(world)["suspended_for"]
    turned_away = visitor.log_in(world.owner)
    assert turned_away.outcome == (403, f"This account is suspended: {why}")
    assert f"Why it is suspended: {why}" in visitor.get(APPEAL).texts("p")
    assert visitor.get("/home").path == "/login"
    assert visitor.get(FORM).path == "/login"
    client = log_in(world, "client")
    assert world.owner.name not in client.get("/talent").texts("strong")
    assert client.get(f"/talent/{world.id}/freelancer").status_code == 404


@pytest.mark.parametrize("decision", ["lift", "decline"])
def test_an_appeal_is_decided_with_a_reason(world: World, visitor: HttpClient, decision: str) -> None:
    visitor.log_in(world.owner)
    visitor.get(APPEAL)
    assert visitor.submit(APPEAL, {"message": "I took it down."}).heading == "Support has your request"
    agent = log_in(world, "support-agent")
    before = world.state()
    refused = decide(agent, decision)
    assert (refused.status_code, world.state()) == (422, before)
    decide(agent, decision, "Because.")
    lifted = decision == "lift"
    account = account_row(world)
    assert (account["status"], account["suspended_for"] is None) == ("open" if lifted else "suspended", lifted)
    subject = "Support has answered" if lifted else "Your account stays suspended"
    assert mailed(world)[-1] == ("freelancer", subject, "Because.")
    again = visitor.log_in(world.owner)
    assert again.path == ("/home" if lifted else "/login")
    if not lifted:
        assert "Because." in visitor.get(APPEAL).texts("blockquote")
        assert visitor.submit(APPEAL, {"message": "Please look again."}).heading == "Support has your request"


def test_a_suspension_is_lifted_once(world: World, visitor: HttpClient) -> None:
    visitor.log_in(world.owner)
    visitor.get(APPEAL)
    visitor.submit(APPEAL, PLEASE)
    agents = [log_in(world, "support-agent") for _ in range(2)]
    for agent in agents:
        agent.get("/support-desk/")
    form = {"decision": "lift", "answer": "Because."}
    answers = [agent.submit("/support-desk/request-1", form) for agent in agents]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert [subject for _, subject, _ in mailed(world)].count("Your account is no longer suspended") == 1
    assert visitor.get(APPEAL).path == "/login"


def test_only_a_suspended_account_can_appeal(world: World, visitor: HttpClient) -> None:
    for reader in (visitor, log_in(world, "client")):
        assert reader.get(APPEAL).path in ("/login", "/home")
        reader.submit(APPEAL, PLEASE)
    assert changed(world) == {}
