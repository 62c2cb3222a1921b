"""The words of a sentence put plainly: one name for one thing, one phrase for one meaning.

A sentence comes as text in which ``«…»`` is a label and ``⟦…⟧`` a linked procedure; other names of things become a
label too, or a fact (``<password>``).
"""

import re
import tomllib
from pathlib import Path

WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
SMALL = {name: frozenset(words) for name, words in WORDS["small"].items()}
CHANGING = SMALL["guards"] | SMALL["negations"] | SMALL["several"]
STRUCTURE = re.compile(r"«[^»]*»|⟦[^⟧]*⟧")
FACTS = {phrase: fact for fact, phrases in WORDS["facts"].items() for phrase in phrases}
CONTRACTIONS = {"'re": " are", "n't": " not", "'ll": " will", "'ve": " have", "'m": " am", "'d": " would"}
IS = re.compile(r"\b(it|that|this|there|here|what|who|where|how|which|one)'s\b")
POSSESSIVE = re.compile(r"(?<=\w)'s\b")
QUOTED = re.compile(r"[“\"]([^”\"«»]+?)[.,]?[”\"]")
ALTERNATIVES = re.compile(r"(«[^»]*»|<[a-z-]+>) or (?:your )?\1")
PATH = re.compile(r"»\s*(?:>|›|→|/|->)\s*«")
ARROW = re.compile(r"\s(?:>|›|→|->)\s")
ASIDE = re.compile(r"\s*\(([^()«»⟦⟧]*)\)")


def plain(sentence: str) -> str:
    """Lower case but for labels; phrases, facts and other names put in their places."""
    straight = sentence.replace("’", "'").replace("–", ",").replace("—", ",")
    text = PATH.sub("»›«", ASIDE.sub(_aside, QUOTED.sub(r"«\1»", straight)))
    kept = STRUCTURE.findall(text)
    words = STRUCTURE.sub("\0", text).lower()
    for short, long in CONTRACTIONS.items():
        words = re.sub(rf"(?<=\w){short}\b", long, words)
    words = POSSESSIVE.sub("", IS.sub(r"\1 is", words))
    words = ARROW.sub(" › ", words)
    for pattern, put in PATTERNS:
        words = pattern.sub(put, words)
    for pattern, table in SUBSTITUTIONS:
        words = pattern.sub(lambda found, table=table: table[found[1]], words)  # type: ignore[misc]
    structure = iter(kept)
    return re.sub("\0", lambda _: next(structure), ALTERNATIVES.sub(r"\1", words))


def _aside(found: re.Match[str]) -> str:
    """Nothing, where brackets hold only a place on the screen: "(in the top right)"."""
    words = re.findall(r"[\w'-]+", found[1].lower())
    place = SMALL["places"] | SMALL["articles"] | SMALL["sides"] | SMALL["kinds"]
    return "" if place.issuperset(words) and SMALL["sides"] & set(words) else found[0]


def _whole_words(table: dict[str, str]) -> re.Pattern[str]:
    """Finds what a table replaces: whole words only, the longest phrase first."""
    longest = sorted(table, key=len, reverse=True)
    return re.compile(r"(?<![\w<«-])(" + "|".join(re.escape(phrase) for phrase in longest) + r")(?![\w>»-])")


def _filled(written: str) -> str:
    for name, slot in WORDS["slots"].items():
        written = written.replace(f"{{{name}}}", slot)
    return written.replace("…", "\0")


# A pattern is a phrase with choices; ``…`` in it stands for a label.
PATTERNS = [
    (re.compile(rf"(?:(?<![\w-])|(?=[,(\0]))(?:{_filled(written)})(?:(?<=\s)|(?![\w-]))"), put.replace("…", "\0"))
    for written, put in WORDS["patterns"].items()
]

# Phrases first: what they are replaced by may be another name of a label or a fact.
SUBSTITUTIONS = [
    (_whole_words(table), table)
    for table in (
        WORDS["phrases"],
        {phrase: f"<{fact}>" for phrase, fact in FACTS.items()}
        | {name: f"«{label}»" for label, names in WORDS["labels"].items() for name in names},
    )
]
