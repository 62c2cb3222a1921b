"""The command that finds defects with guides drawn from the models of editions."""

import fnmatch
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from flows.errors import FlowsError, shown
from flows.plugin.artifacts import LIST
from flows.plugin.options import BROWSER, BROWSER_PATH, HEADED, WAITING
from flows.plugin.redaction import redact_text
from flows.reading.guide import GUIDES
from flows.reading.toml_file import read_toml

LEFT_OUT = GUIDES / "not-explored.toml"  # which defects do not concern state, by kind or id, and why


@click.command("explore", params=[HEADED, BROWSER, BROWSER_PATH, WAITING])
@click.argument("names", nargs=-1)
@click.option("--only", metavar="GLOB", default="*", help="Only defects whose id matches, such as 'mail-*'.")
@click.option("--steps", type=click.IntRange(5), metavar="N", default=100, help="At most N sentences in a guide.")
@click.option("--guides", "count", type=click.IntRange(1), metavar="N", default=3, help="N guides from each start.")
@click.option("--tries", type=click.IntRange(1), metavar="N", default=8, help="At most N guides for each defect.")
@click.option("--seed", type=click.IntRange(0), metavar="N", default=1, help="Each number draws other guides.")
@click.option("--output", metavar="DIR", default="artifacts", help="Write the guides to explore/ in this folder.")
def explore(
    names: tuple[str, ...], only: str, steps: int, count: int, tries: int, seed: int, output: str, **chosen: Any
) -> None:
    """Draw guides at random from the model of each edition, and find defects with them.

    A model, model.toml beside the guides, says what an account can be and do. Each guide drawn must be true of the site
    as it is. It is then walked with each defect that it comes near; one that finds a defect is shrunk to a short guide.
    NAMES are names of editions; by default, all that have a model.

    \b
    Examples:
      python -m flows explore --only proposals-do-not-block
      python -m flows explore account-types --steps 50 --seed 7

    Exit codes: 0 if every defect is found; 1 if one is not, or a guide is false without a defect; 2 if anything was not
    walked.
    """
    if not find_spec("hypothesis"):  # it is not among the packages of a run
        raise FlowsError("explore needs hypothesis; install it with: make explore")
    from flows.explore import search, walks

    drawn, alarms = [], []
    finds, missed = {}, {}
    if unknown := {*names} - {*search.editions()}:
        raise FlowsError(f"{min(unknown)} has no model; name one of {', '.join(search.editions())}")
    folder = folder_in(Path(output))
    requested = chosen["browser_path"] or chosen["browser"]
    with walks.opened(requested, headed=chosen["headed"], patience=chosen["patience"]) as browser:
        defects = _chosen(browser.site.catalog()["defects"], only)
        for edition in names or search.editions():
            for each in search.draw(browser, edition, folder / edition, steps=steps, count=count, number=seed):
                near = len(each.outcome.near & defects.keys())
                click.echo(f"{shown(each.path)}: {each.steps} sentences, near {near} of {len(defects)} defects")
                if each.outcome.is_false:
                    alarms.append(f"{shown(each.path)}: is false without a defect: {_redacted(each.outcome.mismatch)}")
                    click.echo(alarms[-1])
                else:
                    drawn.append(each)
        for defect, row in defects.items():
            try:
                find = search.find(browser, defect, row["says"], drawn, tries)
            except walks.CrashError as error:
                find, missed[defect] = None, str(error)
            if find:
                finds[defect] = find
                alarms += (
                    [f"{shown(find.short)}: is false without a defect: {_redacted(find.alarm)}"] if find.alarm else []
                )
            elif defect not in missed:
                near = sum(defect in each.outcome.near for each in drawn)
                missed[defect] = f"{near} guides came near it, and stayed true" if near else "No guide came near it"
            by = f"{shown(find.drawn)}, {find.steps} steps; shrunk to {find.short_steps}" if find else missed[defect]
            click.echo(f"{'✓' if find else '✗'} {defect}: {by}")
    lines = [*_table(defects, finds, missed), *alarms]
    (folder / "defects.md").write_text("\n".join(lines) + "\n", "utf-8")
    rows = [{**asdict(find), "alarm": _redacted(find.alarm)} for find in finds.values()]
    (folder / "finds.json").write_text(json.dumps(rows, indent=1, default=str), "utf-8")
    click.echo("\n".join(["", *lines[len(finds) + 3 :]]))
    click.echo(
        f"{len(finds)} of {len(defects)} defects found with {len(drawn)} guides of at most {steps} sentences, "
        f"{len(alarms)} false without a defect, {browser.count} walks. Guides: {shown(folder)}"
    )
    sys.exit(bool(alarms or missed))


def folder_in(output: Path) -> Path:
    """The folder for the guides, known as one of artifacts from then on. Raises FlowsError if it has other files."""
    folder = output / "explore"
    if folder.exists() and not (folder / LIST).exists() and any(folder.iterdir()):
        raise FlowsError(f"{shown(folder)} holds files that are not artifacts; name another --output, or empty it")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LIST).touch()
    return folder


def _redacted(mismatch: str) -> str:
    """What was on the screen, without what is a secret by its form: it is printed, and kept."""
    return redact_text(mismatch, ())


def _chosen(defects: Mapping[str, Mapping[str, str]], only: str) -> dict[str, Mapping[str, str]]:
    """The defects that concern state and match. Raises FlowsError if there is none."""
    left_out = read_toml(LEFT_OUT)
    chosen = {name: row for name, row in defects.items() if fnmatch.fnmatch(name, only)}
    chosen = {name: row for name, row in chosen.items() if not left_out.keys() & {name, row["kind"]}}
    if not chosen:
        raise FlowsError(f"--only: no defect that concerns state matches {only!r}; {shown(LEFT_OUT)} has the others")
    return chosen


def _table(defects: Mapping[str, Mapping[str, str]], finds: Mapping[str, Any], missed: Mapping[str, str]) -> list[str]:
    """What has found each defect, as a table in Markdown, and why the others were missed."""
    lines = ["| defect | found by | after | shrunk to | where |", "|---|---|---:|---:|---|"]
    lines += [
        f"| {name} | {find.drawn.parent.name}/{find.drawn.name} | {find.steps} | {find.short_steps} | {find.where} |"
        for name, find in finds.items()
    ]
    return [*lines, "", *(f"Missed: {name}. {defects[name]['says']} {why}." for name, why in missed.items())]
