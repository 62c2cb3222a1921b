"""Reading takes time in proportion to the length of a sentence or a file, whatever is in it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from flows.errors import GuideError
from flows.language.understand import understand
from flows.reading import guide as guides
from tests.support.flows_process import CLOSE, FRONT

# The first of these is as long as an item of a guide may be.
LENGTHS = (2_000, 4_000)
# Twice the length is at most so many times the work; what is done once only makes it less.
MORE = 2.4
REPEATED = {
    "conditions": "if ",
    "whole conditions": "If «A» appears, click «B». ",
    "nested conditions": "if «A» appears, ",
    "clauses": "click «A» and then ",
    "stars": "**a",
    "sentences": "Click «A». ",
    "unknown words": "foo ",
    "fillers": "the ",
    "quotation marks": '"a ',
    "brackets": "(a ",
    "a path": "«A» > ",
    "arrows": "> ",
    "places": "in the top right ",
    "announcements": "You will be asked for your password. ",
    "repetitions": "Click «A» and repeat this for each team. ",
    "purposes": "To open «A», ",
    "means": "by clicking «A» ",
    "labels": "«A» ",
    "facts": "your password and ",
    "reasons": "Tell us why you ",
    "alternatives": "your picture or ",
    "colons": "Enter your password: ",
    "dashes": "—",
    "one word": "a",
    "white space": " \n",
    "open labels": "«a ",
    "logging in": "log in to ",
    "looking": "look in ",
    "whichever": "whichever ",
}


def work(sentence: str) -> int:
    """How many functions are called to read a sentence."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        understand(sentence)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("part", REPEATED.values(), ids=REPEATED)
def test_twice_the_length_is_twice_the_work(part: str) -> None:
    understand(part)  # so that nothing is only loaded once
    once, twice = (work(part * (length // len(part)) + "click «X».") for length in LENGTHS)
    assert twice < MORE * once


# Files.


def _lines(line: str) -> Callable[[int], str]:
    return lambda size: line * (size // len(line))


def _numbered(line: str) -> Callable[[int], str]:
    return lambda size: "".join(line.format(number) for number in range(10_000, 10_000 + size // (len(line) + 3)))


FRONTS = {
    "keys": _numbered("k{}: v\n"),
    "comments": _lines("# a\n"),
    "list": lambda size: "having:\n" + "  - balance\n" * (size // 12),
    "list in brackets": lambda size: "having: [" + "balance,\n" * (size // 9) + "]\n",
    "text": lambda size: "having: a\n" + "  b\n" * (size // 4),
    "brackets": lambda size: "having: " + "[\n" * (size // 2),
}
BODIES = {
    "items": lambda size: "".join(f"{n}. Click **Control {n}** and log in.\n" for n in range(1, size // 100)),
    "emphasis": _lines("1. " + "**a" * 60 + "\n\n"),
    "links": _lines("1. " + "[a](" * 40 + "\n\n"),
    "references": _lines("[a]: x\n"),
    "headings": _lines("a\n=\n"),
    "quotes": _lines("> a\nb\n"),
    "quotes in quotes": _lines("> " * 60 + "a\n"),
    "lists in lists": _lines("1. " * 60 + "a\n"),
    "points": _lines("* a\n"),
    "fences": _lines("```\na\n"),
    "HTML": _lines("<b>\n\n"),
    "paragraph": _lines("a\n"),
}
TOMLS = {
    "keys": _numbered("k{} = 1\n"),
    "tables": _numbered("[t{}]\n"),
    "repeated tables": _lines("[[t]]\n"),
    "long texts": lambda size: "a = '''" + "b\n" * (size // 2) + "'''",
    "texts that do not end": _lines('"""\n\\" '),
    "list": lambda size: "a = [" + "1,\n" * (size // 3) + "]",
    "dots": _numbered("a.b.c.d{} = 1\n"),
}
GROWING = {
    **{
        f"front matter: {name}": (make, f"{FRONT[:-5]}{{}}---\n\n1. Log in.\n", "x.md") for name, make in FRONTS.items()
    },
    **{f"body: {name}": (make, f"{FRONT}{{}}", "x.md") for name, make in BODIES.items()},
    **{f"edition: {name}": (make, "{}", "edition.toml") for name, make in TOMLS.items()},
}
# The texts that once took time of their length squared; ``make thorough`` measures the others, too.
MEASURED = ("front matter: brackets", "body: references", "body: items", "edition: dots")
CASES = [
    pytest.param(*case, id=name, marks=() if name in MEASURED else pytest.mark.thorough)
    for name, case in GROWING.items()
]


@contextmanager
def counted_lines() -> Iterator[list[int]]:
    """Counts the lines of Python that are executed; the count is the first item."""
    count = [0]

    def trace(_frame: FrameType, event: str, _argument: object) -> Any:
        count[0] += event == "line"
        return trace

    former = sys.gettrace()
    sys.settrace(trace)
    try:
        yield count
    finally:
        sys.settrace(former)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("make", "text", "name"), CASES)
def test_twice_the_text_takes_at_most_twice_the_steps(make: Callable[[int], str], text: str, name: str) -> None:
    Path("x.md").write_text(CLOSE, "utf-8")
    steps = []
    for size in (5_000, 10_000):
        Path(name).write_text(text.replace("{}", make(size)), "utf-8")
        guides._by_itself.cache_clear()
        with counted_lines() as count, suppress(GuideError):
            guides.load(Path("x.md"))
        steps.append(count[0])
    assert steps[1] <= 2.2 * steps[0] + 2_000
