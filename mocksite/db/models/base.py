"""The bases of all tables, and the tables of settings and worlds."""

from datetime import UTC, datetime
from typing import Any, ClassVar, Literal

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class Utc(TypeDecorator[datetime]):
    """A moment in UTC. SQLite drops the time zone; reading restores it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The base of all tables."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Utc,
        dict[str, Any]: JSON,
        list[str]: JSON,
        Literal: String,  # not an enum: a new status needs no new schema
    }


class Setting(Base):
    """A setting of the site: the schema of its database, or the name and key of its session cookie."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class World(Base):
    """A tenant: its edition, its clock, and its seeded state.

    ``numbers`` counts the rows there have ever been, by noun. ``without`` lists what is switched off, ``defects`` what
    is broken. ``made_at`` and ``expires_at`` are in real time; the latter is None if the world never expires.
    """

    __tablename__ = "worlds"

    id: Mapped[str] = mapped_column(primary_key=True)
    edition: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    now: Mapped[datetime]
    seeded: Mapped[dict[str, Any]] = mapped_column(default=dict, deferred=True)
    numbers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    without: Mapped[list[str]] = mapped_column(default=list)
    defects: Mapped[list[str]] = mapped_column(default=list)
    made_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC), index=True)
    expires_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def mail_domain(self) -> str:
        return f"{self.id}.worklane.test"


class InWorld(Base):
    """A row of a world."""

    __abstract__ = True
    # Ids are never reused, so no session of a deleted account fits a new one.
    __table_args__: Any = (UniqueConstraint("world_id", "key"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    world_id: Mapped[str] = mapped_column(ForeignKey("worlds.id", ondelete="CASCADE"), index=True)
    key: Mapped[str]

    @classmethod
    def noun(cls) -> str:
        """The word in its keys: ``tax-record`` in ``tax-record-2``."""
        return str(cls.__tablename__).removesuffix("s").replace("_", "-")

    @property
    def parties(self) -> set[int | None]:
        """The ids of the only accounts that may see the row."""
        raise LookupError(f"nobody owns a row of {self.__tablename__}")


class Owned(InWorld):
    """A row of one account."""

    __abstract__ = True

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)

    @property
    def parties(self) -> set[int | None]:
        return {self.account_id}
