"""The obligations: each is derived from rows, and gone when they are settled."""

import pytest

from mocksite.holdings import Holdings, balance, dollars
from mocksite.models import Contract, Dispute, Payment, Proposal, Refund, Withdrawal
from mocksite.obligations import OBLIGATIONS, owed


def fixed(status: str) -> Contract:
    return Contract(kind="fixed", status=status, title="Logo for a bakery")


def hourly(status: str) -> Contract:
    return Contract(kind="hourly", status=status, title="Tidy up a database")


def proposal(status: str) -> Proposal:
    return Proposal(status=status, job="Posters for a festival")


def payment(status: str, cents: int = 123_450) -> Payment:
    return Payment(status=status, cents=cents, contract=Contract(title="Icons", kind="fixed", status="completed"))


def withdrawal(status: str, cents: int = 123_450) -> Withdrawal:
    return Withdrawal(status=status, cents=cents)


def refund(status: str) -> Refund:
    return Refund(status=status, payment=payment("held"))


def dispute(status: str) -> Dispute:
    return Dispute(status=status, payment=payment("held"))


EVERYTHING = Holdings(
    contracts=[hourly("active"), fixed("active")],
    proposals=[proposal("open")],
    payments=[payment("released", 1_005), payment("pending")],
    withdrawals=[withdrawal("under way", 1_000)],
    refunds=[refund("open")],
    disputes=[dispute("open")],
)


@pytest.mark.parametrize(
    ("holdings", "name", "things"),
    [
        pytest.param(Holdings([fixed("active")]), "active-contract", ["Logo for a bakery"], id="fixed price"),
        pytest.param(Holdings([hourly("active")]), "hourly-contract", ["Tidy up a database"], id="hourly"),
        pytest.param(Holdings((), [proposal("open")]), "open-proposal", ["Posters for a festival"], id="proposal"),
        pytest.param(
            Holdings((), (), [payment("pending")]),
            "pending-payment",
            ["$1,234.50 for Icons"],
            id="payment under review",
        ),
        pytest.param(Holdings((), (), [payment("released", 5)]), "balance", ["$0.05"], id="balance"),
        pytest.param(
            Holdings(payments=[payment("released")], withdrawals=[withdrawal("under way")]),
            "withdrawal-under-way",
            ["$1,234.50"],
            id="withdrawal under way",
        ),
        pytest.param(
            Holdings(refunds=[refund("open")]), "pending-refund", ["$1,234.50 for Icons"], id="refund not approved"
        ),
        pytest.param(Holdings(disputes=[dispute("open")]), "dispute", ["$1,234.50 for Icons"], id="dispute"),
    ],
)
def test_an_obligation_is_derived_from_rows_and_names_what_obliges(
    holdings: Holdings, name: str, things: list[str]
) -> None:
    assert [(found.name, found.things) for found in owed("freelancer", holdings)] == [(name, things)]


@pytest.mark.parametrize(
    "holdings",
    [
        pytest.param(Holdings([fixed("completed"), fixed("ended"), fixed("cancelled")]), id="fixed price, over"),
        pytest.param(Holdings([hourly("ended"), hourly("cancelled")]), id="hourly ended or cancelled"),
        pytest.param(Holdings((), [proposal("withdrawn")]), id="proposal withdrawn"),
        pytest.param(
            Holdings(payments=[payment("released", 9)], withdrawals=[withdrawal("arrived", 4), withdrawal("lost", 5)]),
            id="balance withdrawn or lost",
        ),
        pytest.param(Holdings(payments=[payment("held"), payment("refunded")]), id="payments held or sent back"),
        pytest.param(Holdings(refunds=[refund("approved")], disputes=[dispute("decided")]), id="claims decided"),
        pytest.param(Holdings(), id="no rows"),
    ],
)
def test_what_is_settled_obliges_nobody(holdings: Holdings) -> None:
    assert owed("freelancer", holdings) == []


def test_everything_owed_is_told_in_the_order_of_the_registry() -> None:
    assert [found.name for found in owed("freelancer", EVERYTHING)] == list(OBLIGATIONS)


def test_a_client_owes_only_what_a_client_can_have() -> None:
    names = [found.name for found in owed("client", EVERYTHING)]
    assert names == ["active-contract", "hourly-contract", "pending-refund", "dispute"]
    assert owed("support-agent", EVERYTHING) == []


def test_several_things_of_a_kind_are_one_obligation_that_names_each() -> None:
    (found,) = owed("freelancer", Holdings([fixed("active"), fixed("ended"), fixed("active")]))
    assert found.things == ["Logo for a bakery", "Logo for a bakery"]


@pytest.mark.parametrize("name", OBLIGATIONS)
def test_what_an_obligation_leaves_is_an_obligation(name: str) -> None:
    assert set(OBLIGATIONS[name].leaves) <= set(OBLIGATIONS) - {name}


def test_the_balance_is_what_was_released_less_what_was_withdrawn() -> None:
    payments = [payment("released", 100), payment("released", 250), *map(payment, ("pending", "held", "refunded"))]
    withdrawals = [withdrawal("under way", 20), withdrawal("arrived", 30), withdrawal("lost", 1)]
    assert balance(Holdings(payments=payments, withdrawals=withdrawals)) == 299


@pytest.mark.parametrize(
    ("cents", "written"),
    [
        pytest.param(0, "$0.00", id="nothing"),
        pytest.param(5, "$0.05", id="cents"),
        pytest.param(123_450, "$1,234.50", id="thousands"),
        pytest.param(100_000_001, "$1,000,000.01", id="a million"),
    ],
)
def test_cents_are_told_in_dollars(cents: int, written: str) -> None:
    assert dollars(cents) == written
