"""The page of a run: what was false and why, each guide with its sentences, the drift matrix, and the claims."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from flows.errors import command, shown
from flows.reports import claims_ledger, drift_matrix
from flows.reports.comparison import Comparison
from flows.reports.findings import split_mismatch
from flows.reports.kinds import kinds_of
from flows.reports.record import Run, natural
from flows.reports.result import (
    AGREES,
    FALSE,
    NOT_FOR,
    NOT_READ,
    NOT_WALKED,
    RED,
    SKIPPED,
    TRUE,
    UNSTABLE,
    Result,
    Verdict,
    name_of,
    tally,
)
from flows.reports.result_lines import differs, new_faults, of_second
from flows.reports.templating import render
from flows.walk.walker import DID_NOT_APPLY, IN_PART

NAME = "report.html"
# What a sentence that was not false, and not simply true, is followed by.
NOTES = {DID_NOT_APPLY: "did not apply", IN_PART: "applied only in part"}
# Worst first.
HEADINGS: dict[Verdict, str] = {
    FALSE: "Not true",
    UNSTABLE: "Unstable: the two attempts differ",
    NOT_READ: "Cannot be read",
    NOT_WALKED: "Not walked",
    AGREES: "Agrees with its own draft: review the edition",
    TRUE: "True",
    NOT_FOR: "Not for this persona",
    SKIPPED: "Skipped",
}
OPEN = 3  # as many failures are shown in full at first
BY_HAND = "tests by hand"


@dataclass
class Group:
    """Guides of one verdict and one edition."""

    edition: str
    results: list[Result] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return sum(result.seconds for result in self.results)


def write(path: Path, run: Run, since: Comparison | None = None) -> None:
    """Write the page of a run; its links are relative. ``since`` is what has changed since another run."""
    reported: set[str] = set()
    results = run.results
    html = render(
        NAME,
        run=run,
        headline=headline(run),
        tally=tally(results, run.total),
        groups={verdict: _groups(results, verdict) for verdict in HEADINGS},
        headings=HEADINGS,
        slowest=max(results, key=lambda result: result.seconds, default=None),
        opened=[anchor(each) for each in results if each.verdict in (FALSE, UNSTABLE)][:OPEN],
        anchors={result.id: anchor(result) for result in results},
        filters=_filters(results),
        since=since,
        matrix=drift_matrix.entries(results),
        matrix_names=drift_matrix.names,
        matrix_texts=drift_matrix,
        claims=claims_ledger.entries(run.claims, [run]),
        claims_ledger=claims_ledger,
        NOTES=NOTES,
        RED=RED,
        anchor=anchor,
        name_of=name_of,
        kinds_of=kinds_of,
        edition_of=edition_of,
        link=quote,
        command=command,
        shown=shown,
        folder=path.parent,
        new_faults=lambda faults: new_faults(faults, reported),
        split_mismatch=split_mismatch,
        differs=differs,
        of_second=of_second,
        duration=duration,
    )
    path.write_text(html, "utf-8")


def headline(run: Run) -> str:
    """What was found, in a sentence."""
    counts = tally(run.results, run.total)
    total, noun, good = run.total, run.noun, counts.get(TRUE, 0)
    if not run.results:
        return "Claims and their proofs" if run.claims else f"No {noun} was walked"
    if total == 1:
        one = f"The {noun}"
        if AGREES in counts:
            return f"{one} {AGREES}"
        return f"{one} is true" if good else f"{one} was not walked" if NOT_WALKED in counts else f"{one} is not true"
    if good == total:
        return f"All {total} {noun}s are true"
    if counts.get(NOT_WALKED) == total:
        return f"None of {total} {noun}s was walked"
    return f"{good} of {total} {noun}s {'is' if good == 1 else 'are'} true"


def anchor(result: Result) -> str:
    """The id of a result on the page: readable, the same in each run, and of no other result."""
    key = result.id or result.file
    readable = re.sub(r"[^a-z0-9]+", "-", name_of(result.file).lower()).strip("-")
    return f"{readable}-{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"


def edition_of(result: Result) -> str:
    """The edition that a result is listed under."""
    return result.edition or (BY_HAND if result.by_hand else "")


def _groups(results: Iterable[Result], verdict: Verdict) -> list[Group]:
    groups: dict[str, Group] = {}
    for result in results:
        if result.verdict == verdict:
            groups.setdefault(edition_of(result), Group(edition_of(result))).results.append(result)
    return [groups[edition] for edition in sorted(groups)]


def _filters(results: Sequence[Result]) -> dict[str, list[str]]:
    """By what the page can be filtered, and the values; a filter with fewer than two is of no use."""
    values: dict[str, list[str]] = {
        "verdict": [verdict for verdict in HEADINGS if any(result.verdict == verdict for result in results)],
        "edition": sorted({edition_of(result) for result in results} - {""}),
        "persona": sorted({result.about.get("persona", "") for result in results} - {""}),
        "claim": sorted({claim for result in results for claim in result.claims}, key=natural),
        "kind": sorted({kind for result in results for kind in kinds_of(result)}),
    }
    return {name: several for name, several in values.items() if len(several) > 1}


def duration(seconds: float) -> str:
    """Such as "0.4 s", "12 s" or "3 min 5 s"."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
