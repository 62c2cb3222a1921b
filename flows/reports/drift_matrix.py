"""The drift matrix: which guide is true of which edition, and where each parts from the others."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from flows.reading.rewrite import Repair
from flows.reports.result import FALSE, NOT_FOR, TRUE, Result
from flows.reports.templating import rendered

NAME = "matrix"
WHAT = "What to say instead is the way to close there. Whether the title still holds is for its writer to say."
KEY = "✓ true; ✗ 3 they part at step 3; – whoever the guide is for closes nothing there"


@dataclass(frozen=True)
class Cell:
    """A guide on an edition: true, or the step (0 for its end) and sentence where they part, and what to say instead.

    A sentence that leads to another procedure has what it failed at there as ``inside``. Of what was found it has only
    what was looked for; what there is instead, ``instead`` tells, a ``Repair``.
    """

    guide: str
    title: str
    own: str
    on: str
    verdict: str
    step: int = 0
    sentence: str = ""
    inside: str = ""
    found: str = ""
    instead: dict[str, Any] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        if self.verdict == FALSE:
            return f"✗ {self.step or 'end'}"
        return {TRUE: "✓", NOT_FOR: "–"}[self.verdict]

    @property
    def parts(self) -> str:
        """Where they part, and what was looked for."""
        if not self.step:
            return f"its end: {self.found.removeprefix('ends: ')}"
        return f"step {self.step}, “{self.sentence}”{self.inside and f' › {self.inside}'}: {self.found}"

    @property
    def repair(self) -> Repair | None:
        return Repair(**self.instead) if self.instead else None


def cell(result: Result) -> Cell:
    """What came of a walk, as a cell."""
    at_end = result.true >= len(result.sentences)
    false = result.verdict == FALSE
    return Cell(
        guide=str(Path(result.file).with_suffix("")).removeprefix("flows/guides/"),
        title=result.title,
        own=result.about.get("edition", ""),
        on=result.on,
        verdict=result.verdict,
        step=0 if at_end or not false else result.true + 1,
        sentence="" if at_end or not false else result.sentences[result.true],
        inside=_inside(result.trail) if false else "",
        found=result.found.partition("; there was ")[0] if false else "",
        instead=result.instead,
    )


def _inside(trail: Sequence[Sequence[str]]) -> str:
    """The sentence of a linked procedure that a walk came to, and its file and line."""
    return f"“{trail[-1][1]}” ({Path(trail[-1][0]).name})" if len(trail) > 1 else ""


def lines(cells: Sequence[Cell]) -> list[str]:
    """The table, and below it the causes, guide by guide."""
    editions, guides = _names(cells)
    width = max(len(name) for name in guides)
    told = [" " * width + "".join(f"  {name}" for name in editions)]
    for guide in guides:
        marks = {each.on: each.mark for each in cells if each.guide == guide}
        told.append(f"{guide:<{width}}" + "".join(f"  {marks.get(name, ''):<{len(name)}}" for name in editions))
    told += ["", KEY, WHAT]
    for guide in guides:
        red = [each for each in cells if each.guide == guide and each.verdict == FALSE]
        told += ["", f"{guide}  {red[0].title}"] if red else []
        for each in red:
            told.append(f"  {each.on}: {each.parts}")
            told += [f"    {line}" for line in (each.repair.lines if each.repair else [])]
    return [*told, "", f"{summary(cells)}."]


def summary(cells: Sequence[Cell]) -> str:
    """How many there are, and how many guides are true of the edition they were written for."""
    editions, guides = _names(cells)
    own = [each for each in cells if each.own == each.on]
    true = sum(each.verdict == TRUE for each in own)
    parted = sum(each.verdict == FALSE for each in cells)
    told = f"{true} of {len(own)} guides are true of their own edition"
    return f"{len(guides)} guides on {len(editions)} editions: {told}; {parted} cells part"


def write(folder: Path, cells: Sequence[Cell]) -> Path:
    """The same as JSON and as a page, which is answered."""
    editions, guides = _names(cells)
    (folder / f"{NAME}.json").write_text(json.dumps([asdict(each) for each in cells], indent=2), "utf-8")
    by_place = {(each.guide, each.on): each for each in cells}
    told = {"told": summary(cells), "what": WHAT, "key": KEY}
    page = rendered("matrix.html", editions=editions, guides=guides, cells=by_place, every=cells, **told)
    path = folder / f"{NAME}.html"
    path.write_text(page, "utf-8")
    return path


def is_good(results: Iterable[Result]) -> bool:
    """Whether each guide was walked, and true of its own edition."""
    return all(each.verdict == TRUE for each in results if each.on in ("", each.about.get("edition")))


def _names(cells: Iterable[Cell]) -> tuple[list[str], list[str]]:
    """The editions and the guides, in order."""
    known = list(cells)
    return sorted({each.on for each in known}), sorted({each.guide for each in known})
