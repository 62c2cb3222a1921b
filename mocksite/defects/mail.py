"""Mail that is missing, doubled, wrong, or sent to the wrong person."""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from mocksite.catalog.ends import OPEN_AGAIN
from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.db.models import Account, World
from mocksite.defects.defect import Changes

CODE = re.compile(r"\b\d{6}\b")
Mail = Callable[..., None]


def _silent(pattern: str) -> Callable[..., None]:
    """Do not send mail whose subject begins like that."""

    def mail(send: Mail, db: Any, account: Account, subject: str, *given: Any, **named: Any) -> None:
        if not re.match(pattern, subject):
            send(db, account, subject, *given, **named)

    return mail


def _only_to_open_accounts(send: Mail, db: Any, account: Account, *given: Any, **named: Any) -> None:
    if account.status == "open":
        send(db, account, *given, **named)


def _twice(send: Mail, *given: Any, **named: Any) -> None:
    send(*given, **named)
    send(*given, **named)


def _to_somebody_else(send: Mail, db: Any, world: World, to: str, subject: str, body: str) -> None:
    others = select(Account.email).where(Account.world_id == world.id, Account.persona != SUPPORT_AGENT)
    strangers = [email for email in db.scalars(others.order_by(Account.id)) if email not in ("", to)]
    send(db, world, strangers[0] if strangers and "@" in to else to, subject, body)


def _first_line_only(send: Mail, db: Any, account: Account, subject: str, body: str, *given: Any, **named: Any) -> None:
    send(db, account, subject, body if account.status == "open" else body.split("\n")[0], *given, **named)


def _opposite(send: Mail, db: Any, account: Account, subject: str, *given: Any, **named: Any) -> None:
    send(db, account, subject if account.status == "open" else OPEN_AGAIN, *given, **named)


def _without_link(
    send: Mail, db: Any, account: Account, subject: str, body: str, link_to: Any = None, **named: Any
) -> None:
    send(db, account, subject, body, None if link_to == "restore.link" else link_to, **named)


def _in_body(change: Callable[[str], str]) -> Callable[..., None]:
    return lambda send, db, world, to, subject, body: send(db, world, to, subject, change(body))


def _next_code(body: str) -> str:
    return CODE.sub(lambda code: f"{(int(code[0]) + 1) % 10**6:06}", body)


CHANGES: Changes = {
    "closing-is-not-mailed": _only_to_open_accounts,
    "mail-comes-twice": _twice,
    "mail-goes-to-somebody-else": _to_somebody_else,
    "restore-link-is-dead": _in_body(lambda body: body.replace("/restore/", "/restore/x")),
    "restore-link-is-missing": _without_link,
    "new-email-link-is-dead": _in_body(lambda body: body.replace("/new-email/", "/new-email/x")),
    "mail-lacks-what-happens": _first_line_only,
    "mail-says-the-opposite": _opposite,
    "removal-is-not-mailed": _silent("You are no longer in"),
    "support-does-not-answer": _silent("Support has answered|Your account stays"),
    "reopening-is-not-mailed": _silent(re.escape(OPEN_AGAIN)),
    "mailed-code-is-wrong": _in_body(_next_code),
    "inactive-account-closes-unwarned": _silent("Your account will be closed"),
    "undoing-is-not-mailed": _silent("Undone: "),
}
