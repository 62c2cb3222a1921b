"""The page of a run: each guide with its sentences, and what was false."""

import os
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from flows.errors import command, shown
from flows.reading.rewrite import Rewrite
from flows.reports.result import (
    AGREES,
    FALSE,
    NOT_FOR,
    NOT_READ,
    NOT_WALKED,
    SKIPPED,
    TRUE,
    UNSTABLE,
    Result,
    Verdict,
    differs,
    new_faults,
    of_second,
    tally,
)
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


def write(path: Path, results: Sequence[Result], total: int, seconds: int, noun: str = "guide") -> None:
    """Write the page of a run of ``total`` guides; its links are relative."""
    reported: set[str] = set()

    def link(artifact: str) -> str:
        return quote(Path(os.path.relpath(artifact, path.parent)).as_posix())

    html = render(
        NAME,
        results=results,
        headings=HEADINGS,
        NOTES=NOTES,
        zip=lambda *columns: zip(*columns, strict=True),
        tally=tally(results, total),
        total=total,
        noun=noun,
        seconds=seconds,
        now=datetime.now().astimezone(),
        link=link,
        command=command,
        shown=lambda artifact: shown(Path(artifact)),
        new_faults=lambda faults: new_faults(faults, reported),
        split_mismatch=split_mismatch,
        differs=differs,
        of_second=of_second,
        rewrite=lambda fields: Rewrite(**fields),
    )
    path.write_text(html, "utf-8")


def split_mismatch(mismatch: str) -> tuple[str, list[str]]:
    """What was looked for, and what was there; for other messages, the message and no list."""
    looked_for, _, there = mismatch.partition("; there was ")
    # Names may contain commas, so only those after a closing quote separate.
    return looked_for, re.split(r"(?<=['\"]), (?=[a-z])", there) if there else []
