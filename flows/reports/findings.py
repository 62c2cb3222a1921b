"""What a run has found, one row for each fault: where it is, what is false, and what to write instead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from flows.reports.kinds import kind_of, kinds_of
from flows.reports.record import Run
from flows.reports.result import AGREES, FALSE, NOT_READ, NOT_WALKED, RED, UNSTABLE, Result, Verdict
from flows.walk.failure import THERE, Failure

# Whether the guide is true is not known: it was not walked, or only agrees with what was drafted from it.
NO_VERDICT: tuple[Verdict, ...] = (NOT_WALKED, AGREES)
# What is known of where and what a fault is, in a message of its own.
PLACED = re.compile(r"(?P<file>.+?):(?P<line>\d+): (?P<message>.+)", re.DOTALL)


@dataclass
class Finding:
    """A sentence or end that is false, a fault of a guide that cannot be read, or the reason for no verdict.

    ``found`` is what was there instead, and ``suggestion`` the name that may be meant. ``guide`` is the id of the test.
    """

    file: str
    line: int
    column: int
    verdict: Verdict
    kind: str
    guide: str
    title: str
    message: str
    sentence: str = ""
    found: list[str] = field(default_factory=list)
    suggestion: str = ""

    @property
    def text(self) -> str:
        """The sentence, what was looked for, and what may be meant."""
        sentence = f"“{self.sentence}”: " if self.sentence else ""
        there = f"; there was {', '.join(self.found[:3])}{', …' * (len(self.found) > 3)}" if self.found else ""
        meant = f". Did you mean “{self.suggestion}”?" if self.suggestion else ""
        return f"{sentence}{self.message}{there}{meant}"

    @property
    def is_error(self) -> bool:
        """Whether the guide is at fault, as far as is known."""
        return self.verdict not in NO_VERDICT


def findings(run: Run) -> list[Finding]:
    """What a run has found, in the order of its results."""
    return [finding for result in run.results for finding in _of_result(result)]


def _of_result(result: Result) -> Iterator[Finding]:
    # A proof must fail, and a guide may be false on another edition.
    if result.verdict in NO_VERDICT or (result.verdict in RED and not result.on):
        if result.failures and result.verdict not in NO_VERDICT:
            yield from (_of_failure(result, failure) for failure in result.failures)
        else:
            yield from (_of_fault(result, fault) for fault in result.faults or [result.verdict])


def _of_failure(result: Result, failure: Failure) -> Finding:
    looked_for, there = split_mismatch(failure.mismatch)
    file, line = failure.place
    kind = UNSTABLE if result.verdict == UNSTABLE else kinds_of(result)[-1] if result.by_hand else kind_of(failure)
    about = (result.verdict, kind, result.id, result.title, looked_for)
    return Finding(file, line, failure.column, *about, failure.trail[-1][1], there, failure.meant)


def _of_fault(result: Result, fault: str) -> Finding:
    placed = PLACED.match(fault) if result.verdict in (NOT_READ, FALSE) else None
    file, line, message = placed.groups() if placed else (result.file, 1, fault)
    return Finding(file, int(line), 1, result.verdict, result.verdict, result.id, result.title, message)


def split_mismatch(mismatch: str) -> tuple[str, list[str]]:
    """What was looked for, and what was there; for other messages, the message and no list."""
    looked_for, _, there = mismatch.partition(THERE)
    # Names may contain commas, so only those after a closing quote separate.
    return looked_for, re.split(r"(?<=['\"]), (?=[a-z])", there) if there else []
