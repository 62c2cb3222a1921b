"""The options of a run, each declared once: for pytest, for ``python -m flows`` and for make."""

import os
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import pytest

from flows.site.browsers import ENGINES

# Everything is on this machine, so what takes longer has failed. In Playwright's Inspector, a person sets the pace.
PATIENCE = 0 if os.environ.get("PWDEBUG") else 5_000


@dataclass(frozen=True)
class Option:
    """An option of a run.

    ``values`` is the type of its value (``bool`` for a switch), or the words to choose from; ``least``, the smallest
    number. ``owner`` is the plugin that declares it to pytest. ``alias`` is what that calls it, if not ``name``, and
    ``variable`` what make calls it.
    """

    name: str
    help: str
    values: type | tuple[str, ...] = str
    metavar: str | None = None
    default: object = None
    least: int | None = None
    repeatable: bool = False
    owner: Literal["flows", "pytest-playwright", "pytest-xdist"] = "flows"
    alias: str | None = None
    variable: str | None = None

    @property
    def key(self) -> str:
        """Its name as a keyword."""
        return self.name.removeprefix("--").replace("-", "_")

    @property
    def pytest_name(self) -> str:
        return self.alias or self.name


playwright = partial(Option, owner="pytest-playwright")
TRACES = ("on", "off", "retain-on-failure")
HEADED = playwright("--headed", "Show the browser.", bool, variable="HEADED")
BROWSER = playwright("--browser", "The browser engine.", ENGINES, variable="BROWSER")
BROWSER_PATH = Option("--browser-path", "The path of a browser to use instead.", metavar="FILE", variable="BROWSER")
ONLY = Option("--only", "Only guides whose name matches, such as 'close-*'.", metavar="GLOB", variable="ONLY")
AGAINST = Option("--against", "Walk guides on this edition instead of their own.", metavar="EDITION", repeatable=True)
SLOWMO = playwright("--slowmo", "Wait this long before each action.", int, "MS", 0, least=0, variable="SLOWMO")
# Not --trace, with which pytest starts its debugger; so make's TRACE is the only variable with another name.
TRACING = playwright(
    "--tracing", "Which walks keep a trace; 'on' adds a film.", TRACES, None, TRACES[2], variable="TRACE"
)
# What every command that walks guides accepts.
RUN = (
    HEADED,
    SLOWMO,
    TRACING,
    BROWSER,
    BROWSER_PATH,
    Option(
        "--workers", "How many to walk at once.", int, "N", 1, 1, owner="pytest-xdist", alias="-n", variable="WORKERS"
    ),
    playwright("--output", "The folder for the report, traces and pictures.", metavar="DIR", default="artifacts"),
    playwright("--base-url", "The address of a running mock, instead of our own.", metavar="URL", variable="BASE_URL"),
    Option("--trust-host", "A host besides this machine that may run the mock.", metavar="HOST", repeatable=True),
)
# What the commands of ``python -m flows`` pass to pytest besides.
INTERNAL = (
    Option("--proofs", "Walk the proof of each claim, with the claim in the site and taken out.", bool),
    Option("--closings", "Only guides that close something on a desktop and have nothing to settle first.", bool),
    Option("--patience", "How long a control may take to appear.", int, metavar="MS", default=PATIENCE, least=0),
    Option("--lines", "Print a line for each guide instead of pytest's output.", bool),
)


def add_options(parser: pytest.Parser) -> None:
    """Declare to pytest the options that no other plugin declares."""
    group = parser.getgroup("flows", "Walking guides")
    for option in (*RUN, ONLY, AGAINST, *INTERNAL):
        if option.owner == "flows":
            group.addoption(option.name, **_argparse(option))


def _argparse(option: Option) -> dict[str, Any]:
    if option.values is bool:
        return {"action": "store_true", "help": option.help}
    if option.repeatable:
        return {"action": "append", "default": [], "metavar": option.metavar, "help": option.help}
    return {"type": option.values, "default": option.default, "metavar": option.metavar, "help": option.help}


def requested_browser(config: pytest.Config) -> str | None:
    """The browser the run asks for: an engine, a path, or None. Raises UsageError if there are several."""
    engines = config.getoption(BROWSER.name)
    if len(engines) > 1:
        raise pytest.UsageError(f"--browser: {' and '.join(engines)}: name one browser for a run")
    path: str | None = config.getoption(BROWSER_PATH.name)
    return path or next(iter(engines), None)
