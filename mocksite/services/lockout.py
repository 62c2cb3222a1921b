"""Failed attempts to prove an account is yours: five in a row mean a wait, and five more that only support can help."""

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
    """Why no further attempt is accepted; ``locked`` if only support can change that."""

    says: str
    locked: bool = False


def stop(count: int, last_at: datetime, now: datetime) -> Stop | None:
    """Why no attempt is accepted after ``count`` failed ones in a row; None if one is. Pure."""
    if count >= 2 * TRIES:
        return Stop("That was wrong too often. Only support can let you try again.", locked=True)
    left = last_at + WAIT - now
    if count == TRIES and left > timedelta(0):
        minutes = -(-left // timedelta(minutes=1))
        return Stop(f"That was wrong five times. Wait {minutes} minute{'s' * (minutes > 1)}, then try again.")
    return None


def stops(db: Session, account: Account) -> dict[str, Stop]:
    """The proofs of an account that are not accepted now, and why."""
    rows = db.scalars(select(WrongTries).where(WrongTries.account_id == account.id))
    by_proof = {row.proof: stop(row.count, row.last_at, account.world.now) for row in rows}
    return {proof: reason for proof, reason in by_proof.items() if reason}


def locked(db: Session, accounts: Iterable[Account]) -> dict[int, list[str]]:
    """The proofs that only support can unlock, by the id of the account."""
    proofs: dict[int, list[str]] = {}
    rows = select(WrongTries).where(WrongTries.account_id.in_([account.id for account in accounts]))
    for row in db.scalars(rows.order_by(WrongTries.proof)):
        if (reason := stop(row.count, row.last_at, row.last_at)) and reason.locked:
            proofs.setdefault(row.account_id, []).append(row.proof)
    return proofs


def record(db: Session, account: Account, failed: Mapping[str, str], passed: Iterable[str] = ()) -> dict[str, str]:
    """Count failed attempts, and forget those before one that passed.

    ``failed`` maps each proof to the complaint about it. Returns the complaints to show: that of a proof which is now
    stopped says so. The count is committed at once, because the response refuses the request.
    """
    for proof in passed:
        db.execute(delete(WrongTries).where(WrongTries.account_id == account.id, WrongTries.proof == proof))
    complaints, now = dict(failed), account.world.now
    for proof in failed:
        row = db.get(WrongTries, (account.id, proof)) or WrongTries(account_id=account.id, proof=proof, count=0)
        row.count, row.last_at = row.count + 1, now
        db.add(row)
        if reason := stop(row.count, now, now):
            complaints[proof] = reason.says
    if failed:
        db.commit()
    return complaints


def unlock(db: Session, account: Account) -> None:
    """Forget every failed attempt."""
    db.execute(delete(WrongTries).where(WrongTries.account_id == account.id))
