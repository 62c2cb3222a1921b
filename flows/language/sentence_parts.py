"""Splits a sentence at full stops, colons, brackets and ", so" into segments, and cuts each into pieces."""

import re
from dataclasses import replace
from typing import NamedTuple

from flows.language.conditions import Condition, uncertain
from flows.language.lexicon import CHANGING, CHOOSING, PRONOUNS, unknown
from flows.language.normalise import normalise
from flows.language.phrases import cut
from flows.language.piece import Piece

TOKEN = re.compile(
    # A name, even if it holds a full stop.
    r"(?P<name>«[^»]*»(?:›«[^»]*»)*|⟦[^⟧]*⟧)"
    # What ends a segment.
    r"|(?P<end>[.;:!?)](?=\s|$|[.)])|\(|,(?= so (?!that |you )))"
    r"|<[a-z-]+>|[\w'-]+|\S"
)
MAY_BE_ASKED = "you-may-be-asked"
MUST = "you-must"
ANNOUNCEMENTS = frozenset(("you-will-be-asked", MAY_BE_ASKED, MUST))
QUESTION_WORDS = frozenset(("why", "which", "what", "how", "where"))
BEING_SURE = frozenset(("sure", "certain", "ready"))
# Verbs that say all there is to do without a name in bold.
COMPLETE_VERBS = ("log-in", "log-out", "go-back", "reload", "wait", "skip", "scan", "set", "scroll", "answer")


class Segment(NamedTuple):
    """The pieces of a segment, whether it announces the next one, and what either depends on."""

    pieces: list[Piece]
    announces: bool = False
    condition: Condition | None = None


def split(parts: list[tuple[list[str], str]]) -> list[list[Piece]]:
    """The segments of a sentence as pieces, from their words; an announcement passes its facts and condition on."""
    segments: list[list[Piece]] = []
    context: list[Piece] = []
    depends: Condition | None = None
    for at, (tokens, end) in enumerate(parts):
        following = parts[at + 1][0] if at + 1 < len(parts) else []
        announced = not ANNOUNCEMENTS.isdisjoint(tokens)
        duty: list[str] = []
        if MUST in tokens and not _announces_duty(tokens, following):
            duty = [token for token in tokens if token == MUST]
            tokens = [token for token in tokens if token != MUST]
        if ANNOUNCEMENTS.isdisjoint(tokens):
            segment = _segment(tokens, end, following)
        else:
            start = next(at for at, token in enumerate(tokens) if token in ANNOUNCEMENTS)
            if start:
                segments.append([*context, *cut(tokens[:start])])
                depends = _open_condition(segments[-1]) or depends
            segment = _announced(tokens[start], tokens[start + 1 :], following, end)
        if segment.announces:
            depends = segment.condition or depends
            written = "if" if depends else ""
            context = [
                replace(
                    piece,
                    verb=None,
                    written=written,
                    role="context",
                    tokens=[*piece.names.labels, *piece.names.facts],
                    words=tokens,
                )
                for piece in segment.pieces
            ]
            continue
        depends = segment.condition or depends
        pieces = [replace(piece, condition=piece.condition or depends, announced=announced) for piece in segment.pieces]
        pieces[:1] = [replace(piece, words=[*piece.words, *duty]) for piece in pieces[:1]]
        segments.append([*context, *pieces])
        context, depends = [], _open_condition(pieces) if end == ":" else None
    return segments


def _open_condition(pieces: list[Piece]) -> Condition | None:
    """The condition that the last piece states, if no other piece depends on it yet."""
    condition = pieces[-1].condition if pieces and pieces[-1].role == "context" else None
    return None if any(piece.condition is condition for piece in pieces[:-1]) else condition


def words_of(sentence: str) -> list[tuple[list[str], str]]:
    """The words of each segment, and what ends it; nothing after the last full stop."""
    text = normalise(sentence)
    words: list[tuple[list[str], str]] = [([], "")]
    for token in TOKEN.finditer(text.text):
        if token["end"]:
            words[-1] = (words[-1][0], token["end"])
            words.append(([], ""))
        else:
            words[-1][0].append(text.word(token))
    return words if words[-1][0] else words[:-1]


