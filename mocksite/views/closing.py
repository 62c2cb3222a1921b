"""A closing under way, stage by stage."""

import secrets

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mocksite import closings, rules, store, support_requests
from mocksite.catalog import DESKTOP_ONLY
from mocksite.fields import LABELS, SECRET, written
from mocksite.models import ClosingRun
from mocksite.schema import Closing, Stage
from mocksite.views import gate, proofs
from mocksite.views.access import ENDED, device, edition_of, login_required, sign_out
from mocksite.views.settings import settings_page

REFUSED = {
    "device": "This needs a desktop browser",
    "needs": "You have no security question yet",
    "blocked": "You cannot close your account yet",
}

bp = Blueprint("closing", __name__, url_prefix="/closing")
bp.before_request(gate.guard)


@bp.get("/start/<int:number>")
@login_required
def start(number: int) -> ResponseReturnValue:
    """Begin a closing. A GET, since its control may be a link; it changes nothing that is state."""
    db = store.session()
    found = rules.closing_for(edition_of(g.account), closings.standing(db, g.account))
    if found is None or found[0] != number:
        abort(404)
    if support_requests.open_request(db, g.account, "close"):
        flash("Support has your request already. What it asks, you can answer here.")
        return redirect(url_for("support.support"))
    run = ClosingRun(id=secrets.token_urlsafe(18), account_id=g.account.id, closing=number)
    db.add(run)
    return redirect(url_for(".stage", run_id=run.id, number=1))


@bp.route("/<run_id>/<int:number>", methods=["GET", "POST"])
def stage(run_id: str, number: int) -> ResponseReturnValue:
    """Show a stage, or take its answers. Every request asks the rules again."""
    run, closing = _run(run_id)
    if number > len(closing.stages) or number < 1:
        abort(404)
    if _over(run):
        # Whoever has the ticket may go through the stages that follow the closing, once, and nothing else.
        if run.done and run.stage == number:
            return _stage(run, closing, number)
        return redirect(_next(run, closing) if run.done else url_for(".ended", run_id=run.id))
    if g.account is None:
        flash(ENDED, "danger")
        return redirect(url_for("auth.log_in", next=request.path))
    if g.account.id != run.account_id:
        abort(404)
    if refused := rules.refusal(closing, closings.standing(store.session(), g.account), device()):
        return _refuse(closing, refused)
    if number > run.stage:
        return redirect(url_for(".stage", run_id=run.id, number=run.stage))
    return _stage(run, closing, number)


@bp.get("/<run_id>/ended")
def ended(run_id: str) -> ResponseReturnValue:
    """What the reader is told when a closing is over."""
    run, closing = _run(run_id)
    if not _over(run):
        return redirect(url_for(".stage", run_id=run.id, number=run.stage))
    if run.account.status != "open":
        afterwards = closings.aftermath(store.session(), run.account, closing)
        return render_template("closing/ended.html", told=closing.after, afterwards=afterwards)
    if not support_requests.open_request(store.session(), run.account, "close"):
        return redirect(_leave(closing))  # support has declined: the account goes on
    return render_template("closing/ended.html", told=closing.asked)


def _run(run_id: str) -> tuple[ClosingRun, Closing]:
    run = store.session().get(ClosingRun, run_id)
    if run is None:
        abort(404)
    return run, edition_of(run.account).closings[run.closing]


def _over(run: ClosingRun) -> bool:
    """Whether nothing is left to decide: the account is closed, by this closing or another, or support has it."""
    return run.done or run.account.status != "open"


def _stage(run: ClosingRun, closing: Closing, number: int) -> ResponseReturnValue:
    current = closing.stages[number - 1]
    asks_code = any(ask.name == "code" for ask in current.asks)
    if request.method != "POST":
        if asks_code:
            closings.send_code(store.session(), run, number)
        return _draw(run, closing, number)
    given: dict[str, str] = {ask.name: written(request.form, ask.name) for ask in current.asks}
    required: dict[str, bool] = {ask.name: ask.required for ask in current.asks}
    wrong = proofs.wrong_answers(run.account, required, given, reasons=closing.reasons, run=run)
    if wrong:
        if asks_code:
            closings.send_code(store.session(), run, number)
            store.session().commit()
        return _draw(run, closing, number, given, wrong), proofs.status(wrong)
    run.code_used = run.code_used or bool(given.get("code"))
    kept = {name: answer for name, answer in run.answers.items() if name not in given}
    run.answers = kept | {name: answer for name, answer in given.items() if answer and name not in SECRET}
    return _go_on(run, closing, number, current)


def _go_on(run: ClosingRun, closing: Closing, number: int, current: Stage) -> ResponseReturnValue:
    db, account = store.session(), run.account
    run.stage = number + 1
    if current.does == "close":
        run.done = closings.close_account(db, account, closing, run.answers)
        sign_out()
    elif current.does == "ask-support" and closing.asked:
        closings.ask_support(db, run, closing.asked)
        run.done = True
    elif number > closing.decisive and run.answers.get("feedback"):
        account.close_feedback = run.answers["feedback"]
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
) -> str:
    after = number > closing.decisive
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
        warned=[] if after else rules.warnings(closing, closings.standing(store.session(), run.account)),
    )


def _refuse(closing: Closing, refused: rules.Refusal) -> ResponseReturnValue:
    page = render_template(
        "closing/refused.html",
        **_around(closing, closing.stages[0].on),
        refused=refused,
        headings=REFUSED,
        desktop_only=DESKTOP_ONLY,
        leave=_leave(closing),
    )
    return page, 409 if request.method == "POST" else 200


def _leave(closing: Closing) -> str:
    if closing.at in ("settings", "navigation"):
        return url_for("settings.overview")
    return url_for("settings.section", place=closing.at)


def _around(closing: Closing, on: str) -> dict[str, object]:
    """What a stage is drawn on: a page of its own, or the page its control is on, behind a dialog."""
    if on == "page":
        return {"on": "page"}
    behind = "settings" if closing.at == "navigation" else closing.at
    return {"on": "dialog", **settings_page(behind)}
