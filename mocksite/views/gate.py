"""The gate before the settings: what an edition asks for before it opens them, once after each log-in."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog.field_labels import LABELS
from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.db import database
from mocksite.editions.schema import Gate
from mocksite.rules.form_fields import QUESTIONS, question_complaints, written
from mocksite.services import support_requests
from mocksite.views import credentials
from mocksite.views.access import came_from, edition_of, inside, login_required, remember, remembered

bp = Blueprint("gate", __name__, url_prefix="/gate")

FIELD = {"password": "password", "security-question": "security-answer"}


def guard() -> ResponseReturnValue | None:
    """Before each page behind the gate: whoever has not passed it is sent there, and back afterwards."""
    if g.account is None or g.account.persona == SUPPORT_AGENT:
        return None
    asked = edition_of(g.account).gate
    if asked is None or _passed(asked):
        return None
    wanted = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else came_from()
    return redirect(url_for("gate.gate", next=wanted))


@bp.get("")
@login_required
def gate() -> ResponseReturnValue:
    return _go_on() if _passed(_gate()) else _page()


@bp.post("")
@login_required
def check() -> ResponseReturnValue:
    """Take the answers; a question that is not set yet is set. Claims A5, A6, C10."""
    asked = _gate()
    if _passed(asked):
        return _go_on()
    asks = {FIELD[name]: True for name in asked.asks}
    given = {name: written(request.form, name) for name in ("password", "security-answer", "question", "answer")}
    sets = _sets(asked)
    if sets:
        del asks["security-answer"]
    wrong = credentials.wrong_answers(g.account, asks, given)
    if sets:
        wrong |= question_complaints(given["question"], given["answer"])
    if wrong:
        return _page(wrong, given["question"]), credentials.status(wrong)
    if sets:
        g.account.security_question, g.account.security_answer = given["question"], given["answer"]
        flash("Your security question is set.")
    remember("gate", g.account)
    return _go_on()


@bp.get("/forgotten")
@login_required
def forgotten() -> ResponseReturnValue:
    """What somebody can do who has forgotten the security question or its answer. Claim A7."""
    if not g.account.security_question:
        return _go_on()
    asked = support_requests.open_request(database.session(), g.account, "reset")
    return render_template("gate/forgotten.html", asked=asked)


@bp.post("/forgotten")
@login_required
def ask_to_reset() -> ResponseReturnValue:
    """Ask support to reset it, once at a time."""
    db = database.session()
    if g.account.security_question and not support_requests.open_request(db, g.account, "reset"):
        support_requests.submit(db, g.account, "reset", "I have forgotten my security question or its answer.")
    return redirect(url_for(".forgotten"))


def _gate() -> Gate:
    return edition_of(g.account).gate or abort(404)


def _passed(asked: Gate) -> bool:
    """Whether all was answered since the log-in; a question that was reset is asked for again."""
    return not _sets(asked) and remembered("gate") == g.account


def _sets(asked: Gate) -> bool:
    """Whether there is no security question to be answered yet, so that one is set."""
    return "security-question" in asked.asks and not g.account.security_question


def _go_on() -> ResponseReturnValue:
    return redirect(inside(request.values.get("next", "")) or url_for("settings.overview"))


def _page(wrong: dict[str, str] | None = None, question: str = "") -> str:
    asked = _gate()
    return render_template(
        "gate/gate.html",
        gate=asked,
        sets=_sets(asked),
        labels=LABELS,
        field=FIELD,
        questions=QUESTIONS,
        question=question,
        wrong=wrong or {},
        next=inside(request.values.get("next", "")),
    )
