"""Amounts of money, and how money moves."""

import re
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from mocksite.catalog.statuses import DisputeParty, PaymentStatus, WithdrawalStatus
from mocksite.db import database
from mocksite.db.models import Contract, Dispute, Payment, Refund, Withdrawal, World
from mocksite.editions.schema import Edition
from mocksite.queries.capacities import Capacity

REVIEW = timedelta(days=10)  # how long a client can review work
MOST = 10**11  # a billion dollars
LONGEST = 40  # characters
AMOUNT = re.compile(r"\$?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{2}))?", re.ASCII)


def cents(written: str) -> int | None:
    """An amount such as ``$1,234.50`` in US cents; None if it is none, zero or too large."""
    match = AMOUNT.fullmatch(written.strip())
    if match is None or len(written) > LONGEST:
        return None
    amount = int(match[1].replace(",", "")) * 100 + int(match[2] or 0)
    return amount if 0 < amount <= MOST else None


def pay(db: Session, contract: Contract, *, to_client: bool = False) -> Payment:
    """Pay the unpaid money of a contract, after a review, or send it back to the client."""
    world = db.get_one(World, contract.world_id)
    payment = database.add(
        db,
        world.id,
        Payment,
        account_id=contract.freelancer_id,
        contract_id=contract.id,
        cents=contract.unpaid_cents,
        status="refunded" if to_client else "pending",
        available_at=world.now if to_client else world.now + REVIEW,
    )
    contract.unpaid_cents = 0
    return payment


def withdraw(db: Session, capacity: Capacity, amount: int, edition: Edition) -> Withdrawal:
    """Send US cents from the balance to the bank."""
    duration = edition.withdrawal_takes
    return _take(db, capacity, amount, "under way" if duration else "arrived", duration or timedelta(0))


def release(payment: Payment, now: datetime) -> None:
    """End the review of a payment early."""
    _end_review(payment, "released", now)


def lose(db: Session, capacity: Capacity, amount: int) -> None:
    """Remove US cents from a balance for good."""
    if amount:
        _take(db, capacity, amount, "lost", timedelta(0))


def approve(refund: Refund, now: datetime) -> None:
    """Send a payment back to the client."""
    refund.status = "approved"
    _end_review(refund.payment, "refunded", now)


def decide(dispute: Dispute, decided_for: DisputeParty, answer: str, now: datetime) -> None:
    """Give a payment in dispute to the ``freelancer`` or back to the ``client``."""
    dispute.status, dispute.decided_for, dispute.answer = "decided", decided_for, answer
    _end_review(dispute.payment, "released" if decided_for == "freelancer" else "refunded", now)


def _end_review(payment: Payment, status: PaymentStatus, now: datetime) -> None:
    payment.status, payment.available_at = status, now


def _take(db: Session, capacity: Capacity, amount: int, status: WithdrawalStatus, duration: timedelta) -> Withdrawal:
    account, now = capacity.account, capacity.account.world.now
    whose = {"account_id": account.id, "agency_id": capacity.team_id}
    fields = {"cents": amount, "status": status, "asked_at": now, "arrives_at": now + duration}
    return database.add(db, account.world_id, Withdrawal, **whose, **fields)
