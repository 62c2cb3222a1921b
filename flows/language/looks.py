"""What a sentence says of how things look: "at the bottom of the page", "in the list on the left", "the «X» tab"."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from flows.appearance import Appearance, Side
from flows.language.act import PLACED, Act, labels_of
from flows.language.lexicon import EVENTS, FIRST_WORDS, SMALL, WORDS
from flows.language.piece import Piece
from flows.language.traced_text import Span, Word, spanning

Looks = dict[str, Appearance]
ORDER: tuple[Side, ...] = ("top", "bottom", "left", "right")
KINDS: dict[str, str] = {word: kind for kind, words in WORDS["kinds"].items() for word in words}
# Steps that find what they name, so that it can be looked at first; "gone" can tell only the kind.
LOOKS_AT = ("click", "open", "click_in", "shown", "download", "enter_in", "enter_known_in")
LOOKS_AT_KIND = (*LOOKS_AT, "gone")
# What a reason is chosen from, and what is written in, is one of these anyway.
FIELDS = ("field", "list", "dropdown")
# What makes a statement of a place: "it is at the bottom".
STATING = {"is", "are", "it", "they", "one", "them", "you"}
# What makes words say something else than where the name before them is.
OTHERS = {"to", "so", "because", "where", "who", "how", "why", "what", "by"}
NAMING = SMALL["articles"] | SMALL["naming"] - {"with", "text"}


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


SIDES: dict[str, Side] = {word: side for side, words in WORDS["sides"].items() for word in words}
LEADS, EDGES, CONTAINERS, MARKS, PARTS, SCREENS = (
    _any(WORDS["positions"][name]) for name in ("leads", "edges", "containers", "marks", "parts", "screens")
)
SIDE = _any(word for word in SIDES if word not in WORDS["positions"]["ends"])
LEAD = f"(?:{LEADS} (?:{_any(SMALL['articles'])} )?(?:far |very )?)"
# What follows "on the right" where that is a position.
EVENT_WORDS = {phrase.split()[0] for phrase in EVENTS}
FOLLOWING = (SMALL["places"] | SMALL["starts"] | SMALL["fillers"] | FIRST_WORDS | EVENT_WORDS | {"and"}) - SMALL[
    "kinds"
]
OF = f" of (?:(?!{SIDE}\\b)[^\\W\\d][\\w-]* ){{0,3}}?(?:{SCREENS}|{PARTS})"
# A phrase that says where something is. NUL stands for a name.
POSITION = re.compile(
    f"(?<![\\w-])(?:{CONTAINERS} (?:(?:that|which) is )?(?={LEADS} ))?(?:"
    + "|".join(
        (
            # "in the top right corner", "at the top left"
            f"{LEAD}?{SIDE}[- ]{SIDE}(?:[- ]hand)?(?: {EDGES}| {CONTAINERS})*",
            # "in the left sidebar", "on the left-hand side"
            f"{LEAD}?{SIDE}(?:[- ]hand(?: {EDGES}| {CONTAINERS})*|(?: {EDGES}| {CONTAINERS})+)",
            # "at the top", "on the right", but not "in the right order"
            f"{LEAD}(?!right){SIDE}",
            f"{LEAD}right(?=$|[ ]?[,\0›]|[ ]{_any(FOLLOWING)}(?![\\w-]))",
            # "the left button"
            f"(?:the|a) (?:left|right)(?=[ ](?:\0|{_any(KINDS)}(?![\\w-])))",
            # "at the foot of the page"
            f"{LEAD}{_any(WORDS['positions']['ends'])}(?={OF}(?![\\w-]))",
            # "in the middle"
            f"{LEAD}(?:middle|centre|center)",
            # "in the footer"
            f"{LEAD}(?:page |site )?{MARKS}(?![ ]\0)",
        )
    )
    + f")(?![\\w-])(?P<of>{OF}(?![\\w-]))?(?P<relative> of (?:[\\w-]+ ){{0,2}}\0(?![ ]{SCREENS}))?"
)
# A menu that has no name and no side: "from the drop-down menu".
MENU = re.compile(
    f"(?<![\\w-])(?:in|from|on|within) (?:{_any(SMALL['articles'])} )(?:{_any(WORDS['positions']['menus'])} )?"
    f"(?P<menu>dropdown|menu)(?: menu)?(?![\\w-])"
    f"(?![ ](?:(?:that|which) is )?(?:{LEADS}|under|below|behind|of|\0)(?![\\w-]))"
)
# Steps that press what a menu has.
IN_MENU = ("click", "open")


class Position(NamedTuple):
    """Words that say where something is, and the first of them; ``unsure`` if that cannot be looked up on a page.

    What is ``by_the_way`` says something only of a control that is pressed, and elsewhere nothing that matters.
    """

    look: Appearance
    first: Span
    span: Span
    unsure: bool
    by_the_way: bool = False


class Kind(NamedTuple):
    """What kind of control a sentence says that a name is, and the word that does."""

    kind: str
    span: Span


@dataclass
class Placed:
    """The positions of a sentence, by their first words, and the spans of those that some act has.

    Those ``open`` are of the next act, each with the name that it is said of, if any. After "scroll to the bottom" it
    needs no such act: ``scrolled``. ``kinds`` are those of names before it.
    """

    positions: dict[Span, Position] = field(default_factory=dict)
    used: set[Span] = field(default_factory=set)
    open: list[tuple[Position, str]] = field(default_factory=list)
    scrolled: bool = False
    kinds: dict[str, Kind] = field(default_factory=dict)

    def unclear(self, sentence: str) -> list[Act]:
        """An act for each position that no act has."""
        if self.scrolled:
            self.used |= {position.span for position, _ in self.open}
        left = [position for position in self.positions.values() if not position.by_the_way]
        rest = [position.span for position in left if position.span not in self.used]
        return [Act(PLACED, (sentence[start:end].strip(" ,()"),)) for start, end in rest]

    def among(self, words: list[str]) -> list[Position]:
        """The positions among some words."""
        spans = dict.fromkeys(word.span for word in words if isinstance(word, Word))
        return [self.positions[span] for span in spans if span in self.positions]


def positions(words: list[str]) -> dict[Span, Position]:
    """Where the words of a segment say that something is, by the first of these words."""
    starts: list[int] = []
    at = 0
    for word in words:
        starts.append(at)
        at += (1 if word[0] in "«⟦" else len(word)) + 1
    text = " ".join("\0" if word[0] in "«⟦" else word for word in words)
    placed = {}
    taken: set[Span] = set()
    for match in [*POSITION.finditer(text), *MENU.finditer(text)]:
        is_menu = match.re is MENU
        end = match.end() if is_menu or not match["relative"] else match.start("relative")
        inside = words[bisect_left(starts, match.start()) : bisect_left(starts, end)]
        spans = [word.span for word in inside if isinstance(word, Word)]
        if spans and taken.isdisjoint(spans):
            span = spanning("", inside).span
            placed[spans[0]] = _in_menu(match, spans[0], span) if is_menu else _position(match, spans[0], span)
            taken.update(spans)
    return placed


def _in_menu(match: re.Match[str], first: Span, span: Span) -> Position:
    return Position(Appearance(container=match["menu"]), first, span, unsure=False, by_the_way=True)


def _position(match: re.Match[str], first: Span, span: Span) -> Position:
    core = match[0].partition(" of ")[0]
    named = {SIDES[part] for part in re.split("[ -]", core) if part in SIDES}
    sides = tuple(side for side in ORDER if side in named)
    container = re.search(f"(?<![\\w-])(?:{CONTAINERS}|{MARKS})(?![\\w-])", core)
    part = re.search(f"(?<![\\w-]){PARTS}$", match["of"] or "")
    unsure = bool(match["relative"]) or not (sides or container) or _contradict(sides) or core.startswith("the right")
    look = Appearance("", sides, part[0] if part else "", container[0] if container else "")
    return Position(look, first, span, unsure)


def _contradict(sides: Iterable[str]) -> bool:
    return {"top", "bottom"} <= set(sides) or {"left", "right"} <= set(sides)


def with_looks(acts: list[Act], piece: Piece, placed: Placed) -> list[Act]:
    """The acts of a piece, with what it, or a piece before it, says of how the things look that they name."""
    own = placed.among(piece.words)
    kinds = placed.kinds | dict(_kinds(piece.words))
    if not acts:
        _pass_on(piece, own, kinds, placed)
        return acts
    if [act.name for act in acts] == ["scroll"]:
        placed.open, placed.scrolled = [(position, "") for position in own if _is_vertical(position.look)], True
        return acts
    looked_at = [act for act in acts if act.name in LOOKS_AT]
    if placed.scrolled and not looked_at:
        placed.used |= {position.span for position, _ in placed.open}
    looks = _of_kinds(kinds, acts, placed)
    candidates = [*placed.open, *_names_before(own, piece, looked_at)]
    for position, name in sorted(candidates, key=lambda pair: pair[0].by_the_way):
        at = [act for act in looked_at if act.name in IN_MENU] if position.by_the_way else looked_at
        label = name or _only_label(at)
        if any(label in labels_of(act) for act in at) and (look := _both(looks.get(label), position)):
            looks[label] = look
            placed.used.add(position.span)
    placed.open, placed.scrolled, placed.kinds = [], False, {}
    return [replace(act, looks=tuple((name, looks[name]) for name in labels_of(act) if name in looks)) for act in acts]


def _of_kinds(kinds: dict[str, Kind], acts: list[Act], placed: Placed) -> Looks:
    """The kinds of what acts look for; that of anything else becomes a position that no act has."""
    named = {label for act in acts if act.name in LOOKS_AT_KIND for label in labels_of(act)}
    for label, kind in kinds.items():
        if label not in named and kind.kind not in FIELDS:
            placed.positions[kind.span] = Position(Appearance(kind.kind), kind.span, kind.span, unsure=True)
    return {label: Appearance(kind.kind) for label, kind in kinds.items() if label in named}


def _both(look: Appearance | None, position: Position) -> Appearance | None:
    """What is said of a name, and a position of it; None if that is unsure, or they contradict each other."""
    look = look or Appearance()
    sides = {*look.sides, *position.look.sides}
    if position.unsure or _contradict(sides) or look.container or look.part:
        return None
    return position.look._replace(kind=look.kind, sides=tuple(side for side in ORDER if side in sides))


def _pass_on(piece: Piece, own: list[Position], kinds: dict[str, Kind], placed: Placed) -> None:
    """Let the next act have what a piece without acts says, if that piece says nothing of its own."""
    if piece.condition and piece.written:
        return  # a condition is checked in its own words
    words = [word for word in piece.words if word not in SMALL["fillers"]]
    only_places = piece.verb is None and words and words[0] in SMALL["places"] and STATING.isdisjoint(words)
    if piece.role == "context" or only_places:
        placed.open += _names_before(own, piece, [])
        placed.kinds = kinds
    elif piece.role == "main":
        placed.open, placed.kinds = [], {}


def _names_before(own: list[Position], piece: Piece, looked_at: list[Act]) -> Iterator[tuple[Position, str]]:
    """Each position of a piece with the name before it, if any; two are one if an act names both ("«A» in «B»")."""
    names: list[str] = []
    between: list[str] = []
    starts = {position.first: position for position in own}
    for word in piece.words:
        if word[0] == "«":
            names.append(word.strip("«»").split("»›«")[-1])
            between = []
        elif isinstance(word, Word) and (position := starts.pop(word.span, None)):
            apart = len(names) > 1 and not any(labels_of(act).keys() >= {*names} for act in looked_at)
            yield position._replace(unsure=position.unsure or apart or _says_more(between)), "".join(names[-1:])
            if not position.by_the_way:
                names, between = [], []
        else:
            between.append(word)


def _says_more(between: list[str]) -> bool:
    """Whether words between a name and a position say something else there: "«A», which opens the menu on the left"."""
    follows = pairwise([*between, "is"])
    return any(word in OTHERS or (word in ("which", "that") and after not in STATING) for word, after in follows)


def _only_label(looked_at: list[Act]) -> str:
    """The name that the only act looks for."""
    return next(iter(labels_of(looked_at[0]))) if len(looked_at) == 1 else ""


def _is_vertical(look: Appearance) -> bool:
    return bool(look.sides) and {*look.sides} <= {"top", "bottom"} and not look.container


def _kinds(words: list[str]) -> Iterator[tuple[str, Kind]]:
    """The names that a kind of control stands beside, with that kind."""
    for at, word in enumerate(words):
        if word not in KINDS:
            continue
        several = word.endswith("s")
        before = _names(words[:at][::-1], several=several)
        named = before or _names(_after_naming(words[at + 1 :]), several=several)
        for name in named:
            labels = name.strip("«»").split("»›«")
            yield labels[-1 if before else 0], Kind(KINDS[word], spanning("", [word]).span)


def _after_naming(words: list[str]) -> list[str]:
    start = next((at for at, word in enumerate(words) if word not in NAMING), len(words))
    return words[start:]


def _names(words: list[str], *, several: bool) -> list[str]:
    """The names at the beginning of these words: the first, or ``several`` that "and" joins."""
    names: list[str] = []
    for word in words:
        if word[0] == "«" and (several or not names):
            names.append(word)
        elif not (several and names and word in (",", "and")):
            break
    return names
