"""The mailed link that reopens an account. ADR 17."""

from flask import Blueprint, abort, g, make_response, render_template
from flask.typing import ResponseReturnValue

from mocksite.db import database
from mocksite.db.models import Account
from mocksite.services import reopening
from mocksite.views.redirects import done

bp = Blueprint("restore", __name__, url_prefix="/restore")
EXPIRED = "That link was used already, or is too late."
OTHER_ACCOUNT = "That link reopens another account. Log out here first."


@bp.get("/<token>")
def link(token: str) -> ResponseReturnValue:
    """Ask whether to reopen the account; this page alone does nothing."""
    return render_template("auth/restore.html", token=token, person=_account(token))


@bp.post("/<token>")
def restore(token: str) -> ResponseReturnValue:
    reopening.reopen(database.session(), _account(token))
    return done("Your account is open again. Log in as before.", "auth.log_in")


def _account(token: str) -> Account:
    """The account that the link reopens, or a refusal."""
    account = reopening.account_of(database.session(), token)
    if account is None or (g.account and g.account.id != account.id):
        complaint, status = (OTHER_ACCOUNT, 409) if account else (EXPIRED, 410)
        abort(make_response(render_template("auth/restore.html", complaint=complaint), status))
    return account
