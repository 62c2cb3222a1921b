"""The gate of the settings: what an edition asks once after each login."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog import worlds
from mocksite.catalog.field_labels import LABELS
from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.db import database
from mocksite.editions.schema import Gate
from mocksite.queries.world_edition import is_without
from mocksite.rules.form_fields import QUESTIONS, question_complaints, written
from mocksite.services import support_requests
from mocksite.views import credentials
from mocksite.views.current_account import edition_of, is_reader, remember
from mocksite.views.redirects import local_address, referring_page

bp = Blueprint("gate", __name__, url_prefix="/gate")

FIELDS = {"password": "password", "security-question": "security-answer"}


def guard() -> ResponseReturnValue | None:
    """Before the settings or a closing, send readers to the gate unless they have passed it."""
    if not g.account or not str(request.url_rule).startswith(("/settings/", "/closing/")):
        return None
    edition_gate = edition_of(g.account).gate
    if g.account.persona == SUPPORT_AGENT or edition_gate is None or _is_passed(edition_gate):
        return None
    next_page = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else referring_page()
    return redirect(url_for("gate.gate", next=next_page))


@bp.get("")
def gate() -> ResponseReturnValue:
    return _go_on() if _is_passed(_gate_or_404()) else _page()


@bp.post("")
def check() -> ResponseReturnValue:
    """Check the answers, or set the security question. Claims A5, A6, C10."""
    edition_gate = _gate_or_404()
    if _is_passed(edition_gate):
        return _go_on()
    required = {FIELDS[name]: True for name in edition_gate.asks}
    answers = {name: written(request.form, name) for name in ("password", "security-answer", "question", "answer")}
    sets_question = _sets_question(edition_gate)
    if sets_question or ("security-answer" in required and is_without(g.account.world, worlds.ANSWER_CHECKED)):
        required.pop("security-answer")
    complaints = credentials.check_answers(g.account, required, answers)
    if sets_question:
        complaints |= question_complaints(answers["question"], answers["answer"])
    if complaints:
        page = _page(complaints, answers["question"])
        return page, credentials.refusal_status(complaints.values())
    if sets_question:
        g.account.security_question, g.account.security_answer = answers["question"], answers["answer"]
        flash("Your security question is set.")
    remember("gate", g.account)
    return _go_on()


@bp.get("/forgotten")
def forgotten() -> ResponseReturnValue:
    """Help for readers who have forgotten their question or answer. Claim A7."""
    if not g.account.security_question:
        return _go_on()
    ticket = support_requests.open_request(database.session(), g.account, "reset")
    return render_template("gate/forgotten.html", ticket=ticket)


@bp.post("/forgotten")
def ask_to_reset() -> ResponseReturnValue:
    """Ask support to reset it, once."""
    db = database.session()
    if g.account.security_question and not support_requests.open_request(db, g.account, "reset"):
        support_requests.submit(db, g.account, "reset", "I have forgotten my security question or its answer.")
    return redirect(url_for(".forgotten"))


def _gate_or_404() -> Gate:
    return edition_of(g.account).gate or abort(404)


def _is_passed(edition_gate: Gate) -> bool:
    """Whether the reader has passed the gate since logging in, and still has a question if one is needed."""
    if not g.account.security_question and edition_gate.asks == ["security-question"]:
        return not _sets_question(edition_gate)
    return not _sets_question(edition_gate) and is_reader("gate")


def _sets_question(edition_gate: Gate) -> bool:
    has_none = "security-question" in edition_gate.asks and not g.account.security_question
    return has_none and not is_without(g.account.world, worlds.QUESTION_FIRST)


def _go_on() -> ResponseReturnValue:
    return redirect(local_address(request.values.get("next", "")) or url_for("settings.overview"))


def _page(complaints: dict[str, str] | None = None, question: str = "") -> str:
    edition_gate = _gate_or_404()
    return render_template(
        "gate/gate.html",
        gate=edition_gate,
        sets_question=_sets_question(edition_gate),
        labels=LABELS,
        names=FIELDS,
        questions=QUESTIONS,
        question=question,
        complaints=complaints or {},
        next=local_address(request.values.get("next", "")),
    )
