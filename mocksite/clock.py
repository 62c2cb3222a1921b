"""What falls due when a world's clock moves."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mocksite.errors import WorldError
from mocksite.models import Account, Contract, Payment, Withdrawal, World

END = datetime(9000, 1, 1, tzinfo=UTC)  # early enough for everything that is still to fall due


def advance(db: Session, world: World, by: timedelta) -> datetime:
    """Move the world's clock and do everything that falls due on the way. Answers the new time.

    Raises WorldError past the end of time.
    """
    if world.now + by > END:
        raise WorldError("advance", f"the clock ends on {END:%Y-%m-%d}; ask for less")
    world.now += by
    due = select(Payment).where(
        Payment.world_id == world.id, Payment.status == "pending", Payment.available_at <= world.now
    )
    for payment in db.scalars(due):
        payment.status = "released"
    arriving = select(Withdrawal).where(
        Withdrawal.world_id == world.id, Withdrawal.status == "under way", Withdrawal.arrives_at <= world.now
    )
    for withdrawal in db.scalars(arriving):
        withdrawal.status = "arrived"
    expired = select(Account).where(
        Account.world_id == world.id, Account.status == "marked", Account.delete_at <= world.now
    )
    for account in db.scalars(expired):
        account.status = "deleted"
    gone = select(Account).where(Account.world_id == world.id, Account.status.in_(("closed", "deleted")))
    for account in db.scalars(gone):
        erase(db, account, account.deletes)  # again, for what had to wait until it was paid
    return world.now


def erase(db: Session, account: Account, what: list[str]) -> None:
    """Remove an account's ``profile``, its ``history``, or both. The other party of a contract keeps their side."""
    if "profile" in what:
        account.headline = account.overview = None
    if "history" in what:
        waits = (Payment.contract_id == Contract.id) & Payment.status.in_(("pending", "held"))
        unsettled = select(Payment.id).where(waits).exists()  # whose money it is must stay known until it is paid
        for column in (Contract.freelancer_id, Contract.client_id):
            past = update(Contract).where(column == account.id, Contract.status != "active", ~unsettled)
            db.execute(past.values({column: None}))
