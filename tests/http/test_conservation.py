"""Refunds, and all money: no cent is made or lost."""

import pytest

from flows.site.client import World
from mocksite.catalog.ledger_rows import dollars
from tests.support.changes import NOW, balance, changed, from_tabs, statuses
from tests.support.editions import read_edition
from tests.support.http_client import HttpClient, log_in
from tests.support.money import check_money, logged_cents, total_cents
from tests.support.obligations import CAN_OWE
from tests.support.types import MakeWorld

APPROVE = "/payments/refunds/refund-1/approve"
DISPUTE = "/support-desk/disputes/dispute-1"


@pytest.fixture(params=["freelancer", "client"])
def world(request: pytest.FixtureRequest, make_world: MakeWorld) -> World:
    return make_world(persona=request.param, having=("pending-refund",))


def test_an_approved_refund_goes_back_to_the_client(world: World) -> None:
    cents = world.state()["payments"]["payment-4"]["cents"]
    answer = log_in(world).submit(APPROVE)
    where = "comes back to you" if world.persona == "client" else "goes back to the client"
    assert answer.message == f"{dollars(cents)} {where}."
    assert "Approve refund" not in answer.text
    assert changed(world) == {
        f"/accounts/{world.persona}/owes": [],
        "/payments/payment-4/status": "refunded",
        "/payments/payment-4/available_at": NOW,
        "/refunds/refund-1/status": "approved",
    }
    (mail,) = world.mail()
    other = world.accounts["freelancer" if world.persona == "client" else "client"]
    assert (mail["to"], mail["subject"].partition(":")[0]) == (other.email, "Refund approved")


def test_a_refund_is_approved_once(world: World, reader: HttpClient) -> None:
    reader.submit(APPROVE)
    before = world.state()
    cents = before["payments"]["payment-4"]["cents"]
    answer = reader.submit(APPROVE)
    assert (answer.status_code, answer.heading) == (409, "Payments")
    assert answer.message == f"The refund of {dollars(cents)} is already approved."
    assert world.state() == before


def test_three_tabs_at_once_approve_one_refund(world: World, reader: HttpClient) -> None:
    answers = from_tabs(reader, APPROVE)
    assert statuses(answers) == [200, 409, 409]
    assert world.state()["payments"]["payment-4"]["status"] == "refunded"


@pytest.mark.parametrize("other", ["freelancer", "client", "support-agent"])
def test_only_the_payee_approves_a_refund(world: World, other: str) -> None:
    reader = log_in(world, "support-agent" if other == world.persona else other)
    assert reader.submit(APPROVE).status_code == 404
    assert world.changes() == []


def test_an_open_refund_is_never_released_by_the_clock(world: World) -> None:
    world.advance("P365D")
    assert changed(world) == {"/now": "2027-01-14T10:00:00Z"}


ACTS: dict[str, tuple[str, str, dict[str, str]]] = {
    "complete a contract": ("freelancer", "/my-jobs/contract-4/complete", {}),
    "complete it again": ("client", "/my-jobs/contract-4/complete", {}),
    "end a contract": ("client", "/my-jobs/contract-5/end", {}),
    "end an hourly one": ("freelancer", "/my-jobs/contract-6/end", {}),
    "end it again": ("client", "/my-jobs/contract-6/end", {}),
    "withdraw a part": ("freelancer", "/payments/withdraw", {"amount": "1.01"}),
    "withdraw too much": ("freelancer", "/payments/withdraw", {"amount": "1,000,000.00"}),
    "withdraw less than nothing": ("freelancer", "/payments/withdraw", {"amount": "-1"}),
    "withdraw what is another's": ("client", "/payments/withdraw", {"amount": "1"}),
    "approve a refund": ("freelancer", APPROVE, {}),
    "approve it again": ("freelancer", APPROVE, {}),
    "decide a dispute": ("support-agent", DISPUTE, {"answer": "As agreed.", "decided_for": "freelancer"}),
    "decide it otherwise": ("support-agent", DISPUTE, {"answer": "Or not.", "decided_for": "client"}),
    "decide another for the client": (
        "support-agent", "/support-desk/disputes/dispute-2", {"answer": "Half is missing.", "decided_for": "client"},
    ),
}  # fmt: skip
HAVING = ("active-contract", *CAN_OWE["freelancer"], "dispute")


