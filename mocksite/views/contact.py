"""Changing how the reader is reached: the email address and the phone number."""

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from mocksite.db import database
from mocksite.db.models import NewPhone
from mocksite.rules import one_time_codes
from mocksite.rules.form_fields import written
from mocksite.services import login_changes, signups
from mocksite.services.lockout import TRIES
from mocksite.views import credentials
from mocksite.views.forms import FormPage, Line, draw_form, refuse_form
from mocksite.views.settings import panel_of, saved

bp = Blueprint("contact", __name__, url_prefix="/settings/<place>")
PASSWORD = Line("password", "Password", "password", "current-password")
EMAIL = FormPage(
    "Change email",
    [Line("email", "New email", autocomplete="email"), PASSWORD],
    "Send link",
    "We mail a link to the new address. Your address changes once you open it.",
)
PHONE = FormPage(
    "Change phone",
    [Line("phone", "New phone", "tel", "tel")],
    "Send code",
    "We text a code to the new number. Your number changes once you enter it.",
)
CODE = FormPage(
    "Verify your phone", [Line("code", "Code", autocomplete="one-time-code")], "Verify", "We have texted you a code."
)
SAME_PHONE = "That is your phone number already."
SOMEBODYS = "This phone number belongs to an account already."


@bp.get("/email")
def email(place: str) -> ResponseReturnValue:
    panel_of(place, "contact")
    return draw_form(place, EMAIL)


@bp.post("/email")
def mail_link(place: str) -> ResponseReturnValue:
    """Mail a link to the new address, which changes nothing yet."""
    panel_of(place, "contact")
    db, address = database.session(), written(request.form, "email").lower()
    complaints: dict[str, str | None] = {"email": signups.email_complaint(db, g.account.world, address)}
    if address == g.account.email:
        complaints["email"] = "That is your email address already."
    answers = {"password": written(request.form, "password")}
    refuse_form(place, EMAIL, {**complaints, **credentials.check_answers(g.account, {"password": True}, answers)})
    login_changes.mail_link(db, g.account, address)
    return saved(place, f"We have mailed a link to {address}. Open it to finish.")


@bp.get("/phone")
def phone(place: str) -> ResponseReturnValue:
    panel_of(place, "contact")
    return draw_form(place, PHONE)


@bp.post("/phone")
def text_code(place: str) -> ResponseReturnValue:
    """Text a code to the new number, unless somebody has an account with it. Claim D1."""
    panel_of(place, "contact")
    number = signups.phone(written(request.form, "phone")) or ""
    complaint = signups.NO_PHONE if not number else SAME_PHONE if number == g.account.phone else _taken(number)
    refuse_form(place, PHONE, {"phone": complaint})
    login_changes.text_code(database.session(), g.account, number)
    return redirect(url_for(".code", place=place))


@bp.get("/phone/code")
def code(place: str) -> ResponseReturnValue:
    panel_of(place, "contact")
    return draw_form(place, CODE) if _change() else redirect(url_for(".phone", place=place))


@bp.post("/phone/code")
def verify(place: str) -> ResponseReturnValue:
    """Change the number if the code is right. The fifth wrong one ends the change."""
    panel_of(place, "contact")
    db, change = database.session(), _change()
    if change is None:
        return redirect(url_for(".phone", place=place))
    sent = one_time_codes.Sent(change.code, change.code_expires)
    complaint = one_time_codes.complaint(
        written(request.form, "code"), sent, g.account.world.now, "Change your phone again for a new one."
    )
    if complaint:
        change.wrong += 1
        if change.wrong < TRIES:
            db.commit()  # because the response refuses the request
            refuse_form(place, CODE, {"code": complaint})
        db.delete(change)
        flash("That was wrong five times. Start again and we will text you another code.", "danger")
        return redirect(url_for(".phone", place=place))
    refuse_form(place, CODE, {"code": _taken(change.phone)})  # it may have been taken since
    login_changes.change_phone(db, g.account, change)
    return saved(place, f"Your phone number is now: {g.account.phone}.")


def _taken(number: str) -> str | None:
    """The complaint about the number of somebody else, if it is."""
    return SOMEBODYS if signups.belongs_to_somebody(database.session(), g.account.world, number) else None


def _change() -> NewPhone | None:
    return database.session().get(NewPhone, g.account.id)
