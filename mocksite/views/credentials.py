"""Proofs of whose an account is, as views take them: wrong tries are counted, and stopped when they are too many."""

from collections.abc import Iterable, Mapping, Sequence

from flask import g

from mocksite.db import database
from mocksite.db.models import Account, ClosingRun
from mocksite.rules import totp
from mocksite.rules.form_fields import SECRET, Expected, complaints
from mocksite.rules.one_time_codes import NOTHING_SENT, same
from mocksite.services import lockout
from mocksite.views.access import remember

# What a field is called that asks for a proof, where it is not called as the proof is.
FIELDS = {"security-answer": "current-answer"}


def wrong_answers(
    account: Account,
    asks: Mapping[str, bool],
    given: Mapping[str, str],
    *,
    reasons: Sequence[str] = (),
    run: ClosingRun | None = None,
) -> dict[str, str]:
    """What is wrong with the answers to some fields, by field; wrong proofs among them are counted.

    ``asks`` says of each field whether it is required; ``run`` is the closing under way that has sent a code.
    """
    stopped = stops(account)
    expected = Expected(
        password=account.password,
        security_answer=account.security_answer,
        now=account.world.now,
        code=run.sent if run else NOTHING_SENT,
        reasons=reasons,
        stopped=stopped,
    )
    wrong = complaints(asks, given, expected)
    tried = {name for name in asks if name in SECRET and given.get(name, "").strip() and name not in stopped}
    if run and "code" in wrong and same(given.get("code", ""), run.code):
        tried -= {"code"}  # used or expired, but no guess
    wrong |= count(account, {name: wrong[name] for name in tried if name in wrong}, tried - set(wrong))
    g.locked = [field for name in wrong if name in g.locked for field in (name, FIELDS.get(name))][:2]
    return wrong


def stops(account: Account) -> dict[str, str]:
    """Why no try is taken now, by proof."""
    found = lockout.stops(database.session(), account)
    g.stopped = {proof: why.says for proof, why in found.items()}
    # Pages lead from here to support, which alone can unlock an account; the session remembers which.
    locked = [proof for proof, why in found.items() if why.locked]
    g.locked = [field for proof in locked for field in (proof, FIELDS.get(proof))]
    if locked:
        remember("locked_out", account)
    return dict(g.stopped)


def authenticator_complaint(account: Account, secret: str, given: str) -> str | None:
    """What is wrong with an authenticator's code; None when it is good, and then it is used up. Claim E5."""
    complaint = stops(account).get(totp.PROOF) or _try_code(account, secret, given)
    if totp.PROOF in g.locked:
        g.locked.append("code")  # as the log-in page calls its field
    return complaint


def _try_code(account: Account, secret: str, given: str) -> str | None:
    step = totp.step_of(secret, given, account.world.now)
    if wrong := totp.complaint(step, account.totp_step):
        # One that was good once tells nobody anything: only guesses count.
        guessed = {totp.PROOF: wrong} if step is None else {}
        return count(account, guessed).get(totp.PROOF, wrong)
    count(account, {}, [totp.PROOF])
    account.totp_step = step or 0
    return None


def count(account: Account, wrong: Mapping[str, str], right: Iterable[str] = ()) -> dict[str, str]:
    """Count wrong proofs, forget those before a right one; answers the complaints, as they are now."""
    told = lockout.record(database.session(), account, wrong, right)
    if wrong:
        stops(account)
    return told


def status(wrong: Mapping[str, str], otherwise: int = 422) -> int:
    """The status of a refusal: 429 where no further try is taken."""
    return 429 if any(says in wrong.values() for says in g.stopped.values()) else otherwise
