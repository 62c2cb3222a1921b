"""What a guide should say instead where it is not true of an edition: the way on from the sentence that failed."""

from dataclasses import dataclass
from typing import Any

from flows.language.vocabulary import PRESSES as PRESSED
from flows.reading import ends
from flows.reading.guide import Guide, Sentence
from flows.site.closing_path import SAVE_QUESTION, ClosingPath, Edition, Step, closing_paths, erased, uncapitalized
from flows.site.devices import is_mobile
from flows.site.personas import Catalog, Person

# Ends that the path to a closing leads to, besides those at which something is closed.
NOT_CLOSING = ("out of the team", "sent to support", "desktop only", "blocked by …")


@dataclass(frozen=True)
class Repair:
    """What to say instead of the sentences from ``at`` to ``to`` (counted from 1; none where ``at`` is past ``to``).

    ``front`` is what the front matter says, a line a key; ``afterwards``, what is true later on, for whoever tells it.
    """

    at: int
    to: int
    steps: list[str]
    front: list[str]
    afterwards: str

    @property
    def where(self) -> str:
        """The sentences it replaces."""
        if self.at > self.to:
            return "after the last step"
        return f"instead of step {self.at}" if self.at == self.to else f"instead of steps {self.at} to {self.to}"

    @property
    def lines(self) -> list[str]:
        """The same in words."""
        rest = "; ".join(uncapitalized(step).rstrip(".") for step in self.steps) or "nothing"
        told = [f"{self.where}: {rest}", f"in front: {'; '.join(self.front)}"]
        return [*told, *([f"afterwards: {self.afterwards}"] if self.afterwards else [])]


def repair(guide: Guide, failed: int, edition: Edition, catalog: Catalog) -> Repair | None:
    """What a guide that failed at a sentence (counted from 0; past the last one, if it was its end) should say.

    None where nothing can be said for sure: its persona has no closing there, it is about something else, or what it
    owes must be settled there first.
    """
    way = _way(guide, edition, catalog)
    if way is None:
        return None
    said = [name for sentence in guide.sentences[:failed] for name in _pressed(guide, sentence)]
    rest = [step.sentence for step in way.steps[_reached(way.steps, said) :]]
    front = [f"ends: {way.end}", *_data(guide, way)]
    return Repair(failed + 1, len(guide.sentences), rest, front, way.afterwards)


def text(guide: Guide, repaired: Repair) -> str:
    """The guide as a file, with what is to be said instead."""
    lines = guide.path.read_text("utf-8").splitlines()
    anew = ("claims:", *(line.partition(" ")[0] for line in repaired.front))
    front = [line for line in guide.front_text.splitlines() if not line.startswith(anew)]
    kept = [lines[sentence.line - 1].split(". ", 1)[-1] for sentence in guide.sentences[: repaired.at - 1]]
    numbered = [f"{number}. {sentence}" for number, sentence in enumerate([*kept, *repaired.steps], 1)]
    return "\n".join(["---", *front, *repaired.front, "---", "", *numbered, ""])


def _way(guide: Guide, edition: Edition, catalog: Catalog) -> ClosingPath | None:
    """The way that a guide is about, or the nearest there is."""
    front = guide.front
    end, named = ends.parse(front.ends or "")
    who = Person(front.persona, tuple(front.circumstances), tuple(front.having), is_mobile(front.device))
    known = [way for way in closing_paths(edition, who, catalog) if _is_sure(way)]
    # Of what an owner is, that which ends as the guide says.
    way = next((way for way in known if way.end == front.ends), known[0] if known else None)
    closing = [told["name"] for told in catalog["ends"] if told["closes"]]
    if way is None or end not in (*closing, *NOT_CLOSING):
        return None
    # Who closes a team, and nothing else, is not told to close an account.
    if end == "team closed" and way.capacity != front.persona:
        return None
    # What is owed is settled by a guide that does not end there, or made by one that does and has nothing.
    settles = bool(way.blockers) and end != "blocked by …"
    return None if settles or not set(named) <= set(who.having) else way


def _is_sure(way: ClosingPath) -> bool:
    """Whether an edition's data tells the way: not of somebody suspended, or of what one side's debts do to another."""
    more = way.person.circumstances
    asked = [*way.closing["needs"], *(ask["name"] for stage in way.closing["stages"] for ask in stage["asks"])]
    has_no_question = "no-security-question" in more and not way.sets_question
    stuck = has_no_question and {"security-question", "security-answer"} & set(asked)
    others_owe = way.person.having and (way.capacity != way.person.persona or "dual" in more)
    return not ("suspended" in more or stuck or others_owe)


def _data(guide: Guide, way: ClosingPath) -> list[str]:
    """What becomes, by the end, of the parts that a guide tells of; nothing where it says so already."""
    says = {"gone": guide.front.gone, "kept": guide.front.kept}
    told = [*says["gone"], *says["kept"]]
    gone = erased(way.edition, way.closing) if way.end == "closed" else set()
    found = {"gone": [part for part in told if part in gone], "kept": [part for part in told if part not in gone]}
    return [] if found == says else [f"{key}: [{', '.join(parts)}]" for key, parts in found.items()]


def _reached(way: list[Step], said: list[str]) -> int:
    """How far along the way somebody is who has pressed these, in this order."""
    reached = 0
    for name in said:
        for at, step in enumerate(way[reached:], reached + 1):
            if step.pressed.casefold() == name.casefold():
                reached = at
                break
            if step.needed:
                break
    return reached


def _pressed(guide: Guide, sentence: Sentence) -> list[str]:
    """What a sentence presses, with the procedures that it leads into, as the guide's own persona."""
    found: list[str] = []
    for act in [each for outer in sentence.acts for each in (outer, *outer.inside)]:
        if act.name == "do":
            linked = guide.linked[act.args[0]]
            if linked.front.persona == guide.front.persona:
                found += [name for inner in linked.sentences for name in _pressed(linked, inner)]
        elif act.name in PRESSES:
            found.append(PRESSES[act.name])
        elif act.name in (*PRESSED, "open"):
            found += _names(act.args[0])
    return found


PRESSES = {"log_in": "Log in", "set_security_question": SAVE_QUESTION}


def _names(label: Any) -> list[str]:
    return [str(name) for name in label] if isinstance(label, list) else [str(label)]
