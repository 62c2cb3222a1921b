"""Walks guides, shows how to reword what is false, and walks them again once that is done."""

import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from flows.cli.run import walk_files
from flows.cli.views import run_since
from flows.errors import FlowsError
from flows.reading.reword import Rewording, diff, reworded
from flows.reports.record import Run
from flows.reports.result import RED
from flows.site.server import command_of_site

FIX = click.Option(["--fix"], is_flag=True, help="Show, as a diff, how to reword what is false.")
WRITE = click.Option(
    ["--write"], is_flag=True, help="With --fix, reword the guides without asking, and walk them again."
)


def walk_and_fix(files: list[Path], options: Mapping[str, Any], *, write: bool) -> NoReturn:
    """Walk guides and show how to reword them; if that is wanted, do so, walk again, and exit by that."""
    again = [part for part in sys.argv[1:] if part not in (*FIX.opts, *WRITE.opts)]
    began = datetime.now(UTC)
    try:
        walk_files(files, options)
    except SystemExit as done:
        code = done.code
    run = run_since(options, began)
    if not run:
        sys.exit(code)  # it could not start, and what is there is of another run
    changed = _changed(run)
    if not changed:
        click.echo("There is nothing to reword.", err=True)
        sys.exit(code)
    for file, (old, new) in changed.items():
        click.echo(_coloured(diff(file, old, new)), nl=False)
    number = len(changed)
    if not (write or (sys.stdin.isatty() and click.confirm(f"Reword {number} file{'s' * (number > 1)}?"))):
        click.echo("Nothing was changed; to reword the guides, add --write.", err=True)
        sys.exit(code)
    for file, (_, new) in changed.items():
        file.write_text(new, "utf-8", newline="")
    python, environment = command_of_site("-m", "flows", *again)
    sys.exit(subprocess.run(python, env=environment, check=False).returncode)


def _changed(run: Run) -> dict[Path, tuple[str, str]]:
    """The files that can be reworded, with their old and new text."""
    rewordings: dict[Path, list[Rewording]] = {}
    for failure in [failure for result in run.results if result.verdict in RED for failure in result.failures]:
        file = Path(failure.place[0])
        if failure.meant and file.is_file():
            each = Rewording(file, failure.place[1], failure.column, failure.name, failure.meant)
            rewordings.setdefault(file, []).append(each)
    texts = {file: (_text(file), rows) for file, rows in rewordings.items()}
    changed = {file: (old, reworded(old, rows)) for file, (old, rows) in texts.items()}
    return {file: (old, new) for file, (old, new) in changed.items() if old != new}


def _text(file: Path) -> str:
    """The text of a file with its line ends as they are."""
    try:
        with file.open(encoding="utf-8", newline="") as opened:
            return opened.read()
    except (OSError, UnicodeDecodeError) as error:
        raise FlowsError(f"{file}: cannot be read any more: {error}") from None


def _coloured(text: str) -> str:
    """A diff with colours, which click leaves out unless it prints to a terminal."""
    colours = {"+": "green", "-": "red", "@": "cyan"}
    return "".join(click.style(line, fg=colours.get(line[0])) for line in text.splitlines(keepends=True))
