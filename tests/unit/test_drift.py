"""Where a guide and an edition part: the way an edition closes, how far a reader had come, and the table of it all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows import guide as guides
from flows import matrix, ways
from flows.repair import repair, text
from flows.results import FALSE, NOT_FOR, TRUE, Result
from flows.vocabulary import understand
from mocksite import editions
from mocksite.catalog import PERSONAS

EDITIONS: dict[str, dict[str, Any]] = {
    name: editions.load(name).model_dump(mode="json", by_alias=True) for name in editions.names()
}
GUIDE = "---\ntitle: Leave\npersona: freelancer\nclaims: [A1]\nends: closed\n---\n\n{sentences}\n"


def every_way() -> Iterator[Any]:
    for name, edition in EDITIONS.items():
        for persona in PERSONAS:
            if closing := ways.closing_of(edition, persona):
                yield pytest.param(edition, closing, id=f"{name} by {persona}")


@pytest.mark.parametrize(("edition", "closing"), list(every_way()))
def test_every_sentence_of_a_way_is_one_that_guides_can_say(edition: dict[str, Any], closing: dict[str, Any]) -> None:
    for step in ways.steps(edition, closing):
        structured = step.sentence.replace("**", "«", 1).replace("**", "»", 1)
        assert understand(structured)[1] == [], step.sentence


def small(**changes: Any) -> dict[str, Any]:
    closing = {
        "by": ["freelancer"], "of": "account", "when": [], "at": "account", "control": "Leave Worklane",
        "stages": [
            {"button": "Go on", "asks": [{"name": "reason", "required": True}, {"name": "feedback", "required": False}],
             "does": None},
            {"button": "Leave now", "asks": [], "does": "close"},
        ],
        "after": {"status": "closed", "delete_after": None},
    }  # fmt: skip
    edition = {
        "menu": {"settings": "Preferences"}, "retention": {}, "gate": None, "closing": [closing],
        "sections": [
            {"id": "top", "label": "Your account", "under": None}, {"id": "account", "label": "Data", "under": "top"},
        ],
    }  # fmt: skip
    return edition | changes


WAY = [
    "Log in.",
    "Click your profile picture and select **Preferences**.",
    "Open **Your account**.",
    "Open **Data**.",
    "Click **Leave Worklane**.",
    "Choose a reason and press **Go on**.",
    "Press **Leave now**.",
]


def test_the_way_follows_from_the_data_of_an_edition() -> None:
    assert [step.sentence for step in ways.steps(small(), small()["closing"][0])] == WAY
    gate = {"asks": ["password", "security-question"], "button": "Continue"}
    sentences = [step.sentence for step in ways.steps(small(gate=gate), small()["closing"][0])]
    assert sentences[2] == "Enter your password and answer your security question and press **Continue**."


@pytest.mark.parametrize(
    ("sentences", "failed", "rest"),
    [
        ([], 0, WAY),
        (WAY[:2], 2, WAY[2:]),
        ([*WAY[:2], "Go to **Contact Info**."], 2, WAY[2:]),
        ([*WAY[:2], "Open **Your account** and **Data**."], 3, WAY[4:]),
        (WAY, 7, []),
        (["Log in.", "Open **My Jobs**.", *WAY[1:3]], 4, WAY[3:]),
    ],
)
def test_what_was_done_is_not_to_be_done_again(
    tmp_path: Path, sentences: list[str], failed: int, rest: list[str]
) -> None:
    path = tmp_path / "leave.md"
    path.write_text(
        GUIDE.format(sentences="\n".join(f"{at}. {told}" for at, told in enumerate(sentences or ["Log in."], 1)))
    )
    guide = guides.load(path)
    said = repair(guide, failed, small())
    assert said is not None
    assert [step.sentence for step in said.steps] == rest
    path.write_text(text(guide, said))
    mended = guides.load(path)
    assert [sentence.text for sentence in mended.sentences][failed:] == [told.replace("**", "") for told in rest]
    assert (mended.front.ends, mended.front.claims) == ("closed", [])


GOES = {"profile": "deleted", "name": "masked", "payments": "kept"}


def keeping(closing: dict[str, Any], *, later: str | None = None) -> dict[str, Any]:
    return small(closing=[closing], retention={part: {"fate": fate, "after": later} for part, fate in GOES.items()})


@pytest.mark.parametrize(
    ("changed", "later", "said"),
    [
        ({}, None, "ends: closed; gone: [profile, name]; kept: [payments]"),
        ({}, "P30D", "ends: closed; kept: [profile, payments, name]"),
        (
            {"after": {"status": "marked", "delete_after": "P30D"}},
            None,
            "ends: marked for deletion; kept: [profile, payments, name]",
        ),
        (
            {"stages": [{"button": "Ask", "asks": [], "does": "ask-support"}]},
            None,
            "ends: sent to support; kept: [profile, payments, name]",
        ),
    ],
    ids=["at once", "later", "when it is deleted", "once support has closed it"],
)
def test_what_becomes_of_the_data_there_is_said_too(
    tmp_path: Path, changed: dict[str, Any], later: str | None, said: str
) -> None:
    path = tmp_path / "leave.md"
    front = "ends: closed\ngone: [profile, payments]\nkept: [name]"
    path.write_text(GUIDE.format(sentences="1. Log in.").replace("ends: closed", front))
    guide, edition = guides.load(path), keeping(small()["closing"][0] | changed, later=later)
    repaired = repair(guide, 1, edition)
    assert repaired is not None
    assert repaired.says.endswith(f"; {said}")
    path.write_text(text(guide, repaired))
    mended = repair(guides.load(path), 1, edition)
    assert mended is not None
    assert mended.data == {}, "what the mended guide says is right"


def test_who_has_no_closing_is_told_nothing(tmp_path: Path) -> None:
    path = tmp_path / "leave.md"
    path.write_text(GUIDE.format(sentences="1. Log in.").replace("freelancer", "client"))
    assert repair(guides.load(path), 0, small()) is None


def result(on: str, verdict: str, true: int = 2, **told: Any) -> Result:
    return Result(
        "flows/guides/one/leave.md",
        verdict,
        "Leave",
        "closed",
        {"edition": "one"},
        ["Log in.", "Leave."],
        true,
        on=on,
        **told,
    )


def test_the_table_says_where_each_parts_and_what_to_say_instead() -> None:
    cells = [
        matrix.cell(each)
        for each in (
            result("one", TRUE),
            result(
                "other",
                FALSE,
                1,
                found="looked for a control named 'Leave'; there was link 'Go'",
                instead="from there on: go",
            ),
            result("third", NOT_FOR, 0),
            result("fourth", FALSE, 2, found="ends: 'closed' is not how it ended"),
        )
    ]
    assert matrix.lines(cells) == [
        "           fourth  one  other  third",
        "one/leave  ✗ end   ✓    ✗ 2    –    ",
        "",
        "✓ true   ✗ the step where they part   – not for this persona",
        "",
        "one/leave  Leave",
        "  other: step 2, “Leave.”: looked for a control named 'Leave'",
        "    from there on: go",
        "  fourth: its end: ends: 'closed' is not how it ended",
        "",
        "4 cells. Of its own edition each guide should be true: 1 of 1 are.",
    ]


@pytest.mark.parametrize(("verdict", "good"), [(TRUE, True), (FALSE, False)])
def test_a_run_is_good_if_each_guide_is_true_of_its_own_edition(tmp_path: Path, verdict: str, good: bool) -> None:
    matrix.write(tmp_path, [matrix.cell(each) for each in (result("one", verdict, 1), result("other", FALSE, 1))])
    assert matrix.is_good(tmp_path) is good
    assert "✗ 2" in (tmp_path / "matrix.html").read_text("utf-8")
