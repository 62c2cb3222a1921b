"""The support desk: what readers asked of support, disputes, and what an agent decides."""

from io import BytesIO

from flask import Blueprint, abort, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.catalog.statuses import DisputeParty
from mocksite.db import database
from mocksite.db.models import Dispute, SupportRequest, Violation
from mocksite.queries.closing_scope import ClosingScope, applicant, requested_scope
from mocksite.rules import closing_rules
from mocksite.rules.form_fields import text_complaint, written
from mocksite.services import closings, contracts, money, outbox, reopening, support_requests
from mocksite.views.access import Row, edition_of, named, to_log_in
from mocksite.views.failures import refuse

bp = Blueprint("desk", __name__, url_prefix="/support-desk")

# What an agent can decide about each kind of request: the name of the button, and what is asked.
DECISIONS = {
    "close": {"close": "Close the account", "decline": "Decline"},
    "reopen": {"reopen": "Reopen the account", "decline": "Decline"},
    "question": {"reply": "Reply"},
    "reset": {"reset": "Reset the security question", "decline": "Decline"},
    "unlock": {"unlock": "Unlock the account", "decline": "Decline"},
    "review": {"remove": "Remove the review", "decline": "Decline"},
    "appeal": {"lift": "Lift the suspension", "decline": "Decline"},
}
NEEDS_WORDS = ("ask", "decline", "reply", "lift")
PARTIES: tuple[DisputeParty, ...] = ("freelancer", "client")
CLOSE = ("close", "open")


@bp.before_request
def _agents_only() -> ResponseReturnValue | None:
    if g.account is None:
        return to_log_in()
    if g.account.persona != SUPPORT_AGENT:
        abort(404)
    return None


@bp.get("/")
def desk() -> ResponseReturnValue:
    violations: dict[int, list[Violation]] = {}
    for violation in _all(Violation):
        violations.setdefault(violation.account_id, []).append(violation)
    return render_template(
        "support/desk.html",
        requests=_all(SupportRequest),
        disputes=_all(Dispute),
        violations=violations,
        kinds=support_requests.KINDS,
        decisions=DECISIONS,
        can_answer=_can_answer,
        parties=PARTIES,
        going={asked.key: _going(asked) for asked in _all(SupportRequest) if (asked.kind, asked.status) == CLOSE},
    )


@bp.post("/<key>")
def decide(key: str) -> ResponseReturnValue:
    """Ask the reader for something, do what they ask, or decline."""
    asked, answer = named(SupportRequest, key), written(request.form, "answer")
    decision = request.form.get("decision", "")
    if asked.status != "open":
        return refuse("That request has been decided already.", desk)
    if decision not in ("ask", *DECISIONS[asked.kind]):
        return refuse("Choose what to do about the request.", desk, 422)
    if (answer or decision in NEEDS_WORDS) and (wrong := text_complaint("Answer", answer)):
        return refuse(wrong, desk, 422, "answer")
    if decision == "ask" and not _can_answer(asked):
        return refuse("Nobody could answer that. Decide it instead.", desk)
    if decision == "close" and (going := _going(asked)) is None:
        return refuse("They are not in that team any more. Decline the request.", desk)
    if decision == "close" and going and (owes := _blockers(going)):
        return refuse(f"The account cannot be closed yet: {owes}. Ask for it to be settled, or decline.", desk)
    if decision == "remove" and asked.review is None:
        return refuse("That review is gone already. Decline the request.", desk)
    if decision == "reopen" and not reopening.restorable(asked.account):
        return refuse("That account cannot be opened again any more. Decline the request.", desk)
    flash(_carry_out(asked, decision, answer))
    return redirect(url_for(".desk"))


@bp.post("/<key>/put-back")
def put_back(key: str) -> ResponseReturnValue:
    """Show a review again that was removed."""
    review = named(SupportRequest, key).review or abort(404)
    if review.status != "removed":
        return refuse("That review is shown already.", desk)
    review.status = "shown"
    outbox.mail_account(database.session(), review.about, "A review is shown again", "We have looked at it once more.")
    flash("The review is shown again.")
    return redirect(url_for(".desk"))


@bp.get("/<key>/proof")
def proof(key: str) -> ResponseReturnValue:
    """The picture that was handed in with a request."""
    picture = named(SupportRequest, key).proof or abort(404)
    return send_file(BytesIO(picture), "image/png", max_age=0)


@bp.post("/disputes/<key>")
def decide_dispute(key: str) -> ResponseReturnValue:
    dispute, answer = named(Dispute, key), written(request.form, "answer")
    party = next((party for party in PARTIES if party == request.form.get("decided_for")), None)
    if dispute.status != "open":
        return refuse("That dispute has been decided already.", desk)
    if party is None:
        return refuse("Choose who the money goes to.", desk, 422)
    if wrong := text_complaint("Answer", answer):
        return refuse(wrong, desk, 422, "answer")
    money.decide(dispute, party, answer, g.account.world.now)
    contract = dispute.payment.contract
    told = f"The dispute about “{contract.title}” is decided for the {party}.\n\n{answer}"
    contracts.mail_parties(database.session(), contract, "Your dispute is decided", told)
    flash(f"Decided for the {party}.")
    return redirect(url_for(".desk"))


def _can_answer(asked: SupportRequest) -> bool:
    """Whether whoever asked could answer back: who is locked out could not, nor whose account is gone."""
    if asked.kind in ("reopen", "appeal"):
        return support_requests.kind_without_login(asked.account) == asked.kind
    return asked.kind != "unlock" and asked.account.status == "open"


def _all(table: type[Row]) -> list[Row]:
    rows = select(table).where(table.world_id == g.account.world_id).order_by(table.id)
    return list(database.session().scalars(rows))


def _carry_out(asked: SupportRequest, decision: str, answer: str) -> str:
    """Do what was decided; answers what to tell the agent."""
    db, account = database.session(), asked.account
    if decision == "ask":
        support_requests.ask_reader(db, asked, g.account, answer)
        return f"{account.name} has your question."
    if decision == "close" and (going := _going(asked)):
        told = {"reason": asked.reason, "feedback": asked.feedback}
        closings.close(db, going, {name: given for name, given in told.items() if given})
        answer = answer or ("" if closings.confirmation(going).mail else closings.confirmation(going).heading)
    elif decision == "reopen":
        answer = " ".join(filter(None, [answer, reopening.grant(db, account)]))
    elif decision == "remove" and asked.review:
        asked.review.status = "removed"
        answer = answer or "The review is removed."
    elif decision == "lift":
        reopening.lift(db, account)
    elif decision == "reset":
        support_requests.reset_question(db, account)
    elif decision == "unlock":
        support_requests.unlock(db, account)
    support_requests.resolve(db, asked, g.account, answer, declined=decision == "decline")
    status = {"open": "open", "suspended": "suspended"}.get(account.status, "closed")
    return f"{account.name} is told. The account is {status}."


def _blockers(going: ClosingScope) -> str:
    found = closing_rules.blockers(going.closing, applicant(database.session(), going))
    return ", ".join(owed.obligation.says for owed in found)


def _going(asked: SupportRequest) -> ClosingScope | None:
    """What would be closed; None where its reader is not in that team any more."""
    closing = edition_of(asked.account).closings[asked.closing or 0]
    return requested_scope(database.session(), asked.account, asked.team_id, closing)
