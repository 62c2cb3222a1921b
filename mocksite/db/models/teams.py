"""Companies and agencies, and who is in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mocksite.db.models.base import InWorld
from mocksite.db.models.people import Account

LASTING = text("status IN ('invited', 'active')")


class Team(InWorld):
    """A ``company``, which gives work, or an ``agency``, which offers it; its owner is a member as the others are.

    One that ``closed_along`` with its owner's account is opened with it again.
    """

    __tablename__ = "teams"

    kind: Mapped[str]
    name: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="open")
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_along: Mapped[bool] = mapped_column(default=False)
    close_reason: Mapped[str | None] = mapped_column(default=None)
    close_feedback: Mapped[str | None] = mapped_column(default=None)

    memberships: Mapped[list["Membership"]] = relationship(back_populates="team", order_by="Membership.id")

    @property
    def members(self) -> list["Membership"]:
        """Who is in it now, its owner first."""
        return sorted((row for row in self.memberships if row.status == "active"), key=lambda row: row.role != "owner")

    @property
    def owner(self) -> Account:
        return next(row.account for row in self.memberships if row.role == "owner")


class Membership(InWorld):
    """Somebody's place in a team, as ``owner``, ``admin``, ``manager`` or ``member``.

    ``invited``, then ``active``; an invitation can be ``declined`` or ``withdrawn``. It ends when somebody has
    ``left``, was ``removed``, or when the team ``closed``.
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
    status: Mapped[str] = mapped_column(default="active")
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)

    team: Mapped[Team] = relationship(back_populates="memberships")
    account: Mapped[Account] = relationship()

    @property
    def parties(self) -> set[int | None]:
        return {self.account_id}
