"""Cuts normalised words into pieces: a verb each, with what belongs to it."""

from dataclasses import replace

from flows.language.conditions import UNCERTAIN, Condition, uncertain
from flows.language.lexicon import (
    BEFORE_NAMES,
    CHANGING,
    CONNECTING,
    EVENT_PHRASES,
    MENU,
    PREPOSITIONS,
    SMALL,
    VERB_PHRASES,
    match,
)
from flows.language.piece import Piece, Role

LEADS: dict[str, Role] = {"to": "purpose", "by": "means"}
CONDITIONS = frozenset(
    (
        "if",
        "unless",
        "when",
        "once",
        "after",
        "before",
        "whenever",
        "as",
        "until",
        "so",
        "because",
        "having",
        "provided",
    )
)
SUBJECT_OR_HELPER = {"you", "we", "for", "is", "are"} | SMALL["modals"] | SMALL["articles"]
# What follows one of these must be so before the act that it follows.
FIRST = ("when", "once", "after", "as")
# What can be done until something is so.
UNTIL = ("scroll", "see", "wait", "repeat")
HAPPENS_BY_ITSELF = (None, "see", "view", "wait")
# Any other word that stands where a verb would is taken for one.
NEVER_VERBS = PREPOSITIONS.union(
    *(SMALL[name] for name in ("articles", "kinds", "starts", "guards", "negations", "quantifiers", "naming"))
)


def cut(tokens: list[str]) -> list[Piece]:
    """Cut where a verb starts: at the beginning, after a comma, "and", "to", "by", or words without a meaning.

    A word that is in no list and stands where a verb would is an unknown verb.
    """
    pieces = [Piece(None)]
    role: Role = "main"
    at, free = 0, True
    depends: Condition | None = None
    while at < len(tokens):
        token = tokens[at]
        if token in CONDITIONS and _starts_condition(tokens, at, free=free):
            start = at
            at, condition = _condition(tokens, at)
            depends = _add_condition(pieces, tokens[start:at], condition, depends) or depends
            pieces.append(Piece(None, condition=depends))
            free, role = True, "main"
            continue
        if verb := _verb_after(pieces[-1], tokens, at, free=free):
            written = tokens[at : at + verb[1]]
            pieces.append(Piece(verb[0], " ".join(written), role, condition=depends, words=written))
            at, free, role = at + verb[1], False, "main"
            continue
        if free and pieces[-1].verb and _happens(tokens, at):
            pieces.append(Piece(None, condition=depends))
        if token[0] == "⟦":
            if not _follows_link(pieces[-1]):
                pieces.append(Piece(None))
            pieces[-1] = replace(pieces[-1], condition=depends)
        if token in SMALL["joins"]:
            free, role = True, LEADS.get(token, "main")
        elif (token not in SMALL["fillers"] and not token.endswith("ly")) or token in SMALL["others"]:
            if free and role == "main" and token[0] not in "«⟦<" and not token.isdigit() and token not in NEVER_VERBS:
                pieces.append(Piece(None, condition=depends))
            free = False
        pieces[-1].tokens.append(token)
        pieces[-1].words.append(token)
        at += 1
    return [piece for piece in pieces if piece.verb or piece.role != "main" or not CONNECTING.issuperset(piece.tokens)]


def _happens(tokens: list[str], at: int) -> bool:
    """Whether something is said to appear or disappear: "click «A», and the «B» button appears"."""
    around = BEFORE_NAMES | SMALL["fillers"] - {"is", "are"}
    named = next((here for here in range(at, len(tokens)) if tokens[here] not in around), at)
    after = next((here for here in range(named + 1, len(tokens)) if tokens[here] not in around - {"is"}), named)
    return tokens[named][0] == "«" and after > named and match(tokens, after, EVENT_PHRASES) is not None


def _verb_after(piece: Piece, tokens: list[str], at: int, *, free: bool) -> tuple[str, int] | None:
    if tokens[at] == "on" and _repeats_click(piece, tokens, at):
        return "click", 1
    if free or (piece.verb is None and _follows_place(piece, tokens, at)):
        return _verb(tokens, at)
    return None


def _verb(tokens: list[str], at: int) -> tuple[str, int] | None:
    """The verb at a position, and how many words it takes; ``clicking`` counts as ``click``."""
    if verb := match(tokens, at, VERB_PHRASES):
        return verb
    word = tokens[at]
    if word == "<security-answer>":
        return "answer", 1
    return _inflected(tokens, at, "ing") if word.endswith("ing") and word != "using" else None


def _inflected(tokens: list[str], at: int, ending: str) -> tuple[str, int] | None:
    word = tokens[at]
    if not word.endswith(ending):
        return None
    stem = word.removesuffix(ending)
    for base in (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem):
        if verb := match([base, *tokens[at + 1 :]], 0, VERB_PHRASES):
            return verb
    return None


def _follows_place(piece: Piece, tokens: list[str], at: int) -> bool:
    """Whether a verb can follow a place that no comma ends: "in the sidebar choose «X»"."""
    first = next((token for token in piece.tokens if token not in SMALL["fillers"]), "")
    return (
        first in PREPOSITIONS
        and not tokens[at].endswith("ing")
        and tokens[at + 1 : at + 2] != [","]
        and tokens[at - 1] not in SUBJECT_OR_HELPER | SMALL["quantifiers"]
    )


