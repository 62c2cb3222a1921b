"""Changing what somebody logs in with and is reached by: the address by a mailed link, the number by a texted code."""

from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from mocksite.db.models import Account, NewPhone
from mocksite.rules import one_time_codes
from mocksite.services import outbox, signups

LINK_LASTS = timedelta(days=1)


def mail_link(db: Session, account: Account, email: str) -> None:
    """Mail a link to the new address, which takes effect once the link is followed."""
    fields = {"email": email, "until": (account.world.now + LINK_LASTS).isoformat(), "account": _of(account)}
    body = "Confirm that this is your new email address. The link works for one day."
    link = {"link_to": "new_email.link", "token": _signer().dumps(fields)}
    outbox.mail_account(db, account, "Confirm your new email address", body, to=email, **link)


def of_link(db: Session, token: str) -> tuple[Account, str] | None:
    """The account of a mailed link and its new address; None if the link is used, expired or invalid."""
    try:
        fields = _signer().loads(token)
        account = db.get(Account, fields["account"][0])
    except (BadSignature, KeyError, TypeError):
        return None
    if account is None or account.status != "open" or _of(account) != fields["account"]:
        return None
    is_late = account.world.now >= datetime.fromisoformat(fields["until"])
    if is_late or signups.email_complaint(db, account.world, fields["email"]):
        return None
    return account, str(fields["email"])


def change_email(db: Session, account: Account, email: str) -> None:
    """Change the email address, and tell the old one."""
    body = f"Your email address is now {email}. If this was not you, contact support."
    outbox.mail_account(db, account, "Your email address has changed", body)
    account.email = email


def text_code(db: Session, account: Account, number: str) -> None:
    """Text a code to the new phone number."""
    code, expires = one_time_codes.generate(), account.world.now + one_time_codes.LIFETIME
    db.merge(NewPhone(account_id=account.id, phone=number, code=code, code_expires=expires, wrong=0))
    outbox.send(db, account.world, number, "Text message", one_time_codes.message(code))


def change_phone(db: Session, account: Account, change: NewPhone) -> None:
    """Change the phone number, and mail its owner."""
    account.phone = change.phone
    db.delete(change)
    outbox.mail_account(
        db, account, "Your phone number has changed", "If this was not you, contact support.", "support.support"
    )


def change_password(db: Session, account: Account, password: str) -> None:
    """Change the password, which ends all sessions, and mail its owner."""
    account.password, account.password_changes = password, account.password_changes + 1
    body = "If this was not you, contact support."
    outbox.mail_account(db, account, "Your password has changed", body, "support.support")


def _of(account: Account) -> list[Any]:
    """The account of a token, which fits no other address, password or life of it."""
    return [account.id, account.world_id, account.email, account.reopened, account.password_changes]


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="new-email")
