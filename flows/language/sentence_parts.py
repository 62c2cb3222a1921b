"""A sentence of a guide -> its parts, each as pieces: verbs with what belongs to them.

A part is what a full stop, a colon, a bracket or ", so" separates. One may only tell what the next is about.
"""

import re

from flows.language.normalise import CHANGING, SMALL, STRUCTURE, plain
from flows.language.phrases import CHOOSING, PRONOUNS, TOKEN, Piece, cut, is_known

PARTS = re.compile(r"([.;:!?)](?=\s|$|[.)])|\(|,(?= so (?!that |you )))")
ASKED = ("you-will-be-asked", "you-may-be-asked")
MUST = "you-must"
# Verbs that say all there is to do without a name in bold.
DOING = ("log-in", "log-out", "go-back", "reload", "wait", "skip", "scan", "set", "scroll", "answer")


def pieces(sentence: str) -> list[list[Piece]]:
    """The parts of a sentence (what a full stop, colon or bracket separates), each as its pieces in order."""
    text = plain(sentence)
    # What a label or a link holds does not end a sentence.
    ends = list(PARTS.finditer(STRUCTURE.sub(lambda held: "_" * len(held[0]), text)))
    starts = [0, *(end.end() for end in ends)]
    stops = [*(end.start() for end in ends), len(text)]
    marks = [*(end[0] for end in ends), ""]
    parts = [TOKEN.findall(text[start:stop]) for start, stop in zip(starts, stops, strict=True)]
    found: list[list[Piece]] = []
    heading: list[Piece] = []
    optional = False
    for at, (tokens, end) in enumerate(zip(parts, marks, strict=True)):
        following = parts[at + 1] if at + 1 < len(parts) else []
        if MUST in tokens and not _only_announces(tokens, following):
            tokens = [token for token in tokens if token != MUST]
        asked = next((here for here, token in enumerate(tokens) if token in (*ASKED, MUST)), None)
        if asked is None:
            part, only_told, maybe = _heading(tokens, end, following)
        else:
            if asked:
                found.append([*heading, *cut(tokens[:asked])])
            optional = optional or tokens[:1] == ["if"]
            part, only_told, maybe = _asked(tokens[asked], tokens[asked + 1 :], following, end)
        if only_told:
            heading, optional = [Piece(None, tokens=piece.facts, marker="known") for piece in part], maybe
            continue
        for piece in part:
            piece.optional = piece.optional or optional or maybe
        found.append([*heading, *part])
        heading, optional = [], False
    return found


def _heading(tokens: list[str], end: str, following: list[str]) -> tuple[list[Piece], bool, bool]:
    """A part as pieces; whether it only tells what the next is about; whether that may not be asked for.

    What a colon introduces says it all, unless there is more to do before it. "Asked for a code?" is a condition, "Are
    you sure?" is none.
    """
    part = cut(tokens)
    bare = not any(piece.labels or piece.marker == "unclear" for piece in part)
    if end != "?" or not bare:
        sums_up = bare and end == ":" and all(_sums_up(piece, following) for piece in part)
        return part, sums_up, sums_up and tokens[:1] == ["if"]
    if {"why", "which", "what", "how", "where"} & set(tokens[:1]) or {"sure", "certain", "ready"} & set(tokens):
        return part, True, False
    if SMALL["asks"] & set(tokens):
        return part, True, True
    return [Piece(None, marker="unclear", tokens=tokens)], False, False


def _sums_up(piece: Piece, following: list[str]) -> bool:
    """Whether a piece before a colon holds nothing that would be lost: no act of its own, no word that is not known."""
    if CHANGING & set(piece.tokens) or piece.verb in DOING:
        return False
    if piece.verb == "enter" and piece.facts:
        return _take_up(piece.facts, following, linked=False)
    known = all(is_known(token) and token[0] != "⟦" for token in piece.tokens)
    return known or piece.verb in ("finish", "read")


def _asked(asked: str, what: list[str], following: list[str], end: str) -> tuple[list[Piece], bool, bool]:
    """The same for what a reader is asked, or has to do: "You may be asked for a code; enter it".

    It is only told if the next part is about the same; else it is what the reader does.
    """
    maybe = asked == ASKED[1]
    part = cut(what[what[:1] == ["to"] :])
    named = [token for token in what if token[0] in "«<"]
    labels = [token for token in named if token[0] == "«"]
    linked = not (maybe and end == ".")
    if CHANGING & set(what):
        return [Piece(None, asked.replace("-", " "), "unclear", what)], False, False
    if not labels and _take_up(named, following, linked=linked):
        return part, True, maybe
    if what[:1] == ["to"] and named:
        return part, False, maybe
    return [Piece(None, asked.replace("-", " "), "unclear", what)], False, False


def _only_announces(tokens: list[str], following: list[str]) -> bool:
    """Whether what must be done is what the next part does: "You must give a reason; choose any"."""
    named = [token for token in tokens if token[0] in "«⟦<"]
    facts = [token for token in named if token[0] == "<"]
    first = next((piece for piece in cut(following) if piece.verb), Piece(None))
    plain = facts == named and not CHANGING & set(tokens) and not first.labels
    return bool(facts) and plain and _take_up(facts, following, linked=False)


def _take_up(facts: list[str], following: list[str], *, linked: bool) -> bool:
    """Whether what follows is what a reader does about what is asked: it names it, or means it by "it" or "one"."""
    part = [piece for piece in cut(following) if piece.verb]
    if not facts or not part:
        return bool(part) and linked and any(token[0] in "«<" for token in following)
    chosen = "<reason>" in facts and following[:1] != ["then"] and part[0].written in CHOOSING
    answered = "<security-question>" in facts and "<security-answer>" in following
    given = [piece for piece in part if piece.verb in ("enter", "answer") or piece.written in CHOOSING]
    meant = any(PRONOUNS & set(piece.tokens) for piece in given)
    return chosen or answered or meant or bool(set(facts) & set(following))
