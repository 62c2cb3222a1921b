"""Accounts, and what is said to them and about them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mocksite.db.models.base import Base, InWorld, World
from mocksite.rules.one_time_codes import Sent

OPEN = text("status = 'open'")


class Account(InWorld):
    """Somebody who can log in. Passwords are plain on purpose: the site invents them, for its own tests.

    ``persona`` is what somebody joined as; ``freelancer`` says whether they offer work themselves, and what else they
    are follows from their teams.

    What others see of it: ``available``, ``visibility`` (a choice of the edition; ``visibility_before`` is what the
    search goes by until ``visibility_from``), ``paused_until``. ``connects`` are what proposals cost. ``joined_at`` is
    when somebody signed up; whoever the world began with has been there before. ``suspended_for`` says why its status
    is suspended, ``dormant_warned_at`` when its owner was told that nothing has been done for long.

    ``totp_offered`` is the secret of two-step login while it is being set up, ``totp_step`` the last time step (RFC
    6238) whose code was taken. An email address belongs to one open account; with ``email_again`` a closed one has
    left its address and its phone to whoever comes next.
    """

    __tablename__ = "accounts"
    __table_args__: Any = (
        Index("open_account_of_email", "email", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        *InWorld.__table_args__,
    )

    persona: Mapped[str]
    freelancer: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(index=True)
    username: Mapped[str] = mapped_column(index=True)
    password: Mapped[str]
    totp_secret: Mapped[str | None] = mapped_column(default=None)
    totp_offered: Mapped[str | None] = mapped_column(default=None)
    totp_step: Mapped[int] = mapped_column(default=0)
    security_question: Mapped[str | None] = mapped_column(default=None)
    security_answer: Mapped[str | None] = mapped_column(default=None)
    circumstances: Mapped[list[str]] = mapped_column(default=list)
    city: Mapped[str | None] = mapped_column(default=None)
    phone: Mapped[str]
    headline: Mapped[str | None] = mapped_column(default=None)
    overview: Mapped[str | None] = mapped_column(default=None)
    joined_at: Mapped[datetime | None] = mapped_column(default=None)
    status: Mapped[str] = mapped_column(default="open")
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    delete_at: Mapped[datetime | None] = mapped_column(default=None)
    close_reason: Mapped[str | None] = mapped_column(default=None)
    close_feedback: Mapped[str | None] = mapped_column(default=None)
    available: Mapped[bool] = mapped_column(default=True)
    visibility: Mapped[str | None] = mapped_column(default=None)
    visibility_before: Mapped[str | None] = mapped_column(default=None)
    visibility_from: Mapped[datetime | None] = mapped_column(default=None)
    paused_until: Mapped[datetime | None] = mapped_column(default=None)
    plan: Mapped[str] = mapped_column(default="basic")
    connects: Mapped[int] = mapped_column(default=0)
    dormant_warned_at: Mapped[datetime | None] = mapped_column(default=None)
    suspended_for: Mapped[str | None] = mapped_column(default=None)
    login_says: Mapped[str | None] = mapped_column(default=None)
    restore_by: Mapped[str | None] = mapped_column(default=None)
    restore_until: Mapped[datetime | None] = mapped_column(default=None)
    restore_proof: Mapped[bool] = mapped_column(default=False)
    restore_takes: Mapped[timedelta | None] = mapped_column(default=None)
    restore_at: Mapped[datetime | None] = mapped_column(default=None)
    email_again: Mapped[bool] = mapped_column(default=False)
    reopened: Mapped[int] = mapped_column(default=0)

    world: Mapped[World] = relationship()


class WrongTries(Base):
    """How often in a row somebody has proved an account theirs with the wrong ``proof``, and when last."""

    __tablename__ = "wrong_tries"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    proof: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]


class Violation(InWorld):
    """A reason for closing that is against the terms, recorded for whoever decides on reopening."""

    __tablename__ = "violations"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    reason: Mapped[str]
    recorded_at: Mapped[datetime]


class Mail(InWorld):
    """A message the site has sent, to an email address or, where ``to`` is a phone number, as a text."""

    __tablename__ = "mail"

    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    sent_at: Mapped[datetime]


class ClosingRun(Base):
    """A closing under way, of a team or of a place in it where ``team_id`` is set.

    Its id cannot be guessed: after the closing it is the ticket to the pages that follow.
    """

    __tablename__ = "closing_runs"

    id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    closing: Mapped[int]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), default=None)
    stage: Mapped[int] = mapped_column(default=1)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    code: Mapped[str | None] = mapped_column(default=None)
    code_expires: Mapped[datetime | None] = mapped_column(default=None)
    code_used: Mapped[bool] = mapped_column(default=False)
    done: Mapped[bool] = mapped_column(default=False)

    account: Mapped[Account] = relationship()

    @property
    def sent(self) -> Sent:
        """The identity code that was mailed last."""
        return Sent(self.code, self.code_expires, self.code_used)


class Signup(Base):
    """Somebody signing up, until the phone number is verified. Its id cannot be guessed: it is in their session."""

    __tablename__ = "signups"

    id: Mapped[str] = mapped_column(primary_key=True)
    world_id: Mapped[str] = mapped_column(ForeignKey("worlds.id", ondelete="CASCADE"), index=True)
    persona: Mapped[str]
    name: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]
    password: Mapped[str]
    code: Mapped[str]
    code_expires: Mapped[datetime]
    wrong: Mapped[int] = mapped_column(default=0)

    world: Mapped[World] = relationship()
