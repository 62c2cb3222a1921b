"""Which browsers are tried, in which order, and what is said where none can be."""

from pathlib import Path

import pytest

from flows.errors import BrowserError
from flows.site.browsers import NAMES, Candidate, candidates


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH, with every browser there could be in it."""
    for name in ["chromium", "chromium-browser", "chromium-headless-shell", "google-chrome", "firefox", "firefox-esr"]:
        (tmp_path / name).write_text("#!/bin/sh\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":99")
    return tmp_path


def called(named: str | None, *, headed: bool, machine: Path) -> list[str]:
    found = candidates(named, headed=headed)
    return [candidate.called.removeprefix(f"{machine}/") for candidate in found]


CHROMIUM = "Playwright's chromium"


@pytest.mark.parametrize(
    ("named", "headed", "expected"),
    [
        pytest.param(
            None, False,
            [CHROMIUM, "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"],
            id="none named",
        ),
        pytest.param(None, True, [CHROMIUM, "chromium", "chromium-browser", "google-chrome"], id="headed"),
        pytest.param(
            "chromium", True, [CHROMIUM, "chromium", "chromium-browser", "google-chrome"], id="chromium, headed"
        ),
        pytest.param("firefox", False, ["Playwright's firefox", "firefox-esr", "firefox"], id="firefox"),
        pytest.param("webkit", False, ["Playwright's webkit"], id="webkit is Playwright's or nobody's"),
    ],
)  # fmt: skip
def test_playwrights_own_is_tried_first_then_those_of_the_machine(
    machine: Path, named: str | None, headed: bool, expected: list[str]
) -> None:
    assert called(named, headed=headed, machine=machine) == expected


def test_only_what_is_on_the_machine_is_tried(machine: Path) -> None:
    for path in machine.iterdir():
        path.unlink()
    assert called(None, headed=False, machine=machine) == [CHROMIUM]


@pytest.mark.parametrize(
    ("name", "engine", "options"),
    [
        pytest.param("google-chrome", "chromium", {}, id="a Chromium"),
        pytest.param("firefox-esr", "firefox", {"channel": "moz-firefox"}, id="a Firefox, over BiDi"),
    ],
)
def test_a_path_is_the_only_one_tried(machine: Path, name: str, engine: str, options: dict[str, str]) -> None:
    path = str(machine / name)
    assert list(candidates(path, headed=False)) == [Candidate(engine, path, {"executable_path": path, **options})]


def test_a_path_that_does_not_exist_is_said_in_one_line() -> None:
    with pytest.raises(BrowserError) as raised:
        list(candidates("/no/such/browser", headed=False))
    assert str(raised.value) == (
        "BROWSER=/no/such/browser is neither chromium, firefox, webkit nor a file; name one of them"
    )


def test_a_folder_is_no_browser(machine: Path) -> None:
    with pytest.raises(BrowserError, match="nor a file"):
        list(candidates(str(machine), headed=False))


@pytest.mark.parametrize("named", [None, "firefox"])
def test_headed_without_a_display_says_what_to_do_in_one_line(
    machine: Path, monkeypatch: pytest.MonkeyPatch, named: str | None
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("DISPLAY", "")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(
        BrowserError, match=r"^a headed browser needs a display .* use: xvfb-run make headed \(package xvfb\)$"
    ):
        list(candidates(named, headed=True))


def test_wayland_is_a_display(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert called(None, headed=True, machine=machine)[0] == CHROMIUM


def test_every_name_of_a_headed_browser_is_tried_headless_too() -> None:
    assert set(NAMES["headed"]) < set(NAMES["headless"])