def _segment(tokens: list[str], end: str, following: list[str]) -> Segment:
    """A segment that is no announcement by its words; a question, or what stands before a colon, may still be one."""
    pieces = cut(tokens)
    if (
        end == "?"
        and any(piece.names.labels for piece in pieces)
        and (condition := uncertain("if", tokens, follows=False))
    ):
        return Segment(pieces, announces=True, condition=condition)  # "See «X»? Click it."
    if end not in ("?", ":") or any(piece.names.labels or piece.role == "unclear" for piece in pieces):
        return Segment(pieces)
    if end == ":":
        announces = all(_sums_up(piece, following) for piece in pieces)
        return Segment(pieces, announces, _open_condition(pieces) if announces else None)
    if not QUESTION_WORDS.isdisjoint(tokens[:1]) or not BEING_SURE.isdisjoint(tokens):
        return Segment(pieces, announces=True)
    if condition := uncertain("if", tokens, follows=False):
        return Segment(pieces, announces=True, condition=condition)
    return Segment([Piece(None, role="unclear", tokens=tokens, words=tokens)])


def _sums_up(piece: Piece, following: list[str]) -> bool:
    """Whether a piece before a colon adds nothing: no act, no unknown word."""
    if not CHANGING.isdisjoint(piece.tokens) or piece.verb in COMPLETE_VERBS:
        return False
    if piece.verb == "enter" and piece.names.facts:
        return _is_answered(piece.names.facts, following)
    clear = not unknown(piece.tokens) and not piece.names.links
    return clear or piece.verb in ("finish", "read")


def _announced(announcement: str, request: list[str], following: list[str], end: str) -> Segment:
    """What a reader is asked for ("You may be asked for a code; enter it"); the next segment may answer it."""
    condition = None
    names = [token for token in request if token[0] in "«<"]
    if announcement == MAY_BE_ASKED:
        asks = request[:1] != ["to"] and any(name[0] == "<" for name in names)
        condition = Condition("asked" if asks else "offered", "you may be asked", request)
    words = [announcement, *request]
    unclear = Segment([Piece(None, announcement.replace("-", " "), "unclear", request, words=words)])
    if not CHANGING.isdisjoint(request):
        return unclear
    pieces = cut(request[request[:1] == ["to"] :])
    pieces[-1:] = [replace(piece, words=[*piece.words, announcement]) for piece in pieces[-1:]]
    if not any(name[0] == "«" for name in names) and _is_answered(
        names, following, by_any_name=not (condition and end == ".")
    ):
        return Segment(pieces, announces=True, condition=condition)
    return Segment(pieces, condition=condition) if request[:1] == ["to"] and names else unclear


def _announces_duty(tokens: list[str], following: list[str]) -> bool:
    """Whether the next segment does what must be done: "You must give a reason; choose any"."""
    names = [token for token in tokens if token[0] in "«⟦<"]
    if not names or any(name[0] != "<" for name in names) or not CHANGING.isdisjoint(tokens):
        return False
    first = next((piece for piece in cut(following) if piece.verb), None)
    return not (first and first.names.labels) and _is_answered(names, following)


def _is_answered(facts: list[str], following: list[str], *, by_any_name: bool = False) -> bool:
    """Whether the next segment uses the facts, by name or as "it"; ``by_any_name`` counts if there are none."""
    pieces = [piece for piece in cut(following) if piece.verb]
    if not facts or not pieces:
        return bool(pieces) and by_any_name and any(token[0] in "«<" for token in following)
    chosen = "<reason>" in facts and following[0] != "then" and pieces[0].written in CHOOSING
    answered = "<security-question>" in facts and "<security-answer>" in following
    giving = [piece for piece in pieces if piece.verb in ("enter", "answer") or piece.written in CHOOSING]
    by_pronoun = any(not PRONOUNS.isdisjoint(piece.tokens) for piece in giving)
    return chosen or answered or by_pronoun or set(facts) <= set(following)
