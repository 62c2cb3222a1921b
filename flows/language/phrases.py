"""Words in plain wording -> pieces, each a verb with what belongs to it; synonyms become one verb."""

import re
from dataclasses import dataclass, field

from flows.language.normalise import CHANGING, SMALL, WORDS

KNOWN = frozenset(word for table in WORDS["events"].values() for phrase in table for word in phrase.split()).union(
    *SMALL.values()
)
TOKEN = re.compile(r"«[^»]*»(?:›«[^»]*»)*|⟦[^⟧]*⟧|<[a-z-]+>|[\w'-]+|[,.;:!?()›]")
MENU = "«Account menu»"
CONDITIONS = ("if", "when", "once", "after", "before", "whenever", "as", "until", "so", "because", "having", "provided")
SUBJECT_OR_HELPER = {"you", "we", "for", "is", "are"} | SMALL["modals"] | SMALL["articles"]
HAPPENS_BY_ITSELF = (None, "see", "view", "wait")
CHOOSING = frozenset(
    ("choose", "select", "pick", "go with", "opt for", "go for", "mark", "tick", "choosing", "selecting", "picking")
)
PRONOUNS = frozenset(("it", "one", "them"))
VERBS = {tuple(phrase.split()): verb for verb, phrases in WORDS["verbs"].items() for phrase in phrases}
EVENTS = {tuple(phrase.split()): event for event, phrases in WORDS["events"].items() for phrase in phrases}


def is_known(token: str) -> bool:
    """Whether it is no word, or one that is in some list."""
    return token[0] in "«⟦<," or token.isdigit() or token in KNOWN or token.endswith("ly")


@dataclass
class Piece:
    """A verb with what belongs to it, before it is reduced.

    ``marker`` is ``to`` or ``by`` where that leads to it, ``known`` for what is only told, ``unclear`` for what must
    not be guessed.
    """

    verb: str | None
    written: str = ""
    marker: str = ""
    tokens: list[str] = field(default_factory=list)
    optional: bool = False
    each: str = ""

    @property
    def labels(self) -> list[str]:
        return [token for token in self.tokens if token.startswith("«")]

    @property
    def facts(self) -> list[str]:
        return list(dict.fromkeys(token for token in self.tokens if token.startswith("<")))

    @property
    def bare(self) -> bool:
        """Whether it holds nothing that must not be left out."""
        return not any(token[0] in "«⟦<" or token in CHANGING for token in self.tokens)

    def raw(self) -> str:
        """As it was written: what the vocabulary is to refuse."""
        return " ".join(filter(None, [self.written, *self.tokens])).replace("<", "").replace(">", "")


def match(tokens: list[str], at: int, table: dict[tuple[str, ...], str]) -> tuple[str, int] | None:
    """What the words from a place on stand for, and how many they are; the longest phrase wins."""
    for length in (4, 3, 2, 1):
        words = tuple(tokens[at : at + length])
        if len(words) == length and words in table:
            return table[words], length
    return None


def _verb(tokens: list[str], at: int) -> tuple[str, int] | None:
    """The verb that starts at a place, and how many words it takes; ``clicking`` counts as ``click``."""
    if found := match(tokens, at, VERBS):
        return found
    word = tokens[at]
    if word == "<security-answer>":
        return "answer", 1
    if word == "using":
        return None
    return _inflected(tokens, at, "ing")


def _inflected(tokens: list[str], at: int, ending: str) -> tuple[str, int] | None:
    word = tokens[at]
    if not word.endswith(ending):
        return None
    stem = word.removesuffix(ending)
    for base in (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem):
        if found := match([base, *tokens[at + 1 :]], 0, VERBS):
            return found
    return None


def cut(tokens: list[str]) -> list[Piece]:
    """Cut where a verb starts: at the beginning, after a comma, "and", "to", "by", or words that carry nothing.

    A word that is in no list and stands where a verb would is taken for a verb nobody knows, and cut off too.
    """
    found = [Piece(None)]
    at, free, marker, optional = 0, True, "", False
    while at < len(tokens):
        token = tokens[at]
        may_start = free or _after_place(found[-1], tokens, at)
        verb = _again(found[-1], tokens, at) or (_verb(tokens, at) if may_start else None)
        if _is_condition(tokens, at, free=free):
            at, condition = _condition(tokens, at)
            optional = _take_condition(found, token, condition) or optional
            free, marker = True, ""
            continue
        if verb:
            found.append(Piece(verb[0], " ".join(tokens[at : at + verb[1]]), marker, optional=optional))
            at, free, marker = at + verb[1], False, ""
            continue
        if token.startswith("⟦"):
            if not _leads_to_link(found[-1]):
                found.append(Piece(None))
            found[-1].optional = optional
        if token in SMALL["joins"]:
            free = True
            marker = token if token in ("to", "by") else ""
        elif (token not in SMALL["fillers"] and not token.endswith("ly")) or token in SMALL["others"]:
            if free and not marker and _unknown(token):
                found.append(Piece(None))
            free = False
        found[-1].tokens.append(token)
        at += 1
    nothing = SMALL["joins"] | SMALL["fillers"]
    return [piece for piece in found if piece.verb or piece.marker or not nothing.issuperset(piece.tokens)]


