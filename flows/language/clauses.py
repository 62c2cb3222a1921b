"""Pieces of a sentence -> plain clauses, by grammar rather than by a list of phrases.

In each piece, what holds no label and no fact is left out: articles, kinds ("button"), places ("in the top right"),
purposes ("to start"), relative clauses ("that suits you"). A verb, a label or a fact is never left out, nor a word that
could change the meaning ("not", "second"): then the clause stays as it is written, and the vocabulary will not know it.
"""

from dataclasses import dataclass, replace

from flows.language.complement import Complement, arrives, by_role, events, said_of_labels
from flows.language.context import NOTHING, joined, settle
from flows.language.normalise import CHANGING, SMALL
from flows.language.phrases import MENU, Piece, is_known
from flows.language.sentence_parts import pieces
from flows.language.verbs import ACTS

REPEAT = "repeat each"
CHAINED = ("click ", "open «", "choose ", "enter ", "skip ", "scroll", "read", "«")


@dataclass(frozen=True)
class Clause:
    """One act of the reader, in plain wording.

    ``optional``: only if the site asks for it. ``each``: for every one of its kind that is there, and with each of them
    what is ``inside``.
    """

    text: str
    optional: bool = False
    each: bool = False
    inside: tuple["Clause", ...] = ()


def clauses(sentence: str) -> list[Clause]:
    """The clauses of a sentence, in order; none where it says nothing that can be done."""
    found: list[Clause] = []
    seen: list[str] = []
    for part in joined(pieces(sentence)):
        of_part: list[Clause] = []
        led: list[int] = []
        opened_each = False
        for piece in settle(part):
            if piece.each and piece.marker == "known":
                led.append(len(of_part))  # "for each team, …"
            texts = _reduce(piece, seen)
            manner = piece.marker == "to" or piece.written.endswith("ing")
            if manner and of_part and texts == [of_part[-1].text]:
                texts = []  # "choose an option to say why you are leaving" is one act
            if texts == [REPEAT]:
                of_part, found = _chain([*found, *of_part]) or [Clause(REPEAT)], []
                continue
            of_part += [Clause(text, piece.optional, piece.each == "own") for text in texts]
            if piece.each == "shared" and piece.verb != "open":
                of_part = _from_first_click(of_part)
            opened_each = opened_each or (bool(piece.each) and piece.verb == "open")
            direct, places = by_role(piece.tokens, "«")
            seen += [*piece.facts, *places, *direct]
        if opened_each:
            of_part = _from_first_click(of_part)
        for start in reversed(led):
            of_part[start:] = _chain(of_part[start:])
        found += of_part
    return found


def _chain(done: list[Clause]) -> list[Clause]:
    """The clauses as one that is done for each of several, with the rest inside it."""
    if any(clause.inside or (clause.each and len(done) > 1) for clause in done):
        return [*done, Clause(REPEAT)]
    done = [replace(clause, text=text) for clause in done for text in _steps(clause.text)]
    return [replace(first, each=True, inside=tuple(done[1:])) for first in done[:1]]


def _steps(text: str) -> list[str]:
    """A path step by step: each may be what there are several of."""
    verb = text.split(" ")[0]
    return text.replace("»›«", f"»\0{verb} «").split("\0")


def _from_first_click(done: list[Clause]) -> list[Clause]:
    """The same with what "… for each team" repeats as one: what is clicked last, and the clicks that lead to it."""
    start = len(done) - 1
    for at in range(start, -1, -1):
        if done[at].each or not done[at].text.startswith(CHAINED):
            break
        start = at if done[at].text.startswith("click ") else start
    return [*done[:start], *_chain(done[start:])] if done else []


def _reduce(piece: Piece, seen: list[str]) -> list[str]:
    if piece.marker == "unclear":
        return [piece.raw()]
    if links := [token for token in piece.tokens if token.startswith("⟦")]:
        return [piece.raw()] if CHANGING & set(piece.tokens) else [f"do {link}" for link in links]
    if piece.marker == "known" or _only_a_purpose(piece, seen):
        return []
    return _act(piece, seen) if piece.verb else _event(piece, seen)


def _only_a_purpose(piece: Piece, seen: list[str]) -> bool:
    """ "To …" with nothing new in it: no label or fact but the one just mentioned."""
    new = {*piece.labels, *(piece.facts if piece.verb != "finish" else [])} - set(seen[-1:])
    return piece.marker == "to" and not CHANGING & set(piece.tokens) and not new


