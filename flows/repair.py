"""What a guide should say instead where it is not true of an edition: the way on from the sentence that failed."""

from dataclasses import dataclass
from typing import Any

from flows import ways
from flows.guide import Guide, Sentence
from flows.vocabulary import PRESSED
from flows.ways import LOG_IN, Step


@dataclass(frozen=True)
class Repair:
    """What to write from the failing sentence on, ``at`` (counted from 0), how it then ends, and what ``data`` goes."""

    at: int
    steps: list[Step]
    ends: str
    data: dict[str, list[str]]

    @property
    def says(self) -> str:
        """The same in a line."""
        rest = "; ".join(step.says for step in self.steps) or "leave it out"
        return "; ".join([f"from there on: {rest}", f"ends: {self.ends}", *self.front])

    @property
    def front(self) -> list[str]:
        """What the front matter says of the data, a line a key."""
        return [f"{key}: [{', '.join(parts)}]" for key, parts in self.data.items() if parts]


def repair(guide: Guide, failed: int, edition: ways.Edition) -> Repair | None:
    """What a guide that failed at a sentence (past the last one, if it was its end) should say of an edition.

    None where its persona has no closing there.
    """
    closing = ways.closing_of(edition, guide.front.persona, guide.front.circumstances)
    if closing is None:
        return None
    way = ways.steps(edition, closing)
    said = [name for sentence in guide.sentences[:failed] for name in _pressed(guide, sentence)]
    return Repair(failed, way[_reached(way, said) :], ways.ends(closing), _data(guide, edition, closing))


def _data(guide: Guide, edition: ways.Edition, closing: ways.Edition) -> dict[str, list[str]]:
    """What becomes, by the end, of the parts that a guide tells of; nothing where it says so already."""
    says = {"gone": guide.front.gone, "kept": guide.front.kept}
    told = [*says["gone"], *says["kept"]]
    # Support, once asked, has closed nothing yet.
    erased = ways.erased(edition, closing) if ways.ends(closing) == "closed" else set()
    found = {"gone": [part for part in told if part in erased], "kept": [part for part in told if part not in erased]}
    return {} if found == says else found


def text(guide: Guide, repaired: Repair) -> str:
    """The guide as a file, with what is to be said instead."""
    lines = guide.path.read_text("utf-8").splitlines()
    said_anew = ("ends:", "claims:", *(f"{key}:" for key in repaired.data))
    front = [line for line in guide.front_text.splitlines() if not line.startswith(said_anew)]
    kept = [lines[sentence.line - 1].split(". ", 1)[-1] for sentence in guide.sentences[: repaired.at]]
    told = [*kept, *(step.sentence for step in repaired.steps)]
    numbered = [f"{number}. {sentence}" for number, sentence in enumerate(told, 1)]
    return "\n".join(["---", *front, *repaired.front, f"ends: {repaired.ends}", "---", "", *numbered, ""])


def _reached(way: list[Step], said: list[str]) -> int:
    """How far along the way somebody is who has pressed these, in this order."""
    reached = 0
    for name in said:
        ahead = [at for at, step in enumerate(way) if at >= reached and step.pressed.casefold() == name.casefold()]
        if ahead:
            reached = ahead[0] + 1
    return reached


def _pressed(guide: Guide, sentence: Sentence) -> list[str]:
    """What a sentence presses, with the procedures that it leads into, as the guide's own persona."""
    found: list[str] = []
    for act in [each for outer in sentence.acts for each in (outer, *outer.inside)]:
        if act.name == "do":
            linked = guide.linked[act.args[0]]
            if linked.front.persona == guide.front.persona:
                found += [name for inner in linked.sentences for name in _pressed(linked, inner)]
        elif act.name == "log_in":
            found.append(LOG_IN.pressed)
        elif act.name in (*PRESSED, "open"):
            found += _names(act.args[0])
    return found


def _names(label: Any) -> list[str]:
    return [str(name) for name in label] if isinstance(label, list) else [str(label)]
