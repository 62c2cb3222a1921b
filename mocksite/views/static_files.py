"""Static files, which browsers keep for good: their addresses change with their content."""

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request
from werkzeug.security import safe_join

FOR_GOOD = "public, max-age=31536000, immutable"


def init_app(app: Flask) -> None:
    """Add the version of each static file to its address, and let browsers keep what has the right one."""
    app.url_defaults(_add_version)
    app.after_request(_keep)


def _add_version(endpoint: str, values: dict[str, Any]) -> None:
    if version := _version(endpoint, values):
        values["v"] = version


def _keep(response: Response) -> Response:
    wanted = request.args.get("v")
    if wanted and wanted == _version(request.endpoint or "", request.view_args or {}):
        response.headers["Cache-Control"] = FOR_GOOD
    return response


def _version(endpoint: str, values: Mapping[str, Any]) -> str | None:
    """A hash of the content of a static file of the site or, as in ``bootstrap.static``, of a blueprint; else None."""
    blueprint, _, name = endpoint.rpartition(".")
    if name != "static":
        return None
    folder = current_app.blueprints[blueprint].static_folder if blueprint else current_app.static_folder
    path = Path(safe_join(folder or "", values["filename"]) or "")
    return _hash(path, path.stat().st_mtime_ns) if path.is_file() else None


@cache
def _hash(path: Path, modified: int) -> str:  # noqa: ARG001  (a changed file is read again)
    return blake2b(path.read_bytes(), digest_size=8).hexdigest()
