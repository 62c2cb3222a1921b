"""What a run prints about each guide, and about all of them."""

import pytest

from flows.reports.findings import split_mismatch
from flows.reports.result import FALSE, NOT_READ, TRUE, Result, Verdict, summary
from flows.reports.result_lines import lines, new_faults

SHARED = "edition.toml: sections: is missing; add it"


def test_a_fault_of_a_shared_file_is_listed_once() -> None:
    reported: set[str] = set()
    assert new_faults([SHARED], reported) == [SHARED]
    assert new_faults(["b.md:7: does not understand", SHARED], reported) == [
        "b.md:7: does not understand",
        "edition.toml has faults, listed above",
    ]


def test_several_reported_faults_are_one_line() -> None:
    faults = ["_x.md:7: does not understand", "_x.md:8: does not understand"]
    assert new_faults(faults, set(faults)) == ["_x.md has faults, listed above"]


def test_another_fault_of_the_same_file_is_listed() -> None:
    assert new_faults(["_x.md:8: no"], {"_x.md:7: no"}) == ["_x.md:8: no"]


@pytest.mark.parametrize(
    ("result", "printed"),
    [
        (Result("a.md", TRUE, "Close", "closed"), ["✓ a.md  Close → closed"]),
        (Result("a.md", FALSE, "Close", faults=["a\n  b", "c"]), ["✗ a.md  Close", "    a\n      b", "    c"]),
        (Result("a.md", FALSE, "Close", faults=["a.md:1: x"]), ["✗ a.md  Close", "    a.md:1: x"]),
        (
            Result("a.md", NOT_READ, faults=["a.md:1: x"]),
            ["✗ a.md  cannot be read", "    a.md has faults, listed above"],
        ),
    ],
    ids=["true", "false", "false as before", "not read"],
)
def test_a_guide_is_a_line_and_its_faults_are_below(result: Result, printed: list[str]) -> None:
    assert lines(result, {"a.md:1: x"}) == printed


@pytest.mark.parametrize(
    ("verdicts", "total", "text"),
    [
        ([TRUE], 1, "1 guide: 1 true"),
        ([NOT_READ, TRUE, FALSE, TRUE], 4, "4 guides: 2 true, 1 false, 1 not read"),
        ([TRUE], 3, "3 guides: 1 true, 2 not walked"),
    ],
)
def test_guides_are_counted_by_verdict(verdicts: list[Verdict], total: int, text: str) -> None:
    assert summary([Result("a.md", verdict) for verdict in verdicts], total) == text


def test_what_was_there_is_split_but_not_within_names() -> None:
    mismatch = "looked for a control named 'A'; there was link 'B, c', button \"It's\", the message 'D'"
    assert split_mismatch(mismatch) == (
        "looked for a control named 'A'",
        ["link 'B, c'", 'button "It\'s"', "the message 'D'"],
    )


def test_other_messages_stay_whole() -> None:
    assert split_mismatch("ends: 'x' is not how it ended: y") == ("ends: 'x' is not how it ended: y", [])
