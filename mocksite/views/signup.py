"""Signing up: the details, then a code sent to the phone."""

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog import worlds
from mocksite.catalog.personas import JOINS_AS
from mocksite.db import database
from mocksite.db.models import Signup, World
from mocksite.queries import world_edition
from mocksite.rules import one_time_codes
from mocksite.rules.form_fields import written
from mocksite.services import signups
from mocksite.services.lockout import TRIES
from mocksite.views.current_account import sign_in
from mocksite.views.redirects import start_page_of

bp = Blueprint("signup", __name__, url_prefix="/signup")

FIELDS = ("name", "email", "phone", "password")


@bp.get("")
def details() -> ResponseReturnValue:
    return redirect(start_page_of(g.account)) if g.account else _form({}, {}, 200)


@bp.post("")
def begin() -> ResponseReturnValue:
    """Take the details, and send a code. Claim D1."""
    if g.account:
        return redirect(start_page_of(g.account))
    world, persona = _world(), request.form.get("persona", "")
    answers = {name: written(request.form, name) for name in FIELDS}
    if world is None:
        return _form(answers, {}, 404)
    complaints = signups.complaints(database.session(), world, answers)
    if persona not in JOINS_AS:
        complaints["persona"] = "Choose how to join."
    if complaints:
        return _form(answers, complaints, 422)
    session["signup"] = signups.begin(database.session(), world, persona, answers).id
    return redirect(url_for(".code"))


@bp.get("/code")
def code() -> ResponseReturnValue:
    signup = _signup()
    return render_template("auth/phone.html", signup=signup) if signup else redirect(url_for(".details"))


@bp.post("/code")
def verify() -> ResponseReturnValue:
    db, signup = database.session(), _signup()
    if signup is None:  # it is complete: the button was pressed twice
        return redirect(url_for(".details"))
    sent = one_time_codes.Sent(signup.code, signup.code_expires)
    if complaint := one_time_codes.complaint(written(request.form, "code"), sent, signup.world.now, "Start again."):
        return _refuse_code(signup, complaint)
    # The address or the number may have been taken since.
    answers = {name: getattr(signup, name) for name in FIELDS}
    if complaints := signups.complaints(db, signup.world, answers):
        return _form(answers, complaints, 409, signup.world)
    account = signups.finish(db, signup)
    sign_in(account)
    return redirect(start_page_of(account))


def _refuse_code(signup: Signup, complaint: str) -> ResponseReturnValue:
    """Refuse a wrong code. The fifth one ends the sign-up."""
    db = database.session()
    signup.wrong += 1
    page: ResponseReturnValue = render_template("auth/phone.html", signup=signup, complaint=complaint), 422
    if signup.wrong >= TRIES:
        db.delete(signup)
        page = _form({}, {"phone": "That was wrong five times. Start again and we will text you another code."}, 429)
    db.commit()  # after drawing the page, since from now on another request may end the sign-up
    return page


def _world() -> World | None:
    return database.session().get(World, session.get("login_world", ""))


def _signup() -> Signup | None:
    return database.session().get(Signup, session.get("signup", ""))


def _form(
    answers: dict[str, str], complaints: dict[str, str], status: int, world: World | None = None
) -> ResponseReturnValue:
    world = world or _world()
    has_one_account = world is None or not world_edition.of(world).several_accounts
    names_terms = world is None or not (has_one_account and world_edition.is_without(world, worlds.ONE_ACCOUNT_TERMS))
    page = render_template(
        "auth/signup.html",
        personas=JOINS_AS,
        world=world,
        answers=answers,
        complaints=complaints,
        has_one_account=has_one_account,
        names_terms=names_terms,
    )
    return page, status