@pytest.mark.parametrize("takes", [None, "P3D"], ids=["arrives at once", "takes three days"])
@pytest.mark.parametrize("acts", [list(ACTS), list(reversed(ACTS))], ids=["in order", "from the end"])
def test_every_action_conserves_money(make_world: MakeWorld, acts: list[str], takes: str | None) -> None:
    own = {**read_edition("own"), "withdrawal_takes": takes}
    world = make_world(own, having=HAVING, seed=9)
    everything = total_cents(world.state())
    readers = {key: log_in(world, key) for key in world.accounts}
    answers = []
    for act in acts:
        who, path, fields = ACTS[act]
        answers.append(readers[who].submit(path, fields).status_code)
        state = world.state()
        check_money(state, everything + logged_cents(state))
        world.advance("P1D")
        state = world.state()
        check_money(state, everything + logged_cents(state))
    assert sorted(answers) == [200] * 7 + [409] * 6 + [422]
    world.advance("P30D")
    readers["freelancer"].submit("/payments/withdraw", {"amount": balance(world)})
    world.advance("P3D")
    state = world.state()
    check_money(state, everything + logged_cents(state))
    assert state["accounts"]["freelancer"]["owes"] == ["open-proposal"]
    assert state["accounts"]["freelancer"]["balance_cents"] == 0


# What is lost, and the payments that are then still under review: one more is, that of a contract which ends.
LOST: dict[str, tuple[list[str], int]] = {
    "nothing": ([], 2),
    "the balance": (["balance"], 2),
    "money under review": (["pending-payment"], 1),
    "both": (["balance", "pending-payment"], 1),
}


@pytest.mark.parametrize(("lost", "pending"), LOST.values(), ids=LOST)
def test_cancelling_and_losing_conserves_money(make_world: MakeWorld, lost: list[str], pending: int) -> None:
    own = read_edition("reason-then-confirm")
    own["closing"][0] |= {"block": [], "warn": []}
    own["closing"][0]["after"] |= {"lost": lost, "cancelled": ["active-contract", "hourly-contract", "open-proposal"]}
    world = make_world(own, having=HAVING, seed=9)
    before = world.state()
    assert log_in(world).close_account({"reason": "Too busy"}, {}).heading == "Your account is deactivated"
    state = world.state()
    check_money(state, total_cents(before))
    there = before["accounts"]["freelancer"]["balance_cents"]
    assert state["accounts"]["freelancer"]["balance_cents"] == (0 if "balance" in lost else there)
    assert sum(row["status"] == "pending" for row in state["payments"].values()) == pending
    made = {key: row["status"] for key, row in state["payments"].items() if key not in before["payments"]}
    assert sorted(made.values()) == ["pending", "refunded", "refunded"]
    assert {row["status"] for row in state["contracts"].values()} == {"completed", "cancelled"}
    world.advance("P30D")
    check_money(world.state(), total_cents(before))


def test_closing_returns_an_open_refund_to_the_client(make_world: MakeWorld) -> None:
    own = read_edition("own")
    own["closing"][0]["block"] = []
    world = make_world(own, having=("pending-refund",))
    log_in(world).close_account({"reason": "I am moving to another line of work"})
    state = world.state()
    assert state["refunds"]["refund-1"]["status"] == "approved"
    assert state["payments"]["payment-4"]["status"] == "refunded"


def test_the_history_is_erased_after_the_last_payment(make_world: MakeWorld) -> None:
    own = read_edition("own")
    own["closing"][0]["block"] = []
    own["retention"] = {"work-history": "deleted"}
    world = make_world(own, having=("pending-payment",))
    log_in(world).close_account({"reason": "I am moving to another line of work"})
    named = {key: row["freelancer"] for key, row in world.state()["contracts"].items() if row["freelancer"]}
    assert named == {"contract-4": "freelancer"}
    world.advance("P10D")
    state = world.state()
    assert state["payments"]["payment-4"]["status"] == "released"
    assert state["contracts"]["contract-4"]["freelancer"] is None
