"""Suspending people who have several accounts, and lifting suspensions."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from mocksite.catalog.data_categories import FORMER_MEMBER
from mocksite.catalog.ends import NOT_SUSPENDED
from mocksite.db.models import Account
from mocksite.services import outbox

SEVERAL_ACCOUNTS = "You have several accounts, which is against our terms."


def of_one_person(accounts: Iterable[Account]) -> list[list[Account]]:
    """The accounts that seem to be one person's, since they have one name; only where some are open. Claim D1."""
    by_name: dict[str, list[Account]] = {}
    for account in accounts:
        if account.name != FORMER_MEMBER and not account.email_again:
            by_name.setdefault(" ".join(account.name.split()).casefold(), []).append(account)
    return [rows for rows in by_name.values() if len(rows) > 1 and any(row.status == "open" for row in rows)]


def suspend(db: Session, account: Account) -> None:
    """Suspend somebody who has several accounts."""
    account.status, account.suspended_for = "suspended", SEVERAL_ACCOUNTS
    outbox.mail_account(db, account, "Your account is suspended", SEVERAL_ACCOUNTS, "auth.log_in")


def lift(db: Session, account: Account) -> None:
    """End a suspension. Claims C16, C20."""
    account.status, account.suspended_for, account.reopened = "open", None, account.reopened + 1
    outbox.mail_account(db, account, NOT_SUSPENDED, "You can log in as before.", "auth.log_in")
