"""The obligations: each is derived from rows, and gone when they are settled."""

import pytest

from mocksite.models import Contract, Payment, Proposal
from mocksite.obligations import OBLIGATIONS, Holdings, balance, dollars, owed


def fixed(status: str) -> Contract:
    return Contract(kind="fixed", status=status, title="Logo for a bakery")


def hourly(status: str) -> Contract:
    return Contract(kind="hourly", status=status, title="Tidy up a database")


def proposal(status: str) -> Proposal:
    return Proposal(status=status, job="Posters for a festival")


def payment(status: str, cents: int = 123_450) -> Payment:
    return Payment(status=status, cents=cents, what_for="Icons")


EVERYTHING = Holdings(
    contracts=[hourly("active"), fixed("active")],
    proposals=[proposal("open")],
    payments=[payment("available", 5), payment("pending")],
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
        pytest.param(Holdings((), (), [payment("available", 5)]), "balance", ["$0.05"], id="balance"),
    ],
)
def test_an_obligation_is_derived_from_rows_and_names_what_obliges(
    holdings: Holdings, name: str, things: list[str]
) -> None:
    assert [(found.name, found.things) for found in owed("freelancer", holdings)] == [(name, things)]


@pytest.mark.parametrize(
    "holdings",
    [
        pytest.param(Holdings([fixed("ended"), fixed("cancelled")]), id="fixed price ended or cancelled"),
        pytest.param(Holdings([hourly("ended"), hourly("cancelled")]), id="hourly ended or cancelled"),
        pytest.param(Holdings((), [proposal("withdrawn")]), id="proposal withdrawn"),
        pytest.param(Holdings((), (), [payment("withdrawn"), payment("lost")]), id="balance withdrawn or lost"),
        pytest.param(Holdings((), (), [payment("available", 0)]), id="a balance of nothing"),
        pytest.param(Holdings(), id="no rows"),
    ],
)
def test_what_is_settled_obliges_nobody(holdings: Holdings) -> None:
    assert owed("freelancer", holdings) == []


def test_everything_owed_is_told_in_the_order_of_the_registry() -> None:
    assert [found.name for found in owed("freelancer", EVERYTHING)] == list(OBLIGATIONS)


def test_a_client_owes_only_what_a_client_can_have() -> None:
    assert [found.name for found in owed("client", EVERYTHING)] == ["active-contract", "hourly-contract"]
    assert owed("support-agent", EVERYTHING) == []


def test_several_things_of_a_kind_are_one_obligation_that_names_each() -> None:
    (found,) = owed("freelancer", Holdings([fixed("active"), fixed("ended"), fixed("active")]))
    assert found.things == ["Logo for a bakery", "Logo for a bakery"]


@pytest.mark.parametrize("name", OBLIGATIONS)
def test_what_an_obligation_leaves_is_an_obligation(name: str) -> None:
    assert set(OBLIGATIONS[name].leaves) <= set(OBLIGATIONS) - {name}


def test_the_balance_is_what_is_available_and_nothing_else() -> None:
    payments = [payment("available", 100), payment("available", 250), payment("pending"), payment("withdrawn")]
    assert balance(Holdings(payments=[*payments, payment("lost")])) == 350


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
