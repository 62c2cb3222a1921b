"""The obligations: who can have each, who settles it, what it leaves behind, and which rows show it.

They are never stored, but derived from the rows of a capacity when needed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from mocksite.catalog.ledger_rows import CapacityRows, PaymentCaseRow, PaymentRow, balance, dollars, under_review
from mocksite.catalog.statuses import ContractKind
from mocksite.catalog.worlds import BILLING_CYCLE


@dataclass(frozen=True)
class Obligation:
    """Something that must be settled before a closing.

    ``find`` names the things owed in some rows. A list of blockers calls it ``says``, with a link labelled ``remedy``
    to the endpoint ``page``. ``settles`` is the button that the reader or an agent presses for each thing, or the time
    it takes: an ISO 8601 duration or ``BILLING_CYCLE``. ``changes`` are the patterns of what that changes in the stored
    state: JSON Pointers with ``*`` for a key, and ``?`` after a path that need not change.
    """

    name: str
    who: tuple[str, ...]
    settled_by: str
    by: Literal["reader", "agent", "clock"]
    settles: str
    changes: tuple[str, ...]
    says: str
    find: Callable[[CapacityRows], list[str]]
    remedy: str
    page: str
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True)
class Owed:
    """An obligation of an account, the names of the things owed, and the key of a capacity that owes some of them."""

    obligation: Obligation
    things: list[str]
    capacity: str = ""

    @property
    def name(self) -> str:
        return self.obligation.name

    @property
    def rank(self) -> int:
        """Its position in the registry."""
        return list(OBLIGATIONS).index(self.name)


def _unbilled(rows: CapacityRows) -> list[str]:
    hourly = [row for row in rows.contracts if row.kind == "hourly" and row.billed_at is None]
    return [row.title for row in hourly if row.status != "active"]


def _active(kind: ContractKind) -> Callable[[CapacityRows], list[str]]:
    return lambda rows: [row.title for row in rows.contracts if (row.kind, row.status) == (kind, "active")]


def _money(payment: PaymentRow) -> str:
    return f"{dollars(payment.cents)} for {payment.contract.title}"


def _open_cases(cases: Sequence[PaymentCaseRow]) -> list[str]:
    return [_money(case.payment) for case in cases if case.status == "open"]


OBLIGATIONS = {
    obligation.name: obligation
    for obligation in (
        Obligation(
            name="active-contract",
            who=("freelancer", "client", "agency-owner"),
            settled_by="the reader completes or ends it",
            by="reader",
            settles="Complete contract",
            leaves=("pending-payment",),
            changes=("/contracts/*/status", "/contracts/*/ended_at", "/contracts/*/unpaid_cents", "/payments/*"),
            says="Active fixed-price contract",
            find=_active("fixed"),
            remedy="Complete or end it in My Jobs",
            page="jobs.my_jobs",
        ),
        Obligation(
            name="hourly-contract",
            who=("freelancer", "client", "agency-owner"),
            settled_by="the reader ends it",
            by="reader",
            settles="End contract",
            leaves=("pending-payment", "open-billing-cycle"),
            changes=(
                "/contracts/*/status",
                "/contracts/*/ended_at",
                "/contracts/*/unpaid_cents",
                "/contracts/*/unbilled_cents?",
                "/payments/*",
            ),
            says="Active hourly contract",
            find=_active("hourly"),
            remedy="End it in My Jobs",
            page="jobs.my_jobs",
        ),
        Obligation(
            name="open-proposal",
            who=("freelancer", "agency-owner"),
            settled_by="the reader withdraws it",
            by="reader",
            settles="Withdraw",
            changes=("/proposals/*/status",),
            says="Open proposal",
            find=lambda rows: [row.job for row in rows.proposals if row.status == "open"],
            remedy="Withdraw it in Proposals",
            page="proposals.proposals",
        ),
        Obligation(
            name="pending-payment",
            who=("freelancer", "agency-owner"),
            settled_by="time: the review period ends",
            by="clock",
            settles="P10D",
            leaves=("balance",),
            changes=("/payments/*/status", "/payments/*/available_at?", "/accounts/*/balance_cents?"),
            says="Payment under review",
            find=lambda rows: list(map(_money, under_review(rows))),
            remedy="See in Payments when it is released",
            page="payments.payments",
        ),
        Obligation(
            name="balance",
            who=("freelancer", "agency-owner"),
            settled_by="the reader withdraws it",
            by="reader",
            settles="Withdraw",
            leaves=("withdrawal-under-way",),
            changes=("/withdrawals/*", "/accounts/*/balance_cents?"),
            says="Balance not withdrawn",
            find=lambda rows: [dollars(balance(rows))] if balance(rows) else [],
            remedy="Withdraw it in Payments",
            page="payments.payments",
        ),
        Obligation(
            name="withdrawal-under-way",
            who=("freelancer", "agency-owner"),
            settled_by="time: the bank receives the money",
            by="clock",
            settles="P3D",
            changes=("/withdrawals/*/status",),
            says="Withdrawal under way",
            find=lambda rows: [dollars(row.cents) for row in rows.withdrawals if row.status == "under way"],
            remedy="See in Payments when it arrives",
            page="payments.payments",
        ),
        Obligation(
            name="pending-refund",
            who=("freelancer", "client"),
            settled_by="the reader approves it",
            by="reader",
            settles="Approve refund",
            changes=("/refunds/*/status", "/payments/*/status", "/payments/*/available_at?"),
            says="Refund not approved",
            find=lambda rows: _open_cases(rows.refunds),
            remedy="Approve it in Payments",
            page="payments.payments",
        ),
        Obligation(
            name="dispute",
            who=("freelancer", "client"),
            settled_by="a support agent decides it",
            by="agent",
            settles="Decide for the freelancer",
            leaves=("balance",),
            changes=(
                "/disputes/*/status",
                "/disputes/*/decided_for",
                "/disputes/*/answer",
                "/payments/*/status",
                "/payments/*/available_at?",
                "/accounts/*/balance_cents?",
            ),
            says="Dispute not decided",
            find=lambda rows: _open_cases(rows.disputes),
            remedy="Follow it in Disputes",
            page="disputes.disputes",
        ),
        Obligation(
            name="team-member",
            who=("client", "agency-owner"),
            settled_by="the owner removes them",
            by="reader",
            settles="Remove",
            changes=("/memberships/*/status", "/memberships/*/ended_at"),
            says="Other team member",
            find=lambda rows: list(rows.members),
            remedy="Remove them in Members & Permissions",
            page="members.members",
        ),
        Obligation(
            name="open-job",
            who=("client",),
            settled_by="the owner closes it",
            by="reader",
            settles="Close job",
            changes=("/jobs/*/status", "/jobs/*/closed_at"),
            says="Open job",
            find=lambda rows: [row.title for row in rows.jobs if row.status == "open"],
            remedy="Close it in My Jobs",
            page="jobs.my_jobs",
        ),
        Obligation(
            name="open-billing-cycle",
            who=("client",),
            settled_by="time: Monday 00:00 UTC",
            by="clock",
            settles=BILLING_CYCLE,
            leaves=("unpaid-invoice",),
            changes=("/contracts/*/billed_at", "/contracts/*/unbilled_cents?", "/invoices/*"),
            says="Billing cycle not over",
            find=_unbilled,
            remedy="See in Billing when it ends",
            page="billing.billing",
        ),
        Obligation(
            name="unpaid-invoice",
            who=("client",),
            settled_by="the owner pays it",
            by="reader",
            settles="Pay",
            changes=("/invoices/*/status", "/invoices/*/paid_at"),
            says="Invoice not paid",
            find=lambda rows: [_money(row) for row in rows.invoices if row.status == "unpaid"],
            remedy="Pay it in Billing",
            page="billing.billing",
        ),
    )
}


def owed(persona: str, rows: CapacityRows) -> list[Owed]:
    """Everything that one capacity of an account owes or is owed, in the order of the registry."""
    return [
        Owed(obligation, things)
        for obligation in OBLIGATIONS.values()
        if persona in obligation.who and (things := obligation.find(rows))
    ]