def _repeats_click(piece: Piece, tokens: list[str], at: int) -> bool:
    """Whether "on" stands for a click that is not written again: "click on «A», then on «B»"."""
    left_out = SMALL["articles"] | {"button", "link", "tab", "option"}
    words = [token for token in tokens[at + 1 :] if token not in left_out]
    ends = len(words) == 1 or words[1:2] == ["and"]
    return piece.verb == "click" and tokens[at - 1] in ("and", "then") and ends and words[0].startswith("«")


def _follows_link(piece: Piece) -> bool:
    """Whether a link is the object of the piece ("do what ⟦…⟧ says"), not a step after it."""
    return piece.verb in (None, "click", "read", "finish") and not any(token[0] in "«<" for token in piece.tokens)


def _starts_condition(tokens: list[str], at: int, *, free: bool) -> bool:
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    if tokens[at] == "as":
        return following in ("soon", "you")
    if tokens[at] == "so" and following not in ("that", "you"):
        start = next((at for at in range(at + 1, len(tokens)) if tokens[at] not in SMALL["fillers"] | {","}), None)
        return free and (start is None or not _verb(tokens, start))
    return True


def _condition(tokens: list[str], at: int) -> tuple[int, list[str]]:
    """Where the clause after a condition starts, and the tokens of the condition."""
    end = at + 1
    while end < len(tokens) and tokens[end] != ",":
        imperative = _verb(tokens, end) and not tokens[end].endswith("ing")
        if end > at + 1 and imperative and tokens[end - 1] not in SUBJECT_OR_HELPER:
            break
        end += 1
    return end + (tokens[end : end + 1] == [","]), tokens[at + 1 : end]


def _add_condition(
    pieces: list[Piece], words: list[str], tokens: list[str], outer: Condition | None
) -> Condition | None:
    """Add the pieces of a condition; returns it if the next acts depend on it, and not the last one."""
    last, word = pieces[-1], words[0]
    # "Click «A» and, if «B» appears, click it": the condition is that of the next act, though it follows one.
    ends = next((word for word in reversed(last.tokens) if word != ","), "")
    follows = last.verb is not None and ends not in ("and", "then")
    if word not in UNCERTAIN:
        awaited = _expected(last, words, tokens)
        if follows and word in FIRST and any(token[0] == "«" for token in tokens):
            unsure = [Piece(None, word, "unclear", tokens, words=words)]  # it may be about the next act
            awaited, pieces[-1:] = [last], unsure if last.tokens[-1:] == [","] else awaited
        pieces += awaited
        return None
    condition = uncertain(word, tokens, follows=follows)
    if outer and not follows:
        condition = None  # whether the outer one must be met as well is not clear
    names = [token for token in tokens if token[0] in "«<"]
    pieces.append(Piece(None, word, "context", names, condition, words=words))
    if condition is None:
        pieces.append(Piece(None, word, "unclear", tokens, words=words))
    elif follows:
        pieces[-2] = replace(last, condition=condition)
        return None
    return condition


def _expected(last: Piece, words: list[str], tokens: list[str]) -> list[Piece]:
    """The pieces of a condition that the guide says will be met ("when asked"), or that is a reason ("because")."""
    word = words[0]
    unclear = Piece(None, word, "unclear", tokens, words=words)
    if word in ("when", "once", "after") and _opens_menu(tokens) and {"and", "then"}.isdisjoint(last.tokens):
        last.tokens.extend(("in", MENU))
        last.words.extend(words)
        return []
    if word == "until" and (last.names.labels if last.verb is None else last.verb not in UNTIL):
        return [unclear]
    if any(token[0] in "«⟦" or token.isdigit() for token in tokens):
        return _awaited(tokens, unclear)
    facts = [token for token in tokens if token[0] == "<"]
    asks = not SMALL["requests"].isdisjoint(tokens)
    denied = (asks and not SMALL["negations"].isdisjoint(tokens)) or (facts and not SMALL["guards"].isdisjoint(tokens))
    may_not_be_so = word in ("when", "having") and not asks and not SMALL["circumstances"].isdisjoint(tokens)
    condition = Condition("given", word, tokens) if facts else None
    context = Piece(None, "", "context", facts, condition, words=words)
    return [context, unclear] if denied or may_not_be_so else [context]


def _awaited(condition: list[str], unclear: Piece) -> list[Piece]:
    """What must be seen first ("when «X» appears"); any other condition is unclear."""
    pieces = cut(condition)
    timed = any(token.isdigit() for token in condition)
    happens = all(piece.verb in HAPPENS_BY_ITSELF for piece in pieces)
    if not happens or timed or unclear.written == "before":
        return [unclear]
    for first in pieces[:1]:
        first.words.append(unclear.words[0])
    return pieces


def _opens_menu(condition: list[str]) -> bool:
    """Whether the condition is that the account menu opens ("when you click your picture")."""
    names = [token for token in condition if token[0] in "«⟦<" or token.isdigit()]
    verbs = {
        verb[0]
        for at in range(len(condition))
        if (verb := _verb(condition, at) or _inflected(condition, at, "ed")) is not None
    }
    return names == [MENU] and not verbs.isdisjoint(("click", "open")) and CHANGING.isdisjoint(condition)
