"""A closing under way, stage by stage."""

import secrets

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog.field_labels import LABELS
from mocksite.db import database
from mocksite.db.models import ClosingRun, Team
from mocksite.editions.alternatives import instead
from mocksite.editions.closing_schema import Closing, Stage, Subject
from mocksite.queries.capacities import Capacity, capacities_of
from mocksite.queries.closing_scope import ClosingScope, applicant, closed_scope, outcome, preview, requested_scope
from mocksite.rules import closing_rules
from mocksite.rules.form_fields import SECRET, written
from mocksite.services import closings, support_requests
from mocksite.services.erasure import erase_due
from mocksite.views import credentials, gate
from mocksite.views.access import ENDED, act_as, device, edition_of, login_required, sign_out
from mocksite.views.settings import closing_of, explain, settings_page, subjects

REFUSED = {
    "device": "This needs a desktop browser",
    "needs": "You have no security question yet",
    "owner": "This is not yours to close",
    "own": "This team is yours",
    "ask-admin": "You cannot leave by yourself",
    "blocked": "You cannot {} yet",
}

bp = Blueprint("closing", __name__, url_prefix="/closing")
bp.before_request(gate.guard)


@bp.get("/start/<int:number>", defaults={"team": None})
@bp.get("/start/<int:number>/<team>")
@login_required
def start(number: int, team: str | None) -> ResponseReturnValue:
    """Begin a closing, of a team or a place in it if one is named.

    A GET, since its control may be a link; it changes nothing that is state.
    """
    db, capacity = database.session(), g.capacity
    if team:
        capacity = next((found for found in capacities_of(db, g.account) if found.key == team), None) or abort(404)
    # An account is closed with all there is, and not from one of its teams.
    of: list[Subject] = [*subjects(capacity)[1:], "membership"] if team else ["account"]
    if number not in [found[0] for each in of if (found := closing_of(capacity, each))]:
        abort(404)
    if support_requests.open_request(db, g.account, "close"):
        flash("Support has your request already. What it asks, you can answer here.")
        return redirect(url_for("support.support"))
    run = ClosingRun(
        id=secrets.token_urlsafe(18),
        account_id=g.account.id,
        closing=number,
        team_id=capacity.team_id if team else None,
    )
    db.add(run)
    return redirect(url_for(".stage", run_id=run.id, number=1))


@bp.route("/<run_id>/<int:number>", methods=["GET", "POST"])
def stage(run_id: str, number: int) -> ResponseReturnValue:
    """Show a stage, or take its answers. Every request asks the rules again."""
    run, closing = _run(run_id)
    if number > len(closing.stages) or number < 1:
        abort(404)
    going = _going(run, closing)
    if going is None:
        # Whoever has the ticket may go through the stages that follow the closing, once, and nothing else.
        if run.done and run.stage == number:
            return _stage(run, closing, number)
        return redirect(_next(run, closing) if run.done else url_for(".ended", run_id=run.id))
    if g.account is None:
        flash(ENDED, "danger")
        return redirect(url_for("auth.log_in", next=request.path))
    if g.account.id != run.account_id:
        abort(404)
    g.capacity = going.capacity  # what is behind a dialog is seen from the side that it is about
    if refused := closing_rules.refusal(closing, applicant(database.session(), going), device()):
        return _refuse(closing, refused, going.capacity)
    if number > run.stage:
        return redirect(url_for(".stage", run_id=run.id, number=run.stage))
    return _stage(run, closing, number)


@bp.get("/<run_id>/ended")
def ended(run_id: str) -> ResponseReturnValue:
    """What the reader is told when a closing is over."""
    run, closing = _run(run_id)
    if _going(run, closing):
        return redirect(url_for(".stage", run_id=run.id, number=run.stage))
    db, team = database.session(), _team(run)
    gone = closed_scope(db, run.account, team, closing)
    if gone.is_closed:
        # Whoever is not logged in any more has nowhere to go.
        leave = _leave(closing) if g.account and g.account.id == run.account_id else None
        told = {
            "told": closings.confirmation(gone),
            "afterwards": outcome(db, gone, edition_of(run.account)),
            "leave": leave,
        }
        return render_template("closing/ended.html", **told)
    if support_requests.open_request(db, run.account, "close"):
        return render_template("closing/ended.html", told=closing.asked)
    if not run.done:
        flash(f"You are not in {team.name} any more." if team else "That is not yours to close any more.", "danger")
    return redirect(_leave(closing))  # support has declined, or somebody else was first: the account goes on


def _run(run_id: str) -> tuple[ClosingRun, Closing]:
    run = database.session().get(ClosingRun, run_id)
    if run is None:
        abort(404)
    return run, edition_of(run.account).closings[run.closing]


def _team(run: ClosingRun) -> Team | None:
    return database.session().get(Team, run.team_id) if run.team_id else None


def _going(run: ClosingRun, closing: Closing) -> ClosingScope | None:
    """What a closing would close; None where nothing is left to decide.

    It is closed, by this closing or another, or support has it, or the reader is not in that team any more.
    """
    return None if run.done else requested_scope(database.session(), run.account, run.team_id, closing)


