"""Text that is rewritten step by step, and still knows which part of the sentence each character comes from."""

import re
from collections.abc import Callable, Iterable

# Where something is in the sentence as it was written: start and end.
Span = tuple[int, int]
# What a replacement takes over from what it replaces: a group, or the only name (NUL) among it.
TAKEN = re.compile(r"\\(\d)|(\0)")
Replacement = str | Callable[[re.Match[str]], str | None]


class Word(str):
    """A word of a rewritten sentence, with its span in the sentence as it was written."""

    __slots__ = ("span",)
    span: Span

    def __new__(cls, text: str, span: Span) -> "Word":
        word = super().__new__(cls, text)
        word.span = span
        return word


class TracedText:
    """Text with the span that each of its characters stands for."""

    def __init__(self, text: str, spans: list[Span] | None = None) -> None:
        self.text = text
        self.spans = [(at, at + 1) for at in range(len(text))] if spans is None else spans

    def sub(self, pattern: re.Pattern[str], replacement: Replacement) -> "TracedText":
        """The text with each match replaced.

        In a template, ``\\1`` stands for a group and NUL for the name in the match; a function may return None, which
        leaves the match as it is.
        """
        text: list[str] = []
        spans: list[Span] = []
        end = 0
        for match in pattern.finditer(self.text):
            parts = list(self._replaced(match, replacement))
            if not parts:
                continue
            text.append(self.text[end : match.start()])
            spans += self.spans[end : match.start()]
            for part, part_spans in parts:
                text.append(part)
                spans += part_spans
            end = match.end()
        if not end:
            return self
        return TracedText("".join([*text, self.text[end:]]), spans + self.spans[end:])

    def _replaced(self, match: re.Match[str], replacement: Replacement) -> Iterable[tuple[str, list[Span]]]:
        whole = self.span(*match.span())
        if not isinstance(replacement, str):
            if (text := replacement(match)) is not None:
                yield text, [whole] * len(text)
            return
        end = 0
        for taken in TAKEN.finditer(replacement):
            literal = replacement[end : taken.start()]
            yield literal, [whole] * len(literal)
            start, stop = (
                match.span(int(taken[1])) if taken[1] else (at := match.start() + match[0].index("\0"), at + 1)
            )
            yield self.text[max(start, 0) : stop], self.spans[max(start, 0) : stop] if start >= 0 else []
            end = taken.end()
        yield replacement[end:], [whole] * len(replacement[end:])

    def lower(self) -> "TracedText":
        """The text in lower case, where that is as long."""
        lowered = "".join(lower if len(lower := character.lower()) == 1 else character for character in self.text)
        return TracedText(lowered, self.spans)

    def span(self, start: int, end: int) -> Span:
        """What a part of the text stands for."""
        part = self.spans[start:end] or [(0, 0)]
        return min(span[0] for span in part), max(span[1] for span in part)

    def word(self, match: re.Match[str]) -> Word:
        """What a pattern matched, as a word."""
        return Word(match[0], self.span(*match.span()))


def spanning(text: str, words: list[str]) -> Word:
    """A word that stands for several words of the sentence."""
    spans = [word.span for word in words if isinstance(word, Word)]
    return Word(text, (min(start for start, _ in spans), max(end for _, end in spans)) if spans else (0, 0))
