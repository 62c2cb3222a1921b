"""Work: job posts, proposals, and contracts with their messages, files and reviews."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mocksite.catalog.data_categories import FORMER_MEMBER
from mocksite.catalog.statuses import ContractKind, ContractStatus, JobStatus, ProposalStatus, ReviewStatus
from mocksite.db.models.accounts import Account
from mocksite.db.models.base import InWorld, Owned
from mocksite.db.models.teams import Team


class Contract(InWorld):
    """Work that a freelancer, or an agency through its owner, does for a client's company.

    ``unpaid_cents``, the money set aside (fixed price) or the value of the hours logged, becomes a payment when the
    contract is over or its hours are billed. ``weekly_cents`` is the value of a full week. The last hours are billed
    when the week ends: until ``billed_at`` they are in ``unbilled_cents``. Deleting somebody's work history removes
    them from the contract.
    """

    __tablename__ = "contracts"

    freelancer_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), index=True, default=None)
    company_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    title: Mapped[str]
    kind: Mapped[ContractKind]
    status: Mapped[ContractStatus] = mapped_column(default="active")
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
    company: Mapped[Team] = relationship(foreign_keys=[company_id])
    messages: Mapped[list["Message"]] = relationship(order_by="Message.id")
    reviews: Mapped[list["Review"]] = relationship(order_by="Review.id", back_populates="contract")

    @property
    def parties(self) -> set[int | None]:
        return {self.freelancer_id, self.client_id}

    def other(self, account: Account) -> Account | None:
        """The other party; None if it is gone."""
        return self.client if account.id == self.freelancer_id else self.freelancer

    def called(self, account: Account | None) -> str:
        """The name of a party, or "A former member"."""
        if account and self.agency and account.id == self.freelancer_id:
            return self.agency.name
        return account.name if account and account.id in self.parties else FORMER_MEMBER


class Review(InWorld):
    """What one party of a contract wrote about the other."""

    __tablename__ = "reviews"

    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    about_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    stars: Mapped[int]
    text: Mapped[str]
    status: Mapped[ReviewStatus] = mapped_column(default="shown")
    written_at: Mapped[datetime]

    contract: Mapped[Contract] = relationship(back_populates="reviews")
    author: Mapped[Account] = relationship(foreign_keys=[author_id])
    about: Mapped[Account] = relationship(foreign_keys=[about_id])


class Message(InWorld):
    """What one party of a contract wrote to the other, with files."""

    __tablename__ = "messages"

    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    body: Mapped[str]
    sent_at: Mapped[datetime]

    contract: Mapped[Contract] = relationship(back_populates="messages")
    author: Mapped[Account] = relationship()
    files: Mapped[list["File"]] = relationship(order_by="File.id")


class File(InWorld):
    """A file attached to a message, and who it was sent to."""

    __tablename__ = "files"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    recipient_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    name: Mapped[str]
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(deferred=True)

    message: Mapped[Message] = relationship(back_populates="files")

    @property
    def parties(self) -> set[int | None]:
        return self.message.contract.parties


class Proposal(Owned):
    """A freelancer's or an agency's offer to do a job; ``job`` is the title, even if the post is gone."""

    __tablename__ = "proposals"

    agency_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), default=None)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("jobs.id", ondelete="SET NULL"), default=None)
    job: Mapped[str]
    bid_cents: Mapped[int]
    status: Mapped[ProposalStatus] = mapped_column(default="open")
    made_at: Mapped[datetime]

    post: Mapped["Job | None"] = relationship()


class Job(InWorld):
    """A job post of a company."""

    __tablename__ = "jobs"

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), index=True)
    title: Mapped[str]
    budget_cents: Mapped[int]
    status: Mapped[JobStatus] = mapped_column(default="open")
    posted_at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(default=None)

    team: Mapped[Team] = relationship()
