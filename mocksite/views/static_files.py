"""Static files, which browsers keep for good: their addresses change with their content."""

import os
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request

FOR_GOOD = "public, max-age=31536000, immutable"


def init_app(app: Flask) -> None:
    """Add its version to the address of each static file, and let browsers keep what has the right one."""
    app.url_defaults(_add_hash)
    app.after_request(_keep)


def _add_hash(endpoint: str, values: dict[str, Any]) -> None:
    if current := version(endpoint, values):
        values["v"] = current


def _keep(response: Response) -> Response:
    wanted = request.args.get("v")
    if wanted and response.status_code < 400 and wanted == version(request.endpoint or "", request.view_args or {}):
        response.headers["Cache-Control"] = FOR_GOOD
    return response


def version(endpoint: str, values: Mapping[str, Any]) -> str | None:
    """A hash of the content of a static file of the site or, as in ``bootstrap.static``, of a blueprint; else None."""
    if not endpoint.endswith("static"):
        return None
    blueprint = endpoint.rpartition(".")[0]
    folder = current_app.blueprints[blueprint].static_folder if blueprint else current_app.static_folder
    path = f"{folder}/{values['filename']}"
    try:
        return _hash(path, os.stat(path).st_mtime_ns)
    except OSError:
        return None


@cache
def _hash(path: str, modified: int) -> str:  # noqa: ARG001  (a changed file is read again)
    return blake2b(Path(path).read_bytes(), digest_size=8).hexdigest()
