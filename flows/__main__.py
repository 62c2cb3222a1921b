"""The command line: ``python -m flows``."""

import contextlib
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from flows.cli import doc_tables
from flows.cli.prove import decide_cells, draw_matrix, list_claims, prove
from flows.cli.run import USAGE, files_named, walk_files, walking
from flows.errors import FlowsError, GuideError, shown
from flows.language import vocabulary
from flows.language.normalise import WORDS
from flows.reading import guide as guides
from flows.reading.validate import check as check_guide
from flows.reports.result import NOT_READ, READ, Result, count, lines
from flows.site.browsers import install
from flows.site.client import Site
from flows.site.server import OwnSite


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
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def list_guides(paths: tuple[Path, ...]) -> None:
    """List the guides (files, or all in a folder; those that ship), for whom each is, and how it ends."""
    found = [guides.load(path) for path in guides.find(*(paths or [guides.GUIDES]))]
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
    walk_files(files_named(names), only=only, debug=debug, **options)


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
    if read_only and against:
        raise click.UsageError("--against walks guides, and --read-only does not; leave one of them out")
    files = list(dict.fromkeys(guides.find(*(paths or [guides.GUIDES]))))
    if not read_only:
        walk_files(files, more=["--against", against] if against else [], **options)
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
        return Result(shown(path), NOT_READ, faults=error.faults)
    return Result(shown(path), READ)


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


@main.command("docs")
@click.argument("pages", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def fill_pages(pages: tuple[Path, ...]) -> None:
    """Make the tables of pages of the documentation anew, from the code and the site."""
    with OwnSite() as own:
        catalog = Site(own.base_url).catalog()
        for page in pages:
            page.write_text(doc_tables.filled(page.read_text("utf-8"), catalog), "utf-8")


@main.command("browser")
@click.option("--headed", is_flag=True, help="One that can be shown.")
@click.option("--browser", "named", metavar="NAME", help="chromium, firefox, webkit, or the path of a browser.")
def get_browser(headed: bool, named: str | None) -> None:
    """Find a browser, and get one if there is none."""
    click.echo(f"Browser: {install(named, headed=headed).called}")


for command in (list_claims, prove, draw_matrix, decide_cells):
    main.add_command(command)


if __name__ == "__main__":
    try:
        main()
    except FlowsError as error:
        click.echo(f"flows: {error}", err=True)
        sys.exit(USAGE)
