"""Rewords guides: puts the name that is on the screen in the place of one that is not."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flows.errors import shown

# What Markdown would take for its own within bold type.
SIGNS = re.compile(r"([\\*_`\[\]<])")
BOLD = ("**", "__")


@dataclass(frozen=True, order=True)
class Rewording:
    """A label at a line and a column of a file, from 1, and the name to write instead."""

    file: Path
    line: int
    column: int
    label: str
    name: str


def reworded(text: str, rewordings: Iterable[Rewording]) -> str:
    """The text of a file with the labels replaced that are in bold type where they are said to be.

    Of two for one, the first counts. What is not in bold type is a word of the sentence, such as its verb.
    """
    lines = text.splitlines(keepends=True)
    by_place = {(each.line, each.column): each for each in sorted(rewordings, reverse=True)}
    for each in by_place.values():
        before, rest = lines[each.line - 1][: each.column - 1], lines[each.line - 1][each.column - 1 :]
        after = rest.removeprefix(each.label)
        if after != rest and before.endswith(BOLD) and after.startswith(BOLD):
            name = SIGNS.sub(r"\\\1", each.name)
            lines[each.line - 1] = before + name + after
    return "".join(lines)


def diff(file: Path, old: str, new: str) -> str:
    """What a rewording changes, as a unified diff; empty if nothing."""
    names = (f"a/{shown(file)}", f"b/{shown(file)}")
    return "".join(difflib.unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), *names, n=1))
