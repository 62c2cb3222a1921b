"""Contact support: questions, requests and answers, with or without a login."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from mocksite.catalog.statuses import RequestKind
from mocksite.db import database
from mocksite.db.models import Account, SupportMessage, SupportRequest
from mocksite.rules.form_fields import text_complaint, written
from mocksite.services import image_upload, lockout, support_requests
from mocksite.services.image_upload import PictureError
from mocksite.views.current_account import remembered
from mocksite.views.error_pages import refuse, refuse_if
from mocksite.views.guards import own_row_or_404
from mocksite.views.redirects import done

TALK = selectinload(SupportRequest.messages).joinedload(SupportMessage.author)
bp = Blueprint("support", __name__, url_prefix="/support")


@bp.get("")
def support() -> ResponseReturnValue:
    requests = select(SupportRequest).where(SupportRequest.account_id == g.account.id)
    newest_first = database.session().scalars(requests.options(TALK).order_by(SupportRequest.id.desc())).all()
    return render_template("support/support.html", tickets=newest_first, kinds=support_requests.KINDS)


@bp.post("")
def ask() -> ResponseReturnValue:
    """Ask support a question. Claim B3."""
    message = written(request.form, "message")
    refuse_if(text_complaint("Message", message), support, 422, "message")
    if support_requests.open_request(database.session(), g.account, "question"):
        refuse("Support already has a question from you; wait for the answer.", support)
    support_requests.submit(database.session(), g.account, "question", message)
    return done("Support has your question. You will hear from us by email.", ".support")


@bp.post("/<key>")
def answer(key: str) -> ResponseReturnValue:
    """Answer a question from support."""
    ticket, message = own_row_or_404(SupportRequest, key), written(request.form, "answer")
    if ticket.status != "open":
        refuse("Support has already decided that request.", support)
    if not ticket.waits_for_reader:
        refuse("Support has not asked you for anything.", support)
    refuse_if(text_complaint("Answer", message), support, 422, "answer")
    support_requests.answer(database.session(), ticket, message)
    return done("Support has your answer.", ".support")


@bp.get("/reopen", defaults={"kind": "reopen"})
@bp.get("/unlock", defaults={"kind": "unlock"})
@bp.get("/appeal", defaults={"kind": "appeal"})
def outside(kind: RequestKind) -> ResponseReturnValue:
    """The form for readers who cannot log in.

    Reopening and appealing require the account's password (claims C20, D23). Anybody can ask to unlock an account, but
    only its mailbox gets the answer.
    """
    account = _outside_account(kind)
    if account is None:
        return redirect(url_for("auth.log_in"))
    ticket = support_requests.last_request(database.session(), account, kind)
    return render_template(
        "support/outside.html",
        kind=kind,
        ticket=ticket,
        owner=account,
        suspended_for=support_requests.reason_of_suspension(account),
    )


@bp.post("/reopen", defaults={"kind": "reopen"})
@bp.post("/unlock", defaults={"kind": "unlock"})
@bp.post("/appeal", defaults={"kind": "appeal"})
def ask_from_outside(kind: RequestKind) -> ResponseReturnValue:
    """Send the request, or answer support's question."""
    db, account, message = database.session(), _outside_account(kind), written(request.form, "message")
    if account is None:
        return redirect(url_for("auth.log_in"))
    ticket = support_requests.open_request(db, account, kind)
    if ticket and not ticket.waits_for_reader:
        return redirect(url_for(".outside", kind=kind))
    refuse_if(text_complaint("Message", message), outside, 422, "message", kind=kind)
    try:
        document = _identity_document(account) if kind == "reopen" and not ticket else None
    except PictureError as error:
        refuse(str(error), outside, 422, "proof", kind=kind)
    if document and (_outside_account(kind) is None or support_requests.open_request(db, account, kind)):
        return redirect(url_for(".outside", kind=kind))  # it was sent twice, at once
    if ticket:
        support_requests.answer(db, ticket, message)
    else:
        # It may not be the owner who asks to unlock an account.
        body = f"Somebody who could not log in wrote:\n\n{message}" if kind == "unlock" else message
        support_requests.submit(db, account, kind, body, proof=document)
    return redirect(url_for(".outside", kind=kind))


def _outside_account(kind: RequestKind) -> Account | None:
    if kind != "unlock":
        account = remembered("shut_out")
        return account if account and support_requests.kind_without_login(account) == kind else None
    account = remembered("locked_out")
    return account if account and lockout.locked(database.session(), [account]) else None


def _identity_document(account: Account) -> bytes | None:
    """The uploaded picture, if the account requires one. Raises PictureError. Claim C15."""
    if not account.restore_proof:
        return None
    upload = request.files.get("proof")
    database.let_others_write()  # since it takes up to a second
    return image_upload.to_png(upload.read() if upload else b"")