def _event(piece: Piece, seen: list[str]) -> list[str]:
    """What happens by itself: a label is shown or gone, an email arrives. Or nothing, where nothing is said."""
    rest = set(_without_places(piece.tokens)) - NOTHING - set(piece.labels)
    if "›" in piece.tokens and not rest:
        return [f"click {label}" for label in piece.labels]  # a path that starts with the picture
    if piece.labels == seen[-1:] == [MENU] and not rest:
        return []  # "the account menu (your picture in the top right)"
    happened = events(piece.tokens)
    if piece.facts == ["<email>"] and happened and not SMALL["negations"] & set(piece.tokens):
        return [arrives(piece.labels)]
    clear = all(is_known(token) for token in _without_places(piece.tokens))
    if clear and piece.labels and (said := said_of_labels(piece.tokens, piece.labels)):
        return said
    if _states(piece) and not piece.labels:
        return []  # "The site asks for your password": only what the reader does about it can be done
    words = [token for token in _without_places(piece.tokens) if token not in NOTHING]
    return [piece.raw()] if words else []


def _states(piece: Piece) -> bool:
    """Whether it says what is or happens, not what to do: it has a subject, and no duty of the reader's."""
    words = [token for token in piece.tokens if token not in SMALL["joins"] | SMALL["fillers"] - SMALL["subjects"]]
    if set(words) <= SMALL["articles"] | SMALL["kinds"] | CHANGING:
        return False  # "(the second one)"
    duty = any(duty in " ".join(piece.tokens) for duty in SMALL["duties"])
    thing = words[0] in SMALL["kinds"] | {"several"} or words[0].startswith("<")
    subject = words[0] in SMALL["subjects"] or (thing and {"is", "are", "has", "will"} & set(piece.tokens))
    return bool(subject) and not (duty and words[0] in ("you", "we"))


def _without_places(tokens: list[str]) -> list[str]:
    """Without the phrases that hold no label and no fact, from a place or relative word up to the next comma."""
    kept: list[str] = []
    at = 0
    while at < len(tokens):
        end = at + 1
        if tokens[at] in SMALL["places"] | SMALL["starts"] | SMALL["means"] or tokens[at].endswith("ing"):
            while end < len(tokens) and tokens[end][0] not in "«⟦<," and tokens[end] not in CHANGING:
                end += 1
            if end == len(tokens) or tokens[end] == ",":
                at = end
                continue
            lead = _leading_place(tokens, at, end)
            if tokens[at] in ("which", "that", "you") and lead:
                at = lead  # "«B», which you find in the menu under «A»"
                continue
        kept.append(tokens[at])
        at += 1
    return kept


def _leading_place(tokens: list[str], at: int, end: int) -> int:
    """Where the place word stands that leads to the label at the end; 0 if none does."""
    small = SMALL["articles"] | SMALL["kinds"] | SMALL["naming"]
    last = next((here for here in range(end - 1, at, -1) if tokens[here] not in small), 0)
    leads = tokens[last] in SMALL["places"] | SMALL["means"]
    return last if tokens[end][0] in "«<" and leads else 0


def _is_clear(piece: Piece, tokens: list[str]) -> bool:
    """Whether no word changes the meaning, and none is unknown. What is only read or waited for may be said freely."""
    if piece.verb in ("read", "wait") or (piece.verb == "view" and not piece.labels):
        return not SMALL["negations"] & set(tokens)
    changing = CHANGING - SMALL["negations"] if piece.verb in ("see", "view") else CHANGING
    numbers = piece.verb not in ("see", "view") and any(token.isdigit() for token in tokens)
    nth = piece.verb in ("click", "open") and "first" in tokens
    return not numbers and not nth and not changing & set(tokens) and all(is_known(token) for token in tokens)


def _act(piece: Piece, seen: list[str]) -> list[str]:
    tokens = _without_places(piece.tokens)
    if not _is_clear(piece, tokens):
        return [piece.raw()]
    direct, places = by_role(tokens, "«")
    facts, told = by_role(tokens, "<")
    names = list(dict.fromkeys(fact.strip("<>") for fact in facts or told))
    texts = ACTS[piece.verb or ""](Complement(piece.written, direct, places, names, piece.tokens, seen))
    return [piece.raw()] if texts is None else texts
