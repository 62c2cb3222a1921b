"""Disputes: nobody has the money until an agent decides, and then whoever it was decided for has it, once."""

from collections.abc import Callable

import pytest

from flows.site.client import World
from tests.support.aftermath import NOW, at_once, changed, mailed, said
from tests.support.browserless import Browserless, heading, words

LogIn = Callable[..., Browserless]
DISPUTE = "/support-desk/disputes/dispute-1"
ANSWER = "The work matches the brief."


@pytest.fixture(params=["freelancer", "client"])
def disputed(make_world: Callable[..., World], request: pytest.FixtureRequest) -> World:
    """A world with a dispute, of either party."""
    return make_world(persona=request.param, having=("dispute",))


@pytest.fixture
def agent(disputed: World, log_in: LogIn) -> Browserless:
    return log_in(disputed.accounts["support-agent"])


def decide(agent: Browserless, side: str, answer: str = ANSWER) -> Browserless:
    agent.submit(DISPUTE, {"decided_for": side, "answer": answer})
    return agent


@pytest.mark.parametrize(("side", "status"), [("freelancer", "released"), ("client", "refunded")])
def test_the_money_goes_to_whom_it_is_decided_for(disputed: World, agent: Browserless, side: str, status: str) -> None:
    before = disputed.state()
    decide(agent, side)
    after = changed(disputed)
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


def test_both_parties_are_told_by_mail_and_on_their_page(disputed: World, agent: Browserless, log_in: LogIn) -> None:
    decide(agent, "client")
    assert [(who, subject) for who, subject, _ in mailed(disputed)] == [
        ("freelancer", "Your dispute is decided"),
        ("client", "Your dispute is decided"),
    ]
    assert all(text.endswith(f"is decided for the client.\n\n{ANSWER}") for _, _, text in mailed(disputed))
    for party in ("freelancer", "client"):
        page = log_in(disputed.accounts[party]).get("/disputes")
        assert f"Decided for the client: {ANSWER}" in " ".join(words(page, "li"))


WRONG = {
    "no side": ({"answer": ANSWER}, "Choose who gets the money."),
    "a third side": ({"answer": ANSWER, "decided_for": "support-agent"}, "Choose who gets the money."),
    "no words": ({"decided_for": "client"}, "Answer is needed."),
    "too many words": ({"decided_for": "client", "answer": "x" * 2001}, "Use at most 2000 characters."),
}


@pytest.mark.parametrize(("form", "told"), WRONG.values(), ids=WRONG)
def test_a_decision_needs_a_side_and_a_reason(
    disputed: World, agent: Browserless, form: dict[str, str], told: str
) -> None:
    agent.get("/support-desk/")
    answer = agent.submit(DISPUTE, form)
    assert (answer.status_code, said(answer), heading(answer)) == (422, told, "Support desk")
    assert disputed.changes() == []


def test_a_dispute_is_decided_once(disputed: World, agent: Browserless) -> None:
    before = disputed.state() if decide(agent, "client") else {}
    answer = agent.submit(DISPUTE, {"decided_for": "freelancer", "answer": "No."})
    assert (answer.status_code, said(answer)) == (409, "That dispute has already been decided.")
    assert disputed.state() == before


def test_of_two_decisions_at_once_one_counts(disputed: World, agent: Browserless) -> None:
    tabs = {side: agent.tab() for side in ("freelancer", "client")}
    forms = {side: {"decided_for": side, "answer": ANSWER} for side in tabs}
    answers = at_once([lambda side=side: tabs[side].submit(DISPUTE, forms[side]) for side in tabs])  # type: ignore[misc]
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert len(mailed(disputed)) == 2


def test_the_money_of_a_dispute_is_nobodys_whatever_the_clock_says(disputed: World) -> None:
    disputed.advance("P365D")
    assert changed(disputed) == {"/now": "2027-01-14T10:00:00Z"}
