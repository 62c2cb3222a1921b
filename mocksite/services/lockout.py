"""Wrong tries to prove whose an account is: after five in a row a wait, after five more only support can help."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mocksite.db.models import Account, WrongTries

TRIES = 5
WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class Stop:
    """Why no further try is taken; ``locked`` where only support can end it."""

    says: str
    locked: bool = False


def stop(count: int, last_at: datetime, now: datetime) -> Stop | None:
    """Why no further try is taken after so many wrong ones in a row; None where one is. Pure."""
    if count >= 2 * TRIES:
        return Stop("That was wrong too often. Only support can let you try again.", locked=True)
    left = last_at + WAIT - now
    if count == TRIES and left > timedelta(0):
        minutes = -(-left // timedelta(minutes=1))
        return Stop(f"That was wrong five times. Wait {minutes} minute{'s' * (minutes > 1)}, then try again.")
    return None


def stops(db: Session, account: Account) -> dict[str, Stop]:
    """The proofs of an account of which no further try is taken now."""
    rows = db.scalars(select(WrongTries).where(WrongTries.account_id == account.id))
    found = {row.proof: stop(row.count, row.last_at, account.world.now) for row in rows}
    return {proof: why for proof, why in found.items() if why}


def locked(db: Session, accounts: Iterable[Account]) -> dict[int, list[str]]:
    """The proofs that only support can let somebody try again, by the id of each account that has any."""
    found: dict[int, list[str]] = {}
    rows = select(WrongTries).where(WrongTries.account_id.in_([account.id for account in accounts]))
    for row in db.scalars(rows.order_by(WrongTries.proof)):
        if (why := stop(row.count, row.last_at, row.last_at)) and why.locked:
            found.setdefault(row.account_id, []).append(row.proof)
    return found


def take(db: Session, account: Account, wrong: Mapping[str, str], right: Iterable[str] = ()) -> dict[str, str]:
    """Count the wrong tries and forget those before a right one; answers the complaints, as they are now.

    ``wrong`` has the complaint about each proof that was tried and is wrong. What is counted is kept although the
    request is refused.
    """
    for proof in right:
        db.execute(delete(WrongTries).where(WrongTries.account_id == account.id, WrongTries.proof == proof))
    said, now = dict(wrong), account.world.now
    for proof in wrong:
        row = db.get(WrongTries, (account.id, proof)) or WrongTries(account_id=account.id, proof=proof, count=0)
        row.count, row.last_at = row.count + 1, now
        db.add(row)
        if why := stop(row.count, now, now):
            said[proof] = why.says
    if wrong:
        db.commit()
    return said


def unlock(db: Session, account: Account) -> None:
    """Forget every wrong try."""
    db.execute(delete(WrongTries).where(WrongTries.account_id == account.id))
