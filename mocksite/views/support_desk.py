"""The support desk, where an agent decides requests and disputes."""

from io import BytesIO
from itertools import chain

from flask import Blueprint, abort, g, render_template, request, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption as ORMOption

from mocksite.catalog.statuses import DisputeParty
from mocksite.catalog.support_decisions import ASK, DECISIONS, NEED_ANSWER, rule
from mocksite.catalog.worlds import WORDS_TO_SUPPORT
from mocksite.db import database
from mocksite.db.models import Account, Contract, Dispute, Message, Payment, SupportRequest, Violation
from mocksite.queries import capacity_rows, closing_scope, world_edition
from mocksite.queries.closing_scope import ClosingScope
from mocksite.rules import closing_rules
from mocksite.rules.form_fields import text_complaint, written
from mocksite.services import closings, contracts, money, outbox, reopening, support_requests, suspension
from mocksite.views.current_account import edition_of
from mocksite.views.error_pages import refuse, refuse_if
from mocksite.views.guards import Row, row_or_404
from mocksite.views.redirects import done

bp = Blueprint("desk", __name__, url_prefix="/support-desk")

PARTIES: tuple[DisputeParty, ...] = ("freelancer", "client")


@bp.get("/")
def desk() -> ResponseReturnValue:
    people = _all(Account)  # first, since they wrote the rest
    violations: dict[int, list[Violation]] = {}
    for violation in _all(Violation):
        violations.setdefault(violation.account_id, []).append(violation)
    tickets = _all(SupportRequest, selectinload(SupportRequest.messages), joinedload(SupportRequest.review))
    messages = selectinload(Contract.messages).selectinload(Message.files)
    of_payment = joinedload(Dispute.payment).joinedload(Payment.contract).options(*capacity_rows.PARTIES, messages)
    return render_template(
        "support/desk.html",
        tickets=tickets,
        disputes=_all(Dispute, of_payment),
        violations=violations,
        kinds=support_requests.KINDS,
        decisions={ticket.key: _decisions(ticket) for ticket in tickets if ticket.status == "open"},
        shows_words=not world_edition.is_without(g.account.world, WORDS_TO_SUPPORT),
        parties=PARTIES,
        several_accounts=suspension.of_one_person(people),
        scopes={ticket.key: _scope(ticket) for ticket in tickets if (ticket.kind, ticket.status) == ("close", "open")},
    )


@bp.post("/<key>")
def decide(key: str) -> ResponseReturnValue:
    """Do what the reader asks, decline, or ask for more."""
    ticket, answer = row_or_404(SupportRequest, key), written(request.form, "answer")
    decision = request.form.get("decision", "")
    if ticket.status != "open":
        refuse("That request has already been decided.", desk)
    if decision not in DECISIONS[ticket.kind] or world_edition.is_without(g.account.world, rule(ticket.kind, decision)):
        refuse("Choose what to do about the request.", desk, 422)
    if answer or decision in NEED_ANSWER:
        refuse_if(text_complaint("Answer", answer), desk, 422, "answer")
    scope = _scope(ticket) if decision == "close" else None
    refuse_if(_obstacle(ticket, decision, scope), desk)
    return done(_carry_out(ticket, decision, answer, scope), ".desk")


@bp.post("/<key>/put-back")
def put_back(key: str) -> ResponseReturnValue:
    """Show a removed review again."""
    review = row_or_404(SupportRequest, key).review or abort(404)
    if review.status != "removed":
        refuse("That review is already shown.", desk)
    review.status = "shown"
    outbox.mail_account(database.session(), review.about, "A review is shown again", "We have looked at it again.")
    return done("The review is shown again.", ".desk")


@bp.post("/accounts/<key>/suspend")
def suspend(key: str) -> ResponseReturnValue:
    """Suspend an account of somebody who has several. Claim D1."""
    account = row_or_404(Account, key)
    if account not in chain.from_iterable(suspension.of_one_person(_all(Account))):
        refuse(f"{account.name} has no other account.", desk)
    if account.status != "open":
        refuse("That account is not open.", desk)
    suspension.suspend(database.session(), account)
    return done(f"{account.name} has been told. The account is suspended.", ".desk")


