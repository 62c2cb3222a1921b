"""The command that makes one report of several runs."""

import shutil
import sys
from pathlib import Path
from typing import Any

import click

from flows.cli.views import VIEWS, former_of, lines_apart, show
from flows.errors import FlowsError, shown
from flows.plugin.artifacts import LIST, WRITTEN_AT_THE_END
from flows.reports import record, run_page
from flows.reports.result import ALL_TRUE, NOT_ALL_WALKED, exit_code, summary


@click.command("merge", params=[*VIEWS])
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--output", default="artifacts/merged", metavar="DIR", type=click.Path(path_type=Path), help="The new folder."
)
def merge_runs(folders: tuple[Path, ...], output: Path, **options: Any) -> None:
    """Make one report of several runs, such as the shards of one.

    FOLDERS are the artifacts of runs. Their pictures and traces are copied to a new folder, beside one report of them
    all. The exit code is the one that a single run of everything would have; if a shard is missing, not everything was
    walked.

    \b
    Examples:
      python -m flows run --shard 1/2 --output shard-1
      python -m flows run --shard 2/2 --output shard-2
      python -m flows merge shard-1 shard-2 --output merged --format github
    """
    former, runs = former_of(options), [record.read(folder) for folder in folders]
    output.mkdir(parents=True, exist_ok=True)
    if any(output.iterdir()):
        raise FlowsError(f"{shown(output)} already holds files; name another folder, or empty it")
    for folder in folders:
        for kept in sorted(each for each in folder.iterdir() if each.is_dir() and not output.samefile(each)):
            shutil.copytree(kept, output / kept.name, dirs_exist_ok=True)
    # So that a run knows the folder for one of artifacts.
    names = [*sorted(each.name for each in output.iterdir()), *WRITTEN_AT_THE_END]
    (output / LIST).write_text("".join(f"{name}\n" for name in names), "utf-8")
    run = record.merged(runs)
    (output / record.NAME).write_text(record.as_json(run), "utf-8")
    run_page.write(output / run_page.NAME, run)
    with lines_apart(options):
        click.echo(f"{summary(run.results, run.total, run.noun)}. Report: {shown(output / run_page.NAME)}")
    show(run, options, former, output)
    missing = record.missing_shards(run)
    if missing:
        click.echo(f"{', '.join(missing)}: missing, so not everything was walked; name the folder of each", err=True)
    sys.exit(exit_code(run.results, run.total) or (NOT_ALL_WALKED if missing else ALL_TRUE))
