"""Mail that is missing, doubled, wrong, or sent to the wrong person."""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from mocksite.catalog.ends import OPEN_AGAIN
from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.db.models import Account, World
from mocksite.defects.defect import Defect

MAIL, SEND = "services.outbox.mail_account", "services.outbox.send"
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


DEFECTS = [
    Defect(
        "closing-is-not-mailed",
        "Nobody is mailed that the account is closed.",
        "whoever did not close it, and would find out by mail",
        MAIL,
        _only_to_open_accounts,
    ),
    Defect(
        "mail-comes-twice",
        "Every mail is sent twice.",
        "whoever thinks that it was done twice",
        SEND,
        _twice,
    ),
    Defect(
        "mail-goes-to-somebody-else",
        "Mail goes to another person in the same world.",
        "whoever misses it, and whoever it is about",
        SEND,
        _to_somebody_else,
    ),
    Defect(
        "restore-link-is-dead",
        "The mailed link that reopens an account leads nowhere.",
        "whoever has closed it by mistake",
        SEND,
        _in_body(lambda body: body.replace("/restore/", "/restore/x")),
    ),
    Defect(
        "restore-link-is-missing",
        "The mail about a closing lacks the link that reopens the account.",
        "whoever has closed it by mistake",
        MAIL,
        _without_link,
    ),
    Defect(
        "new-email-link-is-dead",
        "The mailed link that confirms a new address leads nowhere.",
        "whoever has lost the old mailbox",
        SEND,
        _in_body(lambda body: body.replace("/new-email/", "/new-email/x")),
    ),
    Defect(
        "mail-lacks-what-happens",
        "The mail about a closing does not say what happens to the data and the account.",
        "whoever wants to know later",
        MAIL,
        _first_line_only,
    ),
    Defect(
        "mail-says-the-opposite",
        "The mail about a closing says that the account is open again.",
        "whoever believes it",
        MAIL,
        _opposite,
    ),
    Defect(
        "removal-is-not-mailed",
        "Whoever is removed from a team is not mailed.",
        "members, who learn it from the login page",
        MAIL,
        _silent("You are no longer in"),
    ),
    Defect(
        "support-does-not-answer",
        "Support’s answers are not mailed.",
        "whoever waits for one",
        MAIL,
        _silent("Support has answered|Your account stays"),
    ),
    Defect(
        "reopening-is-not-mailed",
        "Nobody is mailed that the account is open again.",
        "whoever waits for it",
        MAIL,
        _silent(re.escape(OPEN_AGAIN)),
    ),
    Defect(
        "mailed-code-is-wrong",
        "The code in a message is not the one that the site expects.",
        "everybody who has to enter one",
        SEND,
        _in_body(_next_code),
    ),
    Defect(
        "inactive-account-closes-unwarned",
        "Nobody is mailed before an inactive account closes.",
        "whoever takes a long break",
        MAIL,
        _silent("Your account will be closed"),
    ),
    Defect(
        "undoing-is-not-mailed",
        "Whoever was mailed about something is not mailed that it is undone.",
        "the other party, who acts on the first mail",
        MAIL,
        _silent("Undone: "),
    ),
]
