"""Data that stays or goes wrongly, and money that is lost or goes to the wrong side."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from mocksite.catalog.data_categories import DELETED
from mocksite.db.models import Connection, Contract, Payment, Refund
from mocksite.defects.defect import Changes, answering
from mocksite.services.erasure import CLOSED

Fates = Mapping[str, str]


def _keeping(name: str) -> Callable[..., None]:
    """Leave a category of data out when others are erased."""
    return lambda erase, db, account, fates: erase(db, account, {key: fates[key] for key in fates if key != name})


def _losing(name: str) -> Callable[..., None]:
    """Erase another category of data of a closed account."""
    return lambda erase, db, account, fates: erase(
        db, account, {**fates, name: DELETED} if account.status in CLOSED else fates
    )


def _own_side_only(statements: Callable[..., dict[Any, Any]], account: Any) -> dict[Any, Any]:
    mine = delete(Connection).where(Connection.account_id == account.id)
    return {**statements(account), ("connections", DELETED): [mine]}


def _pay_twice(pay: Callable[..., Payment], db: Any, contract: Contract, **named: Any) -> Payment:
    cents = contract.unpaid_cents
    pay(db, contract, **named)
    contract.unpaid_cents = cents
    return pay(db, contract, **named)


def _approve_to_the_freelancer(approve: Callable[..., None], refund: Refund, now: datetime) -> None:
    approve(refund, now)
    refund.payment.status = "released"


def _bill_twice(send: Callable[..., None], db: Any, contract: Contract, client: Any) -> None:
    cents = contract.unbilled_cents
    send(db, contract, client)
    contract.unbilled_cents = cents
    send(db, contract, client)


def _lose_hours(end: Callable[..., None], db: Any, contract: Contract, *given: Any) -> None:
    if contract.kind == "hourly":
        contract.unpaid_cents = 0
    end(db, contract, *given)


CHANGES: Changes = {
    "profile-is-kept": _keeping("profile"),
    "messages-are-kept": _keeping("messages"),
    "reviews-are-kept": _keeping("reviews"),
    "login-is-kept": _keeping("login"),
    "name-is-not-masked": _keeping("name"),
    "connection-stays-with-the-other": _own_side_only,
    "tax-records-are-gone": _losing("tax-records"),
    "history-is-gone": _losing("work-history"),
    "profile-is-gone": _losing("profile"),
    "balance-is-not-taken": answering(0),
    "paid-twice": _pay_twice,
    "paid-to-the-wrong-side": lambda pay, db, contract, to_client=False: pay(db, contract, to_client=not to_client),
    "dispute-pays-the-wrong-side": lambda decide, dispute, party, *given: decide(
        dispute, "client" if party == "freelancer" else "freelancer", *given
    ),
    "refund-stays-with-the-freelancer": _approve_to_the_freelancer,
    "withdrawal-leaves-a-cent": lambda withdraw, db, capacity, amount, edition: withdraw(
        db, capacity, amount - 1, edition
    ),
    "last-hours-are-lost": _lose_hours,
    "invoiced-twice": _bill_twice,
    "paid-invoice-stays-unpaid": answering(None),
}
