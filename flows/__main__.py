"""The command line: ``offramp``, or ``python -m flows`` in a clone of the project."""

import contextlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import click

from flows import __version__
from flows.cli import doc_tables
from flows.cli.adopt import adopt, draft_edition
from flows.cli.explore import explore
from flows.cli.find_defects import find_defects, walk_smoke_set
from flows.cli.fix import FIX, WRITE, walk_and_fix
from flows.cli.merge import merge_runs
from flows.cli.mutate import try_mutants
from flows.cli.prove import decide_cells, draw_matrix, list_claims, prove
from flows.cli.read import read_and_print
from flows.cli.run import EXIT_CODES, USAGE, files_named, project_guides, walk_files
from flows.cli.views import VIEWS
from flows.errors import PROGRAM, FlowsError, command, printable, shown
from flows.language.lexicon import WORDS
from flows.language.vocabulary import STEPS
from flows.plugin import interrupt
from flows.plugin.options import (
    AGAINST,
    BROWSER,
    BROWSER_PATH,
    HEADED,
    ONLY,
    REPEAT,
    RUN,
    STORE_DURATIONS,
)
from flows.reading import guide as guides
from flows.reading.adopted import is_adopted
from flows.reading.page_reading import find_pages
from flows.reading.text_file import read_text
from flows.reports import record
from flows.site.browsers import install
from flows.site.client import Site
from flows.site.server import command_of_site, own_site

NAME = PROGRAM.split()[-1]
KEEP_ONE = f"keep one with: {command('run --tracing on')}"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.version_option(__version__, prog_name="offramp")
def main() -> None:
    """Walk published guides through the mock marketplace, in a real browser.

    \b
    Examples:
      python -m flows list                            # every guide, and how it ends
      python -m flows run                             # walk them all
      python -m flows run account-types/close-freelancer --headed --slowmo 300
      python -m flows check my-guides/                # read and walk your own guides
      python -m flows adopt docs/                     # make your published pages walkable
      python -m flows merge shard-1/ shard-2/         # one report of several runs
      python -m flows claims                          # what each guide claims, and what proves it
      python -m flows cells                           # who may close what, owing what
      python -m flows words                           # what sentences can say
      python -m flows serve                           # the mock marketplace, to look around in
    """


@main.command("list")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def list_guides(paths: tuple[Path, ...]) -> None:
    """List guides with persona and end. PATHS are files or folders; by default your project's, else those that ship."""
    listed, faults = guides.load_all(*(paths or project_guides()))
    width = max((len(guide.label) for guide in listed), default=0)
    for guide in listed:
        click.echo(f"{guide.label:<{width}}  {guide.front.persona}, ends: {guide.front.ends}")
    for fault in faults:
        click.echo(fault, err=True)
    sys.exit(bool(faults))


@main.command(params=[ONLY, REPEAT, STORE_DURATIONS, *RUN, *VIEWS], epilog=EXIT_CODES)
@click.argument("names", nargs=-1)
@click.option("--debug", is_flag=True, help="Step through it in Playwright's Inspector.")
def run(names: tuple[str, ...], debug: bool, **options: Any) -> None:
    """Walk guides in a real browser.

    NAMES are names of shipped guides, files or folders; by default, your project's guides, else those that ship.

    \b
    Examples:
      python -m flows run account-types/close-freelancer --headed --slowmo 300
      python -m flows run --only 'close-*' --repeat 5
      python -m flows run account-tab/close --debug
    """
    walk_files(files_named(names), options, debug=debug)


