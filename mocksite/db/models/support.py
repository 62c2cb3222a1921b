"""Requests to support, and the messages about them."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mocksite.catalog.statuses import RequestKind, RequestStatus
from mocksite.db.models.accounts import Account
from mocksite.db.models.base import InWorld, Owned
from mocksite.db.models.work import Review


class SupportRequest(Owned):
    """Something for support to decide.

    A request to ``close`` has the number of the closing, the team, if any, the reason and the feedback. ``proof`` is
    the picture of an identity document (PNG).
    """

    __tablename__ = "support_requests"

    kind: Mapped[RequestKind]
    closing: Mapped[int | None] = mapped_column(default=None)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), default=None)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("reviews.id", ondelete="SET NULL"), default=None)
    proof: Mapped[bytes | None] = mapped_column(deferred=True, default=None)
    reason: Mapped[str | None] = mapped_column(default=None)
    feedback: Mapped[str | None] = mapped_column(default=None)
    status: Mapped[RequestStatus] = mapped_column(default="open")
    asked_at: Mapped[datetime]

    account: Mapped[Account] = relationship()
    review: Mapped[Review | None] = relationship()
    messages: Mapped[list["SupportMessage"]] = relationship(order_by="SupportMessage.id")

    @classmethod
    def noun(cls) -> str:
        """``request``, as in its address."""
        return "request"

    @property
    def waits_for_reader(self) -> bool:
        """Whether the agent's question has no answer yet."""
        return self.status == "open" and self.messages[-1].author_id != self.account_id


class SupportMessage(InWorld):
    """What the reader or the agent wrote about a request."""

    __tablename__ = "support_messages"

    request_id: Mapped[int] = mapped_column(ForeignKey("support_requests.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    body: Mapped[str]
    sent_at: Mapped[datetime]

    request: Mapped[SupportRequest] = relationship(back_populates="messages")
    author: Mapped[Account] = relationship()
