"""Changing an edition in places: what takes a claim out of the site.

A place is a path of keys and of items, with dots between. An item of a list is named by its number from 0, by its
``id``, or by itself if it is a text; ``*`` is each of them.
"""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from flows.errors import GuideError

Container = dict[str, Any] | list[Any]
Place = tuple[Container, Any]


def changed(edition: Mapping[str, Any], put: Mapping[str, Any], drop: Iterable[str]) -> dict[str, Any]:
    """A copy of an edition with these places filled, and these removed. Raises GuideError where there is none."""
    copied = copy.deepcopy(dict(edition))
    for path, value in put.items():
        for container, key in _places(copied, path, new=True):
            container[key] = copy.deepcopy(value)
    for path in drop:
        # From the end, so that the number of an item is still its own when its turn comes.
        for container, key in reversed(_places(copied, path, new=False)):
            del container[key]
    return copied


def _places(edition: dict[str, Any], path: str, *, new: bool) -> list[Place]:
    """Every place of a path; with ``new``, its last key need not be there."""
    *way, last = path.split(".")
    inside: list[Container] = [edition]
    for part in way:
        found = [container[key] for container in inside for key in _keys(container, part)]
        inside = [each for each in found if isinstance(each, dict | list)]
    places = [(container, key) for container in inside for key in _keys(container, last)]
    if new:
        places += [(each, last) for each in inside if isinstance(each, dict) and last != "*" and last not in each]
    if not places:
        raise GuideError(f"{path}: there is no such place in the edition; correct it")
    return places


def _keys(container: Container, part: str) -> list[Any]:
    if isinstance(container, dict):
        return list(container) if part == "*" else [part] * (part in container)
    return [number for number, item in enumerate(container) if part in ("*", str(number), item, _id(item))]


def _id(item: Any) -> str | None:
    return item.get("id") if isinstance(item, dict) else None
