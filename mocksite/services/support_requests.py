"""Asking support, answering it, and what an agent decides: both sides are told, also by mail."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.catalog.statuses import RequestKind
from mocksite.db import database
from mocksite.db.models import Account, SupportMessage, SupportRequest
from mocksite.services import lockout, outbox, reopening

# What each kind of request is about, as the desk and its reader see it.
KINDS: dict[RequestKind, str] = {
    "close": "Close the account",
    "reopen": "Reopen the account",
    "question": "A question",
    "reset": "Reset the security question",
    "unlock": "Unlock the account",
    "appeal": "Lift the suspension",
    "review": "Remove a review",
}


@dataclass(frozen=True)
class Asked:
    """What is asked for: a closing's number, of which team, and what was answered to its stages; or which review."""

    closing: int | None = None
    team_id: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    review_id: int | None = None


NO_CLOSING = Asked()


def from_outside(account: Account) -> RequestKind | None:
    """What somebody can ask of support who has the right password and is not let in; None where it is nothing."""
    if account.status == "suspended":
        return "appeal"
    return "reopen" if reopening.restorable(account) else None


def open_request(db: Session, account: Account, kind: RequestKind) -> SupportRequest | None:
    """The request of that kind which support has not decided yet."""
    last = last_request(db, account, kind)
    return last if last and last.status == "open" else None


def last_request(db: Session, account: Account, kind: RequestKind) -> SupportRequest | None:
    """The newest request of that kind; only that can be open, since nobody asks twice at a time."""
    mine = select(SupportRequest).where(SupportRequest.account_id == account.id, SupportRequest.kind == kind)
    return db.scalar(mine.order_by(SupportRequest.id.desc()).limit(1))


def ask(
    db: Session,
    account: Account,
    kind: RequestKind,
    message: str,
    about: Asked = NO_CLOSING,
    proof: bytes | None = None,
) -> SupportRequest:
    """Send support a request, about a closing if one is asked for, with a picture as proof; the agent is told."""
    request = database.add(
        db,
        account.world_id,
        SupportRequest,
        account_id=account.id,
        kind=kind,
        closing=about.closing,
        team_id=about.team_id,
        review_id=about.review_id,
        reason=about.answers.get("reason"),
        feedback=about.answers.get("feedback"),
        proof=proof,
        asked_at=account.world.now,
    )
    _write(db, request, account, message)
    _tell_agent(db, request, "A new support request", message)
    return request


def answer(db: Session, request: SupportRequest, message: str) -> None:
    """The reader gives what the agent asked for."""
    _write(db, request, request.account, message)
    _tell_agent(db, request, "An answer to your question", message)


def ask_for_more(db: Session, request: SupportRequest, agent: Account, message: str) -> None:
    """The agent asks the reader for something; the request stays open."""
    _write(db, request, agent, message)
    shut_out = request.account.status != "open"
    where = "To answer, log in and choose “Answer support”." if shut_out else "Answer under Contact support."
    page = "auth.log_in" if shut_out else "support.support"
    outbox.mail_account(db, request.account, "Support has a question", f"{message}\n\n{where}", page)


def reset_question(db: Session, account: Account) -> None:
    """Remove a security question, so that a new one can be set. Claim A7."""
    account.security_question = account.security_answer = None
    lockout.take(db, account, {}, ["security-answer"])
    told = "Your security question is removed. Set a new one in your settings, and go on where you were."
    outbox.mail_account(db, account, "Your security question is reset", told, "settings.overview")


def unlock(db: Session, account: Account) -> None:
    """Let somebody try again who was wrong too often."""
    lockout.unlock(db, account)
    outbox.mail_account(db, account, "Your account is unlocked", "You can try again.", "auth.log_in")


def resolve(db: Session, request: SupportRequest, agent: Account, message: str, *, declined: bool) -> None:
    """The agent is done with a request; what the agent has to say, the reader is told. A proof is kept no longer."""
    request.status, request.proof = "declined" if declined else "done", None
    if not message:
        return
    _write(db, request, agent, message)
    stays = request.account.status if request.account.status in ("open", "suspended") else "closed"
    subject = f"Your account stays {stays}" if declined else "Support has answered"
    outbox.mail_account(db, request.account, subject, message)


def _write(db: Session, request: SupportRequest, author: Account, body: str) -> None:
    fields = {"request": request, "author_id": author.id, "body": body, "sent_at": author.world.now}
    database.add(db, author.world_id, SupportMessage, **fields)


def _tell_agent(db: Session, request: SupportRequest, subject: str, message: str) -> None:
    of_world = select(Account).where(Account.world_id == request.world_id)
    agent = db.scalars(of_world.where(Account.persona == SUPPORT_AGENT)).one()
    body = f"{KINDS[request.kind]}, from {request.account.name}:\n\n{message}"
    outbox.mail_account(db, agent, subject, body)
