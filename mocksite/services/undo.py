"""Undoing: for a while, whoever ended a contract, removed somebody or paid can put everything back. ADR 36."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mocksite.db.models import Account, Mail, Undoable, World
from mocksite.queries.capacities import Capacity
from mocksite.services import outbox
from mocksite.services.row_changes import Changes, Row, difference, put_rows_back, read

LASTS = timedelta(minutes=15)


def ends(now: datetime) -> datetime:
    """Until when something done now can be undone: at most until midnight, when bills are made and months begin."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return min(now + LASTS, midnight)


def carry_out(db: Session, capacity: Capacity, endpoint: str, act: Callable[[], str], **arguments: str) -> str:
    """Do something that can be undone on the page of an endpoint; returns the message of the act.

    If it erases anything, that is for good, and nothing can be undone.
    """
    world, account = capacity.account.world, capacity.account
    before, last_mail = read(db, world), db.scalar(select(func.max(Mail.id))) or 0
    says = act()
    changes = difference(before, read(db, world))
    if changes is None:
        return says
    if capacity.membership:
        place = capacity.membership
        changes.needed.append(Row("memberships", place.id, {"status": place.status, "role": place.role}))
    sent = _mailed_since(db, world, last_mail)
    stored = {**asdict(changes), "mailed": sent}
    page = {"capacity": capacity.key, "endpoint": endpoint, "arguments": arguments}
    db.add(Undoable(account_id=account.id, **page, says=says, changes=stored, until=ends(world.now)))
    return says


def possible(db: Session, capacity: Capacity, endpoint: str) -> list[Undoable]:
    """What can be undone in a capacity on the page of an endpoint, the latest first."""
    mine = select(Undoable).where(Undoable.account_id == capacity.account.id, Undoable.capacity == capacity.key)
    in_time = mine.where(Undoable.endpoint == endpoint, ~Undoable.undone, Undoable.until > capacity.account.world.now)
    return list(db.scalars(in_time.order_by(Undoable.id.desc())))


def cannot_undo(undoable: Undoable) -> str | None:
    """Why something can no longer be undone, as far as that is certain before trying."""
    if undoable.undone:
        return "You have undone this already."
    if undoable.until <= undoable.account.world.now:
        return f"It is too late: you could undo this until {undoable.until:%H:%M}."
    return None


def put_back(db: Session, undoable: Undoable) -> bool:
    """Put every row back and mail whoever was mailed; False, without a change, if something has changed since."""
    changes = TypeAdapter(Changes).validate_python(undoable.changes)
    if not put_rows_back(db, changes):
        return False
    undoable.undone = True
    for account_id, subject in undoable.changes["mailed"]:
        body = f"{undoable.account.name} has undone this. Everything is as it was before."
        outbox.mail_account(db, db.get_one(Account, account_id), f"Undone: {subject}", body)
    return True


def forget(db: Session, world: World, table: str, row: int) -> None:
    """Forget what can be undone and is about an account or a team, since that is closing."""
    of_world = select(Undoable).join(Undoable.account).where(Account.world_id == world.id)
    for undoable in db.scalars(of_world).all():
        needed = {(row["table"], row["id"]) for row in undoable.changes["needed"]}
        if (table, row) in needed or (table, row) == ("accounts", undoable.account_id):
            db.delete(undoable)


def _mailed_since(db: Session, world: World, last_mail: int) -> list[tuple[int, str]]:
    """The accounts in a world that were mailed since a mail, and the subjects."""
    to_account = (Mail.to == Account.email) & (Mail.world_id == Account.world_id)
    query = select(Mail.id, Mail.subject, Account.id).join(Mail, to_account)
    sent = db.execute(query.where(Mail.world_id == world.id, Mail.id > last_mail).order_by(Mail.id, Account.id))
    # The newest account of an address.
    newest = {mail: (account, subject) for mail, subject, account in sent}
    return list(newest.values())
