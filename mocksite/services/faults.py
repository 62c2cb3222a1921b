"""The faults that strike worlds from now on. They are kept in memory, since a rollback must not bring one back."""

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

MOST_WORLDS = 1000


@dataclass
class Fault:
    """A fault that strikes requests whose path has a pattern, ``times`` more; it may hold their answers."""

    fault: str
    path: str
    times: int
    seconds: float


ACTIVE: dict[str, list[Fault]] = {}  # by the id of the world; gone once the site stops
_LOCK = threading.Lock()


def replace(world_id: str, faults: Sequence[Fault]) -> None:
    """Let these faults strike a world, in place of others. Those of the oldest of many worlds are forgotten."""
    with _LOCK:
        ACTIVE.pop(world_id, None)
        if faults:
            if len(ACTIVE) >= MOST_WORLDS:
                del ACTIVE[next(iter(ACTIVE))]
            ACTIVE[world_id] = list(faults)


def take(world_id: str, path: str, among: Collection[str]) -> Fault | None:
    """The first fault among those of these names that strikes a request now, which counts; None if none does."""
    with _LOCK:
        for fault in ACTIVE.get(world_id, ()):
            if fault.times and fault.fault in among and fnmatchcase(path, fault.path):
                fault.times -= 1
                return fault
        return None
