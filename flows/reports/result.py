"""What came of each guide: told by the process that walked it, kept by the one that reports."""

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.errors import shown
from flows.reading.guide import EDITION_FILE, Guide
from flows.reading.rewrite import Repair
from flows.walk.walker import Walk

TRUE, FALSE, NOT_READ = "true", "false", "not read"
# A guide whose persona has no closing on an edition that is not its own.
NOT_FOR = "not for this persona"
# What is only read is neither true nor false; what a run that was stopped left out is nothing at all.
READ, NOT_WALKED = "read", "not walked"


@dataclass
class Result:
    """What came of a guide; plain values only, since it is sent from a worker.

    ``about`` is what its front matter says, ``true`` how many of its sentences were. ``trail`` is the sentence that was
    not, if there is one, then those of the linked procedures it failed in: of each, file and line, and its text.
    ``found`` is what was found instead, ``faults`` are the whole texts of what went wrong. ``on`` is the edition it was
    walked on, if that is not to be its own, and ``instead`` what it should say there: a ``Repair``, or nothing.
    """

    file: str
    verdict: str = TRUE
    title: str = ""
    ends: str = ""
    about: dict[str, str] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)
    true: int = 0
    trail: list[tuple[str, str]] = field(default_factory=list)
    found: str = ""
    on: str = ""
    instead: dict[str, Any] = field(default_factory=dict)
    picture: str = ""
    traces: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def of_walk(guide: Guide, walk: Walk | None) -> Result:
    """How far a walk came through its guide; there is no walk yet where its world could not be made."""
    front = guide.front
    edition = guide.edition if isinstance(guide.edition, str) else f"{guide.edition.get('title')} ({EDITION_FILE})"
    told = {
        "edition": edition,
        "persona": front.persona,
        "having": ", ".join(front.having),
        "circumstances": ", ".join(front.circumstances),
        "device": front.device if "device" in front.model_fields_set else "",
    }
    return Result(
        file=shown(guide.path),
        title=front.title,
        ends=front.ends or "",
        about={key: value for key, value in told.items() if value},
        sentences=[sentence.text for sentence in guide.sentences],
        true=walk.true if walk else 0,
        trail=[(f"{shown(at.path)}:{sentence.line}", sentence.text) for at, sentence in walk.trail] if walk else [],
    )


def news(faults: Iterable[str], told: set[str]) -> list[str]:
    """The faults of a guide, for a reader who has read those ``told``; of these only the file is named again.

    Guides share an edition and the procedures they link to: what is wrong there is told once.
    """
    lines = []
    for fault in faults:
        place = re.match(r"(.+?)(:\d+)?: ", fault)
        lines.append(f"{place[1]} has faults, told above" if place and fault in told else fault)
    told.update(faults)
    return list(dict.fromkeys(lines))


def lines(result: Result, told: set[str]) -> list[str]:
    """What the terminal says of a guide: a line, below it what is wrong; ``told`` are the faults told before."""
    if result.verdict == TRUE:
        return [f"✓ {result.file}  {result.title} → {result.ends}{_on(result)}"]
    if result.verdict == NOT_FOR:
        return [f"– {result.file}  {result.title}{_on(result)}: {NOT_FOR}"]
    if result.verdict == FALSE:
        faults = [*result.faults, *(f"trace: {shown(Path(trace))}" for trace in result.traces)]
        faults += Repair(**result.instead).lines if result.instead else []
        title = f"{result.title}{_on(result)}"
    else:
        faults, title = news(result.faults, told), "cannot be read"
    return [f"✗ {result.file}  {title}", *(textwrap.indent(fault, "    ") for fault in faults)]


def _on(result: Result) -> str:
    return f", on {result.on}" if result.on else ""


def tally(results: Sequence[Result], found: int) -> dict[str, int]:
    """How many of the guides found were what."""
    verdicts = Counter(result.verdict for result in results)
    verdicts[NOT_WALKED] = found - len(results)
    return {each: verdicts[each] for each in (TRUE, READ, FALSE, NOT_FOR, NOT_READ, NOT_WALKED) if verdicts[each]}


def count(results: Sequence[Result], found: int, noun: str = "guide") -> str:
    """The same in words, such as ``2 guides: 1 true, 1 false``."""
    told = ", ".join(f"{number} {verdict}" for verdict, number in tally(results, found).items())
    return f"{found} {noun}{'' if found == 1 else 's'}: {told}"
