"""The support desk: what readers asked of support, and what an agent decides."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from mocksite import closings, store
from mocksite.catalog import SUPPORT_AGENT
from mocksite.models import SupportRequest
from mocksite.views.access import edition_of

bp = Blueprint("support", __name__, url_prefix="/support-desk")


@bp.before_request
def _agents_only() -> ResponseReturnValue | None:
    if g.account is None:
        return redirect(url_for("auth.log_in", next=request.path))
    if g.account.persona != SUPPORT_AGENT:
        abort(404)
    return None


@bp.get("/")
def desk() -> ResponseReturnValue:
    requests = select(SupportRequest).where(SupportRequest.world_id == g.account.world_id).order_by(SupportRequest.id)
    return render_template("support/desk.html", requests=store.session().scalars(requests).all())


@bp.post("/<key>")
def decide(key: str) -> ResponseReturnValue:
    """Close the account as it was asked, or decline. Nothing happens to a request that is decided already."""
    db = store.session()
    named = select(SupportRequest).where(SupportRequest.world_id == g.account.world_id, SupportRequest.key == key)
    asked = db.scalar(named)
    decision, answer = request.form.get("decision"), request.form.get("answer", "").strip()
    if asked is None or decision not in ("close", "decline"):
        abort(404)
    if asked.status == "open" and decision == "close":
        _close(asked, answer)
    elif asked.status == "open":
        asked.status, asked.answer = "declined", answer
        store.send_mail(db, asked.account, "Your account stays open", answer or "Support has declined your request.")
        flash("Declined. The account stays open.")
    return redirect(url_for(".desk"))


def _close(asked: SupportRequest, answer: str) -> None:
    db, account = store.session(), asked.account
    closing = edition_of(account).closings[asked.closing]
    owes = [owed for owed in closings.standing(db, account).owes if owed.name in closing.block]
    if owes:
        flash(f"{account.name} still has: {', '.join(owed.obligation.says for owed in owes)}.", "danger")
        return
    asked.status, asked.answer = "closed", answer
    answers = {"reason": asked.reason} if asked.reason else {}
    closings.close_account(db, account, closing, answers)
    flash(f"The account of {account.name} is closed.")
