"""The options of a run, each declared once; pytest knows them by their first names."""

import os

import click
import pytest

from flows.reading.settings import Settings
from flows.site.browsers import ENGINES


class ShardOf(click.ParamType[str]):
    """A part of a run, such as ``2/4``."""

    name = "shard"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        part, slash, parts = value.partition("/")
        if not (slash and part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts)):
            self.fail(f"{value!r} is not a part of a run; write one such as 2/4", param, ctx)
        return value


SHARD_OF = ShardOf()
# What to trace. The last is ours, the others are pytest-playwright's.
ON_SECOND_WALK = "on-second-walk"
TRACING = ("on", "off", "retain-on-failure", ON_SECOND_WALK)
# Everything is on this machine, so what takes longer has failed.
PATIENCE = 5_000
HEADED = click.Option(["--headed"], is_flag=True, help="Show the browser.")
BROWSER = click.Option(["--browser"], type=click.Choice(ENGINES), help="The browser engine.")
BROWSER_PATH = click.Option(["--browser-path"], metavar="FILE", help="The path of a browser to use instead.")
TRUST_HOST = click.Option(
    ["--trust-host"], multiple=True, metavar="HOST", help="A host besides this machine that may run the mock."
)
ONLY = click.Option(["--only"], metavar="GLOB", help="Only guides whose name matches, such as 'close-*'.")
AGAINST = click.Option(
    ["--against"], multiple=True, metavar="EDITION", help="Walk guides on this edition instead of their own."
)
SAMPLE = click.Option(["--sample"], type=click.IntRange(1), metavar="N", help="Only N mutants, drawn at random.")
TRIES = click.Option(["--tries"], type=click.IntRange(1), metavar="N", help="At most N guides for each mutant.")
SEED = click.Option(["--seed"], type=click.IntRange(0), metavar="N", help="Draw the same sample again.")
FINDERS = click.Option(
    ["--finders"], metavar="FILE", help="Where the finders of defects are stored; by default, beside the guides."
)
WAITING = click.Option(
    ["--patience"],
    type=click.IntRange(0),
    metavar="MS",
    default=PATIENCE,
    help="How long a control may take to appear.",
)
REPEAT = click.Option(
    ["--repeat"], type=click.IntRange(1), metavar="N", default=1, help="Walk each guide N times, in different worlds."
)
STORE_DURATIONS = click.Option(
    ["--store-durations"], is_flag=True, help="Write how long each walk takes, by which later runs are ordered."
)
SHARD = click.Option(
    ["--shard"], metavar="K/N", type=SHARD_OF, help="Only the K-th of N parts of about equal duration."
)
KEEP_GOING = click.Option(
    ["--keep-going"],
    is_flag=True,
    help="Continue after a false sentence that only looked for something.",
)
WORKERS = click.Option(
    ["-n", "--workers"],
    type=click.IntRange(1),
    metavar="N",
    show_default="one for each core",
    help="How many to walk at once.",
)
# What every command that walks guides accepts. Not --trace, with which pytest starts its debugger.
RUN = (
    HEADED,
    click.Option(
        ["--slowmo"], type=click.IntRange(0), metavar="MS", default=0, help="Wait this long before each action."
    ),
    click.Option(
        ["--tracing"],
        type=click.Choice(TRACING),
        default=ON_SECOND_WALK,
        help="What to trace: a second walk of what is false (the default), every walk ('on'), every walk, but only to "
        "keep it of what is false ('retain-on-failure'), or nothing ('off'). Only the default walks again.",
    ),
    BROWSER,
    BROWSER_PATH,
    WORKERS,
    click.Option(
        ["--output"], metavar="DIR", default="artifacts", help="The folder for the report, traces and pictures."
    ),
    click.Option(["--base-url"], metavar="URL", help="The address of a running mock, instead of our own."),
    WAITING,
    TRUST_HOST,
    SHARD,
    KEEP_GOING,
)
# Our defaults for options that pytest-playwright declares.
DEFAULTS = {option.opts[0]: option.default for option in RUN if option.opts[0] in ("--tracing", "--output")}
DEFAULTS["--screenshot"] = "only-on-failure"


