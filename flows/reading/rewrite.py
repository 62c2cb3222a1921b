"""Suggests what a guide should say on an edition where it fails."""

from dataclasses import dataclass

from flows.language.vocabulary import LINKED, STEPS, Use
from flows.reading.front_matter import parse_end
from flows.reading.guide import Guide, Sentence
from flows.site.closing_path import SAVE_QUESTION, ClosingPath, Edition, Step, closing_paths, erased, uncapitalized
from flows.site.devices import is_mobile
from flows.site.personas import Catalog, Person

# The ends of guides about a closing that closes nothing, such as one that is refused.
NOT_CLOSING = ("out of the team", "sent to support", "desktop only", "blocked by …")
# What steps press without naming it.
PRESSED = {"log_in": "Log in", "set_security_question": SAVE_QUESTION}


@dataclass(frozen=True)
class Rewrite:
    """Steps that replace those from ``first`` to ``last``, counted from 1, or are added if ``first`` is past ``last``.

    ``front`` has the new lines of the front matter, ``afterwards`` what happens to the account later.
    """

    first: int
    last: int
    steps: list[str]
    front: list[str]
    afterwards: str

    @property
    def where(self) -> str:
        """Which steps are replaced."""
        if self.first > self.last:
            return "after the last step"
        steps = f"step {self.first}" if self.first == self.last else f"steps {self.first} to {self.last}"
        return f"instead of {steps}"

    @property
    def lines(self) -> list[str]:
        """The rewrite in words."""
        steps = "; ".join(uncapitalized(step).rstrip(".") for step in self.steps) or "nothing"
        lines = [f"{self.where}: {steps}", f"front matter: {'; '.join(self.front)}"]
        return [*lines, *([f"afterwards: {self.afterwards}"] if self.afterwards else [])]


def suggest_rewrite(guide: Guide, failed: int, edition: Edition, catalog: Catalog) -> Rewrite | None:
    """What a guide should say on an edition where it fails; None where that is not certain.

    ``failed`` is the index of the sentence that failed, or the number of sentences if the end did.
    """
    path = _path(guide, edition, catalog)
    if path is None:
        return None
    pressed = [name for sentence in guide.sentences[:failed] for name in _pressed(guide, sentence)]
    steps = [step.sentence for step in path.steps[_progress(path.steps, pressed) :]]
    front = [f"ends: {path.end}", *_data(guide, path)]
    return Rewrite(failed + 1, len(guide.sentences), steps, front, path.afterwards)


def rewritten(guide: Guide, rewrite: Rewrite) -> str:
    """The text of the guide's file after a rewrite."""
    lines = guide.path.read_text("utf-8").splitlines()
    replaced = ("claims:", *(line.partition(" ")[0] for line in rewrite.front))
    front = [line for line in guide.front_text.splitlines() if not line.startswith(replaced)]
    kept = [lines[sentence.line - 1].split(". ", 1)[-1] for sentence in guide.sentences[: rewrite.first - 1]]
    numbered = [f"{number}. {sentence}" for number, sentence in enumerate([*kept, *rewrite.steps], 1)]
    return "\n".join(["---", *front, *rewrite.front, "---", "", *numbered, ""])


def _path(guide: Guide, edition: Edition, catalog: Catalog) -> ClosingPath | None:
    """The closing path that a guide describes, or the most similar one of the edition."""
    front = guide.front
    end, obligations = parse_end(front.ends or "")
    person = Person(front.persona, tuple(front.circumstances), tuple(front.having), is_mobile(front.device))
    certain = [path for path in closing_paths(edition, person, catalog) if _is_certain(path)]
    # An owner has several; prefer the one with the same end.
    path = next((path for path in certain if path.end == front.ends), certain[0] if certain else None)
    closing = [entry["name"] for entry in catalog["ends"] if entry["closes"]]
    if path is None or end not in (*closing, *NOT_CLOSING):
        return None
    # A guide that closes only a team should not say how to close an account.
    if end == "team closed" and path.capacity != front.persona:
        return None
    # Suggest neither how to settle obligations, nor a guide with obligations that this one does not have.
    settles = bool(path.blockers) and end != "blocked by …"
    return None if settles or not set(obligations) <= set(person.having) else path


def _is_certain(path: ClosingPath) -> bool:
    """Whether the path is certain: not for a suspended person, or debts of another capacity."""
    circumstances = path.person.circumstances
    asked_for = {*path.closing["needs"], *(ask["name"] for stage in path.closing["stages"] for ask in stage["asks"])}
    has_no_question = "no-security-question" in circumstances and not path.sets_question
    stuck = has_no_question and not asked_for.isdisjoint(("security-question", "security-answer"))
    others_owe = path.person.having and (path.capacity != path.person.persona or "dual" in circumstances)
    return not ("suspended" in circumstances or stuck or others_owe)


def _data(guide: Guide, path: ClosingPath) -> list[str]:
    """The lines ``gone`` and ``kept`` for the data that the guide mentions, if they must change."""
    mentioned = [*guide.front.gone, *guide.front.kept]
    erased_parts = erased(path.edition, path.closing) if path.end == "closed" else set()
    gone = [part for part in mentioned if part in erased_parts]
    kept = [part for part in mentioned if part not in erased_parts]
    if (gone, kept) == (guide.front.gone, guide.front.kept):
        return []
    return [f"gone: [{', '.join(gone)}]", f"kept: [{', '.join(kept)}]"]


def _progress(steps: list[Step], pressed: list[str]) -> int:
    """How many steps of the path are done once these names are pressed, in this order."""
    done = 0
    for name in pressed:
        for number, step in enumerate(steps[done:], done + 1):
            if step.pressed.casefold() == name.casefold():
                done = number
                break
            if step.needed:
                break
    return done


def _pressed(guide: Guide, sentence: Sentence) -> list[str]:
    """The names that a sentence presses, including those in linked guides of the same persona."""
    names: list[str] = []
    for act in [act for outer in sentence.acts for act in (outer, *outer.inside)]:
        if act.name == LINKED:
            linked = guide.linked[act.args[0]]
            if linked.front.persona == guide.front.persona:
                names += [name for inner in linked.sentences for name in _pressed(linked, inner)]
        elif act.name in PRESSED:
            names.append(PRESSED[act.name])
        elif Use.SEVERAL in STEPS[act.name].use:
            label_or_path = act.args[0]
            names += label_or_path if isinstance(label_or_path, list) else [label_or_path]
    return names
