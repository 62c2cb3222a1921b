"""Wraps the functions that defects break, and applies the defects of the world of a request."""

import functools
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from flask import Flask, Response, g, has_request_context, request, session

from mocksite.db import database
from mocksite.db.models import World
from mocksite.defects.defect import PAGES, Defect
from mocksite.defects.registry import BY_PLACE
from mocksite.queries.world_edition import RECORDED

Function = Callable[..., Any]
SITE = "mocksite"
VIEW = "view "
CLOCK, LOG_IN = "control.advance_clock", "auth.check_password"
NONE: tuple[str, list[str]] = ("", [])
# What failed in worlds with defects, by the id of the world: a defect that crashes is a fault of its own.
CRASHES: dict[str, list[str]] = {}


def wrap_functions() -> None:
    """Wrap every function that a defect breaks, wherever a module of the site refers to it; once in a process."""
    for place, defects in BY_PLACE.items():
        if place == PAGES or place.startswith(VIEW):
            continue
        owner, name, original = _find(place)
        if isinstance(original, property):
            if not hasattr(original.fget, "breaks"):
                setattr(owner, name, property(_wrapped(original.fget, defects)))  # type: ignore[arg-type]
        elif not hasattr(original, "breaks"):
            wrapped = _wrapped(original, defects)
            for module in [module for key, module in sys.modules.items() if key.startswith(f"{SITE}.")]:
                for alias in [alias for alias, value in vars(module).items() if value is original]:
                    setattr(module, alias, wrapped)


def init_app(app: Flask) -> None:
    """Wrap the views of an application, and its finished pages."""
    for place, defects in BY_PLACE.items():
        if place.startswith(VIEW):
            endpoint = place.removeprefix(VIEW)
            view = app.view_functions[endpoint]
            app.view_functions[endpoint] = wrapped = _wrapped(view, defects)
            if view in database.WRITERS:
                database.writes(wrapped)
    app.after_request(_rewrite)


def note_crash(error: Exception) -> None:
    """Note that a request has failed, if its world has defects."""
    key, defects = _world()
    if defects:
        CRASHES.setdefault(key, []).append(f"{request.method} {request.path}: {type(error).__name__}: {error}")


def _find(place: str) -> tuple[Any, str, Any]:
    """The module or class that has a function, its name there, and the function itself."""
    path, _, name = place.rpartition(".")
    try:
        owner: Any = import_module(f"{SITE}.{path}")
    except ModuleNotFoundError:
        module, _, cls = path.rpartition(".")
        owner = getattr(import_module(f"{SITE}.{module}"), cls)
    return owner, name, getattr(owner, name)


def _wrapped(original: Function, defects: Sequence[Defect]) -> Function:
    by_id = {defect.id: defect.change for defect in defects}

    @functools.wraps(original)
    def call(*arguments: Any, **named: Any) -> Any:
        function = original
        for change in _changes(by_id):
            function = functools.partial(change, function)
        return function(*arguments, **named)

    call.breaks = by_id  # type: ignore[attr-defined]
    return call


def _changes(by_id: Mapping[str, Function]) -> list[Function]:
    """The changes that are switched on in the world of this request; that they could be is recorded."""
    key, defects = _world()
    if use := RECORDED.get(key):
        use.defects.update(by_id)
    return [by_id[name] for name in defects if name in by_id]


def _rewrite(response: Response) -> Response:
    if response.mimetype != "text/html" or response.status_code >= 500:
        return response
    key, defects = _world()
    use = RECORDED.get(key)
    tried = [defect for defect in BY_PLACE[PAGES] if use or defect.id in defects]
    html = original = response.get_data(as_text=True) if tried else ""
    for defect in tried:
        if (changed := defect.change(html)) == html:
            continue
        if use:
            use.defects.add(defect.id)
        if defect.id in defects:
            html = changed
    if html != original:
        response.set_data(html)
    return response


def _world() -> tuple[str, list[str]]:
    """The id and the defects of the world of this request; empty if there is none, or it is not known yet."""
    if not has_request_context():
        return NONE
    if "defects" not in g:
        g.defects = NONE  # while they are looked for
        world = database.session().get(World, key) if (key := _world_id()) else None
        g.defects = (world.id, world.defects) if world else NONE
    known: tuple[str, list[str]] = g.defects
    return known


def _world_id() -> str | None:
    """The id of the world that the address names, or the session, or the email address of who logs in.

    Of the control API, only the clock is broken: the rest tells what is stored.
    """
    reads_only = request.blueprint == "control" and request.endpoint != CLOCK
    if reads_only or (request.endpoint or "").endswith("static"):
        return None
    if key := (request.view_args or {}).get("world_id") or session.get("login_world"):
        return str(key)
    domain = request.form.get("email", "").rpartition("@")[2] if request.endpoint == LOG_IN else ""
    return domain.partition(".")[0] or None
