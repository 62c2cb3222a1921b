"""Data that stays or goes wrongly, and money that is lost or goes to the wrong side."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from mocksite.catalog.data_categories import DELETED
from mocksite.db.models import Connection, Contract, Payment, Refund
from mocksite.defects.defect import Defect, answering
from mocksite.services.erasure import CLOSED

ERASE, PAY = "services.erasure.erase", "services.money.pay"
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


DEFECTS = [
    Defect(
        "profile-is-kept",
        "The profile stays stored where the edition deletes it after a closing.",
        "whoever wanted it gone",
        ERASE,
        _keeping("profile"),
    ),
    Defect(
        "messages-are-kept",
        "Messages stay stored where the edition deletes them.",
        "whoever wrote them in confidence",
        ERASE,
        _keeping("messages"),
    ),
    Defect(
        "reviews-are-kept",
        "Reviews stay stored where the edition deletes them.",
        "whoever they are about",
        ERASE,
        _keeping("reviews"),
    ),
    Defect(
        "login-is-kept",
        "Email address, user name and password stay stored where the edition deletes them.",
        "whoever wants to come back anew, and whoever fears a leak",
        ERASE,
        _keeping("login"),
    ),
    Defect(
        "name-is-not-masked",
        "The name stays on record where the edition masks it; only the login is masked.",
        "whoever wanted to be forgotten",
        ERASE,
        _keeping("name"),
    ),
    Defect(
        "connection-stays-with-the-other",
        "A closing removes somebody's connections, but not from the lists of the people they lead to.",
        "whoever is still listed with others",
        "services.erasure.statements",
        _own_side_only,
    ),
    Defect(
        "tax-records-are-gone",
        "A closing deletes tax records that must be kept.",
        "the books, and whoever has to prove an income",
        ERASE,
        _losing("tax-records"),
    ),
    Defect(
        "history-is-gone",
        "A closing deletes the work history where the edition keeps it.",
        "whoever comes back to find it",
        ERASE,
        _losing("work-history"),
    ),
    Defect(
        "profile-is-gone",
        "A closing deletes the profile where the edition keeps it.",
        "whoever reopens the account",
        ERASE,
        _losing("profile"),
    ),
    Defect(
        "balance-is-not-taken",
        "A closing leaves the balance where the edition says that it is lost.",
        "the books: the money belongs to nobody",
        "rules.closing_rules.lost_cents",
        answering(0),
    ),
    Defect(
        "paid-twice",
        "Completing a contract pays its money twice.",
        "the client, who has paid for it once",
        PAY,
        _pay_twice,
    ),
    Defect(
        "paid-to-the-wrong-side",
        "The money of a contract goes back to the client instead of to the freelancer, and the other way round.",
        "whoever has done the work",
        PAY,
        lambda pay, db, contract, to_client=False: pay(db, contract, to_client=not to_client),
    ),
    Defect(
        "dispute-pays-the-wrong-side",
        "Support decides a dispute for one side, and the money goes to the other.",
        "whoever was right",
        "services.money.decide",
        lambda decide, dispute, party, *given: decide(
            dispute, "client" if party == "freelancer" else "freelancer", *given
        ),
    ),
    Defect(
        "refund-stays-with-the-freelancer",
        "An approved refund is paid to the freelancer instead of back to the client.",
        "the client",
        "services.money.approve",
        _approve_to_the_freelancer,
    ),
    Defect(
        "withdrawal-leaves-a-cent",
        "A withdrawal takes a cent less than the amount.",
        "whoever withdraws everything to close the account",
        "services.money.withdraw",
        lambda withdraw, db, capacity, amount, edition: withdraw(db, capacity, amount - 1, edition),
    ),
    Defect(
        "last-hours-are-lost",
        "Ending an hourly contract loses the hours of its last week.",
        "the freelancer",
        "services.contracts.end",
        _lose_hours,
    ),
    Defect(
        "invoiced-twice",
        "The hours of a week are billed twice.",
        "the client",
        "services.billing._send_invoice",
        _bill_twice,
    ),
    Defect(
        "paid-invoice-stays-unpaid",
        "Paying an invoice says that it is paid, and leaves it unpaid.",
        "owners, who cannot close their company",
        "services.billing.pay",
        answering(None),
    ),
]
