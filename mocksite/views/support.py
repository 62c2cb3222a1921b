"""Contact support: what a reader asks, also without closing, and after it; and what support answers."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog.statuses import RequestKind
from mocksite.db import database
from mocksite.db.models import Account, SupportRequest
from mocksite.queries import capacity_rows
from mocksite.rules.form_fields import text_complaint, written
from mocksite.services import image_upload, lockout, support_requests
from mocksite.services.image_upload import PictureError
from mocksite.views.access import login_required, own, remembered
from mocksite.views.failures import refuse

bp = Blueprint("support", __name__, url_prefix="/support")


@bp.get("")
@login_required
def support() -> ResponseReturnValue:
    newest_first = capacity_rows.requests_of(database.session(), g.account)[::-1]
    return render_template("support/support.html", requests=newest_first, kinds=support_requests.KINDS)


@bp.post("")
@login_required
def ask() -> ResponseReturnValue:
    """Ask support something; nothing is closed by it. Claim B3."""
    message = written(request.form, "message")
    if wrong := text_complaint("Message", message):
        return refuse(wrong, support, 422, "message")
    if support_requests.open_request(database.session(), g.account, "question"):
        return refuse("Support has a question of yours already; wait for its answer.", support)
    support_requests.submit(database.session(), g.account, "question", message)
    flash("Support has your question. You will hear from us by email.")
    return redirect(url_for(".support"))


@bp.post("/<key>")
@login_required
def answer(key: str) -> ResponseReturnValue:
    """Give support what it asked for."""
    asked, message = own(SupportRequest, key), written(request.form, "answer")
    if asked.status != "open":
        return refuse("Support has decided that request already.", support)
    if not asked.waits_for_reader:
        return refuse("Support has not asked you for anything.", support)
    if wrong := text_complaint("Answer", message):
        return refuse(wrong, support, 422, "answer")
    support_requests.answer(database.session(), asked, message)
    flash("Support has your answer.")
    return redirect(url_for(".support"))


@bp.get("/reopen", defaults={"kind": "reopen"})
@bp.get("/unlock", defaults={"kind": "unlock"})
@bp.get("/appeal", defaults={"kind": "appeal"})
def outside(kind: RequestKind) -> ResponseReturnValue:
    """The form of somebody who cannot log in.

    To have a closed account reopened, or to appeal against a suspension, takes its password (claims C20, D23); an
    unlocking can be asked for by anybody, and what comes of it goes to the owner's mailbox.
    """
    account = _outsider(kind)
    if account is None:
        return redirect(url_for("auth.log_in"))
    asked = support_requests.last_request(database.session(), account, kind)
    return render_template("support/outside.html", kind=kind, asked=asked, owner=account)


@bp.post("/reopen", defaults={"kind": "reopen"})
@bp.post("/unlock", defaults={"kind": "unlock"})
@bp.post("/appeal", defaults={"kind": "appeal"})
def ask_from_outside(kind: RequestKind) -> ResponseReturnValue:
    """Ask for it, or give support what it asked for."""
    db, account, message = database.session(), _outsider(kind), written(request.form, "message")
    if account is None:
        return redirect(url_for("auth.log_in"))
    asked = support_requests.open_request(db, account, kind)
    if asked and not asked.waits_for_reader:
        return redirect(url_for(".outside", kind=kind))
    if wrong := text_complaint("Message", message):
        return refuse(wrong, outside, 422, "message", kind=kind)
    try:
        proof = _proof(account) if kind == "reopen" and not asked else None
    except PictureError as error:
        return refuse(str(error), outside, 422, "proof", kind=kind)
    if asked:
        support_requests.answer(db, asked, message)
    else:
        # Whoever asks for an unlocking need not be the owner, so what they say is not told as the owner's words.
        told = f"Somebody who could not log in wrote:\n\n{message}" if kind == "unlock" else message
        support_requests.submit(db, account, kind, told, proof=proof)
    return redirect(url_for(".outside", kind=kind))


def _outsider(kind: RequestKind) -> Account | None:
    """Whose account the session remembers, as long as there is something to ask for."""
    if kind != "unlock":
        account = remembered("shut_out")
        return account if account and support_requests.kind_without_login(account) == kind else None
    account = remembered("locked_out")
    return account if account and lockout.locked(database.session(), [account]) else None


def _proof(account: Account) -> bytes | None:
    """The picture that proves who asks, where one is wanted. Raises PictureError. Claim C15."""
    if not account.restore_proof:
        return None
    given = request.files.get("proof")
    return image_upload.to_png(given.read() if given else b"")
