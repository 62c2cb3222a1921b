"""Reopening closed accounts: who may ask and until when, the mailed link, and support's decision."""

from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from mocksite.catalog.ends import OPEN_AGAIN
from mocksite.catalog.statuses import AccountStatus, RestoreBy
from mocksite.catalog.worlds import VIOLATIONS_STAY
from mocksite.db.models import Account, ClosingRun, Violation
from mocksite.editions.closing_schema import After
from mocksite.queries import world_edition
from mocksite.rules import closing_texts
from mocksite.services import outbox, teams

CLOSED: tuple[AccountStatus, ...] = ("closed", "marked")


def set_terms(account: Account, after: After) -> None:
    """Store how and until when the account can be reopened."""
    if restore := after.restore:
        account.restore_by, account.restore_proof, account.restore_takes = restore.by, restore.proof, restore.takes
        account.restore_until = account.world.now + restore.within if restore.within else None


def restorable(account: Account, by: RestoreBy = "support") -> bool:
    """Whether a closed account can still be reopened that way, and is not about to be."""
    in_time = account.restore_until is None or account.world.now < account.restore_until
    return account.restore_by == by and account.status in CLOSED and in_time and account.restore_at is None


def grant(db: Session, account: Account) -> str:
    """Reopen an account for support, now or later. Returns a sentence for support's answer."""
    if account.restore_takes is None:
        reopen(db, account)
        return ""
    account.restore_at = account.world.now + account.restore_takes
    return f"Your account is open again on {closing_texts.day(account.restore_at)}. You will hear from us by email."


def reopen(db: Session, account: Account) -> None:
    """Reopen an account with the teams it owned. Lost or deleted data stays lost."""
    teams.reopen(db, account)
    account.status, account.reopened = "open", account.reopened + 1
    account.closed_at = account.delete_at = account.close_reason = account.close_feedback = None
    account.login_says = account.restore_by = account.restore_until = account.restore_at = None
    account.restore_proof, account.restore_takes = False, None
    account.email_again, account.dormant_warned_at = False, None
    db.execute(delete(ClosingRun).where(ClosingRun.account_id == account.id))  # their tickets are no longer valid
    theirs = Violation.account_id == account.id
    if db.scalar(select(exists().where(theirs))) and world_edition.is_without(account.world, VIOLATIONS_STAY):
        db.execute(delete(Violation).where(theirs))
    outbox.mail_account(db, account, OPEN_AGAIN, "You can log in as before.", "auth.log_in")


def token(account: Account) -> str:
    """The token in the mailed link, one for each closing."""
    return _signer().dumps(_payload(account))


def account_of(db: Session, token: str) -> Account | None:
    """The account that a mailed link reopens; None if the link is used, expired or invalid."""
    try:
        account_id, *closing = _signer().loads(token)
    except (BadSignature, TypeError, ValueError):
        return None
    account = db.get(Account, account_id)
    if account is None or _payload(account) != [account_id, *closing] or not restorable(account, "link"):
        return None
    return account


def _payload(account: Account) -> list[Any]:
    """The account of a token, and which of its closings."""
    closed = account.closed_at.isoformat() if account.closed_at else None
    return [account.id, account.world_id, account.reopened, closed]


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="restore")
