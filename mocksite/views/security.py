"""What protects an account: its security question and two-step login, set and changed in the settings."""

import pyotp
from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from mocksite.rules import totp
from mocksite.rules.form_fields import question_complaints, written
from mocksite.views import credentials, gate
from mocksite.views.access import login_required
from mocksite.views.failures import refuse
from mocksite.views.settings import draw, panel_of, saved, section

bp = Blueprint("security", __name__, url_prefix="/settings/<place>")
bp.before_request(gate.guard)


@bp.post("/security-question")
@login_required
def save_question(place: str) -> ResponseReturnValue:
    """Set the security question; to change it, its answer is needed. Claims A5, A6."""
    panel_of(place, "security-question")
    given = {name: written(request.form, name) for name in ("question", "answer")}
    asks = {"security-answer": True} if g.account.security_question else {}
    current = {"security-answer": written(request.form, "current-answer")}
    wrong = question_complaints(**given)
    if complaint := credentials.wrong_answers(g.account, asks, current):
        wrong["current-answer"] = complaint["security-answer"]
    if wrong:
        return draw(place, wrong=wrong, question=given["question"]), credentials.status(wrong)
    g.account.security_question, g.account.security_answer = given["question"], given["answer"]
    return saved(place, "Your security question is changed." if asks else "Your security question is set.")


@bp.post("/two-factor/offer")
@login_required
def offer_two_factor(place: str) -> ResponseReturnValue:
    """Begin to turn two-step login on: a new secret, for the reader's authenticator."""
    panel_of(place, "two-factor")
    if g.account.totp_secret:
        return refuse("Two-step login is on already.", section, place=place)
    g.account.totp_offered, g.account.totp_step = pyotp.random_base32(), 0
    return redirect(url_for("settings.section", place=place))


@bp.post("/two-factor")
@login_required
def turn_on_two_factor(place: str) -> ResponseReturnValue:
    """Turn it on, once the authenticator has shown a code of the new secret. Claim E5."""
    panel_of(place, "two-factor")
    if not g.account.totp_offered:
        return refuse("Begin again: there is no QR code to scan.", section, place=place)
    if complaint := _complaint(g.account.totp_offered):
        return draw(place, wrong=complaint), credentials.status(complaint)
    g.account.totp_secret, g.account.totp_offered = g.account.totp_offered, None
    return saved(place, "Two-step login is on.")


@bp.post("/two-factor/off")
@login_required
def turn_off_two_factor(place: str) -> ResponseReturnValue:
    """Turn it off, with a code."""
    panel_of(place, "two-factor")
    if not g.account.totp_secret:
        return refuse("Two-step login is off already.", section, place=place)
    if complaint := _complaint(g.account.totp_secret):
        return draw(place, wrong=complaint), credentials.status(complaint)
    g.account.totp_secret = None
    return saved(place, "Two-step login is off.")


def _complaint(secret: str) -> dict[str, str]:
    complaint = credentials.authenticator_complaint(g.account, secret, written(request.form, totp.PROOF))
    return {totp.PROOF: complaint} if complaint else {}
