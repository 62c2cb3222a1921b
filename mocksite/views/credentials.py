"""Checking passwords, security answers and codes. Wrong attempts are counted, then blocked."""

from collections.abc import Iterable, Mapping, Sequence

from flask import g

from mocksite.catalog import worlds
from mocksite.db import database
from mocksite.db.models import Account, ClosingRun
from mocksite.queries import world_edition
from mocksite.rules import form_fields, totp
from mocksite.rules.form_fields import SECRET, Expected
from mocksite.rules.one_time_codes import NOTHING_SENT, same
from mocksite.services import lockout, recovery_codes
from mocksite.views.current_account import remember

# Fields that are not named after their credential.
FIELDS = {"security-answer": "current-answer"}


def check_answers(
    account: Account,
    required: Mapping[str, bool],
    answers: Mapping[str, str],
    *,
    reasons: Sequence[str] = (),
    run: ClosingRun | None = None,
) -> dict[str, str]:
    """The complaints about answers, by field; wrong credentials are counted.

    ``required`` says of each field whether it needs an answer; ``run`` is the closing that sent a code.
    """
    blocked = find_blocked(account)
    expected = Expected(
        password=account.password,
        security_answer=account.security_answer,
        now=account.world.now,
        code=run.sent if run else NOTHING_SENT,
        reasons=reasons,
        stopped=blocked,
    )
    complaints = form_fields.complaints(required, answers, expected)
    if "code" in required and world_edition.is_without(account.world, worlds.IDENTITY_CODE):
        complaints.pop("code", None)
    tried = {name for name in required if name in SECRET and answers.get(name, "").strip() and name not in blocked}
    if run and "code" in complaints and same(answers.get("code", ""), run.code):
        tried -= {"code"}  # used or expired, but no guess
    failed = {name: complaints[name] for name in tried if name in complaints}
    complaints |= count_attempts(account, failed, tried - set(complaints))
    first_locked = next((name for name in complaints if name in g.locked_fields), "")
    g.locked_fields = [first_locked, FIELDS.get(first_locked)]
    return complaints


def find_blocked(account: Account) -> dict[str, str]:
    """The credentials that are blocked now, and why."""
    blocks = lockout.stops(database.session(), account)
    g.blocked_credentials = {credential: block.says for credential, block in blocks.items()}
    # Only support can unlock these, so pages link to it, and the session remembers the account.
    locked = [credential for credential, block in blocks.items() if block.locked]
    g.locked_fields = [field for credential in locked for field in (credential, FIELDS.get(credential))]
    if locked:
        remember("locked_out", account)
    return dict(g.blocked_credentials)


def password_complaint(account: Account, password: str) -> str | None:
    """The complaint about the password at login, if any."""
    if blocked := find_blocked(account).get("password"):
        return blocked
    if same(password, account.password):
        count_attempts(account, {}, ["password"])
        return None
    return count_attempts(account, {"password": "That password is not right."})["password"]


def authenticator_complaint(account: Account, secret: str, code: str) -> str | None:
    """The complaint about an authenticator's code, if any; a right code is used up. Claim E5."""
    complaint = find_blocked(account).get(totp.CREDENTIAL) or _try_code(account, secret, code)
    if totp.CREDENTIAL in g.locked_fields:
        g.locked_fields.append("code")  # the name of the field on the login page
    return complaint


def recovery_code_complaint(account: Account, code: str) -> str | None:
    """The complaint about a recovery code, if any; a right one is used up."""
    if blocked := find_blocked(account).get(recovery_codes.CREDENTIAL):
        return blocked
    if recovery_codes.use(database.session(), account, code):
        count_attempts(account, {}, [recovery_codes.CREDENTIAL])
        return None
    return count_attempts(account, {recovery_codes.CREDENTIAL: recovery_codes.NOT_RIGHT})[recovery_codes.CREDENTIAL]


def _try_code(account: Account, secret: str, code: str) -> str | None:
    step = totp.step_of(secret, code, account.world.now)
    if complaint := totp.complaint(step, account.totp_step):
        # A code that was right once is no guess.
        guess = {totp.CREDENTIAL: complaint} if step is None else {}
        return count_attempts(account, guess).get(totp.CREDENTIAL, complaint)
    count_attempts(account, {}, [totp.CREDENTIAL])
    account.totp_step = step or 0
    return None


def count_attempts(account: Account, failed: Mapping[str, str], right: Iterable[str] = ()) -> dict[str, str]:
    """Count wrong attempts, and forget those before a right one. Returns the complaints to show."""
    complaints = lockout.record(database.session(), account, failed, right)
    if failed:
        find_blocked(account)
    return complaints


def refusal_status(complaints: Iterable[str], otherwise: int = 422) -> int:
    """The HTTP status of a refusal: 429 if a credential is blocked."""
    return 429 if set(g.blocked_credentials.values()) & set(complaints) else otherwise
