"""Changing the password."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from mocksite.db import database
from mocksite.rules.form_fields import new_password_complaint, written
from mocksite.services import login_changes
from mocksite.views import credentials
from mocksite.views.current_account import is_reader, remember
from mocksite.views.forms import FormPage, Line, draw_form, refuse_form
from mocksite.views.settings import panel_of, saved

bp = Blueprint("new_password", __name__, url_prefix="/settings/<place>/password")
FORM = FormPage(
    "Change password",
    [
        Line("password", "Current password", "password", "current-password"),
        Line("new-password", "New password", "password", "new-password"),
    ],
    "Save password",
    "Wherever else you are logged in, you will be logged out.",
)


@bp.get("")
def change(place: str) -> ResponseReturnValue:
    panel_of(place, "password")
    return draw_form(place, FORM)


@bp.post("")
def save(place: str) -> ResponseReturnValue:
    """Change the password and end the other sessions."""
    panel_of(place, "password")
    new = request.form.get("new-password", "")
    complaints: dict[str, str | None] = {"new-password": new_password_complaint(new)}
    if new == g.account.password:
        complaints["new-password"] = "That is your password already."
    answers = {"password": written(request.form, "password")}
    refuse_form(place, FORM, {**complaints, **credentials.check_answers(g.account, {"password": True}, answers)})
    passed_gate = is_reader("gate")
    login_changes.change_password(database.session(), g.account, new)
    remember("account", g.account)
    if passed_gate:
        remember("gate", g.account)
    return saved(place, "Your password is changed.")
