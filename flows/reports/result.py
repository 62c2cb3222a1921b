"""The result of each guide, and how the terminal prints it."""

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from flows.errors import shown
from flows.language.vocabulary import LINKED
from flows.reading.guide import EDITION_FILE, Guide, Sentence
from flows.reading.rewrite import Rewrite
from flows.walk.walker import DID_NOT_APPLY, IN_PART, Outcome, Walk

Verdict = Literal[
    "true",
    "agrees with its own draft",
    "false",
    "unstable",
    "not read",
    "not for this persona",
    "skipped",
    "read",
    "not walked",
]
TRUE: Final = "true"
# True of an edition that was drafted from the same page, and that nobody has reviewed.
AGREES: Final = "agrees with its own draft"
FALSE: Final = "false"
# False in one attempt, and in another of the same run true, or false elsewhere.
UNSTABLE: Final = "unstable"
NOT_READ: Final = "not read"
# The guide's persona cannot close anything on an edition that is not the guide's own.
NOT_FOR: Final = "not for this persona"
# The guide was only to be read.
READ: Final = "read"
# A test written by hand that was skipped, or is expected to fail and did.
SKIPPED: Final = "skipped"
# The run was stopped before, or something that a walk needs was not there: the verdict is not known.
NOT_WALKED: Final = "not walked"
UNTRUE: tuple[Outcome, ...] = ("false", "not reached")
ORDER: tuple[Verdict, ...] = (TRUE, AGREES, READ, FALSE, UNSTABLE, NOT_FOR, SKIPPED, NOT_READ, NOT_WALKED)
RED: frozenset[Verdict] = frozenset((FALSE, UNSTABLE, NOT_READ))
# The exit codes of every command that walks; 128 and the number of the signal if one stopped the run.
ALL_TRUE, ANY_RED, NOT_ALL_WALKED = 0, 1, 2


@dataclass
class Result:
    """The result of a guide, in plain values, since workers send it.

    ``about`` is its front matter, and ``outcomes`` what came of each of its ``sentences``. ``trail`` has the place and
    text of the false sentence, then of those in linked guides. ``mismatch`` is what was looked for and what was there;
    ``faults`` are whole messages, or why it was not walked. ``on`` is the edition, if not its own; ``instead`` has the
    fields of a ``Rewrite``. ``id`` is that of its test: the ``ProcedureId``, and the edition or claim in square
    brackets. ``readings`` has lines for each sentence: how it is read, then those that it links to. ``by_hand`` is a
    test that is not a guide. ``mutant`` has what came of a mutant of an edition, if it is one. ``again`` is the result
    of a second attempt at what was false; of a test by hand, ``trail`` has the line that failed.
    """

    file: str
    verdict: Verdict = TRUE
    title: str = ""
    ends: str = ""
    about: dict[str, str] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    trail: list[tuple[str, str]] = field(default_factory=list)
    mismatch: str = ""
    on: str = ""
    instead: dict[str, Any] = field(default_factory=dict)
    picture: str = ""
    traces: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    id: str = ""
    readings: list[list[str]] = field(default_factory=list)
    by_hand: bool = False
    mutant: dict[str, Any] = field(default_factory=dict)
    again: "Result | None" = None

    @property
    def reached(self) -> int:
        """The index of the false sentence; the number of sentences if none of them is."""
        return next((at for at, each in enumerate(self.outcomes) if each in UNTRUE), len(self.outcomes))

    def fails_like(self, other: "Result") -> bool:
        """Whether both are false, and at the same sentence, end or line."""
        both = self.verdict == other.verdict == FALSE
        return both and (self.reached, self.trail) == (other.reached, other.trail)


def of_walk(guide: Guide, walk: Walk | None) -> Result:
    """The result of a walk so far; ``walk`` is None if its world could not be made."""
    front = guide.front
    edition = guide.edition if isinstance(guide.edition, str) else f"{guide.edition.get('title')} ({EDITION_FILE})"
    about = {
        "edition": edition,
        "persona": front.persona,
        "having": ", ".join(front.having),
        "circumstances": ", ".join(front.circumstances),
        "device": front.device if "device" in front.model_fields_set else "",
    }
    return Result(
        file=shown(guide.path),
        verdict=AGREES if guide.draft else TRUE,
        title=front.title,
        ends=front.ends or "",
        about={key: value for key, value in about.items() if value},
        sentences=[sentence.text for sentence in guide.sentences],
        outcomes=_outcomes(walk, len(guide.sentences)),
        readings=[_reading(guide, sentence) for sentence in guide.sentences],
        trail=[(f"{shown(at.path)}:{sentence.line}", sentence.text) for at, sentence in walk.trail] if walk else [],
    )


def _reading(guide: Guide, sentence: Sentence) -> list[str]:
    lines = [sentence.reading]
    for linked in (guide.linked[act.args[0]] for act in sentence.acts if act.name == LINKED):
        for inner in linked.sentences:
            lines += [f"{linked.path.name}:{inner.line}: {line}" for line in _reading(linked, inner)]
    return lines


