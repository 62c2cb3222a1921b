"""Where in the source of a guide a label is."""

import re

LABEL = r"(?<=\*\*|__){}(?=\*\*|__)"
ITEM = re.compile(r"\s*(?:\d+[.)]\s+)?")
NEXT_ITEM = re.compile(r"\s*(?:\d+[.)]\s|$)")


def label_place(source: str, line: int, label: str) -> tuple[int, int]:
    """The line and the column, from 1, of a label in the sentence that begins on a line; else where that begins."""
    lines = source.splitlines()
    if not 1 <= line <= len(lines):
        return line, 1
    for number, text in enumerate(lines[line - 1 :], line):
        if number > line and NEXT_ITEM.match(text):
            break
        if label and (match := re.search(LABEL.format(re.escape(label)), text)):
            return number, match.start() + 1
    begin = ITEM.match(lines[line - 1])
    return line, begin.end() + 1 if begin else 1
