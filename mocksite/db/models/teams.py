"""Companies and agencies, and the people in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mocksite.catalog.statuses import MembershipStatus, TeamKind, TeamStatus
from mocksite.db.models.accounts import Account
from mocksite.db.models.base import InWorld, Owned

LASTING = text("status IN ('invited', 'active')")


class Team(InWorld):
    """A company, which hires, or an agency, which offers work. Its owner has a membership too.

    ``closed_along``: it closed with its owner's account, and reopens with it.
    """

    __tablename__ = "teams"

    kind: Mapped[TeamKind]
    name: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    status: Mapped[TeamStatus] = mapped_column(default="open")
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_along: Mapped[bool] = mapped_column(default=False)
    close_reason: Mapped[str | None] = mapped_column(default=None)
    close_feedback: Mapped[str | None] = mapped_column(default=None)

    memberships: Mapped[list["Membership"]] = relationship(back_populates="team", order_by="Membership.id")

    @property
    def members(self) -> list["Membership"]:
        """The current members, owner first."""
        return sorted((row for row in self.memberships if row.status == "active"), key=lambda row: row.role != "owner")

    @property
    def owner(self) -> Account:
        return next(row.account for row in self.memberships if row.role == "owner")


class Membership(Owned):
    """Somebody's place in a team, or their invitation to one.

    An invitation becomes ``active``, or is ``declined`` or ``withdrawn``. A place ends when its holder has ``left`` or
    was ``removed``, or the team ``closed``.
    """

    __tablename__ = "memberships"
    __table_args__: Any = (
        Index(
            "lasting_membership",
            *("team_id", "account_id"),
            unique=True,
            sqlite_where=LASTING,
            postgresql_where=LASTING,
        ),
        *InWorld.__table_args__,
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    role: Mapped[str]
    status: Mapped[MembershipStatus] = mapped_column(default="active")
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)

    team: Mapped[Team] = relationship(back_populates="memberships")
    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)
