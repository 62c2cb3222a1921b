"""The fewest guides that find every defect, and the file in which finders are stored."""

from pathlib import Path

import pytest

from flows.claims import finders
from flows.errors import FlowsError

SECONDS = {"slow": 9.0, "quick": 1.0, "other": 1.0, "wide": 3.0}


def seconds(name: str) -> float:
    return SECONDS[name]


@pytest.mark.parametrize(
    ("known", "chosen"),
    [
        ({"a": ["slow", "quick"], "b": ["slow"]}, ["slow"]),  # quick is first, then needless
        ({"a": ["quick", "wide"], "b": ["other", "wide"]}, ["other", "quick"]),  # 2 s rather than 3 s
        ({"a": ["quick", "wide"], "b": ["wide"], "c": ["wide", "other"]}, ["wide"]),
        ({"a": ["quick"], "b": []}, ["quick"]),  # nothing finds b
        ({}, []),
    ],
)
def test_the_smoke_set_is_the_quickest_cover(known: dict[str, list[str]], chosen: list[str]) -> None:
    assert finders.smoke_set(known, seconds) == chosen


def test_finders_are_stored_with_one_of_the_smoke_set_first(tmp_path: Path) -> None:
    file = tmp_path / "finders.json"
    assert finders.load(file) == {}
    finders.store(file, {"b": {"quick": "x", "slow": "y"}, "a": {"slow": "z"}}, seconds)
    assert list(finders.load(file)) == ["a", "b"]
    assert list(finders.load(file)["b"]) == ["slow", "quick"]
    assert finders.load_smoke(file) == ["slow"]


@pytest.mark.parametrize("content", ["", "[]", '{"smoke": []}'])
def test_a_broken_file_is_one_error(tmp_path: Path, content: str) -> None:
    file = tmp_path / "finders.json"
    file.write_text(content, "utf-8")
    with pytest.raises(FlowsError, match="holds no finders; delete it"):
        finders.load(file)


def test_without_a_file_there_is_no_smoke_set(tmp_path: Path) -> None:
    with pytest.raises(FlowsError, match="is not there; write it with: make defects"):
        finders.load_smoke(tmp_path / "finders.json")
