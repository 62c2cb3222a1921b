"""The tables. Every row belongs to one world; ``key`` is its name in the world's state, such as ``contract-2``."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator


class Utc(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The base of all tables."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Utc, dict[str, Any]: JSON, list[str]: JSON}


class Setting(Base):
    """What the site knows about itself: the schema its file was made with, the key its sessions are signed with."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class World(Base):
    """A tenant: the edition it runs, its clock, and its state as it was seeded."""

    __tablename__ = "worlds"

    id: Mapped[str] = mapped_column(primary_key=True)
    edition: Mapped[dict[str, Any]]
    persona: Mapped[str]
    now: Mapped[datetime]
    seeded: Mapped[dict[str, Any]] = mapped_column(default=dict)

    @property
    def mail_domain(self) -> str:
        return f"{self.id}.worklane.test"


class InWorld(Base):
    """A row of a world."""

    __abstract__ = True
    # Numbers are never used again, so that no session of a deleted account fits a new one.
    __table_args__: Any = (UniqueConstraint("world_id", "key"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    world_id: Mapped[str] = mapped_column(ForeignKey("worlds.id", ondelete="CASCADE"), index=True)
    key: Mapped[str]


class Account(InWorld):
    """Somebody who can log in. Passwords are plain on purpose: the site invents them, for its own tests."""

    __tablename__ = "accounts"

    persona: Mapped[str]
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    username: Mapped[str] = mapped_column(index=True)
    password: Mapped[str]
    totp_secret: Mapped[str | None]
    security_question: Mapped[str | None]
    security_answer: Mapped[str | None]
    circumstances: Mapped[list[str]] = mapped_column(default=list)
    city: Mapped[str]
    phone: Mapped[str]
    headline: Mapped[str | None]
    overview: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="open")
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    delete_at: Mapped[datetime | None] = mapped_column(default=None)
    close_reason: Mapped[str | None] = mapped_column(default=None)
    close_feedback: Mapped[str | None] = mapped_column(default=None)
    login_says: Mapped[str | None] = mapped_column(default=None)
    deletes: Mapped[list[str]] = mapped_column(default=list)

    world: Mapped[World] = relationship()


class Contract(InWorld):
    """Work between a freelancer and a client; ``unpaid_cents`` becomes a payment when it ends.

    Whoever had their history deleted is no longer a party to it.
    """

    __tablename__ = "contracts"

    freelancer_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    title: Mapped[str]
    kind: Mapped[str]
    status: Mapped[str] = mapped_column(default="active")
    unpaid_cents: Mapped[int] = mapped_column(default=0)
    stars: Mapped[int | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)

    freelancer: Mapped[Account | None] = relationship(foreign_keys=[freelancer_id])
    client: Mapped[Account | None] = relationship(foreign_keys=[client_id])


class Proposal(InWorld):
    """An offer a freelancer made for a job."""

    __tablename__ = "proposals"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    job: Mapped[str]
    status: Mapped[str] = mapped_column(default="open")


class Payment(InWorld):
    """Money on its way to a freelancer: pending until ``available_at``, then available, then withdrawn or lost."""

    __tablename__ = "payments"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    what_for: Mapped[str]
    cents: Mapped[int]
    status: Mapped[str] = mapped_column(default="pending")
    available_at: Mapped[datetime]


class Mail(InWorld):
    """A message the site has sent."""

    __tablename__ = "mail"

    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    sent_at: Mapped[datetime]


class SupportRequest(InWorld):
    """A closing that support was asked for; ``status`` is open, closed (done as asked) or declined."""

    __tablename__ = "support_requests"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    closing: Mapped[int]
    message: Mapped[str]
    reason: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="open")
    answer: Mapped[str | None] = mapped_column(default=None)
    asked_at: Mapped[datetime]

    account: Mapped[Account] = relationship()


class ClosingRun(Base):
    """A closing under way. Its id cannot be guessed: after the closing it is the ticket to the pages that follow."""

    __tablename__ = "closing_runs"

    id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    closing: Mapped[int]
    stage: Mapped[int] = mapped_column(default=1)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    code: Mapped[str | None] = mapped_column(default=None)
    code_expires: Mapped[datetime | None] = mapped_column(default=None)
    done: Mapped[bool] = mapped_column(default=False)

    account: Mapped[Account] = relationship()
