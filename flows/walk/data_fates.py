"""What became of the parts of an account's data in a walk: all of a part is gone, or all of it is kept."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

State = Mapping[str, Any]
Values = dict[str, Any]  # by path: a column of a row, or a whole row
MOST_NAMED = 2  # paths in a fault


@dataclass(frozen=True)
class PartData:
    """The data of a part that belongs to somebody: as it was seeded, with later rows apart, and at the end.

    ``masks`` are the texts in place of masked data. A row that somebody has been removed from is still theirs.
    """

    seeded: Values
    added: Values
    now: Values
    masks: tuple[str, ...]

    def faults_if_gone(self, part: str) -> Iterator[str]:
        """Why not all of it has been emptied, masked or removed, if that is so."""
        left = [path for path, value in self.now.items() if self._is_there(value)]
        if left:
            yield f"{part} is still there: {_named(left)}"
        # A column that was written and emptied again is not null.
        elif not self._seeded_content() and all(value is None for value in self.added.values()):
            yield f"{part} was never there"

    def faults_if_kept(self, part: str) -> Iterator[str]:
        """Why some of it has been emptied, masked or removed, if that is so."""
        lost = [path for path in self._seeded_content() if self._is_lost(self.seeded[path], self.now[path])]
        lost += [path for path, value in self.added.items() if value in ("", *self.masks)]
        if lost:
            yield f"{part} is gone: {_named(lost)}"
        elif not any(map(self._is_there, self.now.values())):
            yield f"{part} was never there"

    def _seeded_content(self) -> list[str]:
        return [path for path, value in self.seeded.items() if self._is_there(value)]

    def _is_there(self, value: Any) -> bool:
        return bool(value) and value not in self.masks

    def _is_lost(self, before: Any, after: Any) -> bool:
        """Whether a value is no longer there, or any value of a row."""
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            return any(self._is_lost(before[name], after[name]) for name in before)
        return self._is_there(before) and not self._is_there(after)


def part_data(part: Mapping[str, Any], seeded: State, state: State, owner: Iterable[str], masks: list[str]) -> PartData:
    """The data of a part of the catalog that belongs to an owner, known by these keys and addresses."""
    known = set(owner)
    before, after = (dict(_owned(part["owners"], rows, known)) for rows in (seeded, state))
    added = {path: value for path, value in after.items() if _at(seeded, path.split("/")[1:3]) is None}
    now = {path: _at(state, path.split("/")[1:]) for path in before}
    return PartData(before, added, {**now, **added}, tuple(masks))


def seeded_state(state: State, changes: Iterable[Mapping[str, Any]]) -> State:
    """The state before these changes; ``path`` is a JSON Pointer (RFC 6901) to a row or a column."""
    before: dict[str, Any] = deepcopy(dict(state))
    for change in changes:
        *keys, last = [key.replace("~1", "/").replace("~0", "~") for key in change["path"].split("/")[1:]]
        holder = _at(before, keys)
        if len(keys) == 1 and change["from"] is None:
            del holder[last]  # an added row
        else:
            holder[last] = change["from"]
    return before


def _owned(owners: Mapping[str, list[str]], state: State, known: set[str]) -> Iterator[tuple[str, Any]]:
    """The rows and columns of these patterns that belong to an owner, by path."""
    for pattern, columns in owners.items():
        _, table, _, *column = pattern.removesuffix("?").split("/")
        for key, row in state[table].items():
            if any(_linked(state, key, row, name.split(".")) in known for name in columns):
                yield "/".join(["", table, key, *column]), _at(row, column)


def _linked(state: State, key: str, row: Mapping[str, Any], names: list[str]) -> Any:
    """The value of a column, in the row that the other names lead to from a row."""
    *links, column = names
    for link in links:
        key = row[link]
        row = state[f"{link}s"].get(key, {})
    return key if column == "key" else row.get(column)


def _at(holder: Any, keys: Iterable[str]) -> Any:
    for key in keys:
        holder = holder.get(key) if holder else None
    return holder


def _named(paths: list[str]) -> str:
    return ", ".join(paths[:MOST_NAMED]) + (" …" if len(paths) > MOST_NAMED else "")
