"""Signing up: details, then a code that proves whose phone number it is."""

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog.personas import JOINS_AS, PERSONAS
from mocksite.db import database
from mocksite.db.models import Signup, World
from mocksite.rules import one_time_codes
from mocksite.rules.form_fields import written
from mocksite.services import signups
from mocksite.services.lockout import TRIES
from mocksite.views.access import home_of, sign_in

bp = Blueprint("signup", __name__, url_prefix="/signup")

FIELDS = ("name", "email", "phone", "password")


@bp.get("")
def details() -> ResponseReturnValue:
    return redirect(home_of(g.account)) if g.account else _form({}, {}, 200)


@bp.post("")
def begin() -> ResponseReturnValue:
    """Take the details; an account is opened once the phone number is verified. Claim D1."""
    if g.account:
        return redirect(home_of(g.account))
    world, persona = _world(), request.form.get("persona", "")
    given = {name: written(request.form, name) for name in FIELDS}
    if world is None:
        return _form(given, {}, 404)
    wrong = signups.complaints(database.session(), world, given)
    if persona not in JOINS_AS:
        wrong["persona"] = "Choose what you join as."
    if wrong:
        return _form(given, wrong, 422)
    session["signup"] = signups.begin(database.session(), world, persona, given).id
    return redirect(url_for(".code"))


@bp.get("/code")
def code() -> ResponseReturnValue:
    signup = _signup()
    return render_template("auth/phone.html", signup=signup) if signup else redirect(url_for(".details"))


@bp.post("/code")
def verify() -> ResponseReturnValue:
    db, signup = database.session(), _signup()
    if signup is None:  # an account already, where the button was pressed twice
        return redirect(url_for(".details"))
    given_code, now = written(request.form, "code"), signup.world.now
    if wrong := one_time_codes.complaint(
        given_code, one_time_codes.Sent(signup.code, signup.code_expires), now, "Start again."
    ):
        return _refuse_code(signup, wrong)
    # Somebody else may have become the owner of the address or the number in the meantime.
    given = {name: getattr(signup, name) for name in FIELDS}
    if taken := signups.complaints(db, signup.world, given):
        return _form(given, taken, 409, signup.world)
    account = signups.finish(db, signup)
    sign_in(account)
    return redirect(home_of(account))


def _refuse_code(signup: Signup, wrong: str) -> ResponseReturnValue:
    """Nobody guesses a code: after the fifth wrong one there is nothing left to guess at."""
    db = database.session()
    signup.wrong += 1
    page: ResponseReturnValue = render_template("auth/phone.html", signup=signup, complaint=wrong), 422
    if signup.wrong >= TRIES:
        db.delete(signup)
        page = _form({}, {"phone": "That was wrong five times. Start again, and we text another code."}, 429)
    db.commit()  # the page is drawn by now: once others can guess, they may end the sign-up
    return page


def _world() -> World | None:
    return database.session().get(World, session.get("login_world", ""))


def _signup() -> Signup | None:
    return database.session().get(Signup, session.get("signup", ""))


def _form(given: dict[str, str], wrong: dict[str, str], status: int, world: World | None = None) -> ResponseReturnValue:
    shown = {"world": world or _world(), "given": given, "wrong": wrong}
    personas = {name: PERSONAS[name] for name in JOINS_AS}
    return render_template("auth/signup.html", personas=personas, **shown), status
