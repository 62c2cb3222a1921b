"""Every obligation, once: who can have it, who settles it, what it leaves behind, and how rows show it.

An obligation is never stored. It is derived from the rows of an account each time it is asked for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
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
    what_for: str


@dataclass(frozen=True)
class Holdings:
    """The rows of one account that can oblige it."""

    contracts: Sequence[ContractRow] = ()
    proposals: Sequence[ProposalRow] = ()
    payments: Sequence[PaymentRow] = ()


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
    leaves: tuple[str, ...] = ()
    remedy: str | None = None
    page: str | None = None


@dataclass(frozen=True)
class Owed:
    """An obligation that an account has, with the names of the things that oblige it."""

    obligation: Obligation
    things: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.obligation.name


def dollars(cents: int) -> str:
    """US cents as a reader sees them, ``$1,234.50``."""
    return f"${cents / 100:,.2f}"


def balance(holdings: Holdings) -> int:
    """What can be withdrawn now, in US cents."""
    return sum(payment.cents for payment in holdings.payments if payment.status == "available")


def _active(kind: str) -> Callable[[Holdings], list[str]]:
    return lambda has: [row.title for row in has.contracts if (row.kind, row.status) == (kind, "active")]


OBLIGATIONS = {
    obligation.name: obligation
    for obligation in (
        Obligation(
            name="active-contract",
            who=("freelancer", "client"),
            settled_by="the reader ends it",
            leaves=("pending-payment",),
            says="Active fixed-price contract",
            found=_active("fixed"),
            remedy="End fixed-price contracts in My Jobs",
            page="work.my_jobs",
        ),
        Obligation(
            name="hourly-contract",
            who=("freelancer", "client"),
            settled_by="the reader ends it",
            leaves=("pending-payment",),
            says="Active hourly contract",
            found=_active("hourly"),
            remedy="End hourly contracts in My Jobs",
            page="work.my_jobs",
        ),
        Obligation(
            name="open-proposal",
            who=("freelancer",),
            settled_by="the reader withdraws it",
            says="Open proposal",
            found=lambda has: [row.job for row in has.proposals if row.status == "open"],
            remedy="Withdraw proposals in Proposals",
            page="work.proposals",
        ),
        Obligation(
            name="pending-payment",
            who=("freelancer",),
            settled_by="the clock: the review period ends",
            leaves=("balance",),
            says="Payment under review",
            found=lambda has: [
                f"{dollars(row.cents)} for {row.what_for}" for row in has.payments if row.status == "pending"
            ],
            remedy="See when it is released in Payments",
            page="work.payments",
        ),
        Obligation(
            name="balance",
            who=("freelancer",),
            settled_by="the reader withdraws it",
            says="Balance not withdrawn",
            found=lambda has: [dollars(balance(has))] if balance(has) else [],
            remedy="Withdraw the balance in Payments",
            page="work.payments",
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
