"""Starting a run: the options of a walk, and the pytest that walks the files of guides."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import click
import pytest

from flows.errors import GuideError, command
from flows.reading import guide as guides

PROJECT = Path(__file__).parents[2]
# Guides may be anywhere; how they are walked is this project's, and no Python that lies beside them is run.
PYTEST = ["-c", str(PROJECT / "pyproject.toml"), "--rootdir", str(PROJECT), "--noconftest"]
# A guide that cannot be read stops no other; each is told in a line, and pytest's own reporter says nothing.
PYTEST += ["--continue-on-collection-errors", "--lines", "-p", "no:terminalreporter", "--tb", "short"]
# Only the plugins a walk needs: whatever else is installed would cost seconds at every start.
PLUGINS = ["pytest_playwright.pytest_playwright", "pytest_timeout", "xdist.plugin", "xdist.looponfail"]
# What pytest calls a run that could not begin, or found no guide, is what click calls one: used in the wrong way.
USAGE = 2
CODES: dict[int, int] = {
    pytest.ExitCode.USAGE_ERROR: USAGE,
    pytest.ExitCode.NO_TESTS_COLLECTED: USAGE,
    pytest.ExitCode.INTERRUPTED: 130,
}

Command = Callable[..., None]
WALKING = (
    click.option("--headed", is_flag=True, help="Show the browser."),
    click.option("--slowmo", type=int, default=0, metavar="MS", help="Wait so long before each act of the browser."),
    click.option(
        "--trace",
        type=click.Choice(["on", "off", "retain-on-failure"]),
        default="retain-on-failure",
        show_default=True,
        help="Which walks keep a trace; on films them, too.",
    ),
    click.option("--browser", metavar="NAME", help="chromium, firefox, webkit, or the path of a browser."),
    click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Walk so many at once."),
    click.option(
        "--artifacts", default="artifacts", show_default=True, metavar="DIR", help="Where to keep the report."
    ),
    click.option("--base-url", metavar="URL", help="A running mock; without it one is started."),
    click.option(
        "--trust-host", multiple=True, metavar="HOST", help="Allow a mock on this host, besides this machine."
    ),
)


def walking(command: Command) -> Command:
    """Gives a command the options of a walk."""
    for option in reversed(WALKING):
        command = option(command)
    return command


def files_named(names: tuple[str, ...]) -> list[Path]:
    """The guide files of what is named: guides that ship by their name, files, folders; all that ship if nothing is."""
    shipped = guides.find(guides.GUIDES)
    files: list[Path] = []
    for name in names:
        known = [path for path in shipped if name in (path.stem, f"{path.parent.name}/{path.stem}")]
        if len(known) > 1:
            choice = " or ".join(f"{path.parent.name}/{path.stem}" for path in known)
            raise GuideError(f"{name} is the name of several guides; write {choice}")
        if not known and not Path(name).exists():
            raise GuideError(f"no guide is called {name}; {command('list')} shows them all")
        files += known or guides.find(Path(name))
    return files or shipped


def walk_files(
    files: list[Path],
    *,
    only: str | None = None,
    debug: bool = False,
    more: Sequence[str] = (),
    headed: bool,
    slowmo: int,
    trace: str,
    browser: str | None,
    workers: int,
    artifacts: str,
    base_url: str | None,
    trust_host: tuple[str, ...],
) -> NoReturn:
    """Walk the guides of these files, and exit with what came of it."""
    arguments = [*PYTEST, *more, *(str(path.resolve()) for path in files), "--tracing", trace]
    # A walk takes its own picture of a failure, at the sentence that failed.
    arguments += ["--screenshot", "off", "--output", artifacts, "--junitxml", f"{artifacts}/junit.xml"]
    for option, value in (("--only", only), ("--browser-named", browser), ("--base-url", base_url)):
        arguments += [option, value] if value else []
    for host in trust_host:
        arguments += ["--trust-host", host]
    arguments += ["--slowmo", str(slowmo)]
    if headed or debug:
        arguments += ["--headed"]
    if workers > 1 and not debug:
        arguments += ["-n", str(workers)]
    if debug:
        os.environ["PWDEBUG"] = "1"
        arguments += ["-s", "--timeout", "0"]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    arguments += [part for plugin in PLUGINS for part in ("-p", plugin)]
    code = pytest.main(arguments)
    if code == pytest.ExitCode.INTERRUPTED:
        # All that was kept is written. What the interrupted browser leaves half done would only be told at exit.
        sys.stdout.flush()
        os._exit(CODES[code])
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        click.echo(f"No guide matches; {command('list')} shows them all.", err=True)
    sys.exit(CODES.get(code, code))
