"""The rows that can create obligations, as the rules read them. Amounts are in US cents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mocksite.catalog.statuses import (
    ContractKind,
    ContractStatus,
    DisputeStatus,
    InvoiceStatus,
    JobStatus,
    PaymentStatus,
    ProposalStatus,
    RefundStatus,
    WithdrawalStatus,
)


class ContractRow(Protocol):
    """A contract."""

    kind: ContractKind
    status: ContractStatus
    title: str
    billed_at: datetime | None


class ProposalRow(Protocol):
    """A proposal."""

    status: ProposalStatus
    job: str


class PaymentRow(Protocol):
    """A payment or an invoice, for work under a contract."""

    cents: int

    @property
    def status(self) -> PaymentStatus | InvoiceStatus: ...

    @property
    def contract(self) -> ContractRow: ...


class JobRow(Protocol):
    """A job post."""

    status: JobStatus
    title: str


class WithdrawalRow(Protocol):
    """A withdrawal."""

    status: WithdrawalStatus
    cents: int


class PaymentCaseRow(Protocol):
    """A refund or a dispute, with the payment it is about."""

    @property
    def status(self) -> RefundStatus | DisputeStatus: ...

    @property
    def payment(self) -> PaymentRow: ...


@dataclass(frozen=True)
class CapacityRows:
    """The rows of one capacity that can create obligations.

    ``refunds`` await its approval; ``members`` are the names of everybody else in its team.
    """

    contracts: Sequence[ContractRow] = ()
    proposals: Sequence[ProposalRow] = ()
    payments: Sequence[PaymentRow] = ()
    withdrawals: Sequence[WithdrawalRow] = ()
    refunds: Sequence[PaymentCaseRow] = ()
    disputes: Sequence[PaymentCaseRow] = ()
    jobs: Sequence[JobRow] = ()
    invoices: Sequence[PaymentRow] = ()
    members: Sequence[str] = ()


def dollars(cents: int) -> str:
    """US cents as readers see them: ``$1,234.50``."""
    return f"${cents // 100:,}.{cents % 100:02}"


def balance(rows: CapacityRows) -> int:
    """The amount that can be withdrawn now, in US cents."""
    released = sum(payment.cents for payment in rows.payments if payment.status == "released")
    return released - sum(withdrawal.cents for withdrawal in rows.withdrawals)


def under_review(rows: CapacityRows) -> list[PaymentRow]:
    """The payments that are not released yet."""
    return [payment for payment in rows.payments if payment.status == "pending"]
