"""Each obligation is derived from rows, and is gone when they are settled."""

from datetime import UTC, datetime

import pytest

from mocksite.catalog.ledger_rows import CapacityRows, balance, dollars
from mocksite.catalog.obligations import OBLIGATIONS, owed
from mocksite.catalog.personas import PERSONAS
from mocksite.catalog.statuses import (
    ContractStatus,
    DisputeStatus,
    InvoiceStatus,
    JobStatus,
    PaymentStatus,
    ProposalStatus,
    RefundStatus,
    WithdrawalStatus,
)
from mocksite.db.models import Contract, Dispute, Invoice, Job, Payment, Proposal, Refund, Withdrawal

MONDAY = datetime(2026, 1, 19, tzinfo=UTC)


def fixed(status: ContractStatus) -> Contract:
    return Contract(kind="fixed", status=status, title="Logo for a bakery")


def hourly(status: ContractStatus, billed_at: datetime | None = None) -> Contract:
    return Contract(kind="hourly", status=status, title="Tidy up a database", billed_at=billed_at)


def job(status: JobStatus) -> Job:
    return Job(status=status, title="A website")


def invoice(status: InvoiceStatus, cents: int = 50_000) -> Invoice:
    return Invoice(status=status, cents=cents, contract=hourly("ended", MONDAY))


def proposal(status: ProposalStatus) -> Proposal:
    return Proposal(status=status, job="Posters for a festival")


def payment(status: PaymentStatus, cents: int = 123_450) -> Payment:
    return Payment(status=status, cents=cents, contract=Contract(title="Icons", kind="fixed", status="completed"))


def withdrawal(status: WithdrawalStatus, cents: int = 123_450) -> Withdrawal:
    return Withdrawal(status=status, cents=cents)


def refund(status: RefundStatus) -> Refund:
    return Refund(status=status, payment=payment("held"))


def dispute(status: DisputeStatus) -> Dispute:
    return Dispute(status=status, payment=payment("held"))


EVERYTHING = CapacityRows(
    contracts=[hourly("active"), fixed("active"), hourly("ended")],
    proposals=[proposal("open")],
    payments=[payment("released", 1_005), payment("pending")],
    withdrawals=[withdrawal("under way", 1_000)],
    refunds=[refund("open")],
    disputes=[dispute("open")],
    jobs=[job("open")],
    invoices=[invoice("unpaid")],
    members=["Ada Obi"],
)
# Who can owe which of all obligations.
WHO = {
    "freelancer": [
        *("active-contract", "hourly-contract", "open-proposal", "pending-payment", "balance", "withdrawal-under-way"),
        *("pending-refund", "dispute"),
    ],
    "client": [
        *("active-contract", "hourly-contract", "pending-refund", "dispute"),
        *("team-member", "open-job", "open-billing-cycle", "unpaid-invoice"),
    ],
    "agency-owner": [
        *("active-contract", "hourly-contract", "open-proposal", "pending-payment", "balance", "withdrawal-under-way"),
        "team-member",
    ],
    "admin": [],
    "manager": [],
    "member": [],
    "support-agent": [],
}
OWED = {
    "fixed price": (CapacityRows([fixed("active")]), "active-contract", ["Logo for a bakery"]),
    "hourly": (CapacityRows([hourly("active")]), "hourly-contract", ["Tidy up a database"]),
    "proposal": (CapacityRows((), [proposal("open")]), "open-proposal", ["Posters for a festival"]),
    "payment under review": (CapacityRows((), (), [payment("pending")]), "pending-payment", ["$1,234.50 for Icons"]),
    "balance": (CapacityRows((), (), [payment("released", 5)]), "balance", ["$0.05"]),
    "withdrawal under way": (
        CapacityRows(payments=[payment("released")], withdrawals=[withdrawal("under way")]),
        "withdrawal-under-way",
        ["$1,234.50"],
    ),
    "refund not approved": (CapacityRows(refunds=[refund("open")]), "pending-refund", ["$1,234.50 for Icons"]),
    "dispute": (CapacityRows(disputes=[dispute("open")]), "dispute", ["$1,234.50 for Icons"]),
    "people": (CapacityRows(members=["Ada Obi", "Bo Li"]), "team-member", ["Ada Obi", "Bo Li"]),
    "job": (CapacityRows(jobs=[job("closed"), job("open")]), "open-job", ["A website"]),
    "hours not billed": (CapacityRows([hourly("ended")]), "open-billing-cycle", ["Tidy up a database"]),
    "hours not billed, cancelled": (CapacityRows([hourly("cancelled")]), "open-billing-cycle", ["Tidy up a database"]),
    "invoice": (
        CapacityRows(invoices=[invoice("paid"), invoice("unpaid")]),
        "unpaid-invoice",
        ["$500.00 for Tidy up a database"],
    ),
}


