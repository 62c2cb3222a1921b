"""Undoing what the reader has just done."""

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, g
from flask.typing import ResponseReturnValue

from mocksite.db import database
from mocksite.db.models import Undoable
from mocksite.services import undo
from mocksite.views import billing, jobs, members, payments, settings
from mocksite.views.current_account import capacity_complaint
from mocksite.views.error_pages import refuse_if
from mocksite.views.redirects import done

bp = Blueprint("undo", __name__, url_prefix="/undo")
# The pages of what can be undone.
PAGES: Mapping[str, Callable[..., ResponseReturnValue]] = {
    jobs.PAGE: jobs.my_jobs,
    members.PAGE: members.members,
    billing.PAGE: billing.billing,
    payments.PAGE: payments.payments,
    settings.PAGE: settings.section,
}
CHANGED = "You can no longer undo this: something that depends on it has changed."


@bp.post("/<int:act>")
def put_back(act: int) -> ResponseReturnValue:
    """Put everything back, and return to the page of what was done."""
    db = database.session()
    undoable = db.get(Undoable, act)
    if undoable is None or undoable.account_id != g.account.id:
        abort(404)
    page, arguments = PAGES[undoable.endpoint], undoable.arguments
    refuse_if(capacity_complaint(), page, **arguments)
    if undoable.capacity != g.capacity.key:
        abort(404)
    refuse_if(undo.cannot_undo(undoable), page, **arguments)
    if not undo.put_back(db, undoable):
        refuse_if(CHANGED, page, **arguments)
    return done("You have undone it. Everything is as it was before.", undoable.endpoint, **arguments)
