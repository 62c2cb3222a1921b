"""Finding a browser: the one named; Playwright's own; one on the machine; and, when setting up, one that can be had."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from flows.errors import BrowserError

ENGINES = ("chromium", "firefox", "webkit")
NAMES = {
    "headless": ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "headed": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
}
PACKAGES = {"headless": "chromium-headless-shell", "headed": "chromium"}
REMEDY = (
    "install one (playwright install chromium, or your system's chromium package), or name one: BROWSER=/path/to/it"
)


@dataclass(frozen=True)
class Candidate:
    """A browser that may be there: what it is, how it is told, and the launch options that start it."""

    engine: str
    called: str
    options: dict[str, Any] = field(default_factory=dict)


Launch = Callable[[Candidate], Browser]


def engine_of(named: str | None) -> str:
    """The engine of a browser as named: an engine, or the path of an executable. Raises BrowserError otherwise."""
    if named is None or named in ENGINES:
        return named or "chromium"
    if not Path(named).is_file():
        raise BrowserError(f"BROWSER={named} is neither {', '.join(ENGINES)} nor a file; name one of them")
    return "firefox" if "firefox" in Path(named).name else "chromium"


def candidates(named: str | None, *, headed: bool) -> Iterator[Candidate]:
    """The browsers to try, in order. Raises BrowserError where a name or a missing display rules out all of them."""
    engine = engine_of(named)
    if headed and sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise BrowserError(
            "a headed browser needs a display and there is none; on a server, use: xvfb-run make headed (package xvfb)"
        )
    if named and named not in ENGINES:
        yield _on_disk(engine, named)
        return
    yield Candidate(engine, f"Playwright's {engine}")
    names = NAMES["headed" if headed else "headless"] if engine == "chromium" else ("firefox-esr", "firefox")
    for name in names if engine != "webkit" else ():
        if path := shutil.which(name):
            yield _on_disk(engine, path)


def _on_disk(engine: str, path: str) -> Candidate:
    # A Firefox that Playwright did not build is driven through WebDriver BiDi, which is a channel of its own.
    channel = {"channel": "moz-firefox"} if engine == "firefox" else {}
    return Candidate(engine, path, {"executable_path": path, **channel})


def first_line(error: Error) -> str:
    """What a browser's error says, without its box and its log."""
    lines = (line.strip("║╔╗╚╝═ ") for line in error.message.splitlines())
    return next((line for line in lines if line), "no reason given")


def find(named: str | None, *, headed: bool, launch: Launch) -> tuple[Browser, Candidate]:
    """The first browser that starts, and which it is. Raises BrowserError, in one line, when none does."""
    reasons = []
    for candidate in candidates(named, headed=headed):
        try:
            return launch(candidate), candidate
        except Error as error:
            reasons.append(f"{candidate.called}: {first_line(error)}")
    raise BrowserError(f"no browser starts ({'; '.join(reasons)}); {REMEDY}")


def try_out(named: str | None, *, headed: bool) -> Candidate:
    """The first browser that starts; it is closed again. Raises BrowserError when none does."""
    with sync_playwright() as playwright:
        browser, found = find(named, headed=headed, launch=launcher(playwright, headed=headed))
        browser.close()
    return found


def launcher(playwright: Playwright, *, headed: bool) -> Launch:
    """Starts candidates with nothing but their own options."""
    return lambda candidate: getattr(playwright, candidate.engine).launch(headless=not headed, **candidate.options)


def install(named: str | None, *, headed: bool) -> Candidate:
    """Find a browser, getting one if there is none: by download, else the machine's, else the system's package."""
    own, *others = candidates(named, headed=headed)
    if own.options or _starts(own, headed=headed):
        return try_out(named, headed=headed)
    if _download(own.engine, headed=headed):
        if not _starts(own, headed=headed):
            _run(sys.executable, "-m", "playwright", "install-deps", own.engine)
    elif not others and own.engine == "chromium":
        _install_package(PACKAGES["headed" if headed else "headless"])
    return try_out(named, headed=headed)


def _starts(candidate: Candidate, *, headed: bool) -> bool:
    with sync_playwright() as playwright:
        try:
            launcher(playwright, headed=headed)(candidate).close()
        except Error:
            return False
    return True


def _download(engine: str, *, headed: bool) -> bool:
    click.echo(f"Getting Playwright's {engine} …")
    shell = ["--only-shell"] if engine == "chromium" and not headed else []
    done = _run(sys.executable, "-m", "playwright", "install", *shell, engine)
    if not done:
        click.echo("It cannot be downloaded here; looking for one on this machine.")
    return done


def _install_package(package: str) -> None:
    if not shutil.which("apt-get"):
        return
    click.echo(f"Installing the system package {package} …")
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    _run(*root, "apt-get", "update", "-qq")
    _run(*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", package)


def _run(*command: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False