def _stage(run: ClosingRun, closing: Closing, number: int) -> ResponseReturnValue:
    current = closing.stages[number - 1]
    asks_code = any(ask.name == "code" for ask in current.asks)
    if request.method != "POST":
        if asks_code:
            closings.send_code(database.session(), run, number)
        return _draw(run, closing, number)
    going = _going(run, closing)
    if going and request.form.get("along", _along(going)) != _along(going):
        return _draw(run, closing, number, changed=True), 409
    given: dict[str, str] = {ask.name: written(request.form, ask.name) for ask in current.asks}
    required: dict[str, bool] = {ask.name: ask.required for ask in current.asks}
    wrong = credentials.wrong_answers(run.account, required, given, reasons=closing.reasons, run=run)
    if wrong:
        if asks_code:
            closings.send_code(database.session(), run, number)
            database.session().commit()
        return _draw(run, closing, number, given, wrong), credentials.status(wrong)
    run.code_used = run.code_used or bool(given.get("code"))
    kept = {name: answer for name, answer in run.answers.items() if name not in given}
    run.answers = kept | {name: answer for name, answer in given.items() if answer and name not in SECRET}
    return _go_on(run, closing, number, current)


def _along(going: ClosingScope) -> str:
    """What a stage says that goes along, as its form sends it back: nothing is closed that was not named there."""
    return " ".join(going.side_effects)


def _go_on(run: ClosingRun, closing: Closing, number: int, current: Stage) -> ResponseReturnValue:
    db, account, going = database.session(), run.account, _going(run, closing)
    run.stage = number + 1
    if current.does == "close" and going:
        run.done = closings.close(db, going, run.answers)
        if account.status == "open":
            act_as(account)
        else:
            sign_out()
    elif current.does == "ask-support" and closing.asked:
        closings.ask_support(db, run, closing.asked)
        run.done = True
    elif number > closing.decisive and run.answers.get("feedback"):
        closed = account if account.status != "open" else _team(run) or account
        closed.close_feedback = run.answers["feedback"]
        if account.status != "open":
            erase_due(db, account.world, edition_of(account))
    return redirect(_next(run, closing))


def _next(run: ClosingRun, closing: Closing) -> str:
    if run.stage > len(closing.stages):
        return url_for(".ended", run_id=run.id)
    return url_for(".stage", run_id=run.id, number=run.stage)


def _draw(
    run: ClosingRun,
    closing: Closing,
    number: int,
    given: dict[str, str] | None = None,
    wrong: dict[str, str] | None = None,
    *,
    changed: bool = False,
) -> str:
    after, going = number > closing.decisive, _going(run, closing)
    leave = url_for(".ended", run_id=run.id) if after else _leave(closing)
    return render_template(
        "closing/stage.html",
        **_around(closing, "page" if after else closing.stages[number - 1].on),
        stage=closing.stages[number - 1],
        action=url_for(".stage", run_id=run.id, number=number),
        leave=leave,
        labels=LABELS,
        reasons=closing.reasons,
        question=run.account.security_question,
        given={**run.answers, **(given or {})},
        wrong=wrong or {},
        warned=closing_rules.warnings(closing, applicant(database.session(), going)) if going else [],
        going_along=going.side_effects if going else [],
        **_before(going, closing, number),
        changed=changed,
    )


def _before(going: ClosingScope | None, closing: Closing, number: int) -> dict[str, object]:
    """What the reader has to know before the last button: what it does, and what can be done instead."""
    if going is None or number != closing.decisive:
        return {}
    edition = edition_of(going.account)
    others = instead(edition, going.capacity.persona) if going.closes_account else {}
    return {"foretold": preview(database.session(), going, edition), "instead": others}


def _refuse(closing: Closing, refused: closing_rules.Refusal, capacity: Capacity) -> ResponseReturnValue:
    to_close = "leave the team" if closing.of == "membership" else f"close your {closing.of}"
    page = render_template(
        "closing/refused.html",
        **_around(closing, closing.stages[0].on),
        refused=refused,
        heading=REFUSED[refused.kind].format(to_close),
        why=None if refused.blockers else explain(refused, closing, capacity),
        leave=_leave(closing),
    )
    return page, 409 if request.method == "POST" else 200


def _leave(closing: Closing) -> str:
    """Where a closing was begun; a section that its reader has no more, being less than before, is the first page."""
    has = g.account is None or edition_of(g.account).section(closing.at, g.capacity.persona)
    if closing.at in ("settings", "navigation") or not has:
        return url_for("settings.overview")
    return url_for("settings.section", place=closing.at)


def _around(closing: Closing, on: str) -> dict[str, object]:
    """What a stage is drawn on: a page of its own, or the page its control is on, behind a dialog."""
    if on == "page":
        return {"on": "page"}
    listed = edition_of(g.account).section(closing.at, g.capacity.persona)
    behind = closing.at if listed else "settings"
    return {"on": "dialog", **settings_page(behind)}
