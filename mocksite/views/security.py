"""Setting the security question, turning two-step login on and off, and its recovery codes."""

import pyotp
from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from mocksite.db import database
from mocksite.rules import totp
from mocksite.rules.form_fields import question_complaints, written
from mocksite.services import recovery_codes as codes
from mocksite.views import credentials
from mocksite.views.error_pages import refuse
from mocksite.views.forms import FormPage, Line, draw_form, refuse_form
from mocksite.views.settings import draw, panel_of, saved, section

bp = Blueprint("security", __name__, url_prefix="/settings/<place>")
NEW_CODES = FormPage(
    "Make new recovery codes",
    [Line(totp.CREDENTIAL, "Code", autocomplete="one-time-code")],
    "Make new codes",
    "They replace the codes you have. Enter a code from your authenticator.",
)


@bp.post("/security-question")
def save_question(place: str) -> ResponseReturnValue:
    """Set the security question, or change it. Claims A5, A6."""
    panel_of(place, "security-question")
    question, answer = written(request.form, "question"), written(request.form, "answer")
    required = {"security-answer": True} if g.account.security_question else {}
    current = {"security-answer": written(request.form, "current-answer")}
    complaints = question_complaints(question, answer)
    if current_complaints := credentials.check_answers(g.account, required, current):
        complaints["current-answer"] = current_complaints["security-answer"]
    if complaints:
        page = draw(place, complaints=complaints, question=question)
        return page, credentials.refusal_status(complaints.values())
    g.account.security_question, g.account.security_answer = question, answer
    return saved(place, "Your security question is changed." if required else "Your security question is set.")


@bp.post("/two-factor/offer")
def offer_two_factor(place: str) -> ResponseReturnValue:
    """Offer a new secret for the reader's authenticator."""
    panel_of(place, "two-factor")
    if g.account.totp_secret:
        refuse("Two-step login is already on.", section, place=place)
    g.account.totp_offered, g.account.totp_step = pyotp.random_base32(), 0
    return redirect(url_for("settings.section", place=place))


@bp.post("/two-factor")
def turn_on_two_factor(place: str) -> ResponseReturnValue:
    """Turn it on with a code for the new secret. Claim E5."""
    panel_of(place, "two-factor")
    if not g.account.totp_offered:
        refuse("Start again: there is no QR code to scan.", section, place=place)
    _check_code(place, g.account.totp_offered)
    g.account.totp_secret, g.account.totp_offered = g.account.totp_offered, None
    return _show_new_codes(place, "Two-step login is on.")


@bp.post("/two-factor/off")
def turn_off_two_factor(place: str) -> ResponseReturnValue:
    """Turn it off with a code."""
    panel_of(place, "two-factor")
    if not g.account.totp_secret:
        refuse("Two-step login is already off.", section, place=place)
    _check_code(place, g.account.totp_secret)
    g.account.totp_secret = None
    codes.forget(database.session(), g.account)
    return saved(place, "Two-step login is off.")


@bp.get("/recovery-codes")
def recovery_codes(place: str) -> ResponseReturnValue:
    panel_of(place, "two-factor")
    if not g.account.totp_secret:
        return redirect(url_for("settings.section", place=place))
    return draw_form(place, NEW_CODES)


@bp.post("/recovery-codes")
def make_recovery_codes(place: str) -> ResponseReturnValue:
    """Make ten new codes, and show them once."""
    panel_of(place, "two-factor")
    if not g.account.totp_secret:
        refuse("Turn on two-step login first.", section, place=place)
    code = written(request.form, totp.CREDENTIAL)
    complaint = credentials.authenticator_complaint(g.account, g.account.totp_secret, code)
    refuse_form(place, NEW_CODES, {totp.CREDENTIAL: complaint})
    return _show_new_codes(place, "Your old recovery codes no longer work.")


def _show_new_codes(place: str, message: str) -> ResponseReturnValue:
    """Draw the section with new codes at once: after a redirect, they would have to be kept somewhere to be shown."""
    new_codes = codes.renew(database.session(), g.account)
    flash(message)
    return draw(place, recovery_codes=new_codes)


def _check_code(place: str, secret: str) -> None:
    if complaint := credentials.authenticator_complaint(g.account, secret, written(request.form, totp.CREDENTIAL)):
        refuse(complaint, section, credentials.refusal_status([complaint]), totp.CREDENTIAL, place=place)
