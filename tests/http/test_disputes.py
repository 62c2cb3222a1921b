"""Disputes: money is held until an agent decides, and then paid once."""

from functools import partial

import pytest

from flows.site.client import World
from tests.support.changes import NOW, at_once, changed, statuses
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.types import MakeWorld

DISPUTE = "/support-desk/disputes/dispute-1"
ANSWER = "The work matches the brief."


@pytest.fixture(params=["freelancer", "client"])
def world(make_world: MakeWorld, request: pytest.FixtureRequest) -> World:
    return make_world(persona=request.param, having=("dispute",))


def decide(agent: HttpClient, side: str, answer: str = ANSWER) -> HttpClient:
    agent.submit(DISPUTE, {"decided_for": side, "answer": answer})
    return agent


@pytest.mark.parametrize(("side", "status"), [("freelancer", "released"), ("client", "refunded")])
def test_the_money_goes_to_the_winner(world: World, agent: HttpClient, side: str, status: str) -> None:
    before = world.state()
    decide(agent, side)
    after = changed(world)
    cents = before["payments"]["payment-4"]["cents"]
    has = cents if side == "freelancer" else None
    assert after.pop("/accounts/freelancer/balance_cents", None) == has
    assert after.pop("/accounts/freelancer/owes") == (["balance"] if has else [])
    assert after == {
        "/accounts/client/owes": [],
        "/payments/payment-4/status": status,
        "/payments/payment-4/available_at": NOW,
        "/disputes/dispute-1/status": "decided",
        "/disputes/dispute-1/decided_for": side,
        "/disputes/dispute-1/answer": ANSWER,
    }


def test_both_parties_get_mail_and_see_the_decision(world: World, agent: HttpClient) -> None:
    decide(agent, "client")
    assert [(who, subject) for who, subject, _ in mailed(world)] == [
        ("freelancer", "Your dispute is decided"),
        ("client", "Your dispute is decided"),
    ]
    assert all(text.endswith(f"is decided for the client.\n\n{ANSWER}") for _, _, text in mailed(world))
    for party in ("freelancer", "client"):
        page = log_in(world, party).get("/disputes")
        assert f"Decided for the client: {ANSWER}" in " ".join(page.texts("li"))


WRONG = {
    "no side": ({"answer": ANSWER}, "Choose who gets the money."),
    "a third side": ({"answer": ANSWER, "decided_for": "support-agent"}, "Choose who gets the money."),
    "no words": ({"decided_for": "client"}, "Answer is needed."),
    "too many words": ({"decided_for": "client", "answer": "x" * 2001}, "Use at most 2000 characters."),
}


@pytest.mark.parametrize(("form", "complaint"), WRONG.values(), ids=WRONG)
def test_a_decision_needs_a_winner_and_a_reason(
    world: World, agent: HttpClient, form: dict[str, str], complaint: str
) -> None:
    agent.get("/support-desk/")
    answer = agent.submit(DISPUTE, form)
    assert (answer.status_code, answer.message, answer.heading) == (422, complaint, "Support desk")
    assert world.changes() == []


def test_a_dispute_is_decided_once(world: World, agent: HttpClient) -> None:
    before = world.state() if decide(agent, "client") else {}
    answer = agent.submit(DISPUTE, {"decided_for": "freelancer", "answer": "No."})
    assert answer.outcome == (409, "That dispute has already been decided.")
    assert world.state() == before


def test_two_decisions_at_once_decide_once(world: World, agent: HttpClient) -> None:
    forms = [{"decided_for": side, "answer": ANSWER} for side in ("freelancer", "client")]
    answers = at_once([partial(agent.tab().submit, DISPUTE, form) for form in forms])
    assert statuses(answers) == [200, 409]
    assert len(mailed(world)) == 2


def test_disputed_money_is_never_released_by_the_clock(world: World) -> None:
    world.advance("P365D")
    assert changed(world) == {"/now": "2027-01-14T10:00:00Z"}
