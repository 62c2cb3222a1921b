"""Moving a world's clock: everything that falls due happens at its own moment."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from mocksite.catalog.worlds import ARRIVAL, END, RELEASE
from mocksite.db.models import Account, Payment, Withdrawal, World
from mocksite.editions.schema import Edition
from mocksite.errors import WorldError
from mocksite.queries import world_edition
from mocksite.rules import plans
from mocksite.rules.closing_rules import moments
from mocksite.services import billing, dormancy, outbox, reopening, subscriptions
from mocksite.services.erasure import CLOSED, erase_due, erase_waiting

# Statuses that change on a date: table, status before, column of the date, status afterwards.
DATED: tuple[tuple[Any, str, str, str], ...] = (
    (Payment, "pending", "available_at", "released"),
    (Withdrawal, "under way", "arrives_at", "arrived"),
    (Account, "marked", "delete_at", "deleted"),
)
RULES = {"released": RELEASE, "arrived": ARRIVAL}  # of the statuses that a world may never reach


def _next(table: Any, before: str, date: str) -> Any:
    column = getattr(table, date)
    of_world = select(table).where(table.world_id == bindparam("world"), table.status == before)
    return of_world.where(column <= bindparam("until")).order_by(column, table.id).limit(1)


# Built once: building a query takes longer than running it.
NEXT = [(_next(table, before, date), date, after) for table, before, date, after in DATED]
ACCOUNTS = select(Account).where(Account.world_id == bindparam("world"))
Due = tuple[datetime, Callable[[], object]]


def advance(db: Session, world: World, by: timedelta) -> Iterator[None]:
    """Move the clock and do everything that falls due, in order; yields after each moment, when that can be committed.

    Raises WorldError past the end of time.
    """
    until = world.now + by
    if until > END:
        raise WorldError("advance", f"the clock ends on {END:%Y-%m-%d}; ask for less")
    edition = world_edition.of(world)
    while due := list(_due(db, world, edition, until)):
        # Everything due at one moment happens together, since the next bill is computed from the clock.
        moment = min(time for time, _ in due)
        before, world.now = world.now, max(world.now, moment)
        for time, act in due:
            if time == moment:
                act()
        erase_due(db, world, edition, since=before)
        db.flush()
        yield
    world.now = until
    erase_waiting(db, world, edition)


def _due(db: Session, world: World, edition: Edition, until: datetime) -> Iterator[Due]:
    """What falls due next by ``until``, of each kind."""
    accounts = db.scalars(ACCOUNTS, {"world": world.id}).all()
    yield from _bills(db, world, until)
    yield from _statuses(db, world, until)
    for account in accounts:
        yield from _dates(db, account, edition, until)
    if edition.plans and (month_start := plans.next_month(world.now)) <= until:
        yield month_start, partial(subscriptions.start_month, db, accounts, edition.plans)
    if terms := edition.dormancy:
        for account in dormancy.only_freelancers(db, accounts):
            if (end := dormancy.due(db, account, terms)) and end <= until:
                yield end, partial(dormancy.warn_or_close, db, account, edition, terms)


def _bills(db: Session, world: World, until: datetime) -> Iterator[Due]:
    cycle_end = billing.next_cycle(world.now)
    if cycle_end <= until and billing.hourly_contracts(db, world):
        yield cycle_end, partial(billing.bill_all, db, world)


def _statuses(db: Session, world: World, until: datetime) -> Iterator[Due]:
    for query, date, after in NEXT:
        row = db.scalars(query, {"world": world.id, "until": until}).first()
        if row and not world_edition.is_without(world, RULES.get(after)):
            yield getattr(row, date), partial(setattr, row, "status", after)


def _dates(db: Session, account: Account, edition: Edition, until: datetime) -> Iterator[Due]:
    """What falls due for one account: the end of a break, its reopening, the erasure of its data."""
    if account.paused_until and account.paused_until <= until:
        yield account.paused_until, partial(_end_break, db, account)
    if account.restore_at and account.restore_at <= until:
        yield account.restore_at, partial(reopening.reopen, db, account)
    if account.status in CLOSED:
        for moment, _ in moments(edition.retention, account.closed_at, account.delete_at):
            if account.world.now < moment <= until:
                yield moment, lambda: None  # the clock only has to stop here: ``advance`` erases what is due


def _end_break(db: Session, account: Account) -> None:
    """Claim C14."""
    account.paused_until = None
    if account.status == "open":
        outbox.mail_account(db, account, "Your break is over", "Others can find you again.", "home.home")
