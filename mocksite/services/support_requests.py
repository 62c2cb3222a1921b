"""Requests to support: sending, answering and deciding them, with a mail to the other person each time."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.catalog.statuses import RequestKind
from mocksite.catalog.worlds import REASON_OF_SUSPENSION
from mocksite.db import database
from mocksite.db.models import Account, SupportMessage, SupportRequest
from mocksite.queries import world_edition
from mocksite.services import lockout, outbox, reopening

KINDS: dict[RequestKind, str] = {
    "close": "Close the account",
    "reopen": "Reopen the account",
    "question": "A question",
    "reset": "Reset the security question",
    "unlock": "Unlock the account",
    "appeal": "Lift the suspension",
    "review": "Remove a review",
}


def kind_without_login(account: Account) -> RequestKind | None:
    """What somebody can ask for who has the password but may not log in."""
    if account.status == "suspended":
        return "appeal"
    return "reopen" if reopening.restorable(account) else None


def reason_of_suspension(account: Account) -> str | None:
    """Why an account is suspended, as its owner reads it."""
    return None if world_edition.is_without(account.world, REASON_OF_SUSPENSION) else account.suspended_for


def open_request(db: Session, account: Account, kind: RequestKind) -> SupportRequest | None:
    """The undecided request of that kind."""
    last = last_request(db, account, kind)
    return last if last and last.status == "open" else None


def last_request(db: Session, account: Account, kind: RequestKind) -> SupportRequest | None:
    """The newest request of that kind. Only this one can be open."""
    query = select(SupportRequest).where(SupportRequest.account_id == account.id, SupportRequest.kind == kind)
    return db.scalar(query.order_by(SupportRequest.id.desc()).limit(1))


def submit(db: Session, account: Account, kind: RequestKind, message: str, **details: Any) -> SupportRequest:
    """Send support a request, and mail the agent; ``details`` are further columns of its row."""
    fields = {"account_id": account.id, "kind": kind, "asked_at": account.world.now}
    request = database.add(db, account.world_id, SupportRequest, **fields, **details)
    _add_message(db, request, account, message)
    _mail_agent(db, request, "A new support request", message)
    return request


def answer(db: Session, request: SupportRequest, message: str) -> None:
    """Add the reader's answer to the agent's question."""
    _add_message(db, request, request.account, message)
    _mail_agent(db, request, "An answer to your question", message)


def ask_reader(db: Session, request: SupportRequest, agent: Account, message: str) -> None:
    """Send the reader the agent's question. The request stays open."""
    _add_message(db, request, agent, message)
    shut_out = request.account.status != "open"
    where = "To answer, log in and choose “Answer support”." if shut_out else "Answer under Contact support."
    page = "auth.log_in" if shut_out else "support.support"
    outbox.mail_account(db, request.account, "Support has a question", f"{message}\n\n{where}", page)


def reset_question(db: Session, account: Account) -> None:
    """Remove the security question, so that the reader can set a new one. Claim A7."""
    account.security_question = account.security_answer = None
    lockout.record(db, account, {}, ["security-answer"])
    body = "Your security question has been removed. Set a new one in your settings, then continue."
    outbox.mail_account(db, account, "Your security question is reset", body, "settings.overview")


def unlock(db: Session, account: Account) -> None:
    """Let somebody try again after too many wrong attempts."""
    lockout.unlock(db, account)
    outbox.mail_account(db, account, "Your account is unlocked", "You can try again.", "auth.log_in")


def resolve(db: Session, request: SupportRequest, agent: Account, message: str, *, declined: bool) -> None:
    """Close a request, delete its identity document, and send the reader the message, if any."""
    request.status, request.proof = "declined" if declined else "done", None
    if not message:
        return
    _add_message(db, request, agent, message)
    stays = request.account.status if request.account.status in ("open", "suspended") else "closed"
    subject = f"Your account stays {stays}" if declined else "Support has answered"
    outbox.mail_account(db, request.account, subject, message)


def _add_message(db: Session, request: SupportRequest, author: Account, body: str) -> None:
    fields = {"request": request, "author_id": author.id, "body": body, "sent_at": author.world.now}
    database.add(db, author.world_id, SupportMessage, **fields)


def _mail_agent(db: Session, request: SupportRequest, subject: str, message: str) -> None:
    of_world = select(Account).where(Account.world_id == request.world_id)
    agent = db.scalars(of_world.where(Account.persona == SUPPORT_AGENT)).one()
    body = f"{KINDS[request.kind]}, from {request.account.name}:\n\n{message}"
    outbox.mail_account(db, agent, subject, body)
