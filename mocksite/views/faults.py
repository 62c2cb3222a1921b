"""Lets the faults of a world strike its requests (ADR 38)."""

import math
import threading
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from flask import Response, current_app, g, request
from werkzeug.exceptions import InternalServerError

from mocksite.catalog.faults import FAULTS
from mocksite.catalog.worlds import END
from mocksite.db import database
from mocksite.services import callers, clock, faults
from mocksite.views import current_account, current_world

FIRST = {"offline", "clock-jump"}  # strike before the request is handled
JUMP = timedelta(days=31)
ROOM = threading.BoundedSemaphore(20)  # answers held at a time, so that they leave most connections to others


class FaultError(InternalServerError):
    """The error of a fault, which is no failure of the site."""


def strike_request() -> Response | None:
    """Before a request is handled: cut the connection, or move the clock."""
    g.struck_world = None
    if not faults.ACTIVE or request.blueprint in ("control", "front") or not (world := current_world.of_request()):
        return None
    if faults.take(world.id, request.path, {"offline"}):
        return Response(_late(request.environ, 0, None), 503)
    if request.method == "POST" and faults.take(world.id, request.path, {"clock-jump"}):
        clock.advance(database.session(), world, min(world.now + JUMP, END), math.inf)
        database.session().commit()
        current_account.load_account()
    g.struck_world = world.id
    return None


def strike_answer(response: Response) -> Response:
    """Once a request is handled, and before anything is stored: fail, or spoil the answer."""
    world_id, g.struck_world = g.get("struck_world"), None
    if world_id is None:
        return response
    is_page = response.mimetype == "text/html" and not 300 <= response.status_code < 400
    fault = faults.take(world_id, request.path, FAULTS.keys() - FIRST - (set() if is_page else {"cut-page"}))
    if fault is None:
        return response
    if fault.fault in ("error-before-commit", "error-after-commit"):
        if fault.fault == "error-after-commit":
            database.commit_or_roll_back(response)
        return current_app.make_response(current_app.handle_user_exception(FaultError()))
    if response.is_sequence:
        response.content_length = len(response.get_data())
    if fault.fault == "cut-page":
        page = response.get_data()
        response.response = [page[: len(page) // 2]]
    else:
        body = response.response if fault.fault == "slow" else None
        response.response = _late(request.environ, fault.seconds, body)
    return response


def _late(environ: Mapping[str, Any], seconds: float, body: Iterable[Any] | None) -> Iterator[Any]:
    """A body after some seconds, or None for a connection that is cut then, before a byte of the answer was sent.

    Whatever there is no room to hold is cut at once, as is the connection of a caller who leaves.
    """
    if seconds:
        if not ROOM.acquire(blocking=False):
            body = None
        else:
            try:
                body = None if callers.leaves(environ, seconds) else body
            finally:
                ROOM.release()
    if body is None:
        raise ConnectionAbortedError("a fault cuts the connection")
    yield from body
