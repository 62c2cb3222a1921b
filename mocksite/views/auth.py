"""Logging in and out."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from mocksite.catalog import worlds
from mocksite.db import database
from mocksite.db.models import Account
from mocksite.editions.closing_schema import NOT_FOUND
from mocksite.queries import world_edition
from mocksite.rules.closing_texts import day
from mocksite.rules.form_fields import written
from mocksite.services import recovery_codes, support_requests
from mocksite.views import credentials
from mocksite.views.current_account import enter, is_let_in, remember, remembered, sign_in, sign_out
from mocksite.views.redirects import local_address, start_page_of

bp = Blueprint("auth", __name__)

AMBIGUOUS = "More than one world has this user name. Use the email address, or the login link of your world."


@bp.get("/login")
def log_in() -> ResponseReturnValue:
    if world := request.args.get("world"):
        enter(world)
    return _form()


@bp.post("/login")
def check_password() -> ResponseReturnValue:
    account, complaint = _find_account(written(request.form, "email"))
    if account is None or complaint:
        return _form(complaint), 401
    if complaint := _password_complaint(account):
        return _form(complaint), credentials.refusal_status([complaint], 401)
    session.pop("shut_out", None)
    if not is_let_in(account):
        return _turn_away(account)
    if account.totp_secret and not world_edition.is_without(account.world, worlds.LOGIN_CODE):
        remember("half_in", account)
        return redirect(url_for("auth.ask_code", next=_next_page()))
    return _enter(account)


@bp.get("/login/code")
def ask_code() -> ResponseReturnValue:
    if "half_in" not in session:
        return redirect(url_for("auth.log_in"))
    return render_template("auth/code.html", next=_next_page())


@bp.post("/login/code")
def check_code() -> ResponseReturnValue:
    account = remembered("half_in")
    if account is None or account.totp_secret is None or not is_let_in(account):
        return redirect(url_for("auth.log_in"))
    if complaint := credentials.authenticator_complaint(account, account.totp_secret, written(request.form, "code")):
        page = render_template("auth/code.html", next=_next_page(), complaint=complaint)
        return page, credentials.refusal_status([complaint], 401)
    return _enter(account)


@bp.get("/login/recovery-code")
def ask_recovery_code() -> ResponseReturnValue:
    if "half_in" not in session:
        return redirect(url_for("auth.log_in"))
    return render_template("auth/recovery.html", next=_next_page())


@bp.post("/login/recovery-code")
def check_recovery_code() -> ResponseReturnValue:
    """Log in with a recovery code, which is used up, in place of the authenticator's code."""
    account = remembered("half_in")
    if account is None or account.totp_secret is None or not is_let_in(account):
        return redirect(url_for("auth.log_in"))
    if complaint := credentials.recovery_code_complaint(account, written(request.form, recovery_codes.CREDENTIAL)):
        page = render_template("auth/recovery.html", next=_next_page(), complaint=complaint)
        return page, credentials.refusal_status([complaint], 401)
    return _enter(account)


@bp.post("/logout")
def log_out() -> ResponseReturnValue:
    sign_out()
    return redirect(url_for("auth.log_in"))


def _enter(account: Account) -> ResponseReturnValue:
    next_page = _next_page()
    sign_in(account)
    return redirect(next_page or start_page_of(account))


def _password_complaint(account: Account) -> str | None:
    complaint = credentials.password_complaint(account, request.form.get("password", ""))
    return None if complaint and world_edition.is_without(account.world, worlds.PASSWORD_LOGIN) else complaint


def _turn_away(account: Account) -> ResponseReturnValue:
    """Say why an account cannot be used, and let its owner ask support if that may help. Claims C13, C20."""
    complaint = account.login_says
    if account.status == "suspended":
        why = support_requests.reason_of_suspension(account)
        complaint = f"This account is suspended: {why}" if why else "This account is suspended."
    elif account.restore_at:
        complaint = f"This account is open again on {day(account.restore_at)}."
    kind = support_requests.kind_without_login(account)
    if kind is None:
        return _form(complaint), 403
    remember("shut_out", account)
    open_request = support_requests.open_request(database.session(), account, kind)
    link = "Answer support" if open_request and open_request.waits_for_reader else SUPPORT_LINKS[kind]
    return _form(complaint, link=link, kind=kind), 403


SUPPORT_LINKS = {"reopen": "Ask support to reopen it", "appeal": "Appeal"}


def _find_account(identifier: str) -> tuple[Account | None, str | None]:
    """The account of an email address or user name; else a complaint."""
    if not identifier:
        return None, NOT_FOUND  # a masked account has empty identifiers
    query = select(Account).where((Account.email if "@" in identifier else Account.username) == identifier.lower())
    if "@" not in identifier and (world := session.get("login_world")):
        query = query.where(Account.world_id == world)
    rule = worlds.EMAIL_LOGIN if "@" in identifier else worlds.USER_NAME_LOGIN
    accounts = database.session().scalars(query.order_by(Account.id))
    # The newest account of an identifier in each world.
    by_world = {account.world_id: account for account in accounts if not world_edition.is_without(account.world, rule)}
    if len(by_world) == 1:
        return next(iter(by_world.values())), None
    return None, AMBIGUOUS if by_world else NOT_FOUND


def _next_page() -> str | None:
    return local_address(request.values.get("next", ""))


def _form(complaint: str | None = None, *, link: str | None = None, kind: str | None = None) -> str:
    email = request.form.get("email", "")
    return render_template("auth/login.html", next=_next_page(), complaint=complaint, email=email, link=link, kind=kind)
