"""A closing under way, stage by stage."""

import secrets

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog import worlds
from mocksite.db import database
from mocksite.db.models import ClosingRun, Team
from mocksite.editions.closing_schema import Closing, Subject
from mocksite.queries import closing_scope
from mocksite.queries.closing_scope import ClosingScope
from mocksite.queries.world_edition import is_without
from mocksite.rules import closing_rules
from mocksite.rules.form_fields import SECRET, written
from mocksite.services import closings, support_requests
from mocksite.services.erasure import closed_accounts, erase_due
from mocksite.views import credentials
from mocksite.views.closing_pages import Step, control_page, draw, draw_refusal
from mocksite.views.current_account import act_as, edition_of, sign_out
from mocksite.views.redirects import SESSION_ENDED, done
from mocksite.views.settings import can_leave, closing_of, device, subjects

bp = Blueprint("closing", __name__, url_prefix="/closing")


@bp.get("/start/<int:number>", defaults={"team": None})
@bp.get("/start/<int:number>/<team>")
@database.writes
def start(number: int, team: str | None) -> ResponseReturnValue:
    """Begin a closing of the account, a team or the reader's place in it. A GET, since its control may be a link."""
    db, capacity = database.session(), g.capacity
    if team:
        capacity = next((other for other in g.capacities if other.key == team), None) or abort(404)
    # An account is closed with everything in it, so not from one of its teams.
    memberships: list[Subject] = ["membership"] if team and can_leave(capacity) else []
    of: list[Subject] = [*subjects(capacity)[1:], *memberships] if team else ["account"]
    if number not in [match[0] for subject in of if (match := closing_of(capacity, subject))]:
        abort(404)
    if support_requests.open_request(db, g.account, "close"):
        return done(
            "Support already has your request. If it has a question, you can answer it here.", "support.support"
        )
    run = ClosingRun(
        id=secrets.token_urlsafe(18),
        account_id=g.account.id,
        closing=number,
        team_id=capacity.team_id if team else None,
    )
    db.add(run)
    return redirect(url_for(".stage", run_id=run.id, number=1))


@bp.route("/<run_id>/<int:number>", methods=["GET", "POST"])
@database.writes  # a GET may mail a code
def stage(run_id: str, number: int) -> ResponseReturnValue:
    """Show a stage, or take its answers. Every request checks the rules again."""
    run, closing = _run(run_id)
    if not 1 <= number <= len(closing.stages):
        abort(404)
    scope = _scope(run, closing)
    if scope is None:
        # The address still leads through the stages after the closing, once.
        if run.done and run.stage == number:
            return _show_or_take(Step(run, closing, number))
        return redirect(_next(run, closing) if run.done else url_for(".ended", run_id=run.id))
    if g.account is None:
        flash(SESSION_ENDED, "danger")
        return redirect(url_for("auth.log_in", next=request.path))
    if g.account.id != run.account_id:
        abort(404)
    g.capacity = scope.capacity  # for the page behind a dialog
    applicant = closing_scope.applicant(database.session(), scope)
    if refusal := closing_rules.refusal(closing, applicant, device()):
        return draw_refusal(run, scope, refusal)
    if number > run.stage:
        return redirect(url_for(".stage", run_id=run.id, number=run.stage))
    return _show_or_take(Step(run, closing, number, scope, applicant))


@bp.get("/<run_id>/ended")
def ended(run_id: str) -> ResponseReturnValue:
    """The last page of a closing."""
    run, closing = _run(run_id)
    if _scope(run, closing):
        return redirect(url_for(".stage", run_id=run.id, number=run.stage))
    db, team = database.session(), _team(run)
    scope = closing_scope.closed_scope(db, run.account, team, closing)
    if scope.is_closed:
        back = control_page(closing) if g.account and g.account.id == run.account_id else None
        happened = closing_scope.outcome(db, scope, edition_of(run.account))
        announcement = closings.confirmation(scope)
        return render_template("closing/ended.html", announcement=announcement, afterwards=happened, leave=back)
    if support_requests.open_request(db, run.account, "close"):
        return render_template("closing/ended.html", announcement=closing.asked)
    if not run.done:
        flash(f"You are no longer in {team.name}." if team else "You can no longer close that.", "danger")
    return redirect(control_page(closing))  # the account stays open


def _run(run_id: str) -> tuple[ClosingRun, Closing]:
    run = database.session().get(ClosingRun, run_id)
    if run is None:
        abort(404)
    return run, edition_of(run.account).closings[run.closing]


def _team(run: ClosingRun) -> Team | None:
    return database.session().get(Team, run.team_id) if run.team_id else None


def _scope(run: ClosingRun, closing: Closing) -> ClosingScope | None:
    """What a closing would close; None once it is closed, support has the request, or the reader has left."""
    return None if run.done else closing_scope.requested_scope(database.session(), run.account, run.team_id, closing)


def _show_or_take(step: Step) -> ResponseReturnValue:
    """Show the page of a stage, or take its answers and show the next page."""
    run, closing = step.run, step.closing
    asks_code = any(ask.name == "code" for ask in step.stage.asks)
    if request.method != "POST":
        if step.stage.does and is_without(run.account.world, worlds.CONFIRMATION):
            return _go_on(step)
        if asks_code:
            closings.send_code(database.session(), run, step.number)
        return draw(step)
    announced = " ".join(step.announced)
    if step.scope and request.form.get("along", announced) != announced:
        return draw(step, changed=True), 409
    answers: dict[str, str] = {ask.name: written(request.form, ask.name) for ask in step.stage.asks}
    required: dict[str, bool] = {ask.name: ask.required for ask in step.stage.asks}
    complaints = credentials.check_answers(run.account, required, answers, reasons=closing.reasons, run=run)
    if complaints:
        if asks_code:
            closings.send_code(database.session(), run, step.number)
            database.session().commit()
        return draw(step, answers, complaints), credentials.refusal_status(complaints.values())
    run.code_used = run.code_used or bool(answers.get("code"))
    kept = {name: answer for name, answer in run.answers.items() if name not in answers}
    run.answers = kept | {name: answer for name, answer in answers.items() if answer and name not in SECRET}
    return _go_on(step)


def _go_on(step: Step) -> ResponseReturnValue:
    """Do what the button of the stage does, and redirect to the next page."""
    run, closing, account, db = step.run, step.closing, step.run.account, database.session()
    run.stage = step.number + 1
    if step.stage.does == "close" and step.scope:
        run.done = closings.close(db, step.scope, run.answers)
        if account.status == "open":
            act_as(account)
        else:
            sign_out()
    elif step.stage.does == "ask-support" and closing.asked:
        closings.ask_support(db, run, closing.asked)
        run.done = True
    elif step.follows_closing and run.answers.get("feedback"):
        closed = account if account.status != "open" else _team(run) or account
        closed.close_feedback = run.answers["feedback"]
        if account.status != "open":
            erase_due(db, closed_accounts(db, account.world), edition_of(account))
    return redirect(_next(run, closing))


def _next(run: ClosingRun, closing: Closing) -> str:
    if run.stage > len(closing.stages):
        return url_for(".ended", run_id=run.id)
    return url_for(".stage", run_id=run.id, number=run.stage)
