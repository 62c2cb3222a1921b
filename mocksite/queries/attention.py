"""What waits for somebody: what a capacity has to approve or pay, and questions from support."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from mocksite.catalog.ledger_rows import CapacityRows
from mocksite.db.models import Account, SupportRequest


def waiting(db: Session, account: Account, rows: CapacityRows) -> Iterator[tuple[str, str]]:
    """What waits for somebody in a capacity, how much of it, and the endpoint of its page."""
    counted = {
        ("refund to approve", "refunds to approve", "payments.payments"): _count(rows.refunds, "open"),
        ("invoice to pay", "invoices to pay", "billing.billing"): _count(rows.invoices, "unpaid"),
        ("question from support to answer", "questions from support to answer", "support.support"): sum(
            request.waits_for_reader for request in _open_requests(db, account)
        ),
    }
    for (one, several, endpoint), count in counted.items():
        if count:
            yield f"{count} {one if count == 1 else several}", endpoint


def _count(rows: Iterable[Any], status: str) -> int:
    return sum(row.status == status for row in rows)


def _open_requests(db: Session, account: Account) -> Iterable[SupportRequest]:
    of_account = select(SupportRequest).where(SupportRequest.account_id == account.id, SupportRequest.status == "open")
    return db.scalars(of_account.options(selectinload(SupportRequest.messages)))
