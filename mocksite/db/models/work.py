"""Work: job posts, proposals, contracts, and what is said and delivered under them."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mocksite.db.models.base import InWorld
from mocksite.db.models.people import Account
from mocksite.db.models.teams import Team

if TYPE_CHECKING:
    from mocksite.db.models.profile import Review


class Contract(InWorld):
    """Work between a freelancer, or an agency that its owner speaks for, and a client, for a company.

    ``unpaid_cents`` is what the client has put aside for it (fixed price), or what the hours logged come to; it
    becomes a payment when the contract is over, or when its hours are billed. ``weekly_cents`` is what the hours of a
    whole week come to. Hours of a contract that ended are billed at the end of the week, so ``unbilled_cents`` wait
    until ``billed_at``. Whoever had their history deleted is no longer a party to it.
    """

    __tablename__ = "contracts"

    freelancer_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), index=True, default=None)
    company_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    title: Mapped[str]
    kind: Mapped[str]
    status: Mapped[str] = mapped_column(default="active")
    rate_cents: Mapped[int | None] = mapped_column(default=None)
    weekly_cents: Mapped[int | None] = mapped_column(default=None)
    unpaid_cents: Mapped[int] = mapped_column(default=0)
    unbilled_cents: Mapped[int] = mapped_column(default=0)
    delivered_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    billed_at: Mapped[datetime | None] = mapped_column(default=None)

    freelancer: Mapped[Account | None] = relationship(foreign_keys=[freelancer_id])
    client: Mapped[Account | None] = relationship(foreign_keys=[client_id])
    agency: Mapped[Team | None] = relationship(foreign_keys=[agency_id])
    messages: Mapped[list["Message"]] = relationship(order_by="Message.id")
    reviews: Mapped[list["Review"]] = relationship(order_by="Review.id", back_populates="contract")

    @property
    def parties(self) -> set[int | None]:
        return {self.freelancer_id, self.client_id}

    def other(self, account: Account) -> Account | None:
        """The other party, as an account sees it; None where it is there no more."""
        return self.client if account.id == self.freelancer_id else self.freelancer

    def called(self, account: Account | None) -> str:
        """The name of a party; somebody whose history was deleted has none here any more."""
        if account and self.agency and account.id == self.freelancer_id:
            return self.agency.name
        return account.name if account and account.id in self.parties else "A former member"


class Message(InWorld):
    """What one party of a contract wrote to the other, with the files that came along."""

    __tablename__ = "messages"

    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    body: Mapped[str]
    sent_at: Mapped[datetime]

    contract: Mapped[Contract] = relationship(back_populates="messages")
    author: Mapped[Account] = relationship()
    files: Mapped[list["File"]] = relationship(order_by="File.id")


class File(InWorld):
    """A file of a message."""

    __tablename__ = "files"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(deferred=True)

    message: Mapped[Message] = relationship(back_populates="files")

    @property
    def parties(self) -> set[int | None]:
        return self.message.contract.parties


class Proposal(InWorld):
    """An offer a freelancer, or their agency, made for a job; what is called ``job`` may be on offer no more."""

    __tablename__ = "proposals"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), default=None)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("jobs.id", ondelete="SET NULL"), default=None)
    job: Mapped[str]
    bid_cents: Mapped[int]
    status: Mapped[str] = mapped_column(default="open")
    made_at: Mapped[datetime]

    @property
    def parties(self) -> set[int | None]:
        return {self.account_id}


class Job(InWorld):
    """A job post of a company: ``open``, or ``closed`` at ``closed_at``."""

    __tablename__ = "jobs"

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), index=True)
    title: Mapped[str]
    budget_cents: Mapped[int]
    status: Mapped[str] = mapped_column(default="open")
    posted_at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(default=None)

    team: Mapped[Team] = relationship()
