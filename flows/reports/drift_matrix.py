"""The drift matrix: which guide is true on which edition, and where the others differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.reading.rewrite import Rewrite
from flows.reports.result import FALSE, NOT_FOR, TRUE, Result, Verdict, name_of

NOTE = "Each suggestion is the way to close there. Whether the title still fits is for its writer to decide."
KEY = "✓ true; ✗ 3 false at step 3; – the guide's persona closes nothing there; · not walked"


@dataclass(frozen=True)
class MatrixEntry:
    """A guide on an edition: true, or the false step (0 for the end) and sentence, and what was looked for.

    ``inside`` is the failed sentence of a linked guide.
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
    instead: Rewrite | None = None
    id: str = ""

    @property
    def procedure(self) -> tuple[str, str]:
        """Its guide and heading, which together name a row."""
        return self.guide, self.title

    @property
    def mark(self) -> str:
        if self.verdict == FALSE:
            return f"✗ {self.step or 'end'}"
        return {TRUE: "✓", NOT_FOR: "–"}.get(self.verdict, "·")

    @property
    def cause(self) -> str:
        """What is false, and what was looked for."""
        if not self.step:
            return f"its end: {self.mismatch.removeprefix('ends: ')}"
        return f"step {self.step}, “{self.sentence}”{self.inside and f' › {self.inside}'}: {self.mismatch}"


def entry_of(result: Result) -> MatrixEntry:
    at_end = result.reached >= len(result.steps)
    false = result.verdict == FALSE
    failure = result.failures[0] if result.failures and false else None
    return MatrixEntry(
        guide=name_of(result.file),
        title=result.title,
        own=result.about.get("edition", ""),
        on=result.on,
        verdict=result.verdict,
        step=0 if at_end or not false else result.reached + 1,
        sentence="" if at_end or not false else result.steps[result.reached].text,
        inside=_inside(failure.trail) if failure else "",
        mismatch=failure.mismatch.partition("; there was ")[0] if failure else "",
        instead=result.instead,
        id=result.id,
    )


def _inside(trail: Sequence[Sequence[str]]) -> str:
    """The failed sentence of a linked guide with file and line, if it was one."""
    return f"“{trail[-1][1]}” ({Path(trail[-1][0]).name})" if len(trail) > 1 else ""


def lines(entries: Sequence[MatrixEntry]) -> list[str]:
    """The table, then the causes by guide."""
    editions, rows = names(entries)
    width = max(map(len, rows.values()))
    table = [" " * width + "".join(f"  {name}" for name in editions)]
    causes: list[str] = []
    for procedure, name in rows.items():
        marks = {entry.on: entry.mark for entry in entries if entry.procedure == procedure}
        table.append(f"{name:<{width}}" + "".join(f"  {marks.get(on, ''):<{len(on)}}" for on in editions))
        red = [entry for entry in entries if entry.procedure == procedure and entry.verdict == FALSE]
        causes += ["", f"{name}  {red[0].title}"] if red else []
        for entry in red:
            causes.append(f"  {entry.on}: {entry.cause}")
            causes += [f"    {line}" for line in (entry.instead.lines if entry.instead else [])]
    return [*table, "", KEY, NOTE, *causes, "", f"{summary(entries)}."]


def summary(entries: Sequence[MatrixEntry]) -> str:
    """How many guides and editions there are, and how many entries are true and false."""
    editions, rows = names(entries)
    own = [entry for entry in entries if entry.own == entry.on]
    true = sum(entry.verdict == TRUE for entry in own)
    false = sum(entry.verdict == FALSE for entry in entries)
    verdicts = f"{true} of {len(own)} guides are true of their own edition"
    return f"{len(rows)} guides on {len(editions)} editions: {verdicts}; {false} entries differ"


def entries(results: Iterable[Result]) -> list[MatrixEntry]:
    """The entries of a run that walked guides on several editions, by guide; empty for any other run."""
    on = [entry_of(result) for result in results if result.on]
    return sorted(on, key=lambda entry: (entry.procedure, entry.on))


def counts(result: Result) -> bool:
    """Whether a result must be true: that of a guide on its own edition, or of one that could not be read."""
    return result.on in ("", result.about.get("edition"))


def names(entries: Iterable[MatrixEntry]) -> tuple[list[str], dict[tuple[str, str], str]]:
    """The editions, and the name of each procedure's row: its guide, with the heading if another has the same guide."""
    every = list(entries)
    procedures = sorted({entry.procedure for entry in every})
    guides = [guide for guide, _ in procedures]
    rows = {(guide, title): guide if guides.count(guide) == 1 else f"{guide}: {title}" for guide, title in procedures}
    return sorted({entry.on for entry in every}), rows
