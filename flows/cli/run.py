"""Walks guides for the commands: finds their files, and starts pytest."""

import contextlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click
import pytest

from flows.errors import GuideError, command
from flows.plugin import interrupt
from flows.plugin.options import AGAINST, ONLY, REPEAT, RUN, STORE_DURATIONS
from flows.reading import guide as guides

PROJECT = Path(__file__).parents[2]
# Guides may be anywhere, but this project's configuration applies, and no conftest.py beside them is run.
PYTEST = ["-c", str(PROJECT / "pyproject.toml"), "--rootdir", str(PROJECT), "--noconftest"]
# In tests, a warning is an error; no verdict on a guide depends on one.
PYTEST += ["-W", "ignore", "--continue-on-collection-errors", "--lines", "--tb", "short"]
# Only the plugins that a walk needs: loading every installed one takes seconds.
PLUGINS = ["pytest_playwright.pytest_playwright", "pytest_timeout", "xdist.plugin", "xdist.looponfail"]
EXIT_CODES = (
    "Exit codes: 0 if everything was walked and is true; 1 if anything is false, unstable or cannot be read; else 2 if "
    "anything was not walked, or only agrees with its own draft; 130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP."
)
# The names of environment variables begin so by which pytest, Playwright and its driver do other things, such as write
# everything, passwords included, to a log, wait for a person, or use a browser elsewhere.
FOREIGN = ("PYTEST_", "PLAYWRIGHT_", "PW", "SELENIUM_REMOTE_", "DEBUG", "NODE_")
NEEDED = ("PLAYWRIGHT_BROWSERS_PATH", "PLAYWRIGHT_HOST_PLATFORM_OVERRIDE", "PWD")  # where things are
# click's exit code for wrong usage, which includes a run that cannot start and one without guides.
USAGE = 2
CODES: dict[int, int] = dict.fromkeys(
    (pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.NO_TESTS_COLLECTED, pytest.ExitCode.INTERNAL_ERROR), USAGE
)


def files_named(names: tuple[str, ...]) -> list[Path]:
    """The files of guides named by shipped name, file or folder; without names, all that ship."""
    shipped = guides.find(guides.GUIDES)
    files: list[Path] = []
    for name in names:
        matches = [path for path in shipped if name in (path.stem, f"{path.parent.name}/{path.stem}")]
        if len(matches) > 1:
            choice = " or ".join(f"{path.parent.name}/{path.stem}" for path in matches)
            raise GuideError(f"{name} is the name of several guides; write {choice}")
        if not matches and not os.path.lexists(name):
            raise GuideError(f"no guide is called {name}; {command('list')} shows them all")
        files += matches or guides.find(Path(name))
    return files or shipped


def walk_files(
    files: list[Path], options: Mapping[str, Any], extra: Sequence[str] = (), *, debug: bool = False
) -> NoReturn:
    """Walk guides with pytest, and exit. ``options`` are click's, ``extra`` are pytest's."""
    start([*extra, *listed(files)], options, debug=debug)


def start(extra: Sequence[str], options: Mapping[str, Any], *, debug: bool = False) -> NoReturn:
    """Start pytest, and exit. ``options`` are click's, ``extra`` are pytest's."""
    interrupt.watch()
    # Only the guides decide, not what somebody has set for another project's tests.
    for name in [name for name in os.environ if name.startswith(FOREIGN) and name not in NEEDED]:
        del os.environ[name]
    if debug:
        os.environ["PWDEBUG"] = "1"
        options = {**options, "headed": True, "workers": 1}
        extra = [*extra, "-s", "--timeout", "0"]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    plugins = [part for plugin in PLUGINS for part in ("-p", plugin)]
    # A walk takes its own picture of a failure, at the sentence that failed.
    report = ["--screenshot", "off", "--junitxml", f"{options['output']}/junit.xml"]
    del sys.argv[1:]  # pytest-xdist sends it to its workers, who take no name that is not UTF-8
    with contextlib.suppress(KeyboardInterrupt):
        code = pytest.main([*PYTEST, *plugins, *report, *extra, *arguments(options), os.path.relpath(PROJECT)])
    if interrupt.exit_code() and interrupt.is_first_word():
        click.echo("Stopped.")
    interrupt.leave_if_stopped()
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        click.echo(f"No guide matches; {command('list')} shows them all.", err=True)
    sys.exit(CODES.get(code, code))


def listed(files: list[Path]) -> list[str]:
    """Guide files as arguments of pytest, which reads none of their names."""
    paths = dict.fromkeys(f"{os.path.realpath(file.parent)}/{file.name}" for file in files)
    return ["--guides", json.dumps(list(paths))]


def arguments(options: Mapping[str, Any]) -> list[str]:
    """The options of a run as arguments of pytest."""
    parts: list[str] = []
    workers = options.get("workers") or "auto"
    options = {**options, "workers": 0 if workers == 1 else workers}  # pytest-xdist's 1 is a process besides the run
    for option in (*RUN, ONLY, AGAINST, REPEAT, STORE_DURATIONS):
        value, name = options.get(option.name or ""), option.opts[0]
        if option.is_flag:
            parts += [name] if value else []
        elif value not in (None, option.default):
            parts += [part for item in (value if option.multiple else [value]) for part in (name, str(item))]
    return parts
