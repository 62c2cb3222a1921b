"""Turns a sentence of a guide into acts, or says what it does not understand."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from flows.errors import command
from flows.language.act import CHECKS, PLACED, REPEAT, REPEAT_UNSURE, UNCLEAR, Act
from flows.language.clauses import acts_in
from flows.language.lexicon import CHANGING, FIRST_WORDS, MEANINGFUL, VERBS, unknown
from flows.language.normalise import NAME
from flows.language.phrases import CONDITIONS
from flows.language.vocabulary import PRESSES, STEPS, Use

ALIKE = 0.75  # how alike two words must be for one to be taken for the other, misspelt
SIMILAR = 0.5  # how alike a clause and a step must be for it to be suggested
LONGEST_SHAPE = 200  # characters of a clause that are compared with the steps


class Reading(NamedTuple):
    """How a sentence is read: its acts, a fault for each clause that is not understood, and what is ignored."""

    acts: list[Act]
    faults: list[str]
    ignored: list[str]


def understand(sentence: str) -> Reading:
    """Read a sentence."""
    acts, ignored = acts_in(sentence)
    if not acts:
        return Reading([], ["says nothing to do; say what to do, or remove it"], ignored)
    faults: list[str] = []
    return Reading(_performable(acts, faults), faults, ignored)


def _performable(acts: Iterable[Act], faults: list[str]) -> list[Act]:
    performable = []
    for act in acts:
        if act.inside:
            act = replace(act, inside=tuple(_performable(act.inside, faults)))
        if fault := _fault(act):
            faults += [fault] if fault not in faults else []
        else:
            performable.append(act)
    return performable


def _fault(act: Act) -> str | None:
    if act == REPEAT_UNSURE:
        return "cannot tell what to repeat, because its first step depends on a condition; put that first"
    if act.name == REPEAT.name:
        return "has nothing to repeat; first say what to click, then say once what to repeat it for"
    if act.name == PLACED:
        remedy = "say it of the control that is clicked, or of the words that are shown: “click **…** at the top”"
        return f"cannot tell what is {act.args[0]!r}; {remedy}"
    if act.name == UNCLEAR:
        reduced, written = act.args[0], act.args[-1]
        return f"does not understand {_in_markdown(written)!r}{_cause(reduced)}; {_hint(reduced)}"
    if check := next((check for check in act.condition if not _tells(check, act)), None):
        return f"cannot tell whether the site asks for {check.text!r}; write it without “if”, or leave it out"
    if not act.each:
        return None
    if Use.SEVERAL not in STEPS[act.name].use or not any(step.name in PRESSES for step in (act, *act.inside)):
        return f"cannot repeat {act.text!r}; only a control can be pressed for each of several things"
    if other := next((step for step in act.inside if Use.REPEATABLE not in STEPS[step.name].use), None):
        return f"cannot repeat {other.text!r}; only steps that click, choose, enter or check something can be repeated"
    return None


def _tells(check: Act, act: Act) -> bool:
    """Whether a check tells something before the act: what is only looked for cannot be a condition of itself."""
    if check.name in STEPS and Use.OPTIONAL in STEPS[check.name].use:
        return True
    return check.name in CHECKS and (check.name, check.args) != (act.name, act.args)


def _in_markdown(words: str) -> str:
    return re.sub("«([^«»]*)»", r"**\1**", words)


def _cause(reduced: str) -> str:
    """Which words make a clause unclear: those in no list, or those that change what the others mean."""
    words = re.findall(r"[\w'-]+", NAME.sub(" ", reduced))
    foreign = {word for word in unknown(words) if word not in MEANINGFUL and not word.endswith("ing")}
    causes = list(dict.fromkeys(word for word in words if word in foreign | CHANGING))
    named = " and ".join(f"“{word}”" for word in causes[:3])
    return f", because of {named}" if named and (causes != words or NAME.search(reduced)) else ""


@lru_cache(maxsize=1024)
def _hint(text: str) -> str:
    """Remedies for words that are not understood, the likeliest first."""
    words = re.findall(r"[a-z-]+", NAME.sub(" ", text))
    verb = _verb_for_hint(text)
    remedies = [f"did you mean “{word}”" for word in _meant(words)]
    if not CONDITIONS.isdisjoint(text.split()[:1]):
        remedies.append("a condition can be what the screen shows, “if **…** appears”, or what the site asks for")
    elif not remedies and verb in ("click", "open", "finish") and "«" not in text:
        remedies.append("put a name that is on the screen in bold, **…**")
    nearest = _nearest(text, verb)
    closest = (
        f"the closest steps are {nearest}" if nearest else f"no step is close to it; {command('words')} lists them all"
    )
    return "; ".join([*remedies, closest])


def _verb_for_hint(text: str) -> str:
    phrases = [phrase for phrase in VERBS if re.match(rf"{re.escape(phrase)}\b", text)]
    return VERBS[max(phrases, key=len)] if phrases else ""


def _meant(words: list[str]) -> list[str]:
    """What misspelt words may mean: the verb, if a text begins with none, else any others."""
    if words and words[0] not in FIRST_WORDS:
        return _alike(words[0], FIRST_WORDS)
    return [meant for word in words if len(word) > 3 and word not in MEANINGFUL for meant in _alike(word, MEANINGFUL)]


def _alike(word: str, others: Iterable[str]) -> list[str]:
    """The word most alike, of those that begin with the same letter; none if none is."""
    return difflib.get_close_matches(word, sorted(other for other in others if other[:1] == word[:1]), 1, ALIKE)


def _nearest(text: str, verb: str) -> str:
    """Up to three steps that are alike: the same verb first, then a similar shape; none is far-fetched."""
    shape = re.sub("«[^»]*»", "{label}", text)[:LONGEST_SHAPE]

    def likeness(form: str) -> tuple[bool, float]:
        same_verb = form.split()[0] == verb.split("-")[0]
        return same_verb, difflib.SequenceMatcher(None, form.replace("{path}", "{label}"), shape).ratio()

    ranked = sorted(((likeness(step.form), step.form) for step in STEPS.values()), reverse=True)[:3]
    return ", ".join(f"“{form}”" for (same_verb, ratio), form in ranked if same_verb or ratio >= SIMILAR)
