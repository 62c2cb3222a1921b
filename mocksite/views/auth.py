"""Logging in and out."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from mocksite.db import database
from mocksite.db.models import Account
from mocksite.editions.closing_schema import NOT_FOUND
from mocksite.rules import totp
from mocksite.rules.closing_texts import day
from mocksite.rules.form_fields import written
from mocksite.rules.one_time_codes import same
from mocksite.services import support_requests
from mocksite.views import credentials
from mocksite.views.access import home_of, inside, remember, remembered, sign_in, sign_out

bp = Blueprint("auth", __name__)

AMBIGUOUS = "More than one world has this user name. Use the email address, or the login link of your world."


@bp.get("/login")
def log_in() -> ResponseReturnValue:
    if world := request.args.get("world"):
        session["login_world"] = world
    return _form()


@bp.post("/login")
def check_password() -> ResponseReturnValue:
    account, complaint = _find(written(request.form, "email"))
    if account is None or complaint:
        return _form(complaint), 401
    if wrong := _wrong_password(account, request.form.get("password", "")):
        return _form(wrong["password"]), credentials.status(wrong, 401)
    session.pop("shut_out", None)
    if account.status != "open":
        return _turn_away(account)
    if account.totp_secret:
        remember("half_in", account)
        return redirect(url_for("auth.ask_code", next=_next()))
    return _enter(account)


@bp.get("/login/code")
def ask_code() -> ResponseReturnValue:
    if "half_in" not in session:
        return redirect(url_for("auth.log_in"))
    return render_template("auth/code.html", next=_next())


@bp.post("/login/code")
def check_code() -> ResponseReturnValue:
    account = remembered("half_in")
    if account is None or account.totp_secret is None or account.status != "open":
        return redirect(url_for("auth.log_in"))
    if complaint := credentials.authenticator_complaint(account, account.totp_secret, written(request.form, "code")):
        wrong = {totp.PROOF: complaint}
        return render_template("auth/code.html", next=_next(), complaint=complaint), credentials.status(wrong, 401)
    return _enter(account)


@bp.post("/logout")
def log_out() -> ResponseReturnValue:
    sign_out()
    return redirect(url_for("auth.log_in"))


def _wrong_password(account: Account, given: str) -> dict[str, str]:
    """What is wrong with a password; wrong ones are counted, and after too many none is taken."""
    if stopped := credentials.stops(account).get("password"):
        return {"password": stopped}
    if same(given, account.password):
        return credentials.count(account, {}, ["password"])
    return credentials.count(account, {"password": "That password is not right."})


def _enter(account: Account) -> ResponseReturnValue:
    wanted = _next()
    sign_in(account)
    return redirect(wanted or home_of(account))


def _turn_away(account: Account) -> ResponseReturnValue:
    """Say why an account lets nobody in; where support may change that, remember who may ask. Claims C13, C20."""
    says = account.login_says
    if account.suspended_for:
        says = f"This account is suspended: {account.suspended_for}"
    elif account.restore_at:
        says = f"This account is open again on {day(account.restore_at)}."
    kind = support_requests.kind_without_login(account)
    if kind is None:
        return _form(says), 403
    remember("shut_out", account)
    asked = support_requests.open_request(database.session(), account, kind)
    link = "Answer support" if asked and asked.waits_for_reader else LINKS[kind]
    return _form(says, link=link, kind=kind), 403


LINKS = {"reopen": "Ask support to reopen it", "appeal": "Appeal"}


def _find(who: str) -> tuple[Account | None, str | None]:
    """The account of an email address, or of a user name in the world that the login link named."""
    if not who:
        return None, NOT_FOUND  # a log-in that was masked is empty
    named = select(Account).where((Account.email if "@" in who else Account.username) == who.lower())
    if "@" not in who and (world := session.get("login_world")):
        named = named.where(Account.world_id == world)
    # Whoever has closed an account and opened another of the same name means the newer one.
    found = {account.world_id: account for account in database.session().scalars(named.order_by(Account.id))}
    if len(found) == 1:
        return next(iter(found.values())), None
    return None, AMBIGUOUS if found else NOT_FOUND


def _next() -> str | None:
    return inside(request.values.get("next", ""))


def _form(complaint: str | None = None, *, link: str | None = None, kind: str | None = None) -> str:
    email = request.form.get("email", "")
    return render_template("auth/login.html", next=_next(), complaint=complaint, email=email, link=link, kind=kind)
