"""What a run on defects tries, and how one that was stopped goes on."""

import json
from pathlib import Path
from typing import Any, cast

import pytest

from flows.errors import FlowsError
from flows.plugin import defect_items, defect_report
from flows.plugin.defect_plan import ALL, KNOWN, PROGRESS, plan_of, variants
from flows.plugin.stash import CATALOG
from flows.reports.result import FALSE, NOT_WALKED, SKIPPED, TRUE, Result, Verdict

DEFECT = {"kind": "mail", "says": "It is wrong.", "hurts": "everybody"}
TOLD = dict.fromkeys(("mail-a", "mail-b", "late"), DEFECT)
STORED = {"smoke": ["x/one"], "finders": {"mail-a": {"x/one": "red", "x/two": "red, too"}}}


class Config:
    """As much of pytest's configuration as a plan needs."""

    def __init__(self, folder: Path, how: str, only: str = "") -> None:
        finders = folder / "finders.json"
        if not finders.exists():
            finders.write_text(json.dumps(STORED), "utf-8")
        self.options = {"--defects": how, "--only": only, "--finders": str(finders), "--output": str(folder)}
        self.stash = pytest.Stash()
        self.stash[CATALOG] = {"defects": TOLD}

    def getoption(self, name: str) -> str:
        return self.options[name]


def config(folder: Path, how: str, only: str = "") -> pytest.Config:
    return cast("pytest.Config", Config(folder, how, only))


def tried(defect: str, finder: str, verdict: Verdict, message: str = "") -> Result:
    row = {"id": defect, "finder": finder, "found": message, "seconds": 1.0}
    return Result(finder, verdict, title=defect, by_hand=True, defect=row)


def stored(folder: Path) -> dict[str, Any]:
    finders: dict[str, Any] = json.loads((folder / "finders.json").read_text("utf-8"))["finders"]
    return finders


def test_a_defect_is_tried_on_its_first_finder_or_on_all(tmp_path: Path) -> None:
    plan = plan_of(config(tmp_path, KNOWN, "mail-*"))
    assert {name: plan.tries(name) for name in ("x/one", "x/two")} == {
        "x/one": ["mail-a", "mail-b"],
        "x/two": ["mail-b"],
    }


def test_what_has_nothing_to_find_is_not_walked_at_all(tmp_path: Path) -> None:
    assert variants(config(tmp_path, KNOWN, "mail-a"), "x/two") == []
    assert variants(config(tmp_path, KNOWN, "mail-a"), "x/one") == [None, "mail-a"]


def test_a_wrong_name_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(FlowsError, match="no defect is called 'mail-c'; did you mean 'mail-"):
        plan_of(config(tmp_path, KNOWN, "mail-c"))


def test_a_full_run_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    first = config(tmp_path, ALL)
    done = [tried("late", "x/one", TRUE, "red"), tried("late", "x/two", SKIPPED), tried("mail-a", "x/two", NOT_WALKED)]
    for result in [*done, tried("mail-b", "x/two", FALSE)]:  # it crashed
        defect_items.note_progress(first, result)
    with (tmp_path / PROGRESS).open("a") as file:
        file.write('{"id": "mail-')  # as a run that is killed leaves it
    plan = plan_of(config(tmp_path, ALL))
    assert plan.tries("x/one") == ["mail-a", "mail-b"]
    assert plan.tries("x/two") == ["mail-a", "mail-b"]


def test_only_a_whole_full_run_stores_its_finders(tmp_path: Path) -> None:
    first = config(tmp_path, ALL, "late")
    defect_items.note_progress(first, result := tried("late", "x/one", TRUE, "red"))
    defect_report.write(first, [result, tried("late", "x/two", NOT_WALKED)])
    assert "late" not in stored(tmp_path)
    assert (tmp_path / PROGRESS).exists()

    second = config(tmp_path, ALL, "late")
    defect_report.write(second, [tried("late", "x/two", TRUE, "redder")])
    assert stored(tmp_path)["late"] == {"x/one": "red", "x/two": "redder"}
    assert stored(tmp_path)["mail-a"] == STORED["finders"]["mail-a"]  # type: ignore[index]
    assert not (tmp_path / PROGRESS).exists()


def test_the_matrix_names_what_nothing_finds(tmp_path: Path) -> None:
    run = config(tmp_path, KNOWN, "mail-*")
    results = [tried("mail-a", "x/one", TRUE, "red"), tried("mail-b", "x/one", SKIPPED)]
    lines = defect_report.write(run, results)
    assert "  ✓ mail-a   1.0 s  x/one and 1 more" in lines
    at = lines.index("  ✗ mail-b          nothing")
    assert lines[at + 1] == "      It is wrong."
    assert "1 of 2 defects found." in lines
    assert defect_report.faults(run, results) == ["mail-b"]
    rows = json.loads((tmp_path / "defects.json").read_text("utf-8"))
    assert [(row["id"], list(row["finders"])) for row in rows] == [("mail-a", ["x/one", "x/two"]), ("mail-b", [])]
    page = (tmp_path / "defects.html").read_text("utf-8")
    assert "1 of 2 defects found" in page
    assert page.count("It would hurt everybody.") == 2


def test_a_finder_that_is_no_longer_red_finds_nothing(tmp_path: Path) -> None:
    run = config(tmp_path, KNOWN, "mail-a")
    lines = defect_report.write(run, [tried("mail-a", "x/one", FALSE)])
    assert [line for line in lines if "mail-a" in line] == ["  ✓ mail-a          x/two"]
    assert stored(tmp_path)["mail-a"] == STORED["finders"]["mail-a"]  # type: ignore[index]  # a full run forgets it
