"""The weekly billing cycle: hours logged under an hourly contract are billed to its client, and paid after a review.

Hours of a contract that ended are paid from then on, and billed when the week is over.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from mocksite.catalog.ledger_rows import dollars
from mocksite.db import database
from mocksite.db.models import Account, Contract, Invoice, World
from mocksite.services import money, outbox

WEEK = timedelta(days=7)


def next_cycle(now: datetime) -> datetime:
    """When the present cycle ends: the next Monday, 00:00 UTC."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + WEEK - timedelta(days=now.weekday())


def hourly_contracts(db: Session, world: World) -> list[Contract]:
    """The contracts of a world whose hours are to be billed: those that go on, and those over since the last bill."""
    hourly = select(Contract).where(Contract.world_id == world.id, Contract.kind == "hourly")
    unbilled = hourly.where((Contract.status == "active") | Contract.billed_at.is_(None))
    return list(db.scalars(unbilled.order_by(Contract.id)))


def bill(db: Session, world: World) -> None:
    """End a cycle: the rest of the week's hours are logged, and all of them billed.

    It goes on for a client who has closed the account as long as nobody ends the contract (claim E4); a freelancer who
    has, works no more.
    """
    for contract in hourly_contracts(db, world):
        if contract.status == "active":
            if contract.freelancer and contract.freelancer.status == "open":
                contract.unpaid_cents += contract.weekly_cents or 0
            if contract.unpaid_cents and contract.client:
                contract.unbilled_cents = contract.unpaid_cents
                money.pay(db, contract)
        else:
            contract.billed_at = world.now
        if contract.unbilled_cents and contract.client:
            _bill(db, contract, contract.client)


def pay(invoice: Invoice, now: datetime) -> None:
    """Pay an invoice."""
    invoice.status, invoice.paid_at = "paid", now


def _bill(db: Session, contract: Contract, client: Account) -> None:
    cents, contract.unbilled_cents = contract.unbilled_cents, 0
    fields = {"team_id": contract.company_id, "contract_id": contract.id, "cents": cents, "billed_at": client.world.now}
    database.add(db, contract.world_id, Invoice, **fields)
    told = f"The hours of last week under “{contract.title}” come to {dollars(cents)}."
    outbox.mail_account(db, client, "Your weekly invoice", told)
