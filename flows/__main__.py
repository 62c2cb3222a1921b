"""The command line: ``python -m flows``."""

import contextlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from flows.cli import doc_tables, pages
from flows.cli.mutate import try_mutants
from flows.cli.prove import decide_cells, draw_matrix, list_claims, prove
from flows.cli.run import EXIT_CODES, USAGE, files_named, walk_files
from flows.errors import FlowsError, GuideError, printable, shown
from flows.language.lexicon import WORDS
from flows.language.vocabulary import STEPS
from flows.plugin import interrupt
from flows.plugin.options import AGAINST, BROWSER, BROWSER_PATH, HEADED, ONLY, REPEAT, RUN, STORE_DURATIONS
from flows.reading import guide as guides
from flows.reading.adopted import adopted_in, first_version, is_adopted, read_adopted
from flows.reading.draft import draft
from flows.reading.page_reading import ADOPTED, file_for, find_pages, read_page
from flows.reading.text_file import read_text
from flows.reading.validate import check as check_guide
from flows.reports.result import NOT_READ, READ, Result, lines, of_walk, summary
from flows.site.browsers import install
from flows.site.client import Site
from flows.site.server import own_site


@click.group(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
def main() -> None:
    """Walk published guides through the mock marketplace, in a real browser.

    \b
    Examples:
      python -m flows list                            # every guide, and how it ends
      python -m flows run                             # walk them all
      python -m flows run account-types/close-freelancer --headed --slowmo 300
      python -m flows check my-guides/                # read and walk your own guides
      python -m flows claims                          # what each guide claims, and what proves it
      python -m flows cells                           # who may close what, owing what
      python -m flows words                           # what sentences can say
    """


@main.command("list")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def list_guides(paths: tuple[Path, ...]) -> None:
    """List guides with persona and end. PATHS are files or folders; by default, all guides that ship."""
    listed, faults = guides.load_all(*(paths or [guides.GUIDES]))
    width = max((len(guide.label) for guide in listed), default=0)
    for guide in listed:
        click.echo(f"{guide.label:<{width}}  {guide.front.persona}, ends: {guide.front.ends}")
    for fault in faults:
        click.echo(fault, err=True)
    sys.exit(bool(faults))


@main.command(params=[ONLY, REPEAT, STORE_DURATIONS, *RUN], epilog=EXIT_CODES)
@click.argument("names", nargs=-1)
@click.option("--debug", is_flag=True, help="Step through it in Playwright's Inspector.")
def run(names: tuple[str, ...], debug: bool, **options: Any) -> None:
    """Walk guides in a real browser.

    NAMES are names of shipped guides, files or folders; by default, all guides that ship.

    \b
    Examples:
      python -m flows run account-types/close-freelancer --headed --slowmo 300
      python -m flows run --only 'close-*' --repeat 5
      python -m flows run account-tab/close --debug
    """
    walk_files(files_named(names), options, debug=debug)


@main.command(params=[AGAINST, *RUN], epilog=EXIT_CODES)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--read-only", is_flag=True, help="Only read the guides, and print how each sentence is read.")
def check(paths: tuple[Path, ...], read_only: bool, **options: Any) -> None:
    """Read guides and walk them.

    PATHS are files or folders; by default, all guides that ship. A folder may contain the edition its guides are
    about, edition.toml. Each guide gets a line; artifacts/report.html has its sentences and pictures. With --read-only,
    no browser starts, and each sentence of the PATHS is followed by the steps it is read as.

    \b
    Examples:
      python -m flows check my-guides/close.md --headed --slowmo 300
      python -m flows check my-guides/ --against password-gate
      python -m flows check my-guides/ --read-only  # front matter, sentences, links, edition
    """
    if read_only and options["against"]:
        raise click.UsageError("--against walks guides, and --read-only does not; leave one of them out")
    published, others = find_pages(paths)
    if not read_only:
        adopted = list(filter(is_adopted, published))
        walk_files(
            [*adopted, *(guides.find(*others) if others or not adopted else [])] if adopted else _guides(paths), options
        )
    faulty = _print_pages(published, whole=all(path.is_file() for path in paths))
    if published and not others:
        sys.exit(faulty)
    files = [path for path in _guides(others) if path not in published]
    reported: set[str] = set()
    results = []
    with contextlib.ExitStack() as stack:
        base_url = options["base_url"] or stack.enter_context(own_site())
        site = Site(base_url, trusted=options["trust_host"])
        catalog = site.catalog()
        for path in files:
            results.append(_read(path, site, catalog))
            for line in lines(results[-1], reported) if paths or results[-1].faults else []:
                click.echo(line)
    click.echo(f"{summary(results, len(files))}.")
    sys.exit(faulty or any(result.faults for result in results))


def _guides(paths: Iterable[Path]) -> list[Path]:
    return list(dict.fromkeys(guides.find(*(paths or [guides.GUIDES]))))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def adopt(folder: Path) -> None:
    """Write the first version of a FOLDER's offramp.toml, and print what is missing in it.

    It has an entry for each procedure of the folder's published pages, and keeps those that are there. Fill in whom a
    procedure is about and how it ends, and it is walked by check.

    \b
    Example:
      python -m flows adopt docs/
    """
    published, _ = find_pages([folder])
    file = folder / ADOPTED
    text, missing = first_version(file, map(read_page, published))
    file.write_text(text, "utf-8")
    for line in missing:
        click.echo(printable(line))
    click.echo(f"{shown(file)}: {len(missing)} added, of {len(published)} page{'' if len(published) == 1 else 's'}.")


@main.command("draft-edition")
@click.argument("page", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def draft_edition(page: Path) -> None:
    """Draft the editions in which the adopted procedures of a PAGE are true, for you to review.

    Each is written where offramp.toml says that the procedure's edition is, unless there is a file. Until you remove
    its first line, a walk only agrees with its own draft.

    \b
    Example:
      python -m flows draft-edition docs/leaving.md
    """
    file = file_for(page)
    if not file:
        raise FlowsError(f"{shown(page)}: there is no {ADOPTED} above it; write one with: adopt")
    for guide in adopted_in(page, file, with_edition=False):
        edition = file.parent / str(guide.edition)
        title = printable(guide.front.title)
        if edition.suffix != ".toml":
            click.echo(f"{title}: not drafted, since its edition, {guide.edition}, is one that ships")
        elif edition.exists():
            click.echo(f"{title}: not drafted, since {shown(edition)} is there already")
        else:
            edition.write_text(draft(guide), "utf-8")
            click.echo(f"{title}: drafted in {shown(edition)}; review it, then remove its first line")


def _print_pages(paths: list[Path], *, whole: bool) -> bool:
    """Print how published pages are read; returns whether anything in them is refused."""
    read = [read_adopted(path) for path in paths]
    for page in read:
        for line in pages.lines(page, whole=whole):
            click.echo(line)
    for line in pages.summary(read) if read else ():
        click.echo(line)
    return any(page.faults or not all(one.understood for one in page.procedures) for page in read)


def _read(path: Path, site: Site, catalog: Mapping[str, Any]) -> Result:
    try:
        guide = guides.load(path)
        check_guide(guide, site, catalog)
    except GuideError as error:
        return Result(shown(path), NOT_READ, faults=error.faults)
    return replace(of_walk(guide, None), verdict=READ)


@main.command()
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def trace(path: Path | None) -> None:
    """Open a trace in Playwright's viewer. By default, it is the newest. Stop the viewer with Ctrl-C."""
    traces = Path("artifacts").glob("**/trace*.zip")
    path = path or max(traces, key=lambda trace: trace.stat().st_mtime, default=None)
    if not path:
        raise FlowsError("there is no trace under artifacts/; keep one with: make e2e TRACE=on")
    if not zipfile.is_zipfile(path):
        raise FlowsError(f"{shown(path)} is not a whole trace; name another, or keep one with: make e2e TRACE=on")
    click.echo(f"Showing {shown(path)}")
    viewer = [
        sys.executable,
        "-m",
        "playwright",
        "show-trace",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        str(path.absolute()),
    ]
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(subprocess.run(viewer, check=False).returncode)


@main.command()
def words() -> None:
    """Print what a sentence can say. Each line is a step and what it does."""
    width = max(len(step.form) for step in STEPS.values())
    for step in STEPS.values():
        click.echo(f"{step.form:<{width}}  {step.means}")
    click.echo(f"\nA fact is one of: {', '.join(WORDS['facts'])}.")
    click.echo("\nEach of these verbs can be written in other words:\n")
    for verb, phrases in WORDS["verbs"].items():
        click.echo(f"{verb:<{width}}  {', '.join(phrases)}")


@main.command("docs")
@click.argument("pages", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def fill_pages(pages: tuple[Path, ...]) -> None:
    """Regenerate the tables in documentation PAGES."""
    with own_site() as base_url:
        catalog = Site(base_url).catalog()
        filled = {page: doc_tables.filled(read_text(page), catalog) for page in pages}
        for page, text in filled.items():
            page.write_text(text, "utf-8")


@main.command("browser", params=[HEADED, BROWSER, BROWSER_PATH])
def get_browser(headed: bool, browser: str | None, browser_path: str | None) -> None:
    """Find a browser, and install one if there is none."""
    click.echo(f"Browser: {install(browser_path or browser, headed=headed).label}")


for command in (list_claims, prove, try_mutants, draw_matrix, decide_cells):
    main.add_command(command)


def _open_standard_streams() -> None:
    """Open those that whoever started this process has closed, so that no file that it opens is taken for one."""
    for stream in ("stdin", "stdout", "stderr"):
        if getattr(sys, stream) is None:
            file = os.open(os.devnull, os.O_RDWR)  # the lowest number that is free, so that of the stream
            setattr(sys, stream, os.fdopen(file, "r" if stream == "stdin" else "w", encoding="utf-8"))


if __name__ == "__main__":
    _open_standard_streams()
    interrupt.watch()
    try:
        main()
    except FlowsError as error:
        click.echo(f"flows: {error}", err=True)
        sys.exit(USAGE)
    except OSError as error:  # a file that cannot be read or written
        parts = [str(part) for part in (error.filename, error.strerror) if part]
        click.echo(f"flows: {printable(': '.join(parts))}", err=True)
        sys.exit(USAGE)
    finally:
        interrupt.leave_if_stopped()
