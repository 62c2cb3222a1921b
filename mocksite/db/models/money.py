"""Money, in US cents, on its way from a contract to a payment, to a balance or back to the client, to a bank.

Balances are not stored: one is what was released to an account, less what was withdrawn from it.
"""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mocksite.catalog.statuses import (
    DisputeParty,
    DisputeStatus,
    InvoiceStatus,
    PaymentStatus,
    RefundStatus,
    WithdrawalStatus,
)
from mocksite.db.models.accounts import Account
from mocksite.db.models.base import InWorld, Owned
from mocksite.db.models.work import Contract


class Payment(InWorld):
    """Money of a contract for a freelancer, who is removed from it if their payments are deleted.

    ``pending`` until ``available_at``, then ``released``; ``held`` during a refund request or a dispute; ``refunded``
    to the client at ``available_at``.
    """

    __tablename__ = "payments"

    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"), index=True)
    cents: Mapped[int]
    status: Mapped[PaymentStatus] = mapped_column(default="pending")
    available_at: Mapped[datetime]

    contract: Mapped[Contract] = relationship()


class Invoice(InWorld):
    """One week's hours under a contract, billed to its company, which is removed if its payments are deleted."""

    __tablename__ = "invoices"

    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), index=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"), index=True)
    cents: Mapped[int]
    billed_at: Mapped[datetime]
    status: Mapped[InvoiceStatus] = mapped_column(default="unpaid")
    paid_at: Mapped[datetime | None] = mapped_column(default=None)

    contract: Mapped[Contract] = relationship()


class Refund(Owned):
    """A request to send a payment back to the client, which its account has to approve."""

    __tablename__ = "refunds"

    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str]
    status: Mapped[RefundStatus] = mapped_column(default="open")
    asked_at: Mapped[datetime]

    payment: Mapped[Payment] = relationship()


class Dispute(InWorld):
    """A payment that both parties want, until an agent decides.

    If the payments of the one who opened it are deleted, what they wrote is, too.
    """

    __tablename__ = "disputes"

    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id", ondelete="CASCADE"), index=True)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    about: Mapped[str]
    status: Mapped[DisputeStatus] = mapped_column(default="open")
    decided_for: Mapped[DisputeParty | None] = mapped_column(default=None)
    answer: Mapped[str | None] = mapped_column(default=None)
    opened_at: Mapped[datetime]

    payment: Mapped[Payment] = relationship()
    opened_by: Mapped[Account | None] = relationship()


class Charge(Owned):
    """What somebody was charged for a month of a paid plan, from their card."""

    __tablename__ = "charges"

    cents: Mapped[int]
    charged_at: Mapped[datetime]


class Withdrawal(Owned):
    """Money from the balance of an account or its agency; ``lost`` if a closing took it."""

    __tablename__ = "withdrawals"

    agency_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), default=None)
    cents: Mapped[int]
    status: Mapped[WithdrawalStatus]
    asked_at: Mapped[datetime]
    arrives_at: Mapped[datetime]
