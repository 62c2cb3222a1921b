"""Walks guides for the commands: finds their files, and starts pytest."""

import contextlib
import json
import os
import shlex
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import click
import pytest
from click.core import ParameterSource

from flows.cli.views import former_of, lines_apart, show_run
from flows.errors import PROGRAM, PROJECT, FlowsError, GuideError, command, printable
from flows.plugin import interrupt
from flows.plugin.options import AGAINST, ONLY, REPEAT, RUN, STORE_DURATIONS
from flows.reading import guide as guides
from flows.reading.settings import Settings, settings_of
from pytest_offramp import PLUGIN, guide_folders

# Guides may be anywhere: no configuration and no conftest.py beside them applies, and no cache is kept.
PYTEST = ["-c", os.devnull, "--rootdir", str(PROJECT), "--noconftest", "-p", "no:cacheprovider"]
# No verdict on a guide depends on a warning.
PYTEST += ["-W", "ignore", "--continue-on-collection-errors", "--lines", "--tb", "short"]
# Only the plugins that a walk needs: loading every installed one takes seconds.
PLUGINS = ["pytest_playwright.pytest_playwright", "pytest_timeout", "xdist.plugin", "xdist.looponfail", PLUGIN]
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
    """The files of guides named by shipped name, file or folder; without names, those of ``project_guides``."""
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
    return files or guides.find(*project_guides())


def walk_files(
    files: list[Path], options: Mapping[str, Any], extra: Sequence[str] = (), *, debug: bool = False
) -> NoReturn:
    """Walk guides with pytest, and exit. ``options`` are click's, ``extra`` are pytest's."""
    settings = settings_of(Path(os.path.commonpath([file.absolute().parent for file in files])))
    start([*extra, *listed(files)], with_settings(options, settings), debug=debug)


def with_settings(options: Mapping[str, Any], settings: Settings) -> Mapping[str, Any]:
    """The options of a run, with the settings of its guides where the command line says nothing."""
    context = click.get_current_context()
    absent = {name for name in options if context.get_parameter_source(name) == ParameterSource.DEFAULT}
    return {**options, **settings.model_dump(include=absent, exclude_defaults=True)}


def project_guides() -> list[Path]:
    """The folders of guides of the project that this folder is in; those that ship if it is in none."""
    folder = Path.cwd()
    try:
        projects = (guide_folders(place) for place in (folder, *folder.parents))
        return next(filter(None, projects), [guides.GUIDES])
    except ValueError as error:
        raise FlowsError(str(error)) from None


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
    extra = [*extra, f"--typed={printable(f'{PROGRAM} {shlex.join(sys.argv[1:])}')}"]
    del sys.argv[1:]  # pytest-xdist sends it to its workers, who take no name that is not UTF-8
    former, began = former_of(options), datetime.now(UTC)
    with contextlib.suppress(KeyboardInterrupt), lines_apart(options):
        code = pytest.main([*PYTEST, *plugins, *report, *extra, *arguments(options), os.path.relpath(PROJECT)])
    if interrupt.exit_code() and interrupt.is_first_word():
        click.echo("Stopped.")
    show_run(options, former, began)
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
