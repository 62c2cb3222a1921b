"""Whether a guide asks for what the site has: personas, obligations, circumstances, editions, ends, devices."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from playwright.sync_api import sync_playwright

from flows import ends
from flows.errors import GuideError
from flows.guide import Guide


def check(guide: Guide, catalog: Mapping[str, Any]) -> None:
    """Raise GuideError, a line for each fault with file, line and remedy, where the catalog does not know a name."""
    front = guide.front
    own = [name for name, told in catalog["obligations"].items() if front.persona in told["who"]]
    faults = [
        *_unknown("persona", [front.persona], catalog["personas"]),
        *_unknown("having", front.having, own),
        *_unknown("circumstances", front.circumstances, catalog["circumstances"]),
        *_unknown_end(front.ends, catalog),
    ]
    if isinstance(guide.edition, str):
        faults += [(key, fault) for key, fault in _unknown("edition", [guide.edition], catalog["editions"])]
    if front.device != "desktop":
        faults += _unknown("device", [front.device], devices(), show=("Pixel 7", "iPhone 15"))
    if faults:
        raise GuideError("\n".join(f"{guide.at(key)}: {key}: {fault}" for key, fault in faults))


def _unknown(key: str, written: Iterable[str], known: Iterable[str], show: Iterable[str] = ()) -> list[tuple[str, str]]:
    names = list(known)
    choice = ", ".join(show or names)
    return [(key, f"{name!r} is not known; write one of {choice}") for name in written if name not in names]


def _unknown_end(written: str | None, catalog: Mapping[str, Any]) -> list[tuple[str, str]]:
    if written is None:
        return []
    end, named = ends.parse(written)
    known = [told["name"] for told in catalog["ends"] if told["name"] in ends.ENDS]
    return [*_unknown("ends", [end], known), *_unknown("ends", named, catalog["obligations"])]


@cache
def devices() -> dict[str, dict[str, Any]]:
    """The devices Playwright can be, by name."""
    with sync_playwright() as playwright:
        return dict(playwright.devices)
