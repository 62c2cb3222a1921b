"""Gates that open without proof, and codes that work when they should not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import request, session
from sqlalchemy import select

from mocksite.catalog.worlds import LOGIN_CODE
from mocksite.db import database
from mocksite.db.models import Account, RecoveryCode, Signup
from mocksite.defects.defect import Defect, answering
from mocksite.rules.totp import NOT_RIGHT
from mocksite.services import image_upload, login_changes, recovery_codes

FIELD, CODE = "rules.form_fields.complaint", "rules.one_time_codes.complaint"
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


DEFECTS = [
    Defect(
        "gate-stands-open",
        "The settings open without the password or answer that the edition asks for.",
        "whoever leaves a computer logged in",
        "views.gate.guard",
        answering(None),
    ),
    Defect(
        "any-password-passes",
        "Any password opens the settings and closes an account.",
        "whoever leaves a computer logged in",
        FIELD,
        _accepting("password"),
    ),
    Defect(
        "any-answer-passes",
        "Any answer to the security question is right.",
        "whoever relies on it",
        FIELD,
        _accepting("security-answer"),
    ),
    Defect(
        "authenticator-code-works-twice",
        "A code of an authenticator that was used works again.",
        "whoever is watched while typing it",
        "rules.totp.complaint",
        lambda _complaint, step, _last: NOT_RIGHT if step is None else None,
    ),
    Defect(
        "recovery-code-works-twice",
        "A recovery code that was used works again.",
        "whoever has lost the list",
        "services.recovery_codes.use",
        _is_one,
    ),
    Defect(
        "code-of-somebody-else-passes",
        "The code that was texted to somebody else verifies a phone number, too.",
        "whoever owns that number",
        "view signup.verify",
        _of_anybody,
    ),
    Defect(
        "code-never-expires",
        "A code still works after it has expired.",
        "whoever has an old mail read by somebody else",
        CODE,
        _unexpired,
    ),
    Defect(
        "any-code-passes",
        "Any identity code closes an account.",
        "whoever leaves a computer logged in",
        CODE,
        answering(None),
    ),
    Defect(
        "any-password-logs-in",
        "Any password logs in.",
        "everybody",
        "views.credentials.password_complaint",
        answering(None),
    ),
    Defect(
        "wrong-tries-without-end",
        "Nobody has to wait after wrong passwords, however many.",
        "whoever has a short password",
        "services.lockout.stop",
        answering(None),
    ),
    Defect(
        "login-code-is-skipped",
        "Logging in does not ask for the code of two-step login.",
        "whoever has turned it on",
        "queries.world_edition.is_without",
        lambda is_without, world, switch: switch == LOGIN_CODE or is_without(world, switch),
    ),
    Defect(
        "sessions-survive-a-new-password",
        "Whoever is logged in elsewhere stays so after the password is changed.",
        "whoever changes it because somebody else knows it",
        "views.current_account._life",
        lambda life, account: life(account)[:2],
    ),
    Defect(
        "email-changes-unconfirmed",
        "An email address changes at once, without the link that is mailed to it.",
        "whoever mistypes it",
        "services.login_changes.mail_link",
        _change_at_once,
    ),
    Defect(
        "question-is-not-needed",
        "The settings open without a security question, where the edition demands that one is set first.",
        "whoever relies on it",
        "views.gate._sets_question",
        answering(False),
    ),
    Defect(
        "proof-is-not-needed",
        "Support gets a request to reopen an account without the picture that proves who asks.",
        "whoever has closed an account whose password others know",
        "views.support._identity_document",
        _without_document,
    ),
]
