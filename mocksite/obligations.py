"""Every obligation, once: who can have it, who settles it, what it leaves behind, and how rows show it.

An obligation is never stored. It is derived from the rows of an account each time it is asked for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


class ContractRow(Protocol):
    """What is read of a contract."""

    kind: str
    status: str
    title: str


class ProposalRow(Protocol):
    """What is read of a proposal."""

    status: str
    job: str


class PaymentRow(Protocol):
    """What is read of a payment; the amount is in US cents."""

    status: str
    cents: int

    @property
    def contract(self) -> ContractRow: ...


class WithdrawalRow(Protocol):
    """What is read of a withdrawal; the amount is in US cents."""

    status: str
    cents: int


class ClaimRow(Protocol):
    """What is read of a refund or a dispute: whether it is open, and the payment it is about."""

    status: str

    @property
    def payment(self) -> PaymentRow: ...


@dataclass(frozen=True)
class Holdings:
    """The rows of one account that can oblige it; of refunds, those that wait for it."""

    contracts: Sequence[ContractRow] = ()
    proposals: Sequence[ProposalRow] = ()
    payments: Sequence[PaymentRow] = ()
    withdrawals: Sequence[WithdrawalRow] = ()
    refunds: Sequence[ClaimRow] = ()
    disputes: Sequence[ClaimRow] = ()


@dataclass(frozen=True)
class Obligation:
    """Something an account still owes or is owed.

    ``found`` names each thing that obliges; an empty answer means nothing does. ``says`` is what the site calls it
    in a list of blockers, ``remedy`` the link beside it, ``page`` where that leads.
    """

    name: str
    who: tuple[str, ...]
    settled_by: str
    says: str
    found: Callable[[Holdings], list[str]]
    remedy: str
    page: str
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True)
class Owed:
    """An obligation that an account has, with the names of the things that oblige it."""

    obligation: Obligation
    things: list[str]

    @property
    def name(self) -> str:
        return self.obligation.name


def dollars(cents: int) -> str:
    """US cents as a reader sees them, ``$1,234.50``."""
    return f"${cents // 100:,}.{cents % 100:02}"


def balance(holdings: Holdings) -> int:
    """What can be withdrawn now, in US cents."""
    released = sum(payment.cents for payment in holdings.payments if payment.status == "released")
    return released - sum(withdrawal.cents for withdrawal in holdings.withdrawals)


def _active(kind: str) -> Callable[[Holdings], list[str]]:
    return lambda has: [row.title for row in has.contracts if (row.kind, row.status) == (kind, "active")]


def _money(payment: PaymentRow) -> str:
    return f"{dollars(payment.cents)} for {payment.contract.title}"


def _claimed(claims: Sequence[ClaimRow]) -> list[str]:
    return [_money(claim.payment) for claim in claims if claim.status == "open"]


OBLIGATIONS = {
    obligation.name: obligation
    for obligation in (
        Obligation(
            name="active-contract",
            who=("freelancer", "client"),
            settled_by="the reader completes or ends it",
            leaves=("pending-payment",),
            says="Active fixed-price contract",
            found=_active("fixed"),
            remedy="Complete or end it in My Jobs",
            page="jobs.my_jobs",
        ),
        Obligation(
            name="hourly-contract",
            who=("freelancer", "client"),
            settled_by="the reader ends it",
            leaves=("pending-payment",),
            says="Active hourly contract",
            found=_active("hourly"),
            remedy="End it in My Jobs",
            page="jobs.my_jobs",
        ),
        Obligation(
            name="open-proposal",
            who=("freelancer",),
            settled_by="the reader withdraws it",
            says="Open proposal",
            found=lambda has: [row.job for row in has.proposals if row.status == "open"],
            remedy="Withdraw it in Proposals",
            page="proposals.proposals",
        ),
        Obligation(
            name="pending-payment",
            who=("freelancer",),
            settled_by="the clock: the review period ends",
            leaves=("balance",),
            says="Payment under review",
            found=lambda has: [_money(row) for row in has.payments if row.status == "pending"],
            remedy="See in Payments when it is released",
            page="payments.payments",
        ),
        Obligation(
            name="balance",
            who=("freelancer",),
            settled_by="the reader withdraws it",
            leaves=("withdrawal-under-way",),
            says="Balance not withdrawn",
            found=lambda has: [dollars(balance(has))] if balance(has) else [],
            remedy="Withdraw it in Payments",
            page="payments.payments",
        ),
        Obligation(
            name="withdrawal-under-way",
            who=("freelancer",),
            settled_by="the clock: the bank has the money",
            says="Withdrawal under way",
            found=lambda has: [dollars(row.cents) for row in has.withdrawals if row.status == "under way"],
            remedy="See in Payments when it arrives",
            page="payments.payments",
        ),
        Obligation(
            name="pending-refund",
            who=("freelancer", "client"),
            settled_by="the reader approves it",
            says="Refund not approved",
            found=lambda has: _claimed(has.refunds),
            remedy="Approve it in Payments",
            page="payments.payments",
        ),
        Obligation(
            name="dispute",
            who=("freelancer", "client"),
            settled_by="an agent decides it",
            leaves=("balance",),
            says="Dispute not decided",
            found=lambda has: _claimed(has.disputes),
            remedy="Follow it in Disputes",
            page="disputes.disputes",
        ),
    )
}


def owed(persona: str, holdings: Holdings) -> list[Owed]:
    """Everything an account of this persona owes or is owed, in the order of the registry."""
    return [
        Owed(obligation, things)
        for obligation in OBLIGATIONS.values()
        if persona in obligation.who and (things := obligation.found(holdings))
    ]