def _outcomes(walk: Walk | None, total: int) -> list[Outcome]:
    outcomes = list(walk.outcomes) if walk else []
    if walk and walk.trail:
        outcomes.append("false")
    while len(outcomes) < total:
        outcomes.append("not reached")
    return outcomes


def new_faults(faults: Iterable[str], reported: set[str]) -> list[str]:
    """The faults not yet ``reported``, which this adds to, and the files of the others."""
    lines = []
    for fault in faults:
        place = re.match(r"(.+?)(:\d+)?: ", fault)
        lines.append(f"{place[1]} has faults, listed above" if place and fault in reported else fault)
    reported.update(faults)
    return list(dict.fromkeys(lines))


def lines(result: Result, reported: set[str]) -> list[str]:
    """The lines of a guide in the terminal: verdict, then faults not yet ``reported``."""
    title = f"{result.file}  {result.title}{_on(result)}".rstrip()
    if result.verdict == TRUE:
        ends = f" → {result.ends}" if result.ends else ""
        return [f"✓ {result.file}  {result.title}{ends}{_on(result)}{_not_applied(result)}"]
    if result.verdict == AGREES:
        return [f"≈ {title}: agrees with its own draft, which nobody has reviewed"]
    if result.verdict in (NOT_FOR, SKIPPED, NOT_WALKED):
        mark = "·" if result.verdict == NOT_WALKED else "–"
        return [": ".join([f"{mark} {title}", result.verdict, *result.faults[:1]])]
    if result.verdict == READ:
        return [f"{title} → {result.ends}", *_reading_lines(result)]
    if result.verdict == NOT_READ:
        faults, title = new_faults(result.faults, reported), f"{result.file}  cannot be read"
    else:
        faults = [*result.faults, *_trace_lines(result), *second_lines(result)]
        faults += Rewrite(**result.instead).lines if result.instead else []
        title += ": unstable, the two attempts differ" if result.verdict == UNSTABLE else ""
    return [f"✗ {title}", *(textwrap.indent(fault, "    ") for fault in faults)]


def second_lines(result: Result) -> list[str]:
    """What came of the second attempt, with its trace; empty if there was none."""
    if not (again := result.again):
        return []
    faults = [textwrap.indent(fault, "  ") for fault in again.faults] if differs(result) else []
    return [of_second(result), *faults, *_trace_lines(again)]


def of_second(result: Result) -> str:
    """The second attempt in a few words; empty if there was none."""
    if not (again := result.again):
        return ""
    name = "second run" if result.by_hand else "second walk"
    if again.verdict == FALSE:
        return f"{name}: false {'elsewhere' if differs(result) else 'in the same place'}"
    return ": ".join([name, again.verdict, *again.faults[:1]])


def differs(result: Result) -> bool:
    """Whether the second attempt was false, too, but elsewhere."""
    return bool(result.again and result.again.verdict == FALSE and not result.fails_like(result.again))


def _trace_lines(result: Result) -> list[str]:
    return [f"trace: {shown(Path(trace))}" for trace in result.traces]


def _reading_lines(result: Result) -> list[str]:
    lines = []
    for number, (sentence, reading) in enumerate(zip(result.sentences, result.readings, strict=True), 1):
        lines += [f"{number:>5}. {sentence}", *(f"       {line}" for line in reading)]
    return lines


def _not_applied(result: Result) -> str:
    """How many sentences did not apply, if any did not."""
    number, in_part = result.outcomes.count(DID_NOT_APPLY), result.outcomes.count(IN_PART)
    notes = [f"{number} sentence{'' if number == 1 else 's'} did not apply"] if number else []
    notes += [f"{in_part} sentence{'' if in_part == 1 else 's'} applied only in part"] if in_part else []
    return f" ({', '.join(notes)})" if notes else ""


def _on(result: Result) -> str:
    return f", on {result.on}" if result.on else ""


def tally(results: Sequence[Result], total: int) -> dict[Verdict, int]:
    """How many of ``total`` guides have each verdict; those without a result were not walked."""
    verdicts = Counter(result.verdict for result in results)
    verdicts[NOT_WALKED] += total - len(results)
    return {verdict: verdicts[verdict] for verdict in ORDER if verdicts[verdict]}


def exit_code(results: Sequence[Result], total: int) -> int:
    """1 if anything is false, unstable or cannot be read; 2 if anything was not walked or is on a draft; else 0."""
    verdicts = tally(results, total)
    if not RED.isdisjoint(verdicts):
        return ANY_RED
    unsure = not {NOT_WALKED, AGREES}.isdisjoint(verdicts)
    return NOT_ALL_WALKED if unsure or TRUE not in verdicts else ALL_TRUE


def summary(results: Sequence[Result], total: int, noun: str = "guide") -> str:
    """The tally in words, such as ``2 guides: 1 true, 1 false``."""
    counts = ", ".join(f"{number} {verdict}" for verdict, number in tally(results, total).items())
    return f"{total} {noun}{'' if total == 1 else 's'}: {counts}"
