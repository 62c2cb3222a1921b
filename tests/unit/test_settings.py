"""Where the guides of a project are, and what holds for all of them."""

import re
from pathlib import Path

import pytest

import pytest_offramp
from flows.errors import GuideError
from flows.reading import settings
from flows.reading.guide import GUIDES, edition_in
from flows.reading.settings import Settings, settings_of
from pytest_offramp import guide_folders

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("table", "named"),
    [
        ("[tool.offramp]", ["guides"]),
        ('[tool.offramp]\nguides = "docs/help"', ["docs/help"]),
        ('[tool.offramp]\nguides = ["help", "."]', ["help", "."]),
        ("[tool.other]", []),
        ("", []),
    ],
)
def test_pyproject_says_where_the_guides_are(folder: Path, table: str, named: list[str]) -> None:
    (folder / "pyproject.toml").write_text(table, "utf-8")
    (folder / "offramp.toml").touch()
    assert guide_folders(folder) == [folder / name for name in named]


@pytest.mark.parametrize(
    "table",
    ['[tool.offramp]\nguides = "help"\nbrowser = "firefox"', "[tool.offramp]\nguides = [1]", "[tool]\nofframp = true"],
)
def test_pyproject_says_nothing_else(folder: Path, table: str) -> None:
    (folder / "pyproject.toml").write_text(table, "utf-8")
    with pytest.raises(ValueError, match=r"pyproject\.toml: \[tool\.offramp\] says nothing but where the guides are; "):
        guide_folders(folder)


@pytest.mark.parametrize("place", [".", "guides"])
def test_without_pyproject_they_are_where_the_settings_are(folder: Path, place: str) -> None:
    assert guide_folders(folder) == []
    (folder / place).mkdir(exist_ok=True)
    (folder / place / settings.FILE).touch()
    assert guide_folders(folder) == [folder / place]


def test_both_readers_mean_the_same_file() -> None:
    assert pytest_offramp.SETTINGS == settings.FILE


def test_settings_hold_for_the_folder_and_below(folder: Path) -> None:
    (folder / "inner").mkdir()
    assert settings_of(folder / "inner") == Settings()
    (folder / settings.FILE).write_text('browser = "firefox"\nworkers = 2\npatience = 0', "utf-8")
    assert settings_of(folder / "inner") == Settings(browser="firefox", workers=2, patience=0)
    (folder / "inner" / settings.FILE).touch()
    assert settings_of(folder / "inner") == Settings()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("workers = 0", "workers: Input should be greater than or equal to 1"),
        ("workers = '2'", "workers: Input should be a valid integer"),
        ("browser = 'netscape'", "browser: Input should be 'chromium', 'firefox' or 'webkit'"),
        ("edition = ''", "edition: String should have at least 1 character"),
        ("guides = '.'", "guides: is not known; write one of edition, browser, patience, workers, procedure"),
        ("procedure = 1", "procedure: Input should be a valid list"),
        ("procedure = [1]", "procedure 1: Input should be"),
        ("[[procedure]]\npage = 'a.md'", "procedure 1 heading: Field required"),
        ("[[procedure]]\npage = 'a.md'\nheading = 'A'\nneeds = {x = 1}", "procedure 1 needs x "),
        (
            "[[procedure]]\npage = 'a.md'\nheading = 'A'\nspade = 1",
            "procedure 1 spade: is not known; write one of page, heading, number, ",
        ),
        ("edition = [", "Invalid value"),
    ],
)
def test_faults_of_settings_name_file_and_key(folder: Path, text: str, fault: str) -> None:
    (folder / settings.FILE).write_text(text, "utf-8")
    with pytest.raises(GuideError, match=f"^{re.escape(f'{settings.FILE}: {fault}')}"):
        settings_of(folder)


@pytest.mark.parametrize(
    ("text", "edition"),
    [("edition = 'theirs'", "theirs"), ("edition = 'ours.toml'", {"title": "Ours"}), ("", "inner")],
)
def test_the_edition_comes_from_the_settings(folder: Path, text: str, edition: object) -> None:
    inner = folder / "inner"
    inner.mkdir()
    (folder / "ours.toml").write_text('title = "Ours"', "utf-8")
    (folder / settings.FILE).write_text(text, "utf-8")
    assert edition_in(inner) == edition
    (inner / "edition.toml").write_text('title = "Beside"', "utf-8")
    assert edition_in(inner) == {"title": "Beside"}


def test_a_missing_edition_of_the_settings_is_a_fault(folder: Path) -> None:
    (folder / settings.FILE).write_text("edition = 'ours.toml'", "utf-8")
    with pytest.raises(GuideError, match=r"^ours\.toml: there is no such file$"):
        edition_in(folder)


def test_no_settings_hold_for_the_guides_that_ship(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / settings.FILE).write_text("edition = 'theirs'", "utf-8")
    monkeypatch.setattr(settings, "PROJECT", folder)
    shipped = folder / "flows" / "guides" / GUIDES.name
    assert edition_in(shipped) == GUIDES.name
    assert edition_in(folder / "mine") == "theirs"


def test_this_project_says_where_its_guides_are() -> None:
    assert guide_folders(ROOT) == [GUIDES]