@main.command(params=[AGAINST, FIX, WRITE, *RUN, *VIEWS], epilog=EXIT_CODES)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--read-only", is_flag=True, help="Only read the guides, and print how each sentence is read.")
def check(paths: tuple[Path, ...], read_only: bool, fix: bool, write: bool, **options: Any) -> None:
    """Read guides and walk them.

    PATHS are files or folders; by default, your project's guides, else those that ship. A folder may contain the
    edition its guides are about, edition.toml. Each guide gets a line; artifacts/report.html has its sentences and
    pictures. With --read-only, no browser starts, and each sentence of the PATHS is followed by the steps it is read
    as.

    \b
    Examples:
      python -m flows check my-guides/close.md --headed --slowmo 300
      python -m flows check my-guides/ --against password-gate
      python -m flows check my-guides/ --fix  # show how to reword what is false; --write does it
      python -m flows check my-guides/ --read-only  # front matter, sentences, links, edition
    """
    if read_only and options["against"]:
        raise click.UsageError("--against walks guides, and --read-only does not; leave one of them out")
    if fix and (read_only or options["against"]):
        raise click.UsageError("--fix rewords what is false of a guide's own edition; leave the other option out")
    if write and not fix:
        raise click.UsageError("--write needs --fix; add it, or leave --write out")
    places = paths or project_guides()
    published, others = find_pages(places)
    adopted = [] if read_only else [path for path in published if is_adopted(path)]
    if not (read_only or adopted):
        published, others = [], [*places]  # pages of which nothing is known are guides with faults
    files = [path for path in dict.fromkeys(guides.find(*others) if others else ()) if path not in published]
    if read_only:
        read_and_print(paths, files, published, options)
    files = [*adopted, *files]
    if fix:
        walk_and_fix(files, options, write=write)
    walk_files(files, options)


@main.command()
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def trace(path: Path | None) -> None:
    """Open a trace in Playwright's viewer. By default, it is the newest. Stop the viewer with Ctrl-C."""
    traces = Path("artifacts").glob("**/trace*.zip")
    path = path or max(traces, key=lambda trace: trace.stat().st_mtime, default=None)
    if not path:
        raise FlowsError(f"there is no trace under artifacts/; {KEEP_ONE}")
    if not zipfile.is_zipfile(path):
        raise FlowsError(f"{shown(path)} is not a whole trace; name another, or {KEEP_ONE}")
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
    """Regenerate the tables in documentation PAGES, and the schema of report.json."""
    with own_site() as base_url:
        catalog = Site(base_url).catalog()
        filled = {page: doc_tables.filled(read_text(page), catalog) for page in pages}
        for page, text in filled.items():
            page.write_text(text, "utf-8")
    record.SCHEMA.write_text(record.schema(), "utf-8")


@main.command("browser", params=[HEADED, BROWSER, BROWSER_PATH])
def get_browser(headed: bool, browser: str | None, browser_path: str | None) -> None:
    """Find a browser, and install one if there is none."""
    click.echo(f"Browser: {install(browser_path or browser, headed=headed).label}")


@main.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def serve(options: tuple[str, ...]) -> None:
    """Serve the mock, to look around in or to test an agent on. Add --help for its OPTIONS."""
    start = f"from mocksite.__main__ import main; main({f'{PROGRAM} serve'!r})"
    python, environment = command_of_site("-c", start, *options, "--until-eof")
    with subprocess.Popen(python, env=environment, stdin=subprocess.PIPE) as site:
        with contextlib.suppress(KeyboardInterrupt):
            sys.exit(site.wait())
        site.terminate()


WALKING = (draw_matrix, prove, try_mutants, find_defects, walk_smoke_set, explore)
for each in (*WALKING, adopt, draft_edition, list_claims, decide_cells, merge_runs):
    main.add_command(each)
for each in (main, *main.commands.values()):
    each.help = (each.help or "").replace("python -m flows", PROGRAM)


def _open_standard_streams() -> None:
    """Open those that whoever started this process has closed, so that no file that it opens is taken for one."""
    for stream in ("stdin", "stdout", "stderr"):
        if getattr(sys, stream) is None:
            file = os.open(os.devnull, os.O_RDWR)  # the lowest number that is free, so that of the stream
            setattr(sys, stream, os.fdopen(file, "r" if stream == "stdin" else "w", encoding="utf-8"))


def run_command() -> None:
    """The command: prints an error in one line, and exits with the right code."""
    _open_standard_streams()
    interrupt.watch()
    try:
        main()
    except FlowsError as error:
        click.echo(f"{NAME}: {error}", err=True)
        sys.exit(USAGE)
    except OSError as error:  # a file that cannot be read or written
        parts = [str(part) for part in (error.filename, error.strerror) if part]
        click.echo(f"{NAME}: {printable(': '.join(parts))}", err=True)
        sys.exit(USAGE)
    finally:
        interrupt.leave_if_stopped()


if __name__ == "__main__":
    run_command()