def _after_place(piece: Piece, tokens: list[str], at: int) -> bool:
    """Whether a verb may follow a place that no comma ends: "in the sidebar choose «X»"."""
    fronted = next((token for token in piece.tokens if token not in SMALL["fillers"]), "")
    imperative = (
        not tokens[at].endswith("ing")
        and tokens[at + 1 : at + 2] != [","]
        and tokens[at - 1] not in SUBJECT_OR_HELPER | SMALL["several"]
    )
    return piece.verb is None and fronted in SMALL["places"] | SMALL["means"] and imperative


def _again(piece: Piece, tokens: list[str], at: int) -> tuple[str, int] | None:
    """The verb that "on" stands for where it is not said again: "click on «A», then on «B»"."""
    words = [
        token for token in tokens[at + 1 :] if token not in SMALL["articles"] | {"button", "link", "tab", "option"}
    ]
    ends = len(words) == 1 or words[1:2] == ["and"]
    meant = tokens[at] == "on" and piece.verb == "click" and tokens[at - 1] in ("and", "then")
    return ("click", 1) if meant and ends and words[0].startswith("«") else None


def _leads_to_link(piece: Piece) -> bool:
    """Whether a link is what a piece does ("follow ⟦…⟧", "do what ⟦…⟧ says"), not something after it."""
    return piece.verb in (None, "click", "read", "finish") and not piece.labels and not piece.facts


def _take_condition(found: list[Piece], word: str, condition: list[str]) -> bool:
    """Add what a condition tells; whether it makes what follows optional. One that trails belongs to what is before."""
    last = found[-1]
    if word in ("when", "once", "after") and _opens_menu(condition) and not {"and", "then"} & set(last.tokens):
        last.tokens += ["in", MENU]
        found.append(Piece(None))
        return False
    if word == "until" and last.verb not in (None, "scroll", "see", "wait", "repeat"):
        found += [Piece(None, word, "unclear", condition), Piece(None)]
        return False
    if not _only_asks(condition) and not (word == "if" and last.verb is None and _says_shown(condition)):
        found += [*_condition_pieces(word, condition), Piece(None)]
        return False
    told = [told_word for told_word in condition if told_word[0] in "«<"]
    found.append(Piece(None, tokens=told, marker="known"))
    asks = SMALL["asks"] & set(condition)
    denied = (asks and SMALL["negations"] & set(condition)) or (told and SMALL["guards"] & set(condition))
    if denied or (word == "if" and not _says_shown(condition) and not asks):
        found += [Piece(None, word, "unclear", condition), Piece(None)]
        return False
    found.append(Piece(None))
    if word == "if" and last.verb:
        last.optional = True
    return word == "if" and last.verb is None


def _opens_menu(condition: list[str]) -> bool:
    """Whether it is that the account menu is opened ("when you click your picture"): that says where a thing is."""
    named = [token for token in condition if token[0] in "«⟦<" or token.isdigit()]
    pressed = {
        verb[0]
        for at in range(len(condition))
        if (verb := _verb(condition, at) or _inflected(condition, at, "ed")) is not None
    }
    return named == [MENU] and bool({"click", "open"} & pressed) and not CHANGING & set(condition)


def _is_condition(tokens: list[str], at: int, *, free: bool) -> bool:
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    if tokens[at] == "as":
        return following in ("soon", "you")
    if tokens[at] == "so" and following not in ("that", "you"):
        said = next((at for at in range(at + 1, len(tokens)) if tokens[at] not in SMALL["fillers"] | {","}), None)
        return free and (said is None or not _verb(tokens, said))
    return tokens[at] in CONDITIONS


def _unknown(token: str) -> bool:
    lists = ("articles", "kinds", "places", "means", "starts", "guards", "negations", "several", "naming")
    return token[0] not in "«⟦<" and not token.isdigit() and not any(token in SMALL[name] for name in lists)


def _condition(tokens: list[str], at: int) -> tuple[int, list[str]]:
    """What a condition says, up to its comma, the end, or an imperative; and where the clause after it starts."""
    end = at + 1
    while end < len(tokens) and tokens[end] != ",":
        before = tokens[end - 1]
        imperative = _verb(tokens, end) and not tokens[end].endswith("ing")
        if end > at + 1 and imperative and before not in SUBJECT_OR_HELPER:
            break
        end += 1
    return end + (tokens[end : end + 1] == [","]), tokens[at + 1 : end]


def _only_asks(condition: list[str]) -> bool:
    """Whether a condition only says that the reader is asked, or sets a scene: it holds no label and no number."""
    return not any(token[0] in "«⟦" or token.isdigit() for token in condition)


def _says_shown(condition: list[str]) -> bool:
    """Whether a condition is that something is on the screen: "if «X» appears", "if you see «X»"."""
    found = cut(condition)
    plain = not CHANGING & set(condition) and "⟦" not in "".join(condition)
    events = {event[0] for at in range(len(condition)) if (event := match(condition, at, EVENTS))}
    return plain and (events == {"shown"} or [piece.verb for piece in found if piece.labels] == ["see"])


def _condition_pieces(word: str, condition: list[str]) -> list[Piece]:
    """A condition with a label is something to be seen ("when «X» appears"); any other is left as it is written."""
    found = cut(condition)
    timed = any(token.isdigit() for token in condition)
    if timed or word in ("if", "before") or any(piece.verb not in HAPPENS_BY_ITSELF for piece in found):
        return [Piece(None, word, "unclear", condition)]
    return found