@bp.get("/<key>/proof")
def identity_document(key: str) -> ResponseReturnValue:
    """The identity document of a request."""
    picture = row_or_404(SupportRequest, key).proof or abort(404)
    return send_file(BytesIO(picture), "image/png", max_age=0)


@bp.post("/disputes/<key>")
def decide_dispute(key: str) -> ResponseReturnValue:
    dispute, answer = row_or_404(Dispute, key), written(request.form, "answer")
    party = next((party for party in PARTIES if party == request.form.get("decided_for")), None)
    if dispute.status != "open":
        refuse("That dispute has already been decided.", desk)
    if party is None:
        refuse("Choose who gets the money.", desk, 422)
    refuse_if(text_complaint("Answer", answer), desk, 422, "answer")
    money.decide(dispute, party, answer, g.account.world.now)
    contract = dispute.payment.contract
    message = f"The dispute about “{contract.title}” is decided for the {party}.\n\n{answer}"
    contracts.mail_parties(database.session(), contract, "Your dispute is decided", message)
    return done(f"Decided for the {party}.", ".desk")


def _decisions(ticket: SupportRequest) -> dict[str, str]:
    """The decisions about a request; the reader is asked for more only if they could answer.

    That they are on offer does not count as use of their rules: ``decide`` records the one that is made.
    """
    without = g.account.world.without
    return {
        name: label
        for name, label in DECISIONS[ticket.kind].items()
        if rule(ticket.kind, name) not in without and (name != ASK or _can_answer(ticket))
    }


def _can_answer(ticket: SupportRequest) -> bool:
    """Whether the reader could answer a question; not if locked out."""
    if ticket.kind in ("reopen", "appeal"):
        return support_requests.kind_without_login(ticket.account) == ticket.kind
    return ticket.account.status == "open"


def _all(table: type[Row], *shown: ORMOption) -> list[Row]:
    """The rows of the world, with other rows that are ``shown`` beside them."""
    rows = select(table).where(table.world_id == g.account.world_id).order_by(table.id)
    return list(database.session().scalars(rows.options(*shown)))


def _scope(ticket: SupportRequest) -> ClosingScope | None:
    closing = edition_of(ticket.account).closings[ticket.closing or 0]
    return closing_scope.requested_scope(database.session(), ticket.account, ticket.team_id, closing)


def _obstacle(ticket: SupportRequest, decision: str, scope: ClosingScope | None) -> str | None:
    if decision == ASK and not _can_answer(ticket):
        return "They could not answer that. Decide the request instead."
    if decision == "close" and scope is None:
        return "They are no longer in that team. Decline the request."
    if scope and (
        blockers := closing_rules.blockers(scope.closing, closing_scope.applicant(database.session(), scope))
    ):
        labels = ", ".join(owed.obligation.says for owed in blockers)
        return f"The account cannot be closed yet: {labels}. Ask for it to be settled, or decline."
    if decision == "remove" and ticket.review is None:
        return "That review no longer exists. Decline the request."
    if decision == "reopen" and not reopening.restorable(ticket.account):
        return "That account can no longer be reopened. Decline the request."
    return None


def _carry_out(ticket: SupportRequest, decision: str, answer: str, scope: ClosingScope | None) -> str:
    """Carry out a decision. Returns a message for the agent."""
    db, account = database.session(), ticket.account
    if decision == ASK:
        support_requests.ask_reader(db, ticket, g.account, answer)
        return f"{account.name} has your question."
    if scope:
        answers = {"reason": ticket.reason, "feedback": ticket.feedback}
        closings.close(db, scope, {name: text for name, text in answers.items() if text})
        announcement = closings.confirmation(scope)
        answer = answer or ("" if announcement.mail else announcement.heading)
    elif decision == "reopen":
        answer = " ".join(filter(None, [answer, reopening.grant(db, account)]))
    elif decision == "remove" and ticket.review:
        ticket.review.status = "removed"
        answer = answer or "The review has been removed."
    elif decision == "lift":
        suspension.lift(db, account)
    elif decision == "reset":
        support_requests.reset_question(db, account)
    elif decision == "unlock":
        support_requests.unlock(db, account)
    support_requests.resolve(db, ticket, g.account, answer, declined=decision == "decline")
    status = {"open": "open", "suspended": "suspended"}.get(account.status, "closed")
    return f"{account.name} has been told. The account is {status}."
