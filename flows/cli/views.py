"""What a command shows of a run besides its lines: formats for other tools, and what has changed since another run."""

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from flows.errors import FlowsError
from flows.reports import record, run_page
from flows.reports.comparison import Comparison, compared
from flows.reports.formats import FORMATS, as_step_summary
from flows.reports.record import Run

TEXT = "text"
GITHUB = "github"
# The file to which a step of a workflow appends its summary.
STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
FORMAT = click.Option(
    ["--format", "as_format"],
    type=click.Choice([TEXT, *FORMATS]),
    default=TEXT,
    help="How to print what was found; 'github' follows the lines of the run, the others send these to stderr.",
)
SINCE = click.Option(
    ["--since"],
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True),
    help="Show what is newly red, still red and fixed since another run: its report.json, or its folder.",
)
VIEWS = (FORMAT, SINCE)


@contextlib.contextmanager
def lines_apart(options: Mapping[str, Any]) -> Iterator[None]:
    """Print the lines of a run to standard error if standard output is for another tool."""
    if options.get("as_format", TEXT) in (TEXT, GITHUB):
        yield
    else:
        with contextlib.redirect_stdout(sys.stderr):
            yield


def former_of(options: Mapping[str, Any]) -> Run | None:
    """The run to compare with, if there is one. Raises FlowsError if it cannot be read."""
    return record.read(options["since"]) if options.get("since") else None


def show_run(options: Mapping[str, Any], former: Run | None, started: datetime) -> None:
    """Show the run that has written its record since it ``started``; without one, there is nothing to show."""
    if run := run_since(options, started):
        show(run, options, former, Path(options["output"]))


def run_since(options: Mapping[str, Any], started: datetime) -> Run | None:
    """The run that has written its record since it ``started``; None if what is there is of another run."""
    try:
        run = record.read(Path(options["output"]))
        is_its_own = datetime.fromisoformat(run.started) >= started.replace(microsecond=0)
    except (FlowsError, ValueError, TypeError):
        return None
    return run if is_its_own else None


def show(run: Run, options: Mapping[str, Any], former: Run | None = None, folder: Path | None = None) -> None:
    """Print a run in the format of the options; with a ``former`` run, also what has changed, here and on its page."""
    as_format = options.get("as_format", TEXT)
    if former:
        since = compared(run, former)
        with lines_apart(options):
            for line in changed_lines(run, since):
                click.echo(line)
        if folder:
            run_page.write(folder / run_page.NAME, run, since)
    if as_format != TEXT and (text := FORMATS[as_format](run)):
        click.echo(text)
    if as_format == GITHUB and (file := os.environ.get(STEP_SUMMARY)):
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(as_step_summary(run))


def changed_lines(run: Run, since: Comparison) -> Iterator[str]:
    """What has changed, each result in a line."""
    yield f"Since {since.when}: {since.text}"
    for state in since.counts():
        for result in run.results:
            if since.of(result) == state:
                yield f"  {state}: {result.file}  {result.title}"
