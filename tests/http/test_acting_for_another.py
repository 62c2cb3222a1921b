"""What is somebody else's does not exist; a form without its token does nothing; the control API takes no forms."""

from collections.abc import Callable
from typing import Any

import pytest
import requests
from browserless import Browserless, at, balance, heading

from flows.worlds import World

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
MESSAGE = {"message": "Please close my account."}


@pytest.fixture
def asked(make_world: MakeWorld, log_in: LogIn) -> World:
    """A world whose owner has asked support to close the account."""
    world = make_world(circumstances=("support-review",))
    reader = log_in(world)
    assert heading(reader.submit(f"{reader.begin(1)}/1", MESSAGE)) == "Support has your request"
    return world


@pytest.mark.parametrize("path", ["/my-jobs/contract-4/end", "/proposals/proposal-1/withdraw"])
def test_what_is_another_accounts_cannot_be_settled(make_world: MakeWorld, log_in: LogIn, path: str) -> None:
    world = make_world(having=("active-contract", "open-proposal"))
    assert log_in(world.accounts["support-agent"]).submit(path).status_code == 404
    if "proposal" in path:
        assert log_in(world.accounts["client"]).submit(path).status_code == 404
    assert world.changes() == []


def test_both_parties_of_a_contract_may_end_it(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(having=("active-contract",))
    log_in(world.accounts["client"]).submit("/my-jobs/contract-4/end")
    assert world.state()["contracts"]["contract-4"]["status"] == "ended"


def test_a_client_withdraws_no_balance_but_their_own(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(having=("balance",))
    client = log_in(world.accounts["client"])
    assert client.submit("/payments/withdraw", {"amount": balance(world)}).status_code == 409
    assert world.changes() == []


@pytest.mark.parametrize("method", ["get", "submit"])
def test_another_accounts_closing_is_no_page(world: World, make_world: MakeWorld, log_in: LogIn, method: str) -> None:
    run = log_in(world).begin()
    same_world, other_world = world.accounts["client"], make_world(seed=2).owner
    for account in (same_world, other_world):
        reader = log_in(account)
        answer = getattr(reader, method)(f"{run}/1", *([{"reason": "I have another account"}] * (method == "submit")))
        assert answer.status_code == 404
    assert world.changes() == []


def test_whoever_is_not_logged_in_is_sent_to_log_in_first(world: World, log_in: LogIn, visitor: Browserless) -> None:
    run = log_in(world).begin()
    visitor.get("/login")
    assert at(visitor.get(f"{run}/1")) == "/login"
    assert at(visitor.submit(f"{run}/1", {"reason": "I have another account"})) == "/login"
    for path in ("/home", "/my-jobs", "/proposals", "/payments", "/settings/", "/closing/start/0", "/support-desk/"):
        assert at(visitor.get(path)) == "/login"
    assert world.changes() == []


@pytest.mark.parametrize("persona", ["freelancer", "client"])
def test_only_an_agent_reaches_the_support_desk(asked: World, log_in: LogIn, persona: str) -> None:
    reader = log_in(asked.accounts[persona])
    assert reader.get("/support-desk/").status_code == 404
    assert reader.submit("/support-desk/request-1", {"decision": "close"}).status_code == 404
    assert asked.state()["accounts"]["freelancer"]["status"] == "open"


def test_an_agent_of_another_world_sees_and_decides_nothing(asked: World, make_world: MakeWorld, log_in: LogIn) -> None:
    agent = log_in(make_world(seed=2).accounts["support-agent"])
    assert asked.owner.name not in agent.get("/support-desk/").text
    assert agent.submit("/support-desk/request-1", {"decision": "close"}).status_code == 404
    assert asked.state()["support_requests"]["request-1"]["status"] == "open"


@pytest.mark.parametrize("decision", ["", "reopen", "CLOSE"])
def test_an_agent_can_only_close_or_decline(asked: World, log_in: LogIn, decision: str) -> None:
    agent = log_in(asked.accounts["support-agent"])
    assert agent.submit("/support-desk/request-1", {"decision": decision}).status_code == 422
    assert asked.state()["support_requests"]["request-1"]["status"] == "open"


def test_a_request_is_decided_once(asked: World, log_in: LogIn) -> None:
    agent = log_in(asked.accounts["support-agent"])
    agent.submit("/support-desk/request-1", {"decision": "decline", "answer": "Not yet."})
    before = asked.state()
    agent.submit("/support-desk/request-1", {"decision": "close"})
    assert asked.state() == before
    assert before["support_requests"]["request-1"]["status"] == "declined"


FORMS = {
    "/logout": {},
    "/payments/withdraw": {"amount": "1.00"},
    "/my-jobs/contract-4/end": {},
    "/proposals/proposal-1/withdraw": {},
    "/settings/security/security-question": {"question": "What street did you grow up in?", "answer": "Elm"},
}


@pytest.mark.parametrize("token", [{}, {"csrf_token": ""}, {"csrf_token": "guess"}], ids=["none", "empty", "guessed"])
@pytest.mark.parametrize(("path", "fields"), FORMS.items(), ids=FORMS)
def test_a_form_without_its_token_does_nothing(
    make_world: MakeWorld, log_in: LogIn, path: str, fields: dict[str, str], token: dict[str, str]
) -> None:
    world = make_world(having=("active-contract", "open-proposal", "balance"), circumstances=("no-security-question",))
    reader = log_in(world)
    answer = reader.post(path, data={**fields, **token})
    assert (answer.status_code, heading(answer)) == (400, "This page is out of date")
    assert world.changes() == []
    assert at(reader.get("/home")) == "/home"


def test_a_token_of_another_session_does_nothing(world: World, make_world: MakeWorld, log_in: LogIn) -> None:
    reader, other = log_in(world), log_in(make_world(seed=2))
    run = reader.begin()
    reader.token = other.token
    answer = reader.submit(f"{run}/1", {"reason": "I have another account"})
    assert (at(answer), heading(answer)) == (f"{run}/1", "Close your account")
    assert world.changes() == []


@pytest.mark.parametrize("mimetype", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"])
def test_a_page_elsewhere_cannot_post_a_form_to_the_control_api(base_url: str, world: World, mimetype: str) -> None:
    url = f"{base_url}/_control/worlds/{world.id}/clock"
    answer = requests.post(url, data='{"advance": "P1D"}', headers={"Content-Type": mimetype}, timeout=30)
    assert answer.status_code == 415
    assert world.changes() == []


@pytest.mark.parametrize("path", ["/login", "/_control/identity", "/static/worklane.css"])
def test_a_foreign_host_name_is_refused(base_url: str, path: str) -> None:
    answer = requests.get(base_url + path, headers={"Host": "worklane.evil.test"}, timeout=30)
    assert answer.status_code == 400


def test_no_page_may_be_framed_or_kept(world: World, log_in: LogIn) -> None:
    headers: Any = log_in(world).get("/home").headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
