"""What falls due when a world's clock moves: one thing after another, each at its own moment."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mocksite.catalog import data_categories
from mocksite.catalog.world_clock import END
from mocksite.db.models import Account, Payment, Withdrawal, World
from mocksite.editions.schema import Edition, Plans
from mocksite.errors import WorldError
from mocksite.queries import world_edition
from mocksite.rules import plans
from mocksite.services import billing, dormancy, outbox, reopening
from mocksite.services.erasure import erase, erase_due, gone_from

# What changes on a date: the table, its status until then, the column that has the date, its status from then on.
DATED: tuple[tuple[Any, str, str, str], ...] = (
    (Payment, "pending", "available_at", "released"),
    (Withdrawal, "under way", "arrives_at", "arrived"),
    (Account, "marked", "delete_at", "deleted"),
)
Due = tuple[datetime, Callable[[], object]]


def advance(db: Session, world: World, by: timedelta) -> datetime:
    """Move the world's clock and do everything that falls due on the way, in order. Answers the new time.

    Raises WorldError past the end of time.
    """
    until = world.now + by
    if until > END:
        raise WorldError("advance", f"the clock ends on {END:%Y-%m-%d}; ask for less")
    edition = world_edition.of(world)
    while due := list(_due(db, world, edition, until)):
        # All of one moment together: what is reckoned from the clock, as the next bill is, would else be missed.
        moment = min(falls for falls, _ in due)
        before, world.now = world.now, max(world.now, moment)
        for falls, act in due:
            if falls == moment:
                act()
        erase_due(db, world, edition, since=before)
        db.flush()
    world.now = until
    for account in gone_from(db, world):
        gone = [name for moment, name in data_categories.moments(edition.retention, account) if moment <= until]
        erase(db, account, {"work-history"} & set(gone))  # again, for what had to wait until it was paid
    return until


def _due(db: Session, world: World, edition: Edition, until: datetime) -> Iterator[Due]:
    """The next thing of each kind that falls due by then, and what is done about it."""
    for kind in KINDS:
        yield from kind(db, world, edition, until)


def _bills(db: Session, world: World, _edition: Edition, until: datetime) -> Iterator[Due]:
    billed = billing.next_cycle(world.now)
    if billed <= until and billing.hourly_contracts(db, world):
        yield billed, partial(billing.bill, db, world)


def _statuses(db: Session, world: World, _edition: Edition, until: datetime) -> Iterator[Due]:
    for table, waits, moment, then in DATED:
        column = getattr(table, moment)
        waiting = select(table).where(table.world_id == world.id, table.status == waits, column <= until)
        if row := db.scalars(waiting.order_by(column, table.id).limit(1)).first():
            yield getattr(row, moment), partial(setattr, row, "status", then)


def _breaks(db: Session, world: World, _edition: Edition, until: datetime) -> Iterator[Due]:
    for account in db.scalars(select(Account).where(Account.world_id == world.id, Account.paused_until <= until)):
        if account.paused_until:
            yield account.paused_until, partial(_come_back, db, account)


def _restorals(db: Session, world: World, _edition: Edition, until: datetime) -> Iterator[Due]:
    for account in db.scalars(select(Account).where(Account.world_id == world.id, Account.restore_at <= until)):
        if account.restore_at:
            yield account.restore_at, partial(reopening.reopen, db, account)


def _erasures(db: Session, world: World, edition: Edition, until: datetime) -> Iterator[Due]:
    """The clock stops there, and what has fallen due is erased."""
    for account in gone_from(db, world):
        for moment, _ in data_categories.moments(edition.retention, account):
            if world.now < moment <= until:
                yield moment, lambda: None


def _connects(db: Session, world: World, edition: Edition, until: datetime) -> Iterator[Due]:
    """Connects come as a month begins. Claim D17."""
    if edition.plans and (begins := plans.next_month(world.now)) <= until:
        yield begins, partial(_grant, db, world, edition.plans)


def _dormant(db: Session, world: World, edition: Edition, until: datetime) -> Iterator[Due]:
    if said := edition.dormancy:
        for account in dormancy.only_freelancers(db, world):
            if (moment := dormancy.due(db, account, said)) and moment <= until:
                yield moment, partial(dormancy.act, db, account, edition, said)


KINDS = (_bills, _statuses, _breaks, _restorals, _connects, _dormant, _erasures)


def _grant(db: Session, world: World, sold: Plans) -> None:
    for account in db.scalars(select(Account).where(Account.world_id == world.id, Account.freelancer)):
        if account.status == "open":
            account.connects = plans.granted(sold, account.plan, account.connects)


def _come_back(db: Session, account: Account) -> None:
    """A break is over. Whoever has closed the account meanwhile is not told. Claim C14."""
    account.paused_until = None
    if account.status == "open":
        outbox.mail_account(db, account, "Your break is over", "Others find you again, as before.", "home.home")
