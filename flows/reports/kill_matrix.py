"""The kill matrix: which guides and tests by hand find which defect."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flows.reports.templating import render

NAME = "defects"
TITLE = "Which guide finds which defect"


@dataclass(frozen=True)
class Kill:
    """A defect, and the message of each finder that is known, the first one first.

    ``tried`` is what came of the finders in this run: a message, or nothing, and the seconds that it took.
    """

    id: str
    kind: str
    says: str
    hurts: str
    finders: Mapping[str, str]
    tried: Mapping[str, tuple[str, float]]

    @property
    def first(self) -> str:
        """What has found it first; empty if nothing has."""
        return next(iter(self.finders), "")

    @property
    def seconds(self) -> str:
        """How long that took in this run, if it was tried."""
        return f"{self.tried[self.first][1]:.1f} s" if self.first in self.tried else ""


def lines(kills: Sequence[Kill]) -> list[str]:
    """A line for each defect by kind: what finds it, how many more do, the time, and the message."""
    width, table = max(len(kill.id) for kill in kills), []
    for kind in dict.fromkeys(kill.kind for kill in kills):
        table += [kind]
        for kill in [kill for kill in kills if kill.kind == kind]:
            more = f" and {len(kill.finders) - 1} more" if len(kill.finders) > 1 else ""
            by = f"{kill.first}{more}" if kill.first else "nothing"
            table.append(f"  {'✓' if kill.first else '✗'} {kill.id:<{width}}  {kill.seconds:>6}  {by}")
            table += [f"      {kill.finders[kill.first]}"] if kill.first else [f"      {kill.says}"]
    return [*table, "", f"{summary(kills)}."]


def summary(kills: Sequence[Kill]) -> str:
    """How many defects are found."""
    return f"{sum(bool(kill.first) for kill in kills)} of {len(kills)} defects found"


def write(folder: Path, kills: Sequence[Kill], smoke: Sequence[str]) -> Path:
    """Write the matrix as JSON and as a page; returns the path of the page. Raises OSError."""
    rows: list[dict[str, Any]] = [asdict(kill) for kill in kills]
    (folder / f"{NAME}.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False), "utf-8")
    by_kind = {
        kind: [each for each in kills if each.kind == kind] for kind in dict.fromkeys(each.kind for each in kills)
    }
    path = folder / f"{NAME}.html"
    path.write_text(
        render("defects.html", headline=TITLE, by_kind=by_kind, summary=summary(kills), smoke=smoke), "utf-8"
    )
    return path
