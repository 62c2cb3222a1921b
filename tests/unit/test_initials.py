"""The initials of a name: two at most, and none of them cut in half."""

import pytest

from mocksite.rules.initials import initials_of

CASES = {
    "": "",
    "Cher": "C",
    "Dennis Boone": "DB",
    "Anna Maria van der Berg": "AB",
    "É\u0301milie Ó\u0328laf": "É\u0301Ó\u0328",
    "👩🏽 👨\u200d👩\u200d👧": "👩🏽👨\u200d👩\u200d👧",
    "🇫🇷🇩🇪 ☎\ufe0f": "🇫🇷☎\ufe0f",
    "שלום עולם": "שע",
    "  spaced   out  ": "so",
}


@pytest.mark.parametrize(("name", "initials"), CASES.items())
def test_initials_are_whole_letters(name: str, initials: str) -> None:
    assert initials_of(name) == initials
