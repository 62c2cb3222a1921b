"""Where a label is in a guide, and rewording it there."""

from pathlib import Path

import pytest

from flows.reading.place import label_place
from flows.reading.reword import Rewording, diff, reworded
from flows.walk.failure import is_missing, name_in

SOURCE = "---\ntitle: A\n---\n\n1. Log in.\n2. Click **A** and\n   **Your dat**, then __B__.\n3. Click **Your dat**.\n"
GUIDE = Path("a.md")


@pytest.mark.parametrize(
    ("line", "label", "place"),
    [
        (6, "A", (6, 12)),
        (6, "Your dat", (7, 6)),
        (6, "B", (7, 25)),
        (8, "Your dat", (8, 12)),
        (5, "Your dat", (5, 4)),
        (6, "", (6, 4)),
        (6, "Click", (6, 4)),
        (99, "A", (99, 1)),
    ],
)
def test_a_label_has_a_line_and_a_column(line: int, label: str, place: tuple[int, int]) -> None:
    assert label_place(SOURCE, line, label) == place


def test_only_the_label_at_its_place_is_reworded() -> None:
    changed = reworded(
        SOURCE, [Rewording(GUIDE, 7, 6, "Your dat", "Your *data*"), Rewording(GUIDE, 6, 12, "A", "Account")]
    )
    assert changed == SOURCE.replace("**A** and\n   **Your dat**", "**Account** and\n   **Your \\*data\\***")


def test_two_labels_of_a_line_are_both_reworded() -> None:
    rows = [Rewording(GUIDE, 1, 3, "A", "Account"), Rewording(GUIDE, 1, 14, "B", "Bin")]
    assert reworded("**A** then **B**", rows) == "**Account** then **Bin**"


def test_a_label_that_is_no_longer_there_is_left() -> None:
    assert reworded(SOURCE, [Rewording(GUIDE, 6, 12, "X", "Y")]) == SOURCE


def test_a_word_of_the_sentence_is_left() -> None:
    line, column = label_place(SOURCE, 5, "Log in")
    assert reworded(SOURCE, [Rewording(GUIDE, line, column, "Log in", "Log out")]) == SOURCE
    assert reworded("1. **A B**", [Rewording(GUIDE, 1, 6, "A", "C")]) == "1. **A B**"


def test_line_ends_stay() -> None:
    assert reworded("1. a\r\n2. **A**\r\n", [Rewording(GUIDE, 2, 6, "A", "B")]) == "1. a\r\n2. **B**\r\n"


def test_a_diff_shows_the_line_before_and_after() -> None:
    lines = diff(GUIDE, SOURCE, reworded(SOURCE, [Rewording(GUIDE, 8, 12, "Your dat", "Your data")])).splitlines()
    assert lines[:2] == ["--- a/a.md", "+++ b/a.md"]
    assert lines[-2:] == ["-3. Click **Your dat**.", "+3. Click **Your data**."]


@pytest.mark.parametrize(
    ("mismatch", "name", "missing"),
    [
        ("looked for a control named 'Your dat'; there was link 'A'", "Your dat", True),
        ("looked for the words \"It's gone\"; there was link 'A'", "It's gone", True),
        ("looked for the option 'A' of 'Reason'; there was nothing", "A", True),
        ("looked for the words 'Send an email'; there was link 'A'", "Send an email", True),
        ("looked for the words 'A' in the email 'B'; there was “C”", "A", False),
        ("looked for a new email titled 'A'; there was no email", "A", False),
        ("looked for 'a.csv' in the downloaded file; there was 'b.csv'", "a.csv", False),
        ("looked for a control named 'A' at the top; there was one further down", "A", False),
        ("looked for no words 'A'; there was link 'A'", "A", False),
        ("looked for one of a control named 'A', found several; there was link 'A'", "A", False),
        ("ends: the walk did not end 'closed': it is open", "", False),
    ],
)
def test_the_name_that_was_looked_for_is_known(mismatch: str, name: str, missing: bool) -> None:
    assert (name_in(mismatch), is_missing(mismatch)) == (name, missing)
