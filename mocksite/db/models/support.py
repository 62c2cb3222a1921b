"""What readers ask of support, and what is said about it."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mocksite.db.models.base import InWorld
from mocksite.db.models.people import Account
from mocksite.db.models.profile import Review


class SupportRequest(InWorld):
    """Something support has to decide.

    ``kind`` is one of those the site knows; of ``close``, ``closing`` says which, ``team_id`` of which team, ``reason``
    and ``feedback`` what was given; of ``review``, ``review_id`` says which. ``proof`` is a picture (PNG) that was
    given to prove who asks. ``status`` is open, done (as asked) or declined.
    """

    __tablename__ = "support_requests"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    kind: Mapped[str]
    closing: Mapped[int | None] = mapped_column(default=None)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), default=None)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("reviews.id", ondelete="SET NULL"), default=None)
    proof: Mapped[bytes | None] = mapped_column(deferred=True, default=None)
    reason: Mapped[str | None] = mapped_column(default=None)
    feedback: Mapped[str | None] = mapped_column(default=None)
    status: Mapped[str] = mapped_column(default="open")
    asked_at: Mapped[datetime]

    account: Mapped[Account] = relationship()
    review: Mapped[Review | None] = relationship()
    messages: Mapped[list["SupportMessage"]] = relationship(order_by="SupportMessage.id")

    @classmethod
    def noun(cls) -> str:
        """What it is called in its address, too."""
        return "request"

    @property
    def parties(self) -> set[int | None]:
        return {self.account_id}

    @property
    def waits_for_reader(self) -> bool:
        """Whether the agent has asked for something and has had no answer yet."""
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
