"""A sentence of a guide -> the acts it comes to, each an entry of the vocabulary; or what is not understood of it."""

from collections.abc import Iterable

from flows.language.clauses import REPEAT, Clause, clauses
from flows.language.steps import Act
from flows.language.suggestions import hint
from flows.language.vocabulary import ENTRIES

PRESSED = ("click", "click_in")
# What can be done for each of several, after a control of each was pressed.
INSIDE = (
    *PRESSED, "open", "choose_reason", "choose_this_reason", "enter", "enter_as", "enter_in", "enter_known_in", "skip",
    "shown", "gone", "scroll", "read",
)  # fmt: skip


def understand(sentence: str) -> tuple[list[Act], list[str]]:
    """The acts a sentence comes to, and a line for each clause that is not understood, with its nearest entries."""
    faults: list[str] = []
    found = clauses(sentence)
    if not found:
        faults.append("says nothing that can be done; write an act, or remove it")
    return _acts(found, faults), faults


def _acts(found: Iterable[Clause], faults: list[str]) -> list[Act]:
    return [act for clause in found if (act := _act(clause, faults)) is not None]


def _act(clause: Clause, faults: list[str]) -> Act | None:
    """The act a clause comes to; None, and a line for the fault, where it is not understood."""
    inside = _acts(clause.inside, faults)
    fitting = [
        Act(known, tuple(arg.value for arg in args), clause.text, clause.optional, clause.each, tuple(inside))
        for known in ENTRIES
        if (args := known.expression.match(clause.text)) is not None
    ]
    if clause.text == REPEAT:
        faults.append("has nothing that can be repeated; write first what is clicked, and say once what it is done for")
    elif len(fitting) != 1:
        faults.append(f"does not understand {clause.text!r}; {hint(clause.text)}")
    elif clause.optional and fitting[0].entry.asked is None:
        faults.append(f"cannot tell whether {clause.text!r} is asked for; write it without “if”, or leave it out")
    elif clause.each and (fault := _not_for_each(fitting[0])):
        faults.append(fault)
    else:
        return fitting[0]
    return None


def _not_for_each(act: Act) -> str | None:
    """Why an act and what is inside it cannot be done for each of several: a line, or None where they can."""
    if act.entry.times is None or not any(each.name in PRESSED for each in (act, *act.inside)):
        return f"cannot do {act.text!r} for each of several; only a control can be pressed for each"
    if other := next((each for each in act.inside if each.name not in INSIDE), None):
        return f"cannot do {other.text!r} for each of several; only what is clicked, chosen or entered can be"
    return None
