"""The account: one table, declared as a mixin per concern (ADR 21)."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mocksite.catalog.statuses import AccountStatus, Plan, RestoreBy
from mocksite.db.models.base import InWorld, World

HAS_EMAIL = text("email <> '' AND NOT email_again")  # and has not given it up
HAS_USER_NAME = text("username <> '' AND NOT email_again")


class Identity:
    """Who somebody is and how to reach them.

    ``persona`` is what they signed up as, ``freelancer`` whether they offer their own work. Other capacities follow
    from their teams. ``joined_at`` is null for seeded accounts.
    """

    persona: Mapped[str]
    freelancer: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(index=True)
    phone: Mapped[str]
    circumstances: Mapped[list[str]] = mapped_column(default=list)
    joined_at: Mapped[datetime | None] = mapped_column(default=None)


class Credentials:
    """How somebody logs in and proves who they are.

    Passwords are plain text on purpose: the site makes them up for tests. ``totp_offered`` is the secret of two-step
    login during setup, ``totp_step`` the time step (RFC 6238) of the last code used. ``password_changes`` counts them:
    each ends the sessions begun before it.
    """

    username: Mapped[str] = mapped_column(index=True)
    password: Mapped[str]
    password_changes: Mapped[int] = mapped_column(default=0)
    totp_secret: Mapped[str | None] = mapped_column(default=None)
    totp_offered: Mapped[str | None] = mapped_column(default=None)
    totp_step: Mapped[int] = mapped_column(default=0)
    security_question: Mapped[str | None] = mapped_column(default=None)
    security_answer: Mapped[str | None] = mapped_column(default=None)


class PublicProfile:
    """What others read on somebody's profile."""

    headline: Mapped[str | None] = mapped_column(default=None)
    overview: Mapped[str | None] = mapped_column(default=None)
    city: Mapped[str | None] = mapped_column(default=None)
    skills: Mapped[str | None] = mapped_column(default=None)


class Discoverability:
    """Who finds somebody, and whether they are available for work.

    ``visibility`` is one of the edition's choices; until ``visibility_from``, searches use ``visibility_before``.
    """

    available: Mapped[bool] = mapped_column(default=True)
    visibility: Mapped[str | None] = mapped_column(default=None)
    visibility_before: Mapped[str | None] = mapped_column(default=None)
    visibility_from: Mapped[datetime | None] = mapped_column(default=None)
    paused_until: Mapped[datetime | None] = mapped_column(default=None)


class Subscription:
    """Somebody's plan, and their connects, which pay for proposals."""

    plan: Mapped[Plan] = mapped_column(default="basic")
    connects: Mapped[int] = mapped_column(default=0)


class LifeCycle:
    """Whether the account is open, and why not if it is not.

    ``login_says`` is the answer to logging in when it is closed. ``email_again``: a new account may have its email
    address, phone number and user name. ``dormant_warned_at``: the last warning for inactivity.
    """

    status: Mapped[AccountStatus] = mapped_column(default="open")
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    delete_at: Mapped[datetime | None] = mapped_column(default=None)
    close_reason: Mapped[str | None] = mapped_column(default=None)
    close_feedback: Mapped[str | None] = mapped_column(default=None)
    login_says: Mapped[str | None] = mapped_column(default=None)
    email_again: Mapped[bool] = mapped_column(default=False)
    suspended_for: Mapped[str | None] = mapped_column(default=None)
    dormant_warned_at: Mapped[datetime | None] = mapped_column(default=None)


class Reopening:
    """How a closed account can be reopened.

    ``restore_takes`` is how long that takes once support agrees, ``restore_at`` when it then happens, and ``reopened``
    how often it has happened.
    """

    restore_by: Mapped[RestoreBy | None] = mapped_column(default=None)
    restore_until: Mapped[datetime | None] = mapped_column(default=None)
    restore_proof: Mapped[bool] = mapped_column(default=False)
    restore_takes: Mapped[timedelta | None] = mapped_column(default=None)
    restore_at: Mapped[datetime | None] = mapped_column(default=None)
    reopened: Mapped[int] = mapped_column(default=0)


class Account(Identity, Credentials, PublicProfile, Discoverability, Subscription, LifeCycle, Reopening, InWorld):
    """Somebody who can log in.

    No two accounts share an email address, or in one world a user name, unless it was given up (``email_again``) or
    erased.
    """

    __tablename__ = "accounts"
    __table_args__: Any = (
        Index("account_of_email", "email", unique=True, sqlite_where=HAS_EMAIL, postgresql_where=HAS_EMAIL),
        Index(
            "account_of_user_name",
            *("world_id", text("lower(username)")),
            unique=True,
            sqlite_where=HAS_USER_NAME,
            postgresql_where=HAS_USER_NAME,
        ),
        *InWorld.__table_args__,
    )

    world: Mapped[World] = relationship()
