"""What is removed of an account that is closed."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mocksite.models import Account, Contract, Payment


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
