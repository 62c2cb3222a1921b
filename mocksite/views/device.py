"""The kind of device that a request comes from."""

from typing import Literal

from flask import request


def device() -> Literal["desktop", "mobile"]:
    """What the browser says it runs on: its client hint, or else its user agent.

    A tablet that calls itself mobile is mobile; one that asks for desktop pages, as iPads can, is a desktop. Claim D2.
    """
    hint = request.headers.get("Sec-CH-UA-Mobile")
    mobile = hint == "?1" if hint in ("?0", "?1") else "Mobi" in request.headers.get("User-Agent", "")
    return "mobile" if mobile else "desktop"
