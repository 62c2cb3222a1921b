"""What is done for each of several: "for each team, …", "repeat this for all proposals"."""

from dataclasses import replace
from itertools import repeat

from flows.language.act import REPEAT, REPEAT_UNSURE, Act
from flows.language.lexicon import CHANGING, EMPTY, PREPOSITIONS, SMALL, UNITS
from flows.language.piece import Piece
from flows.language.vocabulary import PRESSES, STEPS, Use

# Words that lead to what is repeated for, and those of a clause that only says something of the act.
LEADING = SMALL["places"] - {"of", "to", "as", "about", "by", "out"}
CLAUSES = SMALL["starts"] - {"you", "we"}
CHAINED = {name for name, step in STEPS.items() if Use.REPEATABLE in step.use}


def without_each(piece: Piece) -> Piece:
    """The piece without "for each open proposal", and with what that repeats.

    That is the act alone if there are several of what it acts on ("all «Withdraw» buttons"), else its chain. A
    quantifier elsewhere repeats nothing: "«X», which deletes all your data", "to close each of your teams".
    """
    tokens = piece.tokens
    if SMALL["quantifiers"].isdisjoint(tokens) or piece.verb not in (None, "click", "open", "finish", "repeat"):
        return piece
    start = next(at for at, token in enumerate(tokens) if token in SMALL["quantifiers"])
    led = start > 0 and tokens[start - 1] in LEADING
    before, after = tokens[: start - led], tokens[start + 1 :]
    governs = CLAUSES.isdisjoint(before) and "to" not in after if led else piece.verb and EMPTY.issuperset(before)
    if not governs or piece.role == "purpose" or (after and after[0].removesuffix("s") in (*UNITS, "time")):
        return piece
    end = start + 1
    while end < len(tokens) and tokens[end][0] not in "«⟦<," and tokens[end] not in CHANGING:
        if tokens[end] in PREPOSITIONS and _leads_to_label(tokens, end):
            break
        end += 1
    only_act = not led and piece.verb == "click"
    if only_act and len(piece.names.labels) > 1:
        return piece
    of_label = led and end == start + 1 < len(tokens) and tokens[end][0] == "«"  # "next to each «Member»"
    kept = [*before, *(["in"] if of_label else []), *tokens[end:]]
    return replace(piece, tokens=kept, repeat="act" if only_act else "chain")


def _leads_to_label(tokens: list[str], at: int) -> bool:
    after = (token for token in tokens[at + 1 :] if token not in SMALL["articles"])
    return next(after, "").startswith("«")


def chain(acts: list[Act]) -> list[Act]:
    """The acts as one that is done for each of several, with the rest inside it."""
    if any(act.each for act in acts):
        return [*acts, REPEAT]
    if any(act.condition is not acts[0].condition for act in acts if acts[0].condition):
        return [*acts, REPEAT_UNSURE]  # whether the rest is repeated would depend on the first, too
    acts = [step for act in acts for step in _one_by_one(act)]
    return [
        replace(first, each=True, inside=tuple(map(_without, acts[1:], repeat(first.condition)))) for first in acts[:1]
    ]


def _without(act: Act, condition: tuple[Act, ...]) -> Act:
    """The act without a condition that is checked before the whole chain."""
    return replace(act, condition=()) if act.condition is condition else act


def _one_by_one(act: Act) -> list[Act]:
    """A path as an act for each of its labels, any of which can be there several times."""
    if act.name in ("click", "open"):
        return [replace(act, args=([label],)) for label in act.args[0]]
    return [act]


def chain_from_click(acts: list[Act]) -> list[Act]:
    """The acts, the last clicks made a chain with what follows them: "… for each team"."""
    start = len(acts) - 1
    for at in range(start, -1, -1):
        if acts[at].each or acts[at].name not in CHAINED:
            break
        start = at if acts[at].name in PRESSES else start
    return [*acts[:start], *chain(acts[start:])] if acts else []
