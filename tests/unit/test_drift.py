"""How a guide should be rewritten for another edition."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from flows.language.understand import understand
from flows.reading import guide as guides
from flows.reading.rewrite import Rewrite, rewritten, suggest_rewrite
from flows.site.closing_path import ClosingPath, closing_paths
from flows.site.personas import Person
from mocksite.catalog.personas import PERSONAS
from mocksite.catalog.worlds import CIRCUMSTANCES
from mocksite.editions import loader
from tests.support.catalog_cells import CATALOG

EDITIONS: dict[str, dict[str, Any]] = {
    name: loader.load(name).model_dump(mode="json", by_alias=True) for name in loader.names()
}
GUIDE = "---\ntitle: Leave\npersona: freelancer\nclaims: [A1]\nends: closed\n---\n\n{sentences}\n"


def every_path() -> Iterator[Any]:
    for name, edition in EDITIONS.items():
        for persona, special in product(PERSONAS, ((), *([circumstance] for circumstance in CIRCUMSTANCES))):
            for path in closing_paths(edition, Person(persona, tuple(special)), CATALOG):
                what = f"{name} by {persona} as {path.capacity} of {path.closing['of']} {' '.join(special)}"
                yield pytest.param(path, id=what.strip())


@pytest.mark.parametrize("path", list(every_path()))
def test_every_step_of_a_path_is_understood(path: ClosingPath) -> None:
    for step in path.steps:
        structured = step.sentence.replace("**", "«", 1).replace("**", "»", 1)
        assert understand(structured)[1] == [], step.sentence


def small(**changes: Any) -> dict[str, Any]:
    closing = {
        "by": ["freelancer"], "of": "account", "when": [], "at": "account", "control": "Leave Worklane",
        "devices": ["desktop", "mobile"], "block": [], "needs": [],
        "stages": [
            {"button": "Go on", "asks": [{"name": "reason", "required": True}, {"name": "feedback", "required": False}],
             "does": None},
            {"button": "Leave now", "asks": [], "does": "close"},
        ],
        "after": {"status": "closed", "delete_after": None, "restore": None},
    }  # fmt: skip
    edition = {
        "menu": {"settings": "Preferences"}, "retention": {}, "gate": None, "closing": [closing],
        "sections": [
            {"id": "top", "label": "Your account", "under": None}, {"id": "account", "label": "Data", "under": "top"},
        ],
    }  # fmt: skip
    return edition | changes


PATH = [
    "Log in.",
    "Click your profile picture and select **Preferences**.",
    "Open **Your account**.",
    "Open **Data**.",
    "Click **Leave Worklane**.",
    "Choose a reason and press **Go on**.",
    "Press **Leave now**.",
]


def paths(edition: dict[str, Any], *person: Any, **more: Any) -> Iterator[ClosingPath]:
    return closing_paths(edition, Person(*person, **more), CATALOG)


def the_path(edition: dict[str, Any], *circumstances: str) -> ClosingPath:
    return next(paths(edition, "freelancer", circumstances))


def sentences(path: ClosingPath) -> list[str]:
    return [step.sentence for step in path.steps]


def test_the_path_follows_from_the_edition() -> None:
    assert sentences(the_path(small())) == PATH
    gate = {"asks": ["password", "security-question"], "button": "Continue"}
    expected = "Enter your password and answer your security question and press **Continue**."
    assert sentences(the_path(small(gate=gate)))[2] == expected
    unset = sentences(the_path(small(gate=gate), "no-security-question"))
    assert unset[2] == "Enter your password and set a security question."
    code = sentences(the_path(small(), "two-factor"))
    assert code[1] == "Enter the code from your authenticator and press **Continue**."


@pytest.mark.parametrize(
    ("changed", "who", "end", "last"),
    [
        ({}, {}, "closed", "Press **Leave now**."),
        ({"devices": ["desktop"]}, {"mobile": True}, "desktop only", "Open **Data**."),
        ({"devices": ["desktop"]}, {}, "closed", "Press **Leave now**."),
        ({"block": ["balance"]}, {"having": ("balance", "dispute")}, "blocked by balance", "Click **Leave Worklane**."),
        ({"block": ["dispute"]}, {"having": ("balance",)}, "closed", "Press **Leave now**."),
        ({"of": "agency"}, {}, "team closed", "Press **Leave now**."),
        ({"of": "company"}, {}, "closed", "Press **Leave now**."),
        ({"of": "company"}, {"circumstances": ("dual",)}, "team closed", "Press **Leave now**."),
        ({"of": "membership"}, {"circumstances": ("several-teams",)}, "out of the team", "Press **Leave now**."),
    ],
)
def test_the_path_ends_where_the_closing_ends(
    changed: dict[str, Any], who: dict[str, Any], end: str, last: str
) -> None:
    edition = small(closing=[small()["closing"][0] | changed])
    path = next(paths(edition, "freelancer", **who))
    assert (path.end, path.steps[-1].sentence) == (end, last)


@pytest.mark.parametrize(
    ("after", "text"),
    [
        ({}, "cannot be opened again"),
        (
            {"delete_after": "P1D", "status": "marked"},
            "deleted 1 day later; name masked 32 days later; cannot be opened again",
        ),
        (
            {"restore": {"by": "link", "within": "P14D", "takes": None, "proof": False}},
            "name masked 32 days later; can be opened again by the link in the email within 14 days",
        ),
        (
            {"restore": {"by": "support", "within": None, "takes": "PT36H", "proof": True}},
            "name masked 32 days later; can be opened again by support, with a proof of identity, which takes PT36H",
        ),
    ],
)
def test_the_path_says_what_happens_afterwards(after: dict[str, Any], text: str) -> None:
    closing = small()["closing"][0]
    retention = {"name": {"fate": "masked", "after": "P32D"}, "payments": {"fate": "kept", "after": None}}
    edition = small(closing=[closing | {"after": closing["after"] | after}], retention=retention if after else {})
    assert the_path(edition).afterwards == text


def test_the_path_starts_with_a_switch_of_capacity() -> None:
    path = next(paths(small(), "agency-owner"))
    assert (path.capacity, sentences(path)[1]) == ("freelancer", "Switch to **Freelancer** in the account menu.")
    assert list(paths(small(), "client")) == []
    assert list(paths(small(), "client", ("dual",))) != []


@pytest.mark.parametrize(
    ("sentences", "failed", "rest"),
    [
        ([], 0, PATH),
        (PATH[:2], 2, PATH[2:]),
        ([*PATH[:2], "Go to **Contact Info**."], 2, PATH[2:]),
        ([*PATH[:2], "Open **Your account** and **Data**."], 3, PATH[4:]),
        (PATH, 7, []),
        (["Log in.", "Open **My Jobs**.", *PATH[1:3]], 4, PATH[3:]),
    ],
)
def test_the_rewrite_starts_after_the_true_sentences(
    tmp_path: Path, sentences: list[str], failed: int, rest: list[str]
) -> None:
    path = tmp_path / "leave.md"
    steps = [f"{at}. {sentence}" for at, sentence in enumerate(sentences or ["Log in."], 1)]
    path.write_text(GUIDE.format(sentences="\n".join(steps)))
    guide = guides.load(path)
    rewrite = suggest_rewrite(guide, failed, small(), CATALOG)
    assert rewrite is not None
    assert rewrite.steps == rest
    path.write_text(rewritten(guide, rewrite))
    mended = guides.load(path)
    texts = [sentence.text for sentence in mended.sentences]
    assert texts[failed:] == [sentence.replace("**", "") for sentence in rest]
    assert (mended.front.ends, mended.front.claims) == ("closed", [])


GOES = {"profile": "deleted", "name": "masked", "payments": "kept"}


def keeping(closing: dict[str, Any], *, later: str | None = None) -> dict[str, Any]:
    return small(closing=[closing], retention={part: {"fate": fate, "after": later} for part, fate in GOES.items()})


@pytest.mark.parametrize(
    ("changed", "later", "lines"),
    [
        ({}, None, ["ends: closed", "gone: [profile, name]", "kept: [payments]"]),
        ({}, "P30D", ["ends: closed", "gone: []", "kept: [profile, payments, name]"]),
        (
            {"after": {"status": "marked", "delete_after": "P30D", "restore": None}},
            None,
            ["ends: marked for deletion", "gone: []", "kept: [profile, payments, name]"],
        ),
        (
            {"stages": [{"button": "Ask", "asks": [], "does": "ask-support"}]},
            None,
            ["ends: sent to support", "gone: []", "kept: [profile, payments, name]"],
        ),
    ],
    ids=["at once", "later", "when it is deleted", "once support has closed it"],
)
def test_the_rewrite_corrects_the_claims_about_data(
    tmp_path: Path, changed: dict[str, Any], later: str | None, lines: list[str]
) -> None:
    path = tmp_path / "leave.md"
    front = "ends: closed\ngone: [profile, payments]\nkept: [name]"
    path.write_text(GUIDE.format(sentences="1. Log in.").replace("ends: closed", front))
    guide = guides.load(path)
    edition = keeping(small()["closing"][0] | changed, later=later)
    repaired = suggest_rewrite(guide, 1, edition, CATALOG)
    assert repaired is not None
    assert repaired.front == lines
    path.write_text(rewritten(guide, repaired))
    mended = suggest_rewrite(guides.load(path), 1, edition, CATALOG)
    assert mended is not None
    assert mended.front == lines[:1], "what the mended guide says of the data is right"


UNCLEAR = {
    "no closing": "persona: client\nends: closed",
    "about something else": "persona: freelancer\nends: still open",
    "to be settled": "persona: freelancer\nhaving: [balance]\nends: closed",
    "owed later": "persona: freelancer\nends: blocked by balance",
    "suspended": "persona: freelancer\ncircumstances: [suspended]\nends: closed",
    "another side's debts": "persona: agency-owner\nhaving: [dispute]\nends: closed",
    "a team only": "persona: agency-owner\nends: team closed",
}


@pytest.mark.parametrize("front", UNCLEAR.values(), ids=UNCLEAR)
def test_there_is_no_rewrite_if_the_end_is_unclear(tmp_path: Path, front: str) -> None:
    path = tmp_path / "leave.md"
    path.write_text(f"---\ntitle: Leave\n{front}\n---\n\n1. Log in.\n")
    edition = small(closing=[small()["closing"][0] | {"block": ["balance"]}])
    assert suggest_rewrite(guides.load(path), 0, edition, CATALOG) is None


def test_the_rewrite_closes_what_the_guide_ends_with(tmp_path: Path) -> None:
    path = tmp_path / "leave.md"
    agency = small()["closing"][0] | {"by": ["agency-owner"], "of": "agency", "control": "Close the agency"}
    edition = small(closing=[*small()["closing"], agency])
    for end in ("closed", "team closed"):
        path.write_text(f"---\ntitle: Leave\npersona: agency-owner\nends: {end}\n---\n\n1. {PATH[0]}\n2. {PATH[1]}\n")
        rewrite = suggest_rewrite(guides.load(path), 2, edition, CATALOG)
        assert rewrite is not None
        assert (rewrite.front, rewrite.steps[0].startswith("Switch")) == ([f"ends: {end}"], end == "closed")


def test_the_rewrite_numbers_steps_from_one() -> None:
    lines = [Rewrite(at, 4, ["Go on."], ["ends: closed"], "").lines[0] for at in (2, 4, 5)]
    assert lines == ["instead of steps 2 to 4: go on", "instead of step 4: go on", "after the last step: go on"]
