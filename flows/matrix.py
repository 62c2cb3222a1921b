"""The drift matrix: which guide is true of which edition, and where each parts from the others."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.html import rendered
from flows.results import FALSE, NOT_FOR, TRUE, Result

NAME = "matrix"
CLOSES = ("closed", "marked for deletion", "team closed")


@dataclass(frozen=True)
class Cell:
    """A guide on an edition: true, or the step (0 for its end) and sentence where they part, and what to say instead.

    Of what was found it has only what was looked for; what there is instead, ``instead`` tells.
    """

    guide: str
    title: str
    own: str
    on: str
    verdict: str
    step: int = 0
    sentence: str = ""
    found: str = ""
    instead: str = ""

    @property
    def mark(self) -> str:
        if self.verdict == FALSE:
            return f"✗ {self.step or 'end'}"
        return {TRUE: "✓", NOT_FOR: "–"}.get(self.verdict, "?")

    @property
    def where(self) -> str:
        return f"step {self.step}, “{self.sentence}”" if self.step else "its end"


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
        found=result.found.partition("; there was ")[0] if false else "",
        instead=result.instead,
    )


def lines(cells: Sequence[Cell]) -> list[str]:
    """The table, and below it the causes, guide by guide."""
    editions, guides = _names(cells)
    width = max(len(name) for name in guides)
    told = [" " * width + "".join(f"  {name}" for name in editions)]
    for guide in guides:
        marks = {each.on: each.mark for each in cells if each.guide == guide}
        told.append(f"{guide:<{width}}" + "".join(f"  {marks.get(name, ''):<{len(name)}}" for name in editions))
    told += ["", "✓ true   ✗ the step where they part   – not for this persona"]
    for guide in guides:
        red = [each for each in cells if each.guide == guide and each.verdict == FALSE]
        told += ["", f"{guide}  {red[0].title}"] if red else []
        for each in red:
            told.append(f"  {each.on}: {each.where}: {each.found}")
            told += [f"    {each.instead}"] if each.instead else []
    own = [each for each in cells if each.own == each.on]
    true = sum(each.verdict == TRUE for each in own)
    return [*told, "", f"{len(cells)} cells. Of its own edition each guide should be true: {true} of {len(own)} are."]


def write(folder: Path, cells: Sequence[Cell]) -> None:
    """The same as JSON and as a page."""
    editions, guides = _names(cells)
    (folder / f"{NAME}.json").write_text(json.dumps([asdict(each) for each in cells], indent=2), "utf-8")
    by_place = {(each.guide, each.on): each for each in cells}
    page = rendered("matrix.html", editions=editions, guides=guides, cells=by_place, every=cells)
    (folder / f"{NAME}.html").write_text(page, "utf-8")


def is_good(folder: Path) -> bool:
    """Whether each guide was true of its own edition in the run that was written there."""
    cells = [Cell(**told) for told in json.loads((folder / f"{NAME}.json").read_text("utf-8"))]
    return all(each.verdict == TRUE for each in cells if each.own == each.on)


def _names(cells: Iterable[Cell]) -> tuple[list[str], list[str]]:
    """The editions and the guides, in order."""
    known = list(cells)
    return sorted({each.on for each in known}), sorted({each.guide for each in known})
