"""The link in the mail of a closing, by which its reader opens the account again. ADR 17."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mocksite.db import database
from mocksite.db.models import Account
from mocksite.services import reopening

bp = Blueprint("restore", __name__, url_prefix="/restore")
GONE = "That link was used already, or is too late."
OTHERS = "That link opens another account. Log out here first."


@bp.get("/<token>")
def link(token: str) -> ResponseReturnValue:
    """Ask whether the account is to be opened again; nothing happens by looking."""
    account = reopening.account_of(database.session(), token)
    return _refused(account) or render_template("auth/restore.html", token=token, person=account)


@bp.post("/<token>")
def restore(token: str) -> ResponseReturnValue:
    account = reopening.account_of(database.session(), token)
    if refused := _refused(account):
        return refused
    if account:
        reopening.reopen(database.session(), account)
        flash("Your account is open again. Log in as before.")
    return redirect(url_for("auth.log_in"))


def _refused(account: Account | None) -> ResponseReturnValue | None:
    if account is None:
        return render_template("auth/restore.html", person=None, complaint=GONE), 410
    if g.account and g.account.id != account.id:
        return render_template("auth/restore.html", person=None, complaint=OTHERS), 409
    return None
