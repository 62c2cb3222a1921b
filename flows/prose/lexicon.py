"""``lexicon.toml`` as tables, made once when it is loaded."""

import tomllib
from pathlib import Path

LEXICON = tomllib.loads((Path(__file__).parent / "lexicon.toml").read_text("utf-8"))
WORDS = {name: frozenset(words) for name, words in LEXICON["words"].items()}
VERBS = {tuple(phrase.split()): verb for verb, phrases in LEXICON["verbs"].items() for phrase in phrases}
FACTS = {phrase: fact for fact, phrases in LEXICON["facts"].items() for phrase in phrases}
LABELS = {phrase: label for label, phrases in LEXICON["labels"].items() for phrase in phrases}
LONGEST = max(map(len, VERBS))


def phrase_at(words: list[str], at: int, table: frozenset[str]) -> int:
    """How many words at a position are one phrase of the table, the longest counting; 0 if none is."""
    return next((n for n in range(5, 0, -1) if len(words) >= at + n and " ".join(words[at : at + n]) in table), 0)


def verb_at(words: list[str], at: int) -> tuple[str, int]:
    """The class of the verb at a position, and how many words it has; empty and 0 if there is none."""
    for n in range(LONGEST, 0, -1):
        if verb := VERBS.get(tuple(words[at : at + n])):
            return verb, n
    return "", 0
