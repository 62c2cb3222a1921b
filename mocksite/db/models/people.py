"""What the site keeps about people besides their accounts."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mocksite.db.models.accounts import Account
from mocksite.db.models.base import Base, InWorld, Owned, World
from mocksite.rules.one_time_codes import Sent


class Project(Owned):
    """A piece of past work on a freelancer's profile."""

    __tablename__ = "projects"

    title: Mapped[str]
    about: Mapped[str]
    made_at: Mapped[datetime]


class Connection(Owned):
    """One person's link to another, who also has one."""

    __tablename__ = "connections"

    other_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    since: Mapped[datetime]

    other: Mapped[Account] = relationship(foreign_keys=[other_id])


class TaxRecord(Owned):
    """What somebody earned or paid in a year, in US cents."""

    __tablename__ = "tax_records"

    year: Mapped[int]
    cents: Mapped[int]
    name: Mapped[str]
    number: Mapped[str]


class WrongTries(Base):
    """The wrong attempts in a row at a credential (``proof``), and the last one."""

    __tablename__ = "wrong_tries"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    proof: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]


class RecoveryCode(Base):
    """The hash of a code that replaces the authenticator's at a login; the row is deleted once it is used."""

    __tablename__ = "recovery_codes"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    hash: Mapped[str] = mapped_column(primary_key=True)


class NewPhone(Base):
    """The phone number that somebody wants to change to, until they enter the code that was texted to it."""

    __tablename__ = "new_phones"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    phone: Mapped[str]
    code: Mapped[str]
    code_expires: Mapped[datetime]
    wrong: Mapped[int] = mapped_column(default=0)


class Violation(Owned):
    """A reason for closing that violates the terms, for the agent who decides on reopening."""

    __tablename__ = "violations"

    reason: Mapped[str]
    recorded_at: Mapped[datetime]


class Mail(InWorld):
    """An email, or a text message if ``to`` is a phone number."""

    __tablename__ = "mail"

    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    sent_at: Mapped[datetime]


class ClosingRun(Base):
    """A closing under way: of an account or, with ``team_id``, of a team or a place in one.

    Its secret id gives access to the pages after the closing.
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
        """The identity code that was last mailed."""
        return Sent(self.code, self.code_expires, self.code_used)


class Signup(Base):
    """A sign-up whose phone number is not verified yet. Its secret id is in the session."""

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
