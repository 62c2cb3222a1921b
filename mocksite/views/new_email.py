"""The mailed link that changes an email address."""

from flask import Blueprint, abort, g, make_response, render_template
from flask.typing import ResponseReturnValue

from mocksite.db import database
from mocksite.db.models import Account
from mocksite.services import login_changes
from mocksite.views.redirects import done

bp = Blueprint("new_email", __name__, url_prefix="/new-email")
EXPIRED = "That link was used already, or is too late."
OTHER_ACCOUNT = "That link is for another account. Log out here first."


@bp.get("/<token>")
def link(token: str) -> ResponseReturnValue:
    """Ask whether to use the new address; this page alone does nothing."""
    return render_template("auth/new_email.html", token=token, email=_of(token)[1])


@bp.post("/<token>")
def confirm(token: str) -> ResponseReturnValue:
    account, email = _of(token)
    login_changes.change_email(database.session(), account, email)
    return done(f"Your email address is now: {email}.", "home.start")


def _of(token: str) -> tuple[Account, str]:
    """The account of the link and its new address, or a refusal."""
    change = login_changes.of_link(database.session(), token)
    if change is None or (g.account and g.account.id != change[0].id):
        complaint, status = (OTHER_ACCOUNT, 409) if change else (EXPIRED, 410)
        abort(make_response(render_template("auth/new_email.html", complaint=complaint), status))
    return change
