"""The command line: ``python -m flows``."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

import click
import pytest

from flows import cell_table, claims, docs, ledger, matrix, vocabulary
from flows import guide as guides
from flows.browsers import install
from flows.cells import cells
from flows.check import check as check_guide
from flows.deciding import attempt
from flows.errors import FlowsError, GuideError
from flows.grammar import WORDS
from flows.plain import PlainReader
from flows.results import NOT_READ, READ, Result, count, lines
from flows.server import OwnSite
from flows.worlds import Site

PROJECT = Path(__file__).parents[1]
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
        help="Which walks keep a trace.",
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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Walk published guides through the mock marketplace, in a real browser.

    \b
    Examples:
      python -m flows list                          # every guide, and how it ends
      python -m flows run                           # walk them all
      python -m flows run close-freelancer --headed --slowmo 300
      python -m flows check my-guides/              # read guides and walk them: which of them are true?
      python -m flows claims                        # what each guide claims, and what proves it
      python -m flows cells                         # who may close what, owing what
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
@click.option("--debug", is_flag=True, help="Stop before the first act, in Playwright's Inspector.")
@walking
def run(names: tuple[str, ...], only: str | None, debug: bool, **options: Any) -> None:
    """Walk guides, all of them or those named (by name, or by file)."""
    _walk(_files(names), only=only, debug=debug, **options)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--read-only", is_flag=True, help="Read the guides and do not walk them; no browser is started.")
@click.option("--against", metavar="EDITION", help="Walk them on this edition: where do they part from it?")
@walking
def check(paths: tuple[Path, ...], read_only: bool, against: str | None, **options: Any) -> None:
    """Read guides (files, or all in a folder) and walk them: which are true, which are not, which cannot be read?

    A folder may bring its edition, edition.toml. What was found is told in a line for each guide, and in
    artifacts/report.html with pictures. The exit code is 0 if all are true, 1 if not, 2 if nothing could be checked.

    \b
    Examples:
      python -m flows check my-guides/
      python -m flows check my-guides/close.md --headed --slowmo 300
      python -m flows check my-guides/ --workers 2
      python -m flows check my-guides/ --read-only  # front matter, sentences, links, edition
    """
    files = list(dict.fromkeys(guides.find(*(paths or [guides.GUIDES]))))
    if not read_only:
        _walk(files, more=["--against", against] if against else [], **options)
    told: set[str] = set()
    results = []
    with contextlib.ExitStack() as stack:
        own = None if options["base_url"] else stack.enter_context(OwnSite())
        site = Site(options["base_url"] or (own.base_url if own else ""), trusted=options["trust_host"])
        catalog = site.catalog()
        for path in files:
            results.append(_read(path, site, catalog))
            for line in lines(results[-1], told) if results[-1].faults else []:
                click.echo(line)
    click.echo(f"{count(results, len(files))}.")
    sys.exit(any(result.faults for result in results))


def _read(path: Path, site: Site, catalog: Mapping[str, Any]) -> Result:
    try:
        check_guide(guides.load(path), site, catalog)
    except GuideError as error:
        return Result(guides.shown(path), NOT_READ, faults=error.faults)
    return Result(guides.shown(path), READ)


def _walk(
    files: list[Path],
    *,
    only: str | None = None,
    debug: bool = False,
    more: Sequence[str] = (),
    good: Callable[[Path], bool] | None = None,
    headed: bool,
    slowmo: int,
    trace: str,
    browser: str | None,
    workers: int,
    artifacts: str,
    base_url: str | None,
    trust_host: tuple[str, ...],
) -> NoReturn:
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
    if good and code == pytest.ExitCode.TESTS_FAILED:
        code = pytest.ExitCode.TESTS_FAILED if not good(Path(artifacts)) else pytest.ExitCode.OK
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        click.echo("No guide matches; python -m flows list shows them all.", err=True)
    sys.exit(CODES.get(code, code))


@main.command("claims")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Also as a page, into this file.")
@click.option("--artifacts", default="artifacts", show_default=True, metavar="DIR", help="Where the last runs are.")
def list_claims(folders: tuple[Path, ...], as_json: bool, html: Path | None, artifacts: str) -> None:
    """Print every claim, what proves it, and what the last runs found: ✓ so, ✗ not so, · not walked since.

    The exit code is 1 if a claim has no proof, or a proof no claim; which, is told in a line each.

    \b
    Examples:
      python -m flows claims
      python -m flows claims my-guides/
      python -m flows claims --json
      python -m flows claims --html artifacts/claims.html
    """
    found = folders or tuple(sorted(path.parent for path in guides.GUIDES.rglob(claims.FILE)))
    ledgers = {folder.name: ledger.of(folder, Path(artifacts)) for folder in found}
    if as_json:
        click.echo(ledger.as_json(ledgers))
    else:
        for name, entries in ledgers.items():
            click.echo("\n".join([*ledger.lines(name, entries), f"  {ledger.tally(entries)}", ""]))
        click.echo(f"{ledger.tally(entry for entries in ledgers.values() for entry in entries)}.")
    if html:
        html.write_text(ledger.as_html(ledgers), "utf-8")
    faults = [fault for folder in found for fault in claims.faults(folder)]
    for fault in faults:
        click.echo(fault, err=True)
    every = [entry for entries in ledgers.values() for entry in entries]
    sys.exit(bool(faults) or any(entry.is_false for entry in every))


@main.command("proofs")
@click.argument("names", nargs=-1)
@click.option("--only", metavar="GLOB", help="Only procedures whose name matches.")
@walking
def prove(names: tuple[str, ...], only: str | None, **options: Any) -> None:
    """Walk what proves each claim twice: as the site is, and with the claim taken out, where it has to be red.

    What takes a claim out is in the claims.toml beside the guides. The exit code is 1 if one is not red, or red
    elsewhere.

    \b
    Examples:
      python -m flows proofs --workers 2
      python -m flows proofs close-freelancer
    """
    options["artifacts"] = f"{options['artifacts']}/proofs"
    _walk(_files(names), only=only, more=["--proofs", "--patience", "1500"], **options)


@main.command("matrix")
@walking
def draw_matrix(**options: Any) -> None:
    """Walk every closing procedure on every edition: which guide is true of which, and where do they part?

    A table, and for each red cell the step, its sentence, what was looked for, and what to say instead; also as
    artifacts/matrix/matrix.html and matrix.json. The exit code is 1 if a guide is not true of its own edition.

    \b
    Examples:
      python -m flows matrix --workers 2
    """
    options["artifacts"] = f"{options['artifacts']}/matrix"
    with OwnSite() as own:
        editions = list(Site(own.base_url).catalog()["editions"])
    against = [part for name in editions for part in ("--against", name)]
    _walk(_files(()), more=["--closings", "--patience", "1500", *against], good=matrix.is_good, **options)


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


@main.command("cells")
@click.option("--edition", metavar="NAME", help="Only cells of this edition.")
@click.option("--persona", metavar="NAME", help="Only cells of this persona.")
@click.option("--pairs/--no-pairs", default=True, show_default=True, help="Also owing two things at once.")
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True, help="Decide so many at once.")
@click.option("--base-url", metavar="URL", help="A running mock; without it one is started.")
def decide_cells(edition: str | None, persona: str | None, pairs: bool, workers: int, base_url: str | None) -> None:
    """Decide the matrix: everybody who may close something, or is told that it is not theirs, and all they can owe.

    Each cell is taken to its end over HTTP: refused with exactly what is in the way, settled by whoever settles it,
    closed, and nothing else changed. The exit code is 1 if a cell is not as the catalog says.

    \b
    Examples:
      python -m flows cells
      python -m flows cells --persona agency-owner --no-pairs
    """
    with contextlib.ExitStack() as stack:
        site = Site(base_url or stack.enter_context(OwnSite()).base_url)
        catalog = site.catalog()
        chosen = [
            cell
            for cell in cells(catalog, pairs=pairs)
            if edition in (None, cell.edition) and persona in (None, cell.persona)
        ]
        if not chosen:
            raise FlowsError(f"no cell is of that edition and persona; editions are {', '.join(catalog['editions'])}")
        pool = stack.enter_context(ThreadPoolExecutor(workers))
        todo = pool.map(lambda cell: attempt(cell, site, catalog, PlainReader), chosen)
        click.echo(f"Deciding {len(chosen)} cells …", err=True)
        bar = click.progressbar(todo, length=len(chosen), file=sys.stderr, hidden=not sys.stderr.isatty())
        found = list(stack.enter_context(bar))
    for line in cell_table.lines(found):
        click.echo(line)
    sys.exit(any(each.fault for each in found))


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


@main.command("docs")
@click.argument("pages", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def fill_pages(pages: tuple[Path, ...]) -> None:
    """Make the tables of pages of the documentation anew, from the code and the site."""
    with OwnSite() as own:
        catalog = Site(own.base_url).catalog()
        for page in pages:
            page.write_text(docs.filled(page.read_text("utf-8"), catalog), "utf-8")


@main.command("browser")
@click.option("--headed", is_flag=True, help="One that can be shown.")
@click.option("--browser", "named", metavar="NAME", help="chromium, firefox, webkit, or the path of a browser.")
def get_browser(headed: bool, named: str | None) -> None:
    """Find a browser, and get one if there is none."""
    click.echo(f"Browser: {install(named, headed=headed).called}")


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
        click.echo(f"flows: {error}", err=True)
        sys.exit(USAGE)
