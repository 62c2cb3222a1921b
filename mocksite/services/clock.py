"""Moving a world's clock: everything that falls due happens at its own moment."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mocksite.catalog.worlds import END
from mocksite.db.models import Account, Payment, Withdrawal, World
from mocksite.editions.schema import Edition, Plans
from mocksite.errors import WorldError
from mocksite.queries import world_edition
from mocksite.rules import plans
from mocksite.rules.closing_rules import moments
from mocksite.services import billing, dormancy, outbox, reopening
from mocksite.services.erasure import closed_accounts, erase, erase_due

# Statuses that change on a date: table, status before, column of the date, status afterwards.
DATED: tuple[tuple[Any, str, str, str], ...] = (
    (Payment, "pending", "available_at", "released"),
    (Withdrawal, "under way", "arrives_at", "arrived"),
    (Account, "marked", "delete_at", "deleted"),
)
Due = tuple[datetime, Callable[[], object]]


def advance(db: Session, world: World, by: timedelta) -> datetime:
    """Move the clock and do everything that falls due, in order. Returns the new time.

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
    world.now = until
    for account in closed_accounts(db, world):
        past = {
            name for moment, name in moments(edition.retention, account.closed_at, account.delete_at) if moment <= until
        }
        erase(db, account, {"work-history"} & past)  # some contracts had to wait for a payment
    return until


def _due(db: Session, world: World, edition: Edition, until: datetime) -> Iterator[Due]:
    """What falls due next by ``until``, of each kind."""
    for kind in KINDS:
        yield from kind(db, world, edition, until)


def _bills(db: Session, world: World, _edition: Edition, until: datetime) -> Iterator[Due]:
    cycle_end = billing.next_cycle(world.now)
    if cycle_end <= until and billing.hourly_contracts(db, world):
        yield cycle_end, partial(billing.bill_all, db, world)


def _statuses(db: Session, world: World, _edition: Edition, until: datetime) -> Iterator[Due]:
    for table, before, date, after in DATED:
        column = getattr(table, date)
        query = select(table).where(table.world_id == world.id, table.status == before, column <= until)
        if row := db.scalars(query.order_by(column, table.id).limit(1)).first():
            yield getattr(row, date), partial(setattr, row, "status", after)


def _breaks(db: Session, world: World, _edition: Edition, until: datetime) -> Iterator[Due]:
    for account in db.scalars(select(Account).where(Account.world_id == world.id, Account.paused_until <= until)):
        if account.paused_until:
            yield account.paused_until, partial(_end_break, db, account)


def _reopenings(db: Session, world: World, _edition: Edition, until: datetime) -> Iterator[Due]:
    for account in db.scalars(select(Account).where(Account.world_id == world.id, Account.restore_at <= until)):
        if account.restore_at:
            yield account.restore_at, partial(reopening.reopen, db, account)


def _erasures(db: Session, world: World, edition: Edition, until: datetime) -> Iterator[Due]:
    """The clock only has to stop at these moments: ``advance`` erases what is due."""
    for account in closed_accounts(db, world):
        for moment, _ in moments(edition.retention, account.closed_at, account.delete_at):
            if world.now < moment <= until:
                yield moment, lambda: None


def _connects(db: Session, world: World, edition: Edition, until: datetime) -> Iterator[Due]:
    if edition.plans and (month_start := plans.next_month(world.now)) <= until:
        yield month_start, partial(_grant_connects, db, world, edition.plans)


def _dormant(db: Session, world: World, edition: Edition, until: datetime) -> Iterator[Due]:
    if terms := edition.dormancy:
        for account in dormancy.only_freelancers(db, world):
            if (moment := dormancy.due(db, account, terms)) and moment <= until:
                yield moment, partial(dormancy.warn_or_close, db, account, edition, terms)


KINDS = (_bills, _statuses, _breaks, _reopenings, _connects, _dormant, _erasures)


def _grant_connects(db: Session, world: World, on_offer: Plans) -> None:
    for account in db.scalars(select(Account).where(Account.world_id == world.id, Account.freelancer)):
        if account.status == "open":
            account.connects = plans.connects_after_grant(on_offer, account.plan, account.connects)


def _end_break(db: Session, account: Account) -> None:
    """Claim C14."""
    account.paused_until = None
    if account.status == "open":
        outbox.mail_account(db, account, "Your break is over", "Others can find you again.", "home.home")
