"""``words.toml`` as tables, made once when it is loaded."""

import tomllib
from itertools import chain
from pathlib import Path

Phrases = dict[str, list[tuple[list[str], str]]]

WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
SMALL = {name: frozenset(words) for name, words in WORDS["small"].items()}
# Words that change what a clause means.
CHANGING = SMALL["guards"] | SMALL["negations"] | SMALL["quantifiers"]
# Words that may stand between a preposition and the name it leads to.
BEFORE_NAMES = SMALL["articles"] | SMALL["kinds"] | SMALL["naming"]
# Words that carry no meaning of their own.
CONNECTING = SMALL["joins"] | SMALL["fillers"]
EMPTY = CONNECTING | SMALL["articles"] | SMALL["kinds"]
# Words that lead to where something is, or to what it is done with.
PREPOSITIONS = SMALL["places"] | SMALL["means"]

FACTS = {phrase: fact for fact, phrases in WORDS["facts"].items() for phrase in phrases}
VERBS = {phrase: verb for verb, phrases in WORDS["verbs"].items() for phrase in phrases}
EVENTS = {phrase: event for event, phrases in WORDS["events"].items() for phrase in phrases}
FIRST_WORDS = frozenset(phrase.split()[0] for phrase in VERBS)
# Words that a clause may hold besides its verb.
ALLOWED = frozenset(chain.from_iterable(map(str.split, EVENTS))).union(*SMALL.values())
# Words that mean something in a sentence, and so are not misspelt.
MEANINGFUL = FIRST_WORDS.union(chain.from_iterable(map(str.split, chain(VERBS, FACTS))), *SMALL.values())

MENU = "«Account menu»"
CHOOSING = frozenset(
    ("choose", "select", "pick", "go with", "opt for", "go for", "mark", "tick", "choosing", "selecting", "picking")
)
PRONOUNS = frozenset(("it", "one", "them"))
NUMBERS = {word: number for number, word in enumerate(WORDS["small"]["numbers"], 1)}
# Units of time: the unit of the clock, and how many of those one is. A month is 30 days.
UNITS = {"hour": ("hours", 1), "day": ("days", 1), "week": ("days", 7), "month": ("days", 30)}


def _by_first_word(phrases: dict[str, str]) -> Phrases:
    """The phrases that begin with each word, the longest first."""
    table: Phrases = {}
    for phrase in sorted(phrases, key=lambda phrase: -len(phrase.split())):
        table.setdefault(phrase.split()[0], []).append((phrase.split(), phrases[phrase]))
    return table


VERB_PHRASES = _by_first_word(VERBS)
EVENT_PHRASES = _by_first_word(EVENTS)


def match(tokens: list[str], at: int, table: Phrases) -> tuple[str, int] | None:
    """What the words at a position mean, and how many there are; the longest phrase wins."""
    for words, meaning in table.get(tokens[at], ()):
        if tokens[at : at + len(words)] == words:
            return meaning, len(words)
    return None


def events(tokens: list[str]) -> set[str]:
    """What the words say happens by itself: ``shown``, ``gone``, ``arrives``."""
    return {event[0] for at in range(len(tokens)) if (event := match(tokens, at, EVENT_PHRASES))}


def negations_of(tokens: list[str]) -> int:
    """How many negations belong to what happens by itself, such as that of "is not shown"."""
    phrases = (match(tokens, at, EVENT_PHRASES) for at in range(len(tokens)))
    starts = [(at, phrase[1]) for at, phrase in enumerate(phrases) if phrase]
    inside = {position for at, length in starts for position in range(at, at + length)}
    return sum(tokens[position] in SMALL["negations"] for position in inside)


def unknown(tokens: list[str]) -> list[str]:
    """The words of a clause that are in no list."""
    return [
        token
        for token in tokens
        if token not in ALLOWED and token[0] not in "«⟦<," and not token.isdigit() and not token.endswith("ly")
    ]
