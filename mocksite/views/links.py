"""The addresses in links and forms."""

from functools import lru_cache
from typing import Any

from flask import request, url_for

from mocksite.views.static_files import version


def address(endpoint: str, **values: Any) -> str:
    """``url_for`` for templates: computes an address once, unless it depends on more than where the site is mounted."""
    if endpoint.startswith(".") or "_external" in values:
        return url_for(endpoint, **values)
    return _lasting(request.script_root, endpoint, version(endpoint, values), **values)


@lru_cache(1000)
def _lasting(_mounted_at: str, endpoint: str, _version: str | None, **values: Any) -> str:
    return url_for(endpoint, **values)
