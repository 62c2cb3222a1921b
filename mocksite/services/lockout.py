"""Wrong credentials: five in a row mean a wait, and after five more only support can help."""

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
    """Why no attempt is accepted; ``locked`` if only support can change that."""

    says: str
    locked: bool = False


def stop(count: int, last_at: datetime, now: datetime) -> Stop | None:
    """Why no attempt is accepted after ``count`` failed ones in a row, if none is."""
    if count >= 2 * TRIES:
        return Stop("That was wrong too often. Only support can let you try again.", locked=True)
    left = last_at + WAIT - now
    if count == TRIES and left > timedelta(0):
        minutes = -(-left // timedelta(minutes=1))
        return Stop(f"That was wrong five times. Wait {minutes} minute{'s' * (minutes > 1)}, then try again.")
    return None


def stops(db: Session, account: Account) -> dict[str, Stop]:
    """The credentials of an account that are not accepted now, and why."""
    rows = db.scalars(select(WrongTries).where(WrongTries.account_id == account.id))
    reasons = {row.proof: stop(row.count, row.last_at, account.world.now) for row in rows}
    return {credential: reason for credential, reason in reasons.items() if reason}


def locked(db: Session, accounts: Iterable[Account]) -> dict[int, list[str]]:
    """The credentials that only support can unlock, by account id."""
    credentials: dict[int, list[str]] = {}
    rows = select(WrongTries).where(WrongTries.account_id.in_([account.id for account in accounts]))
    for row in db.scalars(rows.order_by(WrongTries.proof)):
        if (reason := stop(row.count, row.last_at, row.last_at)) and reason.locked:
            credentials.setdefault(row.account_id, []).append(row.proof)
    return credentials


def record(db: Session, account: Account, failed: Mapping[str, str], passed: Iterable[str] = ()) -> dict[str, str]:
    """Count failed attempts, and forget those before one that passed.

    ``failed`` maps each credential to the complaint about it. Returns the complaints to show: a credential may now be
    blocked. The count is committed at once, because the response refuses the request.
    """
    of_account = delete(WrongTries).where(WrongTries.account_id == account.id)
    db.execute(of_account.where(WrongTries.proof.in_(passed)))
    complaints, now = dict(failed), account.world.now
    for name in failed:
        row = db.get(WrongTries, (account.id, name)) or WrongTries(account_id=account.id, proof=name, count=0)
        row.count, row.last_at = row.count + 1, now
        db.add(row)
        if reason := stop(row.count, now, now):
            complaints[name] = reason.says
    if failed:
        db.commit()
    return complaints


def unlock(db: Session, account: Account) -> None:
    """Forget every failed attempt."""
    db.execute(delete(WrongTries).where(WrongTries.account_id == account.id))