@pytest.mark.parametrize(("rows", "name", "things"), OWED.values(), ids=OWED)
def test_an_obligation_follows_from_rows_and_names_them(rows: CapacityRows, name: str, things: list[str]) -> None:
    for who in OBLIGATIONS[name].who:
        assert [(item.name, item.things) for item in owed(who, rows)] == [(name, things)]


SETTLED = {
    "fixed price, over": CapacityRows([fixed("completed"), fixed("ended"), fixed("cancelled")]),
    "hourly over and billed": CapacityRows([hourly("ended", MONDAY), hourly("cancelled", MONDAY)]),
    "jobs closed, invoices paid": CapacityRows(jobs=[job("closed")], invoices=[invoice("paid")]),
    "proposal withdrawn": CapacityRows((), [proposal("withdrawn")]),
    "balance withdrawn or lost": CapacityRows(
        payments=[payment("released", 9)], withdrawals=[withdrawal("arrived", 4), withdrawal("lost", 5)]
    ),
    "payments held or sent back": CapacityRows(payments=[payment("held"), payment("refunded")]),
    "claims decided": CapacityRows(refunds=[refund("approved")], disputes=[dispute("decided")]),
    "no rows": CapacityRows(),
}


@pytest.mark.parametrize("rows", SETTLED.values(), ids=SETTLED)
def test_settled_rows_are_not_owed(rows: CapacityRows) -> None:
    assert [owed(who, rows) for who in WHO] == [[]] * len(WHO)


def test_unbilled_hours_are_only_owed_by_the_client() -> None:
    assert [who for who in WHO if owed(who, CapacityRows([hourly("ended")]))] == ["client"]


@pytest.mark.parametrize("who", WHO)
def test_obligations_are_listed_in_catalog_order(who: str) -> None:
    items = owed(who, EVERYTHING)
    assert [item.name for item in items] == WHO[who]
    assert [item.rank for item in items] == [list(OBLIGATIONS).index(name) for name in WHO[who]]


def test_every_persona_and_obligation_is_covered() -> None:
    assert set(WHO) == {*PERSONAS, "support-agent"}
    assert {name for owes in WHO.values() for name in owes} == set(OBLIGATIONS)


def test_one_obligation_names_all_its_rows() -> None:
    (item,) = owed("freelancer", CapacityRows([fixed("active"), fixed("ended"), fixed("active")]))
    assert item.things == ["Logo for a bakery", "Logo for a bakery"]


@pytest.mark.parametrize("name", OBLIGATIONS)
def test_what_an_obligation_leaves_is_an_obligation(name: str) -> None:
    assert set(OBLIGATIONS[name].leaves) <= set(OBLIGATIONS) - {name}


def test_the_balance_is_released_minus_withdrawn() -> None:
    released = [payment("released", 100), payment("released", 250)]
    payments = [*released, payment("pending"), payment("held"), payment("refunded")]
    withdrawals = [withdrawal("under way", 20), withdrawal("arrived", 30), withdrawal("lost", 1)]
    assert balance(CapacityRows(payments=payments, withdrawals=withdrawals)) == 299


DOLLARS = {
    "nothing": (0, "$0.00"),
    "cents": (5, "$0.05"),
    "thousands": (123_450, "$1,234.50"),
    "a million": (100_000_001, "$1,000,000.01"),
}


@pytest.mark.parametrize(("cents", "written"), DOLLARS.values(), ids=DOLLARS)
def test_cents_are_written_in_dollars(cents: int, written: str) -> None:
    assert dollars(cents) == written
