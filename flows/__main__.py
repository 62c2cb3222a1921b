"""The command line: ``python -m flows``."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import pytest

from flows import guide as guides
from flows import vocabulary
from flows.browsers import install
from flows.check import check as check_guide
from flows.errors import FlowsError, GuideError
from flows.grammar import WORDS
from flows.server import OwnSite
from flows.worlds import Site

PROJECT = Path(__file__).parents[1]
# Guides may be anywhere; how they are walked is this project's.
PYTEST = ["-c", str(PROJECT / "pyproject.toml"), "--rootdir", str(PROJECT), "--no-header", "-v"]
# Only the plugins a walk needs: whatever else is installed would cost seconds at every start.
PLUGINS = ["pytest_playwright.pytest_playwright", "pytest_timeout", "xdist.plugin", "xdist.looponfail"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Walk published guides through the mock marketplace, in a real browser.

    \b
    Examples:
      python -m flows list                          # every guide, and how it ends
      python -m flows run                           # walk them all
      python -m flows run close-freelancer --headed --slowmo 300
      python -m flows check my-guides/              # read guides, start no browser
      python -m flows words                         # what sentences can say
    """


@main.command("list")
def list_guides() -> None:
    """List the guides, for whom each is, and how it ends."""
    found = [guides.load(path) for path in guides.find(guides.GUIDES)]
    width = max(len(guide.label) for guide in found)
    for guide in found:
        click.echo(f"{guide.label:<{width}}  {guide.front.persona}, ends: {guide.front.ends}")


@main.command()
@click.argument("names", nargs=-1)
@click.option("--only", metavar="GLOB", help="Walk only guides whose name matches.")
@click.option("--headed", is_flag=True, help="Show the browser.")
@click.option("--slowmo", type=int, default=0, metavar="MS", help="Wait so long before each act of the browser.")
@click.option("--debug", is_flag=True, help="Stop before the first act, in Playwright's Inspector.")
@click.option(
    "--trace",
    type=click.Choice(["on", "off", "retain-on-failure"]),
    default="retain-on-failure",
    show_default=True,
    help="Which walks keep a trace.",
)
@click.option("--browser", metavar="NAME", help="chromium, firefox, webkit, or the path of a browser.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Walk so many at once.")
@click.option("--artifacts", default="artifacts", show_default=True, metavar="DIR", help="Where to keep what is kept.")
@click.option("--base-url", metavar="URL", help="A running mock; without it one is started.")
@click.option("--trust-host", multiple=True, metavar="HOST", help="Allow a mock on this host, besides this machine.")
def run(
    names: tuple[str, ...],
    only: str | None,
    headed: bool,
    slowmo: int,
    debug: bool,
    trace: str,
    browser: str | None,
    workers: int,
    artifacts: str,
    base_url: str | None,
    trust_host: tuple[str, ...],
) -> None:
    """Walk guides, all of them or those named (by name, or by file)."""
    arguments = [*PYTEST, *(str(path.resolve()) for path in _files(names)), "--tracing", trace]
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
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        click.echo("No guide matches; python -m flows list shows them all.", err=True)
    sys.exit(code)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--base-url", metavar="URL", help="A running mock to check against; without it one is started.")
@click.option("--trust-host", multiple=True, metavar="HOST", help="Allow a mock on this host, besides this machine.")
def check(paths: tuple[Path, ...], base_url: str | None, trust_host: tuple[str, ...]) -> None:
    """Read guides (files, or all in a folder): front matter, sentences, links. No browser is started."""
    files = guides.find(*(paths or [guides.GUIDES]))
    with contextlib.ExitStack() as stack:
        own = None if base_url else stack.enter_context(OwnSite())
        site = Site(base_url or (own.base_url if own else ""), trusted=trust_host)
        catalog = site.catalog()
        faults = [fault for path in files for fault in _faults(path, site, catalog)]
    for fault in dict.fromkeys(faults):
        click.echo(fault, err=True)
    click.echo(f"{_count(len(files), 'guide')}, {_count(len(set(faults)), 'fault')}")
    sys.exit(1 if faults else 0)


def _faults(path: Path, site: Site, catalog: Mapping[str, Any]) -> list[str]:
    try:
        check_guide(guides.load(path), site, catalog)
    except GuideError as error:
        return str(error).splitlines()
    return []


@main.command()
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True))
def trace(path: Path | None) -> None:
    """Open a trace in Playwright's viewer: the newest, or the one named. Stop it with Ctrl-C."""
    kept = sorted(Path("artifacts").glob("**/trace*.zip"), key=lambda found: found.stat().st_mtime)
    if not path and not kept:
        raise FlowsError("there is no trace under artifacts/; keep one with: make e2e TRACE=on")
    chosen = path or kept[-1]
    click.echo(f"Showing {chosen}")
    viewer = [sys.executable, "-m", "playwright", "show-trace", "--host", "127.0.0.1", "--port", "0", str(chosen)]
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(subprocess.run(viewer, check=False).returncode)


@main.command()
def words() -> None:
    """Print the vocabulary: what a sentence can say, and what is done for it."""
    width = max(len(entry.expression.source) for entry in vocabulary.ENTRIES)
    for entry in vocabulary.ENTRIES:
        click.echo(f"{entry.expression.source:<{width}}  {entry.means}")
    click.echo(f"\nA fact is one of: {', '.join(WORDS['facts'])}.")
    click.echo("\nBefore a sentence is held against these, its verb is put in their words:\n")
    for verb, phrases in WORDS["verbs"].items():
        click.echo(f"{verb:<{width}}  {', '.join(phrases)}")


@main.command("browser")
@click.option("--headed", is_flag=True, help="One that can be shown.")
@click.option("--browser", "named", metavar="NAME", help="chromium, firefox, webkit, or the path of a browser.")
def get_browser(headed: bool, named: str | None) -> None:
    """Find a browser, and get one if there is none."""
    click.echo(f"Browser: {install(named, headed=headed).called}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _files(names: tuple[str, ...]) -> list[Path]:
    """The guide files of what is named: guides that ship by their name, files, folders; all that ship if nothing is."""
    shipped = guides.find(guides.GUIDES)
    files: list[Path] = []
    for name in names:
        known = [path for path in shipped if name in (path.stem, f"{path.parent.name}/{path.stem}")]
        if len(known) > 1:
            choice = " or ".join(f"{path.parent.name}/{path.stem}" for path in known)
            raise GuideError(f"{name} is the name of several guides; write {choice}")
        if not known and not Path(name).exists():
            raise GuideError(f"no guide is called {name}; python -m flows list shows them all")
        files += known or guides.find(Path(name))
    return files or shipped


if __name__ == "__main__":
    try:
        main()
    except FlowsError as error:
        sys.exit(f"flows: {error}")
