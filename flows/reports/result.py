"""The result of each guide, and what all of them come to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from pydantic import TypeAdapter

from flows.errors import shown
from flows.language.vocabulary import LINKED
from flows.reading.guide import EDITION_FILE, Guide, Sentence
from flows.reading.rewrite import Rewrite
from flows.walk.failure import Failure
from flows.walk.walker import Outcome, Walk

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
SHIPPED: Final = "flows/guides/"
UNTRUE: tuple[Outcome, ...] = ("false", "not reached")
ORDER: tuple[Verdict, ...] = (TRUE, AGREES, READ, FALSE, UNSTABLE, NOT_FOR, SKIPPED, NOT_READ, NOT_WALKED)
RED: frozenset[Verdict] = frozenset((FALSE, UNSTABLE, NOT_READ))
# The exit codes of every command that walks; 128 and the number of the signal if one stopped the run.
ALL_TRUE, ANY_RED, NOT_ALL_WALKED = 0, 1, 2


@dataclass
class Step:
    """A sentence of a guide: its text, also with ``**`` around labels, its line, what came of it, and how it is read.

    ``reading`` has how it is read, then the same for each sentence it links to.
    """

    text: str
    marked: str = ""
    line: int = 0
    outcome: Outcome = "not reached"
    seconds: float = 0
    reading: list[str] = field(default_factory=list)


@dataclass
class Change:
    """A change in the stored state: its path, and the values as JSON."""

    path: str
    was: str
    now: str


@dataclass
class Result:
    """The result of a guide, in plain values, since workers send it and ``report.json`` keeps it.

    ``about`` is its front matter; ``faults`` are whole messages, or why it was not walked. ``on`` is the edition, if
    not its own; ``instead`` has a ``Rewrite`` for it. ``id`` is that of its test: the ``ProcedureId``, and the edition
    or claim in square brackets; ``guide`` is the ``ProcedureId`` alone, and ``proof`` the claim that was taken out.
    ``by_hand`` is a test that is not a guide. ``mutant`` has what came of a mutant of an edition, if it is one, and
    ``defect`` what came of a finder that was tried on a defect. ``again`` is the result of a second attempt at what was
    false. ``changes`` is what the walk had changed when it failed.
    """

    file: str
    verdict: Verdict = TRUE
    title: str = ""
    ends: str = ""
    about: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    on: str = ""
    instead: Rewrite | None = None
    picture: str = ""
    traces: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    id: str = ""
    guide: str = ""
    claims: list[str] = field(default_factory=list)
    proof: str = ""
    by_hand: bool = False
    mutant: dict[str, Any] = field(default_factory=dict)
    defect: dict[str, Any] = field(default_factory=dict)
    again: "Result | None" = None
    seconds: float = 0
    changes: list[Change] = field(default_factory=list)

    @property
    def reached(self) -> int:
        """The index of the first sentence that is false; the number of sentences if none of them is."""
        return next((at for at, each in enumerate(self.steps) if each.outcome in UNTRUE), len(self.steps))

    @property
    def edition(self) -> str:
        """The edition that it was walked on; empty for a test by hand."""
        return self.on or self.about.get("edition", "")

    @property
    def place(self) -> tuple[str, int]:
        """Its file, and the line of its own that is false first; else the first line."""
        own = self.failures[0].trail[:1] if self.failures else []
        file, _, line = own[0][0].rpartition(":") if own else ("", "", "")
        return (self.file, int(line) if line.isdecimal() and file == self.file else 1)

    def fails_like(self, other: "Result") -> bool:
        """Whether both are false, and at the same sentences, ends or lines."""
        both = self.verdict == other.verdict == FALSE
        return both and [each.trail for each in self.failures] == [each.trail for each in other.failures]


_FIELDS = TypeAdapter(Result)


def name_of(file: str) -> str:
    """A guide's file as commands take it, if it ships."""
    return file.removeprefix(SHIPPED).removesuffix(".md") if file.startswith(SHIPPED) else file


def of_fields(fields: dict[str, Any]) -> Result:
    """The result that a report carries as a dictionary."""
    return _FIELDS.validate_python(fields)


def of_walk(guide: Guide, walk: Walk | None, on: str = "") -> Result:
    """The result of a walk so far; ``walk`` is None if its world could not be made. ``on`` is as in ``Result``."""
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
        verdict=AGREES if guide.draft and not on else TRUE,
        on=on,
        title=front.title,
        ends=front.ends or "",
        about={key: value for key, value in about.items() if value},
        steps=_steps(guide, walk),
        failures=[*walk.failures] if walk else [],
        guide=str(guide.id),
        claims=[*front.claims],
    )


def _reading(guide: Guide, sentence: Sentence) -> list[str]:
    lines = [sentence.reading]
    for linked in (guide.linked[act.args[0]] for act in sentence.acts if act.name == LINKED):
        for inner in linked.sentences:
            lines += [f"{linked.path.name}:{inner.line}: {line}" for line in _reading(linked, inner)]
    return lines


def _steps(guide: Guide, walk: Walk | None) -> list[Step]:
    outcomes: list[Outcome] = [*walk.outcomes] if walk else []
    if walk and walk.trail:
        outcomes.append("false")
    seconds = walk.seconds if walk else []
    steps = []
    for at, sentence in enumerate(guide.sentences):
        step = Step(sentence.text, sentence.marked or sentence.text, sentence.line, reading=_reading(guide, sentence))
        step.outcome = outcomes[at] if at < len(outcomes) else "not reached"
        step.seconds = seconds[at] if at < len(seconds) else 0
        steps.append(step)
    return steps


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
