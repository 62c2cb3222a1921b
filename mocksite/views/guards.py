"""Access: who needs a login, and which rows are whose."""

from typing import TypeVar

from flask import abort, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.sql.base import ExecutableOption as ORMOption

from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.db import database
from mocksite.db.models import InWorld
from mocksite.views.redirects import redirect_to_log_in

Row = TypeVar("Row", bound=InWorld)

# The blueprints and endpoints for readers who are not logged in.
PUBLIC = {
    *(
        "auth",
        "bootstrap",
        "control",
        "front",
        "new_email",
        "restore",
        "signup",
        "static",
        "home.start",
        "home.icon",
        "talent.search",
    ),
    *("talent.profile", "support.outside", "support.ask_from_outside", "closing.stage", "closing.ended"),
}
# All that agents can open, and nobody else.
FOR_AGENTS = ("desk", "records")


def is_public() -> bool:
    """Whether the page needs no login, or does not exist."""
    return request.endpoint is None or not PUBLIC.isdisjoint((request.blueprint, request.endpoint))


def require_login() -> ResponseReturnValue | None:
    """Before each request, require a login, and keep agents and everybody else to their own pages."""
    if is_public():
        return None
    if g.account is None:
        return redirect_to_log_in()
    if (g.account.persona == SUPPORT_AGENT) != (request.blueprint in FOR_AGENTS):
        abort(404)
    return None


def row_or_404(table: type[Row], key: str, *shown: ORMOption) -> Row:
    """The row of that key in the world, with other rows that are ``shown`` beside it; else 404."""
    of_world = select(table).where(table.world_id == g.account.world_id, table.key == key)
    return database.session().scalar(of_world.options(*shown)) or abort(404)


def own_row_or_404(table: type[Row], key: str, *shown: ORMOption) -> Row:
    """The same row if the reader is one of its parties; else 404."""
    row = row_or_404(table, key, *shown)
    return row if g.account.id in row.parties else abort(404)
