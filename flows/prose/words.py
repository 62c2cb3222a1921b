"""The words of a text and the names in it, cut into sentences."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flows.prose.lexicon import WORDS
from flows.typography import plain

# How a name is set apart, besides quotation marks.
STYLES = ("strong", "label", "code", "em", "link")
WORD = re.compile(
    r"(?P<quote>[“\"](?P<quoted>[^”\"“]+)[”\"])|(?<!\w)(?P<single>' ?(?P<inside>[A-Z][^'.,]{1,40})')(?!\w)"
    r"|(?P<address>(?:https?://|www\.)\S*[\w/]|\b[\w.-]+\.(?:com|org|io|cc|co|net|dev|app|md)(?:/[\w./-]*\w/?)?)"
    r"|(?P<arrow>->|[>›→»])"
    r"|(?P<icon>\|[\w-]+\|)"
    r"|(?P<word>(?<!\S)\.[A-Za-z]\w*|[\w@#&+][\w'@#&+*-]*(?:\.[\w]+)*)"
    r"|(?P<mark>\.\.\.|(?:· ?)+|[^\w\s])"
)
CONTRACTIONS = {"'re": "are", "n't": "not", "'ll": "will", "'ve": "have", "'s": "is"}
CONTRACTION = re.compile(r"(\w+?)('re|n't|'ll|'ve|(?<=it)'s|(?<=that)'s|(?<=there)'s)$", re.IGNORECASE)
# More words than a control's name has: with a full stop, it is a sentence that is set apart.
LONGEST_NAME = 4
ABBREVIATIONS = ("e.g", "i.e", "etc", "vs")
ARROWS = re.compile(r"\s+(?:->|[>›→»])\s+|\s*[›→]\s*")
ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?$")
PICTOGRAPH = re.compile("[\u21a9-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")


class Run(NamedTuple):
    """A part of a text in one style; ``target`` is where it leads, if it is a link."""

    text: str
    style: str = ""
    target: str = ""


class Token(NamedTuple):
    """A word, a name or a mark, and where it stands in the text; ``low`` is empty for a name.

    A name's ``path`` are its labels, several if it says which way to go.
    """

    text: str
    low: str
    span: tuple[int, int]
    style: str = ""
    path: tuple[str, ...] = ()
    target: str = ""

    @property
    def is_name(self) -> bool:
        return bool(self.style)

    @property
    def is_mark(self) -> bool:
        first = self.low[:1]
        return not self.style and not first.isalnum() and (first not in "@#&+.|" or self.low in (".", "|"))


def tokens(runs: Iterable[Run]) -> list[Token]:
    """The tokens of a text."""
    parts: list[Token] = []
    at = 0
    listed = list(runs)
    for number, run in enumerate(listed):
        if not run.style:  # quotation marks round a name that is set apart anyway
            before = number and listed[number - 1].style
            after = number + 1 < len(listed) and listed[number + 1].style
            text = re.sub('^["”]', " ", run.text) if before else run.text
            run = run._replace(text=re.sub('["“]$', " ", text) if after else text)
        following = listed[number + 1].text if number + 1 < len(listed) else ""
        parts += _of_run(run, at, goes_on=following[:1].isspace() and following.lstrip()[:1].islower())
        at += len(run.text)
    return _joined(parts)


def sentences(words: list[Token]) -> Iterator[list[Token]]:
    """The tokens of each sentence; a colon inside one does not end it."""
    start = 0
    for at, token in enumerate(words):
        abbreviated = at and words[at - 1].low.rstrip(".") in ABBREVIATIONS
        if token.is_mark and token.text in (".", "?", "!") and not abbreviated and _begins_sentence(words, at + 1):
            if at > start:
                yield words[start : at + 1]
            start = at + 1
    if any(not token.is_mark for token in words[start:]):
        yield words[start:]


def _begins_sentence(words: list[Token], at: int) -> bool:
    rest = words[at:]
    return not rest or rest[0].is_name or rest[0].text[:1].isupper() or rest[0].is_mark


def _of_run(run: Run, at: int, *, goes_on: bool) -> Iterator[Token]:
    """The tokens of a run; if the sentence ``goes_on`` after it, a full stop in a name is part of that."""
    is_kind = run.style == "link" and run.text.strip().lower() in WORDS["kinds"]
    is_sentence = not goes_on and run.text.rstrip().endswith(".") and len(run.text.split()) > LONGEST_NAME
    if run.style in STYLES and not is_sentence and not is_kind and any(character.isalnum() for character in run.text):
        yield from _of_name(run, at, goes_on=goes_on)
        return
    for match in WORD.finditer(PICTOGRAPH.sub(" ", run.text.replace("’", "'"))):
        start, end = match.start() + at, match.end() + at
        text = match[0].strip("|") or match[0]
        if match["quote"] or match["single"]:
            name = match["quoted"] or match["inside"]
            yield Token(text, "", (start, end), "quote", _path(name.rstrip(".,")))
        elif match["address"]:
            yield Token(text, "", (start, end), "address", (text,))
        elif match["arrow"]:
            yield Token(text, ">", (start, end))
        elif short := CONTRACTION.match(text):
            yield Token(short[1], short[1].lower(), (start, end))
            yield Token(CONTRACTIONS[short[2].lower()], CONTRACTIONS[short[2].lower()], (start, end))
        else:
            yield Token(text, text.lower(), (start, end))


def _of_name(run: Run, at: int, *, goes_on: bool) -> Iterator[Token]:
    """The name, and after it the punctuation of the sentence that is set in the same style."""
    text = run.text.rstrip()
    bare = text if text.endswith("...") or (goes_on and text.endswith((".", ":"))) else text.rstrip(".,:;")
    if bare.strip():
        style = "address" if run.style == "link" and ADDRESS.match(bare.strip()) else run.style
        yield Token(run.text, "", (at, at + len(bare)), style, _path(bare), run.target)
    for offset, mark in enumerate(text[len(bare) :], len(bare)):
        yield Token(mark, mark, (at + offset, at + offset + 1))


def _path(text: str) -> tuple[str, ...]:
    labels = (PICTOGRAPH.sub("", plain(label)).strip(' "“”') for label in ARROWS.split(text))
    return tuple(label for label in labels if label)


def _joined(parts: list[Token]) -> list[Token]:
    """The tokens, with names that have arrows between them as one path."""
    joined: list[Token] = []
    for token in parts:
        if len(joined) > 1 and joined[-1].low == ">" and token.is_name and joined[-2].is_name:
            joined.pop()
            joined[-1] = _both(joined[-1], token, joined[-1].path + token.path)
        else:
            joined.append(token)
    return joined


def _both(first: Token, second: Token, path: tuple[str, ...]) -> Token:
    text = f"{first.text} {second.text}"
    return first._replace(text=text, span=(first.span[0], second.span[1]), path=path, target="")


def without_kind(label: str) -> str:
    """A label without the kind of control that is set in the same style: "Security tab"."""
    words = label.split()
    named = (
        len(words) > 1 and words[-1] in WORDS["kinds"] - {"settings"} and all(word[0].isupper() for word in words[:-1])
    )
    return " ".join(words[:-1]) if named else label
