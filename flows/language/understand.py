"""Turns a sentence of a guide into acts, or says what it does not understand."""

from collections.abc import Iterable
from dataclasses import replace

from flows.language.act import REPEAT, UNCLEAR, Act
from flows.language.clauses import acts_in
from flows.language.suggestions import hint
from flows.language.vocabulary import PRESSES, STEPS, Use


def understand(sentence: str) -> tuple[list[Act], list[str]]:
    """The acts of a sentence, and a fault for each clause that is not understood."""
    acts = acts_in(sentence)
    if not acts:
        return [], ["says nothing to do; say what to do, or remove it"]
    faults: list[str] = []
    return _performable(acts, faults), faults


def _performable(acts: Iterable[Act], faults: list[str]) -> list[Act]:
    performable = []
    for act in acts:
        if act.inside:
            act = replace(act, inside=tuple(_performable(act.inside, faults)))
        if fault := _fault(act):
            faults.append(fault)
        else:
            performable.append(act)
    return performable


def _fault(act: Act) -> str | None:
    if act.name == REPEAT.name:
        return "has nothing to repeat; first say what to click, then say once what to repeat it for"
    if act.name == UNCLEAR:
        return f"does not understand {act.text!r}; {hint(act.text)}"
    if act.optional and Use.OPTIONAL not in STEPS[act.name].use:
        return f"cannot tell whether the site asks for {act.text!r}; write it without “if”, or leave it out"
    if not act.each:
        return None
    if Use.SEVERAL not in STEPS[act.name].use or not any(step.name in PRESSES for step in (act, *act.inside)):
        return f"cannot repeat {act.text!r}; only a control can be pressed for each of several things"
    if other := next((step for step in act.inside if Use.REPEATABLE not in STEPS[step.name].use), None):
        return f"cannot repeat {other.text!r}; only steps that click, choose, enter or check something can be repeated"
    return None
