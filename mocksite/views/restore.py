"""The link in the email about a closing, which reopens the account. ADR 17."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mocksite.db import database
from mocksite.db.models import Account
from mocksite.services import reopening

bp = Blueprint("restore", __name__, url_prefix="/restore")
EXPIRED = "That link was used already, or is too late."
OTHER_ACCOUNT = "That link reopens another account. Log out here first."


@bp.get("/<token>")
def link(token: str) -> ResponseReturnValue:
    """Ask whether to reopen the account; opening this page alone does nothing."""
    account = reopening.account_of(database.session(), token)
    return _refusal(account) or render_template("auth/restore.html", token=token, person=account)


@bp.post("/<token>")
def restore(token: str) -> ResponseReturnValue:
    account = reopening.account_of(database.session(), token)
    if refusal := _refusal(account):
        return refusal
    if account:
        reopening.reopen(database.session(), account)
        flash("Your account is open again. Log in as before.")
    return redirect(url_for("auth.log_in"))


def _refusal(account: Account | None) -> ResponseReturnValue | None:
    if account is None:
        return render_template("auth/restore.html", person=None, complaint=EXPIRED), 410
    if g.account and g.account.id != account.id:
        return render_template("auth/restore.html", person=None, complaint=OTHER_ACCOUNT), 409
    return None
