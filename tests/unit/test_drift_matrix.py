"""The drift matrix: its table, its causes, and when a run is good."""

from typing import Any

import pytest

from flows.reading.rewrite import Rewrite
from flows.reports import drift_matrix
from flows.reports.result import FALSE, NOT_FOR, NOT_READ, TRUE, Result, Step, Verdict
from flows.walk.failure import Failure
from flows.walk.walker import Outcome

TRAIL = [("a/leave.md:9", "Leave."), ("a/_out.md:4", "Go out.")]
ENDED = "ends: 'closed' is not how it ended"


def result(on: str, verdict: Verdict, *outcomes: Outcome, **fields: Any) -> Result:
    steps = [Step(text, outcome=outcome) for text, outcome in zip(("Log in.", "Leave."), outcomes, strict=True)]
    about = {"edition": "one"}
    return Result("flows/guides/one/leave.md", verdict, "Leave", "closed", about, steps, on=on, **fields)


def test_the_table_lists_causes_and_rewrites() -> None:
    entries = [
        drift_matrix.entry_of(walked)
        for walked in (
            result("one", TRUE, "true", "true"),
            result(
                "other",
                FALSE,
                "did not apply",
                "false",
                failures=[Failure(1, TRAIL, "looked for a control named 'Leave'; there was link 'Go'")],
                instead=Rewrite(2, 2, ["Go."], ["ends: closed", "gone: []"], "never opened again"),
            ),
            result("third", NOT_FOR, "not reached", "not reached"),
            result("fourth", FALSE, "true", "true in part", failures=[Failure(2, [], ENDED)]),
        )
    ]
    assert drift_matrix.lines(entries) == [
        "           fourth  one  other  third",
        "one/leave  ✗ end   ✓    ✗ 2    –    ",
        "",
        "✓ true; ✗ 3 false at step 3; – the guide's persona closes nothing there; · not walked",
        drift_matrix.NOTE,
        "",
        "one/leave  Leave",
        "  other: step 2, “Leave.” › “Go out.” (_out.md:4): looked for a control named 'Leave'",
        "    instead of step 2: go",
        "    front matter: ends: closed; gone: []",
        "    afterwards: never opened again",
        "  fourth: its end: 'closed' is not how it ended",
        "",
        "1 guides on 4 editions: 1 of 1 guides are true of their own edition; 2 entries differ.",
    ]


@pytest.mark.parametrize(
    ("other", "counts"),
    [
        (result("other", FALSE, "true", "false"), False),
        (result("one", FALSE, "true", "false"), True),
        (Result("flows/guides/one/leave.md", NOT_READ), True),
    ],
    ids=["part from another edition", "false of its own", "not read"],
)
def test_guides_must_be_true_of_their_own_edition_only(other: Result, counts: bool) -> None:
    assert drift_matrix.counts(other) is counts
