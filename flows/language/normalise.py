"""Puts a sentence in plain words: one name for one thing, one phrase for one meaning.

In a sentence, ``«…»`` is a label and ``⟦…⟧`` a linked guide; other names become labels or facts (``<password>``).
"""

import re

from flows.language.lexicon import FACTS, SMALL, WORDS
from flows.language.traced_text import Span, TracedText
from flows.typography import TABLE, plain

# A label, a linked guide, or a name in quotation marks.
NAME = re.compile(r"«(?P<label>[^«»]*)»|⟦[^⟦⟧]*⟧|[“\"](?P<quoted>[^”\"«»⟦⟧]+?)[.,]?[”\"]")
# What leads from one control to the next, inside a name or between names.
PATH_IN_NAME = re.compile(r"\s(?:>|›|→|->)\s")
PATH = re.compile(r"(?<=\0)\s*(?:>|›|→|/|->)\s*(?=\0)")
# The punctuation of the sentence, set in bold together with a name.
TRAILING = re.compile(r"(?<=\S)\s*[,;:]+\s*$|(?<=[^\s.])\s*\.\s*$")
SHOWN_NEXT = re.compile(r"\s+(?:is|are|has|have|appears?|disappears?|shows?|pops|comes|vanish(?:es)?)\b")
# More words than a control's name has: it is a sentence, and keeps its full stop.
LONGEST_NAME = 4
# What only a name or a fact may hold.
STRAY = re.compile(r"[«»⟦⟧<]")
DASHES = re.compile("[–—―]")
TYPOGRAPHIC = re.compile(f"[{re.escape(''.join(map(chr, TABLE)))}]")
SPACES = re.compile(r"\s+")
CONTRACTIONS = [
    (re.compile(rf"(?<=\w){short}\b"), full)
    for short, full in {
        "'re": " are", "n't": " not", "'ll": " will", "'ve": " have", "'m": " am", "'d": " would",
    }.items()
]  # fmt: skip
IS = re.compile(r"\b(it|that|this|there|here|what|who|where|how|which|one)'s\b")
POSSESSIVE = re.compile(r"(?<=\w)'s\b")
NUL = re.compile("\0")
ALTERNATIVES = re.compile(r"(«[^»]*»|<[a-z-]+>) or (?:your )?\1")
ARROW = re.compile(r"\s(?:>|›|→|->)\s")
BRACKETS = re.compile(r"\s*\(([^()\0]*)\)")
ON_SCREEN = SMALL["places"] | SMALL["articles"] | SMALL["sides"] | SMALL["kinds"]


def normalise(sentence: str) -> TracedText:
    """The sentence in lower case except for labels, with phrases and names replaced."""
    text, names = _with_names_apart(sentence)
    text = text.sub(DASHES, ",").sub(TYPOGRAPHIC, lambda character: TABLE[ord(character[0])])
    text = text.sub(SPACES, " ").sub(BRACKETS, _with_place).sub(PATH, "›").lower()
    for short, full in CONTRACTIONS:
        text = text.sub(short, full)
    text = text.sub(IS, r"\1 is").sub(POSSESSIVE, "").sub(ARROW, " › ").sub(STRAY, "\ufffd")
    for pattern, replacement in PATTERNS:
        text = text.sub(pattern, replacement)
    for phrases, table in SUBSTITUTIONS:
        text = text.sub(phrases, lambda phrase, table=table: table[phrase[1]])  # type: ignore[misc]
    named = text
    text = text.sub(NUL, lambda name: names[named.span(*name.span())])
    return text.sub(ALTERNATIVES, lambda both: both[1])


def _with_names_apart(sentence: str) -> tuple[TracedText, dict[Span, str]]:
    """The sentence with NUL for each name, and the names as plain text, by where they are."""
    names: dict[Span, str] = {}
    text: list[str] = []
    spans: list[Span] = []
    end = 0

    def keep(start: int, stop: int) -> None:
        text.append(sentence[start:stop].replace("\0", "\ufffd"))
        spans.extend((at, at + 1) for at in range(start, stop))

    for match in NAME.finditer(sentence):
        keep(end, match.start())
        end = match.end()
        if match["label"] is None and match["quoted"] is None:
            parts, trailing = [(match[0], match.span())], None
        else:
            kind = "label" if match["label"] is not None else "quoted"
            parts, trailing = _labels(match[kind], match.start(kind), sentence[end:])
            # The first and the last label have the marks of the bold name.
            parts[0] = (parts[0][0], (match.start(), parts[0][1][1]))
            parts[-1] = (parts[-1][0], (parts[-1][1][0], match.end()))
        for number, (name, span) in enumerate(parts):
            names[span] = name
            text.append("›\0" if number else "\0")
            spans.extend([span] * (1 + (number > 0)))
        if trailing:
            keep(*trailing)
    keep(end, len(sentence))
    return TracedText("".join(text), spans), names


def _labels(bold: str, start: int, following: str) -> tuple[list[tuple[str, Span]], Span | None]:
    """The labels of a bold name, several if it is a path; and the span of the sentence's punctuation in it."""
    trailing = TRAILING.search(bold)
    if trailing and not _ends_there(trailing[0].strip(), following):
        trailing = None
    whole_sentence = trailing and trailing[0].strip() == "." and len(bold.split()) > LONGEST_NAME
    inside = bold[: trailing.start()] if trailing and not whole_sentence else bold
    labels, at = [], 0
    for arrow in [*PATH_IN_NAME.finditer(inside), None]:
        stop = arrow.start() if arrow else len(inside)
        labels.append((f"«{plain(inside[at:stop])}»", (start + at, start + stop)))
        at = arrow.end() if arrow else stop
    return labels, (start + trailing.start(), start + trailing.end()) if trailing else None


def _ends_there(punctuation: str, following: str) -> bool:
    """Whether punctuation inside a bold name is the sentence's, by what follows it.

    A text that is quoted may end in a full stop or a colon: "«Account not found.» is shown".
    """
    if not following.strip():
        return True
    new_sentence = following.lstrip()[0].isupper() or (punctuation == ":" and not SHOWN_NEXT.match(following))
    return following[0].isspace() and (punctuation in ",;" or new_sentence)


def _with_place(brackets: re.Match[str]) -> str | None:
    """The words without their brackets if they only say where something is on the screen: "(in the top right)"."""
    words = re.findall(r"[\w'-]+", brackets[1].lower())
    if not ON_SCREEN.issuperset(words) or SMALL["sides"].isdisjoint(words):
        return None
    return f" {brackets[1]}" if words[0] in SMALL["places"] else f" in the {brackets[1]}"


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
