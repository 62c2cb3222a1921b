"""The lifetimes of worlds, in real time, not on their clocks."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from mocksite.db import database
from mocksite.db.models import World

MOST_AT_ONCE = 50  # since others wait meanwhile
EXPIRED = select(World.id).where(World.expires_at <= bindparam("now")).limit(MOST_AT_ONCE)


def now() -> datetime:
    """This moment, in real time."""
    return datetime.now(UTC)


def end_of(lifetime: timedelta) -> datetime:
    """When a lifetime that begins now is over."""
    return now() + lifetime


def is_over(world: World) -> bool:
    """Whether a world has expired; it is not there any more, even if it has not been deleted yet."""
    return world.expires_at is not None and world.expires_at <= now()


def delete_expired(db: Session) -> None:
    """Delete worlds that have expired, not too many at once."""
    expired = list(db.scalars(EXPIRED, {"now": now()}))
    if expired:
        db.execute(delete(World).where(World.id.in_(expired)))
        database.free_space(db)
