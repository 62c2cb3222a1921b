"""The drift matrix: which guide is true on which edition, and where each parts from the others."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from flows.reading.rewrite import Rewrite
from flows.reports.result import FALSE, NOT_FOR, TRUE, Result, Verdict
from flows.reports.templating import render

NAME = "matrix"
NOTE = "Each suggestion is the way to close there. Whether the title still fits is for its writer to decide."
KEY = "✓ true; ✗ 3 they part at step 3; – the guide's persona closes nothing there"


@dataclass(frozen=True)
class Cell:
    """A guide on an edition: true, or the step (0 for its end) and sentence where they part, and what to say instead.

    ``inside`` is the sentence of a linked procedure that failed, if the guide's own sentence leads to one. ``mismatch``
    is what was looked for, and ``instead`` the fields of a ``Rewrite``, or nothing.
    """

    guide: str
    title: str
    own: str
    on: str
    verdict: Verdict
    step: int = 0
    sentence: str = ""
    inside: str = ""
    mismatch: str = ""
    instead: dict[str, Any] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        if self.verdict == FALSE:
            return f"✗ {self.step or 'end'}"
        return {TRUE: "✓", NOT_FOR: "–"}[self.verdict]

    @property
    def cause(self) -> str:
        """Where they part, and what was looked for."""
        if not self.step:
            return f"its end: {self.mismatch.removeprefix('ends: ')}"
        return f"step {self.step}, “{self.sentence}”{self.inside and f' › {self.inside}'}: {self.mismatch}"

    @property
    def rewrite(self) -> Rewrite | None:
        return Rewrite(**self.instead) if self.instead else None


def cell(result: Result) -> Cell:
    """The cell of a result."""
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
        mismatch=result.mismatch.partition("; there was ")[0] if false else "",
        instead=result.instead,
    )


def _inside(trail: Sequence[Sequence[str]]) -> str:
    """The failed sentence of a linked procedure, and its file and line; nothing if the guide's own failed."""
    return f"“{trail[-1][1]}” ({Path(trail[-1][0]).name})" if len(trail) > 1 else ""


def lines(cells: Sequence[Cell]) -> list[str]:
    """The table, and below it the causes by guide."""
    editions, guides = _names(cells)
    width = max(len(name) for name in guides)
    table = [" " * width + "".join(f"  {name}" for name in editions)]
    for guide in guides:
        marks = {cell.on: cell.mark for cell in cells if cell.guide == guide}
        table.append(f"{guide:<{width}}" + "".join(f"  {marks.get(name, ''):<{len(name)}}" for name in editions))
    causes: list[str] = []
    for guide in guides:
        red = [cell for cell in cells if cell.guide == guide and cell.verdict == FALSE]
        causes += ["", f"{guide}  {red[0].title}"] if red else []
        for cell in red:
            causes.append(f"  {cell.on}: {cell.cause}")
            causes += [f"    {line}" for line in (cell.rewrite.lines if cell.rewrite else [])]
    return [*table, "", KEY, NOTE, *causes, "", f"{summary(cells)}."]


def summary(cells: Sequence[Cell]) -> str:
    """How many guides and editions there are, how many guides are true on their own, and how many cells are false."""
    editions, guides = _names(cells)
    own = [cell for cell in cells if cell.own == cell.on]
    true = sum(cell.verdict == TRUE for cell in own)
    false = sum(cell.verdict == FALSE for cell in cells)
    verdicts = f"{true} of {len(own)} guides are true of their own edition"
    return f"{len(guides)} guides on {len(editions)} editions: {verdicts}; {false} cells part"


def write(folder: Path, cells: Sequence[Cell]) -> Path:
    """Write the matrix as JSON and as a page; returns the path of the page."""
    editions, guides = _names(cells)
    (folder / f"{NAME}.json").write_text(json.dumps([asdict(cell) for cell in cells], indent=2), "utf-8")
    by_place = {(cell.guide, cell.on): cell for cell in cells}
    texts = {"summary": summary(cells), "note": NOTE, "key": KEY}
    page = render("matrix.html", editions=editions, guides=guides, cells=by_place, every=cells, **texts)
    path = folder / f"{NAME}.html"
    path.write_text(page, "utf-8")
    return path


def is_good(results: Iterable[Result]) -> bool:
    """Whether every guide could be read and is true on its own edition."""
    return all(result.verdict == TRUE for result in results if result.on in ("", result.about.get("edition")))


def _names(cells: Iterable[Cell]) -> tuple[list[str], list[str]]:
    """The editions and the guides, sorted."""
    places = [(cell.on, cell.guide) for cell in cells]
    return sorted({edition for edition, _ in places}), sorted({guide for _, guide in places})
