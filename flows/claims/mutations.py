"""Changes an edition at some paths, which takes a claim out of the site.

The steps of a path are separated by dots. A step is the key of a table, or an item of a list by its number from 0, its
``id``, or its text; ``*`` is every key or item.
"""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from flows.errors import GuideError

Container = dict[str, Any] | list[Any]
Place = tuple[Container, Any]


def changed(edition: Mapping[str, Any], put: Mapping[str, Any], drop: Iterable[str]) -> dict[str, Any]:
    """A copy of an edition with values put and dropped. Raises GuideError if a path leads nowhere."""
    copied = copy.deepcopy(dict(edition))
    for path, value in put.items():
        for container, key in _places(copied, path, new=True):
            container[key] = copy.deepcopy(value)
    for path in drop:
        # From the end, so that dropping an item does not renumber those still to be dropped.
        for container, key in reversed(_places(copied, path, new=False)):
            del container[key]
    return copied


def _places(edition: dict[str, Any], path: str, *, new: bool) -> list[Place]:
    """Every place that a path leads to; with ``new``, its last key need not exist."""
    *steps, last = path.split(".")
    containers: list[Container] = [edition]
    for step in steps:
        values = [container[key] for container in containers for key in _keys(container, step)]
        containers = [value for value in values if isinstance(value, dict | list)]
    places = [(container, key) for container in containers for key in _keys(container, last)]
    if new and last != "*":
        places += [(table, last) for table in containers if isinstance(table, dict) and last not in table]
    if not places:
        raise GuideError(f"{path}: the edition has nothing there; correct the path")
    return places


def _keys(container: Container, step: str) -> list[Any]:
    if isinstance(container, dict):
        return list(container) if step == "*" else [step] * (step in container)
    return [
        number
        for number, item in enumerate(container)
        if step in ("*", str(number), item, isinstance(item, dict) and item.get("id"))
    ]
