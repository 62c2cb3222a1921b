"""Which browsers are tried and installed, and the messages if there is none."""

from pathlib import Path

import pytest

from flows.errors import BrowserError
from flows.site import browsers
from flows.site.browsers import NAMES, Candidate, Engine, candidates, of_driver


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH, with a browser of every name in it."""
    for name in ["chromium", "chromium-browser", "chromium-headless-shell", "google-chrome", "firefox", "firefox-esr"]:
        (tmp_path / name).write_text("#!/bin/sh\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":99")
    return tmp_path


def labels(requested: str | None, *, headed: bool, machine: Path) -> list[str]:
    return [candidate.label.removeprefix(f"{machine}/") for candidate in candidates(requested, headed=headed)]


CHROMIUM = "Playwright's chromium"
ORDER = {
    "none": (None, False, [CHROMIUM, "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]),
    "headed": (None, True, [CHROMIUM, "chromium", "chromium-browser", "google-chrome"]),
    "chromium, headed": ("chromium", True, [CHROMIUM, "chromium", "chromium-browser", "google-chrome"]),
    "firefox": ("firefox", False, ["Playwright's firefox", "firefox-esr", "firefox"]),
    "webkit is Playwright's or nobody's": ("webkit", False, ["Playwright's webkit"]),
}  # fmt: skip


@pytest.mark.parametrize(("requested", "headed", "expected"), ORDER.values(), ids=ORDER)
def test_playwrights_browser_is_tried_before_installed_ones(
    machine: Path, requested: str | None, headed: bool, expected: list[str]
) -> None:
    assert labels(requested, headed=headed, machine=machine) == expected


def test_only_installed_browsers_are_tried(machine: Path) -> None:
    for path in machine.iterdir():
        path.unlink()
    assert labels(None, headed=False, machine=machine) == [CHROMIUM]


PATHS = {
    "a Chromium": ("google-chrome", "chromium", {}),
    "a Firefox, over BiDi": ("firefox-esr", "firefox", {"channel": "moz-firefox"}),
}


@pytest.mark.parametrize(("name", "engine", "options"), PATHS.values(), ids=PATHS)
def test_a_path_is_the_only_one_tried(machine: Path, name: str, engine: Engine, options: dict[str, str]) -> None:
    path = str(machine / name)
    assert list(candidates(path, headed=False)) == [Candidate(engine, path, {"executable_path": path, **options})]


def test_a_missing_path_is_a_one_line_error() -> None:
    with pytest.raises(BrowserError) as raised:
        list(candidates("/no/such/browser", headed=False))
    assert str(raised.value) == (
        "there is no browser /no/such/browser; name chromium, firefox, webkit, or the path of one"
    )


def test_a_folder_is_not_a_browser(machine: Path) -> None:
    with pytest.raises(BrowserError, match="there is no browser"):
        list(candidates(str(machine), headed=False))


@pytest.mark.parametrize("requested", [None, "firefox"])
def test_a_headed_browser_needs_a_display(
    machine: Path, monkeypatch: pytest.MonkeyPatch, requested: str | None
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("DISPLAY", "")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(
        BrowserError,
        match=r"^a headed browser needs a display .* on a server, start it with xvfb-run \(package xvfb\)$",
    ):
        list(candidates(requested, headed=True))


def test_wayland_is_a_display(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert labels(None, headed=True, machine=machine)[0] == CHROMIUM


def test_headed_names_are_also_tried_headless() -> None:
    assert set(NAMES["headed"]) < set(NAMES["headless"])


class Machine:
    """A stand-in for the machine: which commands work, and a record of those that run."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, works: set[str], starts: list[bool]) -> None:
        self.works, self.starts = works, starts
        self.commands: list[str] = []
        monkeypatch.setattr(browsers, "_run", self.run)
        monkeypatch.setattr(browsers, "_starts", lambda _candidate, **_: self.starts.pop(0))
        monkeypatch.setattr(browsers, "try_out", lambda requested, **_: Candidate("chromium", str(requested)))
        monkeypatch.setattr("os.geteuid", lambda: 0)

    def run(self, *command: str) -> bool:
        self.commands.append(" ".join(command).partition("-m ")[2] or " ".join(command[:2]))
        return not self.works.isdisjoint(command)


OWN = "playwright install --only-shell chromium"
DRIVER = "playwright --version"
APT = ["apt-get update", "apt-get install"]
INSTALLS = {
    "it is there": ({"playwright"}, [True], [DRIVER]),
    "it is downloaded": ({"playwright"}, [False, True], [DRIVER, OWN]),
    "it needs packages": ({"playwright"}, [False, False, True], [DRIVER, OWN, f"{OWN} --with-deps"]),
    "it cannot be downloaded": ({"--version", "apt-get"}, [False], [DRIVER, OWN, *APT]),
    "its driver lacks a library": ({"apt-get"}, [True], [DRIVER, *APT]),
}


@pytest.mark.parametrize(("works", "starts", "commands"), INSTALLS.values(), ids=INSTALLS)
def test_playwrights_browser_is_installed_before_a_package(
    machine: Path, monkeypatch: pytest.MonkeyPatch, works: set[str], starts: list[bool], commands: list[str]
) -> None:
    for path in machine.iterdir():
        path.unlink()
    (machine / "apt-get").touch(0o755)
    computer = Machine(monkeypatch, works, starts)
    browsers.install(None, headed=False)
    assert (computer.commands, computer.starts) == (commands, [])


def test_an_installed_browser_comes_before_a_package(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    computer = Machine(monkeypatch, {"--version", "apt-get"}, [False])
    browsers.install(None, headed=False)
    assert computer.commands == [DRIVER, OWN]


def test_a_driver_that_does_not_start_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = "node: error while loading shared libraries: libatomic.so.1: cannot open shared object file"
    python, error = tmp_path / "python", Exception("Connection closed")
    python.write_text(f"#!/bin/sh\necho '{missing}' >&2\nexit 127\n", "utf-8")
    python.chmod(0o755)
    assert str(of_driver(error)) == "the driver of the browsers does not work: Connection closed"
    monkeypatch.setattr("sys.executable", str(python))
    assert str(of_driver(error)) == f"the driver of the browsers does not work: {missing}"
