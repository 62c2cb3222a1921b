"""Which guides and flows find which defect, as earlier runs have found out, and the fewest that find all. ADR 37."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from flows.errors import FlowsError, shown
from flows.reading.guide import GUIDES

FILE = GUIDES / "finders.json"
# By defect, the message of each finder: a guide by its label, or a test by hand by its file and name.
Finders = dict[str, dict[str, str]]


def load(file: Path) -> Finders:
    """The finders of each defect, the first one first; empty if the file is not there. Raises FlowsError."""
    return _read(file)["finders"] if file.exists() else {}


def load_smoke(file: Path) -> list[str]:
    """The fewest finders that find every defect. Raises FlowsError."""
    if not file.exists():
        raise FlowsError(f"{shown(file)} is not there; write it with: make defects")
    return list(_read(file)["smoke"])


def store(file: Path, finders: Finders, seconds: Callable[[str], float]) -> None:
    """Write the finders of each defect, one of the smoke set first, and the smoke set. Raises OSError."""
    smoke = smoke_set(finders, seconds)
    ordered = {
        defect: {
            name: messages[name] for name in sorted(messages, key=lambda name: (name not in smoke, seconds(name), name))
        }
        for defect, messages in sorted(finders.items())
    }
    file.write_text(json.dumps({"smoke": smoke, "finders": ordered}, indent=1, ensure_ascii=False) + "\n", "utf-8")


def smoke_set(finders: Mapping[str, Iterable[str]], seconds: Callable[[str], float]) -> list[str]:
    """Finders that together find all, few and quick ones.

    That is a set cover weighted by time: take what finds most for its time, until nothing is left, and leave out what
    the others have made needless.
    """
    left = {defect: set(names) for defect, names in finders.items() if names}
    chosen: list[str] = []
    while left:
        counts: dict[str, int] = {}
        for names in left.values():
            for name in names:
                counts[name] = counts.get(name, 0) + 1
        chosen.append(min(counts, key=lambda name: (seconds(name) / counts[name], name)))
        left = {defect: names for defect, names in left.items() if chosen[-1] not in names}
    for name in sorted(chosen, key=seconds, reverse=True):
        others = {*chosen} - {name}
        if all(not others.isdisjoint(names) for names in finders.values() if names):
            chosen.remove(name)
    return sorted(chosen)


def _read(file: Path) -> dict[str, dict[str, dict[str, str]]]:
    try:
        stored = json.loads(file.read_text("utf-8"))
        return {"smoke": stored["smoke"], "finders": stored["finders"]}
    except (ValueError, KeyError, TypeError):
        raise FlowsError(f"{shown(file)} holds no finders; delete it, and write it with: make defects") from None
