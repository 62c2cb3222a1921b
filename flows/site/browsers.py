"""Finding a browser to run, and getting one when setting up."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

import click
from playwright.sync_api import Browser, Playwright, sync_playwright

from flows.errors import BrowserError, command

Engine = Literal["chromium", "firefox", "webkit"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
NAMES = {
    "headless": ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "headed": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
}
REMEDY = f"get one with: {command('browser')}; or name one: --browser-path /path/to/it"


@dataclass(frozen=True)
class Candidate:
    """A browser to try: its engine, its name in messages, and the options that launch it."""

    engine: Engine
    label: str
    options: dict[str, Any] = field(default_factory=dict)


Launch = Callable[[Candidate], Browser]
STARTING = 30_000  # how long a browser may take to start, in ms


def engine_of(requested: str | None) -> Engine:
    """The engine of a browser given by engine, path, or None for any. Raises BrowserError for anything else."""
    for engine in ENGINES:
        if requested == engine:
            return engine
    if requested is None:
        return "chromium"
    if not Path(requested).is_file():
        raise BrowserError(f"there is no browser {requested}; name {', '.join(ENGINES)}, or the path of one")
    return "firefox" if "firefox" in Path(requested).name else "chromium"


def candidates(requested: str | None, *, headed: bool) -> Iterator[Candidate]:
    """The browsers to try, in order. Raises BrowserError if none can start."""
    engine = engine_of(requested)
    if headed and sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise BrowserError(
            "a headed browser needs a display and there is none; on a server, start it with xvfb-run (package xvfb)"
        )
    if requested and requested not in ENGINES:
        yield _on_disk(engine, requested)
        return
    yield Candidate(engine, f"Playwright's {engine}")
    names = NAMES["headed" if headed else "headless"] if engine == "chromium" else ("firefox-esr", "firefox")
    for name in names if engine != "webkit" else ():
        if path := shutil.which(name):
            yield _on_disk(engine, path)


def _on_disk(engine: Engine, path: str) -> Candidate:
    # Playwright drives a Firefox it did not build through WebDriver BiDi, under a channel of its own.
    channel = {"channel": "moz-firefox"} if engine == "firefox" else {}
    return Candidate(engine, path, {"executable_path": path, **channel})


def first_line(error: Exception) -> str:
    """The message of a browser's or its driver's error, without its box and its log."""
    lines = (line.strip("║╔╗╚╝═ ") for line in str(error).splitlines())
    return next((line for line in lines if line), "no reason given")


def find(requested: str | None, *, headed: bool, launch: Launch) -> tuple[Browser, Candidate]:
    """The first browser that starts, and its candidate. Raises BrowserError if none does."""
    reasons = []
    for candidate in candidates(requested, headed=headed):
        try:
            return launch(candidate), candidate
        except Exception as error:  # a driver that dies is not one of Playwright's own errors
            reasons.append(f"{candidate.label}: {first_line(error)}")
    raise BrowserError(f"no browser starts ({'; '.join(reasons)}); {REMEDY}")


def try_out(requested: str | None, *, headed: bool) -> Candidate:
    """Start and close the first browser that works. Raises BrowserError if none does."""
    try:
        with sync_playwright() as playwright:
            browser, candidate = find(requested, headed=headed, launch=launcher(playwright, headed=headed))
            browser.close()
    except BrowserError:
        raise
    except Exception as error:
        raise of_driver(error) from None
    return candidate


def of_driver(error: Exception) -> BrowserError:
    """That the driver does not work, and why: what it prints itself, such as a library that is missing, says more."""
    command = [sys.executable, "-m", "playwright", "--version"]
    printed = subprocess.run(command, capture_output=True, text=True, check=False).stderr.strip().splitlines()
    return BrowserError(f"the driver of the browsers does not work: {printed[-1] if printed else first_line(error)}")


def launcher(playwright: Playwright, *, headed: bool, **more: Any) -> Launch:
    """A function that launches a candidate with its own options, and ``more`` for any."""
    options = {"headless": not headed, "timeout": STARTING, **more}
    return lambda candidate: getattr(playwright, candidate.engine).launch(**options, **candidate.options)


# A library of the driver's own, which no package of a browser brings.
LIBRARY = "libatomic1"


def install(requested: str | None, *, headed: bool) -> Candidate:
    """Find a browser, installing one if necessary. Raises BrowserError if there is none to be had.

    Playwright's own comes first, then one that is already on this machine, then the system's Chromium package.
    """
    if not _run(sys.executable, "-m", "playwright", "--version"):
        _install_package(LIBRARY)
    own, *others = candidates(requested, headed=headed)
    nothing_else = own.engine == "chromium" and not own.options and not others
    if not own.options and not _get_own(own, headed=headed) and nothing_else:
        _install_package(NAMES["headed" if headed else "headless"][0])
    return try_out(requested, headed=headed)


def _get_own(own: Candidate, *, headed: bool) -> bool:
    """Have Playwright download its browser; returns whether the browser starts.

    ``--with-deps`` needs root's rights and installs dozens of packages, so it is a last resort.
    """
    if _starts(own, headed=headed):
        return True
    shell = ["--only-shell"] if own.engine == "chromium" and not headed else []
    command = [sys.executable, "-m", "playwright", "install", *shell, own.engine]
    click.echo(f"Getting Playwright's {own.engine} …")
    if not _run(*command):
        click.echo("It cannot be downloaded here; looking for one on this machine.")
        return False
    if _starts(own, headed=headed):
        return True
    click.echo("Installing the system packages it needs …")
    return _run(*command, "--with-deps") and _starts(own, headed=headed)


def _starts(candidate: Candidate, *, headed: bool) -> bool:
    try:
        with sync_playwright() as playwright:
            launcher(playwright, headed=headed)(candidate).close()
    except Exception:  # a driver that does not start raises none of Playwright's own errors
        return False
    return True


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
