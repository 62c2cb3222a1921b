"""Moving a world's clock: everything that falls due happens at its own moment."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from heapq import heappop, heappush
from itertools import count
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from mocksite.catalog.worlds import ARRIVAL, END, RELEASE
from mocksite.db.models import Account, Payment, Withdrawal, World
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


def _waiting(table: Any, before: str, date: str) -> Any:
    column = getattr(table, date)
    of_world = select(table).where(table.world_id == bindparam("world"), table.status == before)
    return of_world.where(column <= bindparam("until")).order_by(table.id)


# Built once: building a query takes longer than running it.
WAITING = [(_waiting(table, before, date), date, after) for table, before, date, after in DATED]
ACCOUNTS = select(Account).where(Account.world_id == bindparam("world")).order_by(Account.id)
Act = Callable[[], object]


class Agenda:
    """What falls due in a world until a moment, the next first; at one moment, in the order of KINDS.

    It is read once, and again when something has happened that may change what falls due.
    """

    def __init__(self, db: Session, world: World, until: datetime) -> None:
        self.db, self.world, self.until, self.edition = db, world, until, world_edition.of(world)
        self._numbers = count()
        self.read()

    def read(self) -> None:
        """Read everything anew."""
        self._heap: list[tuple[datetime, int, int, Act, bool]] = []
        self.accounts = self.db.scalars(ACCOUNTS, {"world": self.world.id}).all()
        self.contracts = billing.hourly_contracts(self.db, self.world)
        for kind in KINDS:
            kind(self)

    def add(self, kind: Callable[["Agenda"], None], moment: datetime, act: Act, *, changes_more: bool = False) -> None:
        """Add something if it falls due in time; ``changes_more`` if what falls due must be read again afterwards."""
        if moment <= self.until:
            heappush(self._heap, (moment, KINDS.index(kind), next(self._numbers), act, changes_more))

    def moments(self) -> Iterator[datetime]:
        """Each moment at which something falls due, when that has happened."""
        while self._heap:
            moment = self._heap[0][0]
            before, self.world.now = self.world.now, max(self.world.now, moment)
            # Everything due at one moment happens together, since the next bill is computed from the clock.
            due = []
            while self._heap and self._heap[0][0] == moment:
                due.append(heappop(self._heap))
            for *_, act, _changes_more in due:
                act()
            erase_due(self.db, self.accounts, self.edition, since=before)
            if any(changes_more for *_, changes_more in due):
                self.read()
            yield moment


def advance(db: Session, world: World, until: datetime, deadline: float) -> bool:
    """Move the clock to a moment and do everything that falls due, in order. Whether it got there.

    If not, it has stopped at an earlier moment, since the ``deadline`` of ``time.monotonic`` has passed; that can be
    committed. Raises WorldError past the end of time.
    """
    if until > END:
        raise WorldError("advance", f"the clock ends on {END:%Y-%m-%d}; ask for less")
    agenda = Agenda(db, world, until)
    for _ in agenda.moments():
        if time.monotonic() >= deadline:
            return False
    world.now = max(world.now, until)  # a fault may have moved it meanwhile
    erase_waiting(db, world, agenda.edition)
    return True


def _bills(agenda: Agenda) -> None:
    if any(map(billing.is_running, agenda.contracts)):
        agenda.add(_bills, billing.next_cycle(agenda.world.now), partial(_bill, agenda))


def _bill(agenda: Agenda) -> None:
    payments = billing.bill_all(agenda.db, agenda.world, agenda.contracts)
    _change(agenda, payments, "available_at", "released")
    _bills(agenda)


def _statuses(agenda: Agenda) -> None:
    for query, date, after in WAITING:
        _change(agenda, agenda.db.scalars(query, {"world": agenda.world.id, "until": agenda.until}).all(), date, after)


def _change(agenda: Agenda, rows: Iterable[Any], date: str, after: str) -> None:
    """Change the status of rows on their date, unless the world is without that."""
    for row in rows:
        moment = getattr(row, date)
        if moment <= agenda.until and not world_edition.is_without(agenda.world, RULES.get(after)):
            agenda.add(_statuses, moment, partial(setattr, row, "status", after))


def _dates(agenda: Agenda) -> None:
    """The end of a break, a reopening, the erasure of data."""
    add = partial(agenda.add, _dates, changes_more=True)
    for account in agenda.accounts:
        if account.paused_until:
            add(account.paused_until, partial(_end_break, agenda.db, account))
        if account.restore_at:
            add(account.restore_at, partial(reopening.reopen, agenda.db, account))
        if account.status in CLOSED:
            for moment, _ in moments(agenda.edition.retention, account.closed_at, account.delete_at):
                if moment > agenda.world.now:
                    add(moment, lambda: None)  # the clock only has to stop here: ``moments`` erases what is due


def _months(agenda: Agenda) -> None:
    if on_offer := agenda.edition.plans:

        def start() -> None:
            subscriptions.start_month(agenda.db, agenda.accounts, on_offer)
            _months(agenda)

        agenda.add(_months, plans.next_month(agenda.world.now), start)


def _dormancy(agenda: Agenda) -> None:
    db, edition = agenda.db, agenda.edition
    if terms := edition.dormancy:
        for account in dormancy.only_freelancers(db, agenda.accounts):
            if end := dormancy.due(db, account, terms):
                act = partial(dormancy.warn_or_close, db, account, edition, terms)
                agenda.add(_dormancy, end, act, changes_more=True)


KINDS: tuple[Callable[[Agenda], None], ...] = (_bills, _statuses, _dates, _months, _dormancy)


def _end_break(db: Session, account: Account) -> None:
    """Claim C14."""
    account.paused_until = None
    if account.status == "open":
        outbox.mail_account(db, account, "Your break is over", "Others can find you again.", "home.home")
