"""The settings: their sections, the control that closes the account, the security question."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mocksite import rules, store
from mocksite.catalog import DESKTOP_ONLY
from mocksite.closings import standing
from mocksite.fields import QUESTIONS, written
from mocksite.schema import Closing
from mocksite.views.access import device, edition_of, login_required
from mocksite.views.failures import refuse

bp = Blueprint("settings", __name__, url_prefix="/settings")


@bp.get("/")
@login_required
def overview() -> ResponseReturnValue:
    return render_template("settings/page.html", **settings_page("settings"))


@bp.get("/<place>")
@login_required
def section(place: str) -> ResponseReturnValue:
    return render_template("settings/page.html", **settings_page(place))


@bp.post("/<place>/security-question")
@login_required
def save_question(place: str) -> ResponseReturnValue:
    question, answer = request.form.get("question"), written(request.form, "answer")
    if not any(part.id == place and "security-question" in part.panels for part in edition_of(g.account).sections):
        abort(404)
    if g.account.security_question:
        return refuse("You have a security question already.", section, place=place)
    if question not in QUESTIONS or not answer or len(answer) > 100:
        complaint = "Choose a question, and give an answer of at most 100 characters."
        return render_template("settings/page.html", **settings_page(place), complaint=complaint), 422
    g.account.security_question, g.account.security_answer = question, answer
    flash("Your security question is set.")
    return redirect(url_for(".section", place=place))


def settings_page(place: str) -> dict[str, object]:
    """What the page of a section shows; 404 when the edition has no such section."""
    edition = edition_of(g.account)
    current = next((part for part in edition.sections if part.id == place), None)
    if current is None and place != "settings":
        abort(404)
    account_standing = standing(store.session(), g.account)
    found = rules.closing_for(edition, account_standing)
    page: dict[str, object] = {"current": current, "questions": QUESTIONS}
    if found and found[1].at in (place, "navigation"):
        number, closing = found
        refused = rules.hidden(closing, account_standing, device())
        page |= {"number": number, "closing": closing, "hidden": refused and _explain(refused, closing)}
    return page


def _explain(refused: rules.Refusal, closing: Closing) -> str:
    if refused.kind == "device":
        return DESKTOP_ONLY
    return f"Set a security question first; then {closing.control} appears here."
