"""What falls due when a world's clock moves."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from mocksite.models import Account, Contract, Payment, World


def advance(db: Session, world: World, by: timedelta) -> datetime:
    """Move the world's clock and do everything that falls due on the way. Answers the new time."""
    world.now += by
    due = select(Payment).where(
        Payment.world_id == world.id, Payment.status == "pending", Payment.available_at <= world.now
    )
    for payment in db.scalars(due):
        payment.status = "available"
    expired = select(Account).where(
        Account.world_id == world.id, Account.status == "marked", Account.delete_at <= world.now
    )
    for account in db.scalars(expired):
        account.status = "deleted"
        delete_profile(account)
        delete_history(db, account)
    return world.now


def delete_profile(account: Account) -> None:
    """Remove what an account shows of itself."""
    account.headline = account.overview = None


def delete_history(db: Session, account: Account) -> None:
    """Remove an account's finished work."""
    party = (Contract.freelancer_id == account.id) | (Contract.client_id == account.id)
    for contract in db.scalars(select(Contract).where(party, Contract.status != "active")):
        db.delete(contract)
