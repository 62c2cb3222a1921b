"""Reading takes time in proportion to the length of a sentence, whatever is in it."""

import sys
from types import FrameType
from typing import Any

import pytest

from flows.language.understand import understand

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
