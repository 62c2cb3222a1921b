"""What the rules read of an account: the rows of one of its capacities that can oblige it. Pure."""

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
    """What is read of a contract."""

    kind: ContractKind
    status: ContractStatus
    title: str
    billed_at: datetime | None


class ProposalRow(Protocol):
    """What is read of a proposal."""

    status: ProposalStatus
    job: str


class PaymentRow(Protocol):
    """What is read of a payment; the amount is in US cents."""

    status: PaymentStatus
    cents: int

    @property
    def contract(self) -> ContractRow: ...


class JobRow(Protocol):
    """What is read of a job post."""

    status: JobStatus
    title: str


class InvoiceRow(Protocol):
    """What is read of an invoice; the amount is in US cents."""

    status: InvoiceStatus
    cents: int

    @property
    def contract(self) -> ContractRow: ...


class WithdrawalRow(Protocol):
    """What is read of a withdrawal; the amount is in US cents."""

    status: WithdrawalStatus
    cents: int


class ClaimRow(Protocol):
    """What is read of a refund or a dispute: whether it is open, and the payment it is about."""

    @property
    def status(self) -> RefundStatus | DisputeStatus: ...

    @property
    def payment(self) -> PaymentRow: ...


@dataclass(frozen=True)
class Holdings:
    """The rows of one capacity of an account that can oblige it.

    Of refunds, those that wait for it; ``members`` are the names of all others in its team.
    """

    contracts: Sequence[ContractRow] = ()
    proposals: Sequence[ProposalRow] = ()
    payments: Sequence[PaymentRow] = ()
    withdrawals: Sequence[WithdrawalRow] = ()
    refunds: Sequence[ClaimRow] = ()
    disputes: Sequence[ClaimRow] = ()
    jobs: Sequence[JobRow] = ()
    invoices: Sequence[InvoiceRow] = ()
    members: Sequence[str] = ()


def dollars(cents: int) -> str:
    """US cents as a reader sees them, ``$1,234.50``."""
    return f"${cents // 100:,}.{cents % 100:02}"


def balance(holdings: Holdings) -> int:
    """What can be withdrawn now, in US cents."""
    released = sum(payment.cents for payment in holdings.payments if payment.status == "released")
    return released - sum(withdrawal.cents for withdrawal in holdings.withdrawals)
