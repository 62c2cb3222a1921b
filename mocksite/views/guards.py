"""What keeps a request from what is not its reader's: the login page, or 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import abort, g
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.db import database
from mocksite.db.models import InWorld
from mocksite.views.redirects import redirect_to_log_in

View = Callable[..., ResponseReturnValue]
Row = TypeVar("Row", bound=InWorld)


def login_required(view: View) -> View:
    """Send readers who are not logged in to the login page, and back afterwards; 404 for a support agent."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        if g.account is None:
            return redirect_to_log_in()
        if g.account.persona == SUPPORT_AGENT:
            abort(404)
        return view(*args, **kwargs)

    return guarded


def row_or_404(table: type[Row], key: str) -> Row:
    """The row of that key in the reader's world, or 404."""
    row = database.session().scalar(select(table).where(table.world_id == g.account.world_id, table.key == key))
    return row or abort(404)


def own_row_or_404(table: type[Row], key: str) -> Row:
    """The row of that key if the reader is one of its parties, or 404."""
    row = row_or_404(table, key)
    if g.account.id not in row.parties:
        abort(404)
    return row
