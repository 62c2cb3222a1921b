"""The weekly billing cycle: the hours logged under contracts are billed to the client, and paid after a review.

The last hours of a contract are under review as soon as it ends, and billed when the week is over.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from mocksite.catalog import worlds
from mocksite.catalog.ledger_rows import dollars
from mocksite.db import database
from mocksite.db.models import Account, Contract, Invoice, Payment, World
from mocksite.queries import world_edition
from mocksite.services import money, outbox

WEEK = timedelta(days=7)
HOURLY = (
    select(Contract).where(Contract.world_id == bindparam("world"), Contract.kind == "hourly").order_by(Contract.id)
)


def next_cycle(now: datetime) -> datetime:
    """When the current cycle ends: next Monday, 00:00 UTC."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + WEEK - timedelta(days=now.weekday())


def hourly_contracts(db: Session, world: World) -> list[Contract]:
    """The hourly contracts that are active, or ended and not billed."""
    return list(filter(is_running, db.scalars(HOURLY, {"world": world.id})))


def is_running(contract: Contract) -> bool:
    """Whether an hourly contract is active, or ended and not billed."""
    return contract.status == "active" or contract.billed_at is None


def bill_all(db: Session, world: World, contracts: Iterable[Contract]) -> list[Payment]:
    """End a cycle: log the rest of the week's hours, and bill all of them. Returns what is paid for them.

    Clients are billed even after closing their account, until the contract ends (claim E4).
    Freelancers log no hours after closing theirs.
    """
    payments = []
    for contract in filter(is_running, contracts):
        if contract.status == "active":
            if contract.freelancer and contract.freelancer.status == "open":
                contract.unpaid_cents += contract.weekly_cents or 0
            if contract.unpaid_cents and _billed_client(contract):
                contract.unbilled_cents = contract.unpaid_cents
                payments.append(money.pay(db, contract))
        else:
            contract.billed_at = world.now
        if contract.unbilled_cents and (client := _billed_client(contract)):
            _send_invoice(db, contract, client)
    return payments


def _billed_client(contract: Contract) -> Account | None:
    client = contract.client
    if client and client.status != "open" and world_edition.is_without(client.world, worlds.BILLING_GOES_ON):
        return None
    return client


def pay(invoice: Invoice, now: datetime) -> None:
    """Pay an invoice."""
    invoice.status, invoice.paid_at = "paid", now


def _send_invoice(db: Session, contract: Contract, client: Account) -> None:
    cents, contract.unbilled_cents = contract.unbilled_cents, 0
    fields = {"team_id": contract.company_id, "contract_id": contract.id, "cents": cents, "billed_at": client.world.now}
    database.add(db, contract.world_id, Invoice, **fields)
    body = f"Last week’s hours under “{contract.title}” come to {dollars(cents)}."
    outbox.mail_account(db, client, "Your weekly invoice", body)
