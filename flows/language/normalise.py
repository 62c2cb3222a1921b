"""Puts a sentence in plain words: one name for one thing, one phrase for one meaning.

In a sentence, ``«…»`` is a label and ``⟦…⟧`` a linked guide; other names become labels or facts (``<password>``).
"""

import re

from flows.language.lexicon import FACTS, SMALL, WORDS

STRUCTURE = re.compile(r"«[^»]*»|⟦[^⟧]*⟧")
CONTRACTIONS = [
    (re.compile(rf"(?<=\w){short}\b"), full)
    for short, full in {
        "'re": " are", "n't": " not", "'ll": " will", "'ve": " have", "'m": " am", "'d": " would",
    }.items()
]  # fmt: skip
IS = re.compile(r"\b(it|that|this|there|here|what|who|where|how|which|one)'s\b")
POSSESSIVE = re.compile(r"(?<=\w)'s\b")
QUOTED = re.compile(r"[“\"]([^”\"«»]+?)[.,]?[”\"]")
ALTERNATIVES = re.compile(r"(«[^»]*»|<[a-z-]+>) or (?:your )?\1")
PATH = re.compile(r"»\s*(?:>|›|→|/|->)\s*«")
ARROW = re.compile(r"\s(?:>|›|→|->)\s")
BRACKETS = re.compile(r"\s*\(([^()«»⟦⟧]*)\)")
ON_SCREEN = SMALL["places"] | SMALL["articles"] | SMALL["sides"] | SMALL["kinds"]


def normalise(sentence: str) -> str:
    """The sentence in lower case except for labels, with phrases and names replaced."""
    straight = sentence.replace("’", "'").replace("–", ",").replace("—", ",")
    text = PATH.sub("»›«", BRACKETS.sub(_without_place, QUOTED.sub(r"«\1»", straight)))
    structure = iter(STRUCTURE.findall(text))
    words = STRUCTURE.sub("\0", text).lower()
    for short, full in CONTRACTIONS:
        words = short.sub(full, words)
    words = POSSESSIVE.sub("", IS.sub(r"\1 is", words))
    words = ARROW.sub(" › ", words)
    for pattern, replacement in PATTERNS:
        words = pattern.sub(replacement, words)
    for phrases, table in SUBSTITUTIONS:
        words = phrases.sub(lambda phrase, table=table: table[phrase[1]], words)  # type: ignore[misc]
    return re.sub("\0", lambda _: next(structure), ALTERNATIVES.sub(r"\1", words))


def _without_place(brackets: re.Match[str]) -> str:
    """Nothing where brackets hold only a place on the screen, such as "(in the top right)"."""
    words = re.findall(r"[\w'-]+", brackets[1].lower())
    return "" if ON_SCREEN.issuperset(words) and not SMALL["sides"].isdisjoint(words) else brackets[0]


def _whole_words(table: dict[str, str]) -> re.Pattern[str]:
    """Finds what a table replaces: whole words only, the longest phrase first."""
    longest = sorted(table, key=len, reverse=True)
    return re.compile(r"(?<![\w<«-])(" + "|".join(re.escape(phrase) for phrase in longest) + r")(?![\w>»-])")


def _with_slots(pattern: str) -> str:
    for name, slot in WORDS["slots"].items():
        pattern = pattern.replace(f"{{{name}}}", slot)
    return pattern.replace("…", "\0")


# A pattern is a phrase with choices; ``…`` in it stands for a label.
PATTERNS = [
    (
        re.compile(rf"(?:(?<![\w-])|(?=[,(\0]))(?:{_with_slots(pattern)})(?:(?<=\s)|(?![\w-]))"),
        replacement.replace("…", "\0"),
    )
    for pattern, replacement in WORDS["patterns"].items()
]

# Phrases first: their replacement may be another name of a label or a fact.
SUBSTITUTIONS = [
    (_whole_words(table), table)
    for table in (
        WORDS["phrases"],
        {phrase: f"<{fact}>" for phrase, fact in FACTS.items()}
        | {name: f"«{label}»" for label, names in WORDS["labels"].items() for name in names},
    )
]
