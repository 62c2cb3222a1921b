"""Money, in whole US cents, that can be followed: contract, payment, then balance or client, then bank.

A balance is not stored: it is what has been released to an account, less what was withdrawn from it.
"""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mocksite.db.models.base import InWorld
from mocksite.db.models.people import Account
from mocksite.db.models.work import Contract


class Payment(InWorld):
    """Money of a contract on its way to a freelancer.

    ``pending`` until ``available_at``, then ``released``; ``held`` while a refund or a dispute is about it, and
    ``refunded`` when it went back to the client, at ``available_at``.
    """

    __tablename__ = "payments"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"), index=True)
    cents: Mapped[int]
    status: Mapped[str] = mapped_column(default="pending")
    available_at: Mapped[datetime]

    contract: Mapped[Contract] = relationship()


class Invoice(InWorld):
    """The hours of a week of a contract, billed to its company: ``unpaid``, or ``paid`` at ``paid_at``."""

    __tablename__ = "invoices"

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"), index=True)
    cents: Mapped[int]
    billed_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(default="unpaid")
    paid_at: Mapped[datetime | None] = mapped_column(default=None)

    contract: Mapped[Contract] = relationship()


class Refund(InWorld):
    """A payment that is to go back to the client, once the account it waits for approves."""

    __tablename__ = "refunds"

    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    reason: Mapped[str]
    status: Mapped[str] = mapped_column(default="open")
    asked_at: Mapped[datetime]

    payment: Mapped[Payment] = relationship()

    @property
    def parties(self) -> set[int | None]:
        return {self.account_id}


class Dispute(InWorld):
    """A payment both parties claim, until an agent decides for the ``freelancer`` or the ``client``."""

    __tablename__ = "disputes"

    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id", ondelete="CASCADE"), index=True)
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    about: Mapped[str]
    status: Mapped[str] = mapped_column(default="open")
    decided_for: Mapped[str | None] = mapped_column(default=None)
    answer: Mapped[str | None] = mapped_column(default=None)
    opened_at: Mapped[datetime]

    payment: Mapped[Payment] = relationship()
    opened_by: Mapped[Account] = relationship()


class Withdrawal(InWorld):
    """Money that has left a balance, of an account or of its agency.

    ``under way`` to the bank until ``arrives_at``, ``arrived``, or ``lost``.
    """

    __tablename__ = "withdrawals"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), default=None)
    cents: Mapped[int]
    status: Mapped[str]
    asked_at: Mapped[datetime]
    arrives_at: Mapped[datetime]
