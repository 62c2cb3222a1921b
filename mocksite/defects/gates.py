"""Gates that open without proof, and codes that work when they should not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import request, session
from sqlalchemy import select

from mocksite.catalog.worlds import LOGIN_CODE
from mocksite.db import database
from mocksite.db.models import Account, RecoveryCode, Signup
from mocksite.defects.defect import Changes, answering
from mocksite.rules.totp import NOT_RIGHT
from mocksite.services import image_upload, login_changes, recovery_codes

MOMENT = timedelta(seconds=1)


def _accepting(field: str) -> Callable[..., str | None]:
    """Have no complaint about a field, as long as something is written there."""
    return lambda complaint, name, *given: None if name == field else complaint(name, *given)


def _is_one(_use: Callable[..., bool], db: Any, account: Account, code: str) -> bool:
    known = select(RecoveryCode).where(
        RecoveryCode.account_id == account.id, RecoveryCode.hash == recovery_codes._hash(code.strip().upper())
    )
    return db.scalar(known) is not None


def _of_anybody(verify: Callable[[], Any]) -> Any:
    """Take the code that was texted to anybody who is signing up for the reader's own."""
    db = database.session()
    signup, code = db.get(Signup, session.get("signup", "")), request.form.get("code", "")
    if signup and code in db.scalars(select(Signup.code).where(Signup.world_id == signup.world_id)).all():
        signup.code = code
    return verify()


def _unexpired(complaint: Callable[..., Any], answer: str, sent: Any, now: Any, if_expired: str) -> Any:
    return complaint(answer, sent, min(now, sent.expires - MOMENT) if sent.expires else now, if_expired)


def _change_at_once(_mail: Callable[..., None], db: Any, account: Account, email: str) -> None:
    login_changes.change_email(db, account, email)


def _without_document(document: Callable[..., Any], account: Account) -> Any:
    try:
        return document(account)
    except image_upload.PictureError:
        return None


CHANGES: Changes = {
    "gate-stands-open": answering(None),
    "any-password-passes": _accepting("password"),
    "any-answer-passes": _accepting("security-answer"),
    "authenticator-code-works-twice": lambda _complaint, step, _last: NOT_RIGHT if step is None else None,
    "recovery-code-works-twice": _is_one,
    "code-of-somebody-else-passes": _of_anybody,
    "code-never-expires": _unexpired,
    "any-code-passes": answering(None),
    "any-password-logs-in": answering(None),
    "wrong-tries-without-end": answering(None),
    "login-code-is-skipped": lambda is_without, world, switch: switch == LOGIN_CODE or is_without(world, switch),
    "sessions-survive-a-new-password": lambda life, account: life(account)[:2],
    "email-changes-unconfirmed": _change_at_once,
    "question-is-not-needed": answering(False),
    "proof-is-not-needed": _without_document,
}
