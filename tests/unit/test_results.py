"""What is told of each guide, and of all of them."""

import pytest

from flows.reports.result import FALSE, NOT_READ, TRUE, Result, count, lines, news
from flows.reports.run_page import instead

SHARED = "edition.toml: sections: is missing; add it"


def test_what_is_wrong_with_a_shared_file_is_told_once() -> None:
    told: set[str] = set()
    assert news([SHARED], told) == [SHARED]
    assert news(["b.md:7: does not understand", SHARED], told) == [
        "b.md:7: does not understand",
        "edition.toml has faults, told above",
    ]


def test_several_faults_told_before_are_one_line() -> None:
    faults = ["_x.md:7: does not understand", "_x.md:8: does not understand"]
    assert news(faults, set(faults)) == ["_x.md has faults, told above"]


def test_another_fault_of_the_same_file_is_told() -> None:
    assert news(["_x.md:8: no"], {"_x.md:7: no"}) == ["_x.md:8: no"]


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (Result("a.md", TRUE, "Close", "closed"), ["✓ a.md  Close → closed"]),
        (Result("a.md", FALSE, "Close", faults=["a\n  b", "c"]), ["✗ a.md  Close", "    a\n      b", "    c"]),
        (Result("a.md", FALSE, "Close", faults=["a.md:1: x"]), ["✗ a.md  Close", "    a.md:1: x"]),
        (Result("a.md", NOT_READ, faults=["a.md:1: x"]), ["✗ a.md  cannot be read", "    a.md has faults, told above"]),
    ],
    ids=["true", "false", "false as before", "not read"],
)
def test_a_guide_is_a_line_and_below_it_what_is_wrong(result: Result, told: list[str]) -> None:
    assert lines(result, {"a.md:1: x"}) == told


@pytest.mark.parametrize(
    ("verdicts", "found", "told"),
    [
        ([TRUE], 1, "1 guide: 1 true"),
        ([NOT_READ, TRUE, FALSE, TRUE], 4, "4 guides: 2 true, 1 false, 1 not read"),
        ([TRUE], 3, "3 guides: 1 true, 2 not walked"),
    ],
)
def test_guides_are_counted_by_what_came_of_them(verdicts: list[str], found: int, told: str) -> None:
    assert count([Result("a.md", verdict) for verdict in verdicts], found) == told


def test_what_was_there_is_cut_into_things_but_no_name_is() -> None:
    found = "looked for a control named 'A'; there was link 'B, c', button \"It's\", the message 'D'"
    assert instead(found) == ("looked for a control named 'A'", ["link 'B, c'", 'button "It\'s"', "the message 'D'"])


def test_what_is_said_in_other_words_is_kept_whole() -> None:
    assert instead("ends: 'x' is not how it ended: y") == ("ends: 'x' is not how it ended: y", [])
