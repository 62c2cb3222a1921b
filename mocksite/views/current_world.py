"""The world of a request, and what that world is without (ADR 19)."""

from flask import abort, g, request, session

from mocksite.catalog.worlds import can_be_without
from mocksite.db import database
from mocksite.db.models import ClosingRun, World
from mocksite.queries import world_edition
from mocksite.services import login_changes, reopening


def refuse_missing() -> None:
    """Before each request, answer 404 to what its world is without, whoever asks."""
    if request.endpoint and can_be_without(request.endpoint):
        world = of_request()
        if world and world_edition.is_without(world, request.endpoint):
            abort(404)


def of_request() -> World | None:
    """The world that the address names, or else that of the reader, or of the session; None if none is known."""
    return _of_address() or (g.account.world if g.account else _named(session.get("login_world")))


def _of_address() -> World | None:
    values, db = request.view_args or {}, database.session()
    if run_id := values.get("run_id"):
        run = db.get(ClosingRun, run_id)
        return run.account.world if run else None
    if token := values.get("token"):
        change = login_changes.of_link(db, token)
        account = change[0] if change else reopening.account_of(db, token)
        return account.world if account else None
    on_login_page = request.endpoint == "auth.log_in"
    return _named(values.get("world_id") or (request.args.get("world") if on_login_page else None))


def _named(key: str | None) -> World | None:
    return database.session().get(World, key) if key else None
