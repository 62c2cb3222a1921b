"""The page of a run: every guide, what of it was true, and what was found where it was not."""

import os
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from flows.errors import command, shown
from flows.reading.rewrite import Repair
from flows.reports.result import FALSE, NOT_FOR, NOT_READ, TRUE, Result, news, tally
from flows.reports.templating import rendered

NAME = "report.html"
# Worst first.
HEADINGS = {FALSE: "Not true", NOT_READ: "Cannot be read", TRUE: "True", NOT_FOR: "Not for this persona"}


def write(path: Path, results: Sequence[Result], found: int, seconds: int, noun: str = "guide") -> None:
    """Write the page of these results, of so many found; it links to pictures and traces beside it."""
    told: set[str] = set()

    def link(kept: str) -> str:
        return quote(Path(os.path.relpath(kept, path.parent)).as_posix())

    html = rendered(
        NAME,
        results=results,
        headings=HEADINGS,
        tally=tally(results, found),
        found=found,
        noun=noun,
        seconds=seconds,
        now=datetime.now().astimezone(),
        link=link,
        command=command,
        shown=lambda kept: shown(Path(kept)),
        news=lambda faults: news(faults, told),
        instead=instead,
        repair=lambda told: Repair(**told),
    )
    path.write_text(html, "utf-8")


def instead(found: str) -> tuple[str, list[str]]:
    """What was looked for, and each thing that was there; of what is said in other words, all of it and nothing."""
    looked_for, _, there = found.partition("; there was ")
    # Names may have commas in them, so it is cut only after a closing quote.
    return looked_for, re.split(r"(?<=['\"]), (?=[a-z])", there) if there else []
