"""The mutants of an edition: editions that differ from it in one key, each of which some guide must notice.

They are derived from the edition, with all its defaults, and from the JSON Schema of editions. There, ``format`` marks
strings that are not for readers: an ``id``, a ``section`` (the id of a parent) and a ``place`` (of a control). A list
whose description says "in order" has an order.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from flows.claims.mutations import changed

Schema = Mapping[str, Any]
Kind = Literal["dropped", "removed", "reversed", "swapped", "changed", "switched off"]
RENAMED = "Renamed"
# Where a control can be, besides a section.
PLACES = ("settings", "navigation")
IN_ORDER = "in order"


@dataclass(frozen=True)
class Mutant:
    """A change of one key.

    ``key`` is the nearest key of a table at or above ``path``: the site reads that or nothing. ``old`` is the value
    that was there, and ``label`` the same if it is words that readers no longer see, and nothing else changes.
    ``without`` is an endpoint or rule that is switched off instead of a change to the edition.
    """

    path: str
    kind: Kind
    key: str
    old: Any = None
    put: dict[str, Any] = field(default_factory=dict)
    without: str = ""
    label: str = ""

    @property
    def change(self) -> str:
        """The change as it is printed, and written in ``unguarded.toml``."""
        return f"= {self.put[self.path]!r}" if self.kind == "swapped" else self.kind

    def __str__(self) -> str:
        return f"{self.path} {self.change}"

    def edition(self, original: Mapping[str, Any]) -> dict[str, Any]:
        """The edition with the change made."""
        return changed(original, self.put, [] if self.put or self.without else [self.path])


def switched_off(switches: Iterable[str]) -> Iterator[Mutant]:
    """A mutant for each endpoint and rule of the site."""
    for name in switches:
        yield Mutant(f"without.{name}", "switched off", name, without=name)


def mutants(edition: Mapping[str, Any], schema: Schema) -> Iterator[Mutant]:
    """The mutants of an edition, in the order of its keys; some of them the site refuses.

    Of several that come to the same edition, such as a key dropped and its default put there, it is the first one.
    """
    known = {json.dumps(edition)}
    for mutant in _Derivation(edition, schema).of_table(schema, edition, ""):
        if (written := json.dumps(mutant.edition(edition))) not in known:
            known.add(written)
            yield mutant


@dataclass(frozen=True)
class _Derivation:
    whole: Mapping[str, Any]
    schema: Schema

    def of_table(self, shape: Schema, table: Mapping[str, Any], path: str) -> Iterator[Mutant]:
        for name, key_shape in shape["properties"].items():
            value, key = table[name], f"{path}.{name}".lstrip(".")
            if name not in shape.get("required", ()) and value != key_shape["default"]:
                default = key_shape["default"]
                label = value if isinstance(default, str) and self._is_text(key_shape) else ""
                yield Mutant(key, "dropped", key, value, {key: default}, label=label)
            yield from self.of_value(key_shape, value, key, key)

    def of_value(self, shape: Schema, value: Any, path: str, key: str) -> Iterator[Mutant]:
        shape, described = self._resolved(shape), shape
        if "properties" in shape and value is not None:
            yield from self.of_table(shape, value, path)
        elif isinstance(value, dict):
            yield from self._of_map(shape, value, path, key)
        elif isinstance(value, list):
            yield from self._of_list(shape, value, path, key, in_order=IN_ORDER in described.get("description", ""))
        else:
            yield from self._of_scalar(shape, value, path, key)

    def _of_map(self, shape: Schema, entries: Mapping[str, Any], path: str, key: str) -> Iterator[Mutant]:
        inner = shape["additionalProperties"]
        for name, value in entries.items():
            entry = f"{path}.{name}"
            if value != inner.get("default"):
                default = {entry: inner["default"]} if "default" in inner else {}
                yield Mutant(entry, "dropped", key, value, default, label=value if self._is_text(inner) else "")
            yield from self.of_value(inner, value, entry, key)
        if IN_ORDER in shape.get("description", "") and len(entries) > 1:
            yield Mutant(path, "reversed", key, entries, {path: dict(reversed(list(entries.items())))})

    def _of_list(self, shape: Schema, items: list[Any], path: str, key: str, *, in_order: bool) -> Iterator[Mutant]:
        for number, item in enumerate(items):
            step = f"{path}.{item['id'] if isinstance(item, dict) and 'id' in item else number}"
            yield Mutant(step, "removed", key, item)
            inner = list(self.of_value(shape["items"], item, step, key))
            if not isinstance(item, dict) and self._values(shape["items"], step):
                # Where a value can be removed, that is noticed as another value in its place would be.
                inner = inner[: None if "minItems" in shape else 1] if len(items) == 1 else []
            yield from inner
        if in_order and len(items) > 1:
            yield Mutant(path, "reversed", key, items, {path: items[::-1]})

    def _of_scalar(self, shape: Schema, value: Any, path: str, key: str) -> Iterator[Mutant]:
        if isinstance(value, bool):
            yield Mutant(path, "swapped", key, value, {path: not value})
        elif values := self._values(shape, path):
            yield from (Mutant(path, "swapped", key, value, {path: other}) for other in values if other != value)
        elif isinstance(value, int):
            yield Mutant(path, "changed", key, value, {path: value + 1})
        elif value and shape.get("format") == "duration":
            longer = re.sub(r"\d+", lambda number: str(int(number[0]) + 1), value, count=1)
            yield Mutant(path, "changed", key, value, {path: longer})
        elif value and self._is_text(shape):
            yield Mutant(path, "changed", key, value, {path: RENAMED}, label=value)

    def _is_text(self, shape: Schema) -> bool:
        """Whether a value is words for readers."""
        shape = self._resolved(shape)
        return shape.get("type") == "string" and not {"enum", "const", "format"} & shape.keys()

    def _values(self, shape: Schema, path: str) -> list[Any]:
        """The values that a scalar can have, if they are enumerated."""
        shape = self._resolved(shape)
        ids = [section["id"] for section in self.whole["sections"] if f"sections.{section['id']}.under" != path]
        places = {"place": [*PLACES, *ids], "section": ids}
        listed: list[Any] = shape.get("enum") or places.get(shape.get("format", ""), [])
        return [shape["const"]] if "const" in shape else listed

    def _resolved(self, shape: Schema) -> Schema:
        """The schema of a value that is there: what it refers to, and not null."""
        if "$ref" in shape:
            return self._resolved(self.schema["$defs"][shape["$ref"].rpartition("/")[2]])
        options = [option for option in shape.get("anyOf", ()) if option.get("type") != "null"]
        return self._resolved(options[0]) if options else shape