def add_options(parser: pytest.Parser) -> None:
    """Declare to pytest the options that no other plugin declares."""
    group = parser.getgroup("flows", "Walking guides")
    for option in (BROWSER_PATH, ONLY, SHARD):
        group.addoption(option.opts[0], metavar=option.metavar, help=option.help)
    for option in (TRUST_HOST, AGAINST):
        group.addoption(option.opts[0], action="append", default=[], metavar=option.metavar, help=option.help)
    files = "The files of the guides to walk, as a JSON list: pytest does not take every name as an argument."
    group.addoption("--guides", metavar="JSON", help=files)
    group.addoption("--mutants", metavar="JSON", help="The folders of guides to try on mutants of their editions.")
    group.addoption("--defects", choices=("known", "all"), help="Try guides in worlds with defects.")
    group.addoption(FINDERS.opts[0], metavar=FINDERS.metavar, help=FINDERS.help)
    for option in (SAMPLE, SEED, TRIES):
        group.addoption(option.opts[0], type=int, default=0, metavar=option.metavar, help=option.help)
    group.addoption(WAITING.opts[0], type=int, metavar=WAITING.metavar, help=WAITING.help)
    group.addoption(REPEAT.opts[0], type=int, default=REPEAT.default, metavar=REPEAT.metavar, help=REPEAT.help)
    for option in (STORE_DURATIONS, KEEP_GOING):
        group.addoption(option.opts[0], action="store_true", help=option.help)
    group.addoption("--typed", default="", help="The command as it was typed, for the report.")
    for name, purpose in {
        "--proofs": "Walk the proof of each claim, with the claim in the site and taken out.",
        "--closings": "Only guides that close something on a desktop and have nothing to settle first.",
        "--lines": "Print a line for each guide instead of pytest's output.",
    }.items():
        group.addoption(name, action="store_true", help=purpose)


class PlaywrightOptions:
    """Gives pytest-playwright's options our defaults, and ``--tracing`` our choice.

    pytest-playwright (0.10) may be registered before this or after it, but before the command line is parsed.
    """

    def __init__(self, parser: pytest.Parser, config: pytest.Config) -> None:
        self._group = parser.getgroup("playwright", "Playwright")
        self._config = config
        self._left = dict(DEFAULTS)

    def pytest_plugin_registered(self) -> None:
        for option in self._group.options if self._left else ():
            for name in self._left.keys() & set(option.names()):
                setattr(self._config.option, option.dest, self._left.pop(name))
                if name == "--tracing":
                    option.attrs()["choices"] = TRACING


def take_settings(config: pytest.Config, settings: Settings) -> None:
    """Take the browser and the patience from the settings of the guides, unless the command line has them."""
    given = config.option
    if settings.browser and not given.browser and not given.browser_path:
        given.browser = [settings.browser]
    if given.patience is None:
        # In Playwright's Inspector, a person sets the pace.
        usual = PATIENCE if settings.patience is None else settings.patience
        given.patience = 0 if os.environ.get("PWDEBUG") else usual


def shard_of(config: pytest.Config) -> str:
    """The part of the run that is wanted, such as ``2/4``; empty for all of it. Raises UsageError if it is none."""
    try:
        shard = config.getoption("--shard")
        return str(SHARD_OF(shard)) if shard else ""
    except click.BadParameter as error:
        raise pytest.UsageError(f"--shard: {error.message}") from None


def requested_browser(config: pytest.Config) -> str | None:
    """The browser the run asks for: an engine, a path, or None. Raises UsageError if there are several."""
    engines = config.getoption("--browser")
    if len(engines) > 1:
        raise pytest.UsageError(f"--browser: {' and '.join(engines)}: name one browser for a run")
    path: str | None = config.getoption("--browser-path")
    return path or next(iter(engines), None)
