"""The commands that ask what is proved: of claims, of guides on every edition, of everybody who may close."""

import contextlib
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click

from flows.cells import table
from flows.cells.cell import cells
from flows.cells.decide import attempt
from flows.cells.http_reader import PlainReader
from flows.claims import ledger, model
from flows.cli.run import files_named, walk_files, walking
from flows.errors import FlowsError
from flows.reading import guide as guides
from flows.site.client import Site
from flows.site.server import OwnSite

# Much is red on purpose here, so what is not there is not waited for as long as in a run that should be true.
PATIENCE = ("--patience", "2500")


@click.command("claims")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Also as a page, into this file.")
@click.option("--artifacts", default="artifacts", show_default=True, metavar="DIR", help="Where the last runs are.")
def list_claims(folders: tuple[Path, ...], as_json: bool, html: Path | None, artifacts: str) -> None:
    """Print every claim, what proves it, and what the last runs found: ✓ so, ✗ not so, · not walked since.

    The exit code is 1 if a claim is not so, or has no proof, or a proof no claim; of the latter, a line tells each.

    \b
    Examples:
      python -m flows claims
      python -m flows claims my-guides/
      python -m flows claims --json
      python -m flows claims --html artifacts/claims.html
    """
    found = folders or tuple(sorted(path.parent for path in guides.GUIDES.rglob(model.FILE)))
    ledgers = {folder.name: ledger.of(folder, Path(artifacts)) for folder in found}
    if as_json:
        click.echo(ledger.as_json(ledgers))
    else:
        for name, entries in ledgers.items():
            click.echo("\n".join([*ledger.lines(name, entries), f"  {ledger.tally(entries)}", ""]))
        click.echo(f"{ledger.tally(entry for entries in ledgers.values() for entry in entries)}.")
    if html:
        html.write_text(ledger.as_html(ledgers), "utf-8")
    faults = [fault for folder in found for fault in model.faults(folder)]
    for fault in faults:
        click.echo(fault, err=True)
    every = [entry for entries in ledgers.values() for entry in entries]
    sys.exit(bool(faults) or any(entry.is_false for entry in every))


@click.command("proofs")
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
    walk_files(files_named(names), only=only, more=["--proofs", *PATIENCE], **options)


@click.command("matrix")
@click.option("--only", metavar="GLOB", help="Only procedures whose name matches.")
@walking
def draw_matrix(only: str | None, **options: Any) -> None:
    """Walk procedures on every edition: which guide is true of which, and where do they part?

    It takes those that close something on a desktop, with nothing to be settled first and no special circumstances.

    A table, and for each red cell the step, its sentence, what was looked for, and what to say instead; also as
    artifacts/matrix/matrix.html and matrix.json. The exit code is 1 if a guide is not true of its own edition.

    \b
    Examples:
      python -m flows matrix --workers 2
      python -m flows matrix --only 'close-*'
    """
    options["artifacts"] = f"{options['artifacts']}/matrix"
    with OwnSite() as own:
        editions = list(Site(own.base_url).catalog()["editions"])
    against = [part for name in editions for part in ("--against", name)]
    more = ["--closings", *PATIENCE, *against]
    walk_files(files_named(()), only=only, more=more, **options)


@click.command("cells")
@click.option("--edition", metavar="NAME", help="Only cells of this edition.")
@click.option("--persona", metavar="NAME", help="Only cells of this persona.")
@click.option("--pairs/--no-pairs", default=True, show_default=True, help="Also owing two things at once.")
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True, help="Decide so many at once.")
@click.option("--base-url", metavar="URL", help="A running mock; without it one is started.")
def decide_cells(edition: str | None, persona: str | None, pairs: bool, workers: int, base_url: str | None) -> None:
    """Decide the cells: everybody who may close something, or is told that it is not theirs, and all they can owe.

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
    for line in table.lines(found):
        click.echo(line)
    sys.exit(any(each.fault for each in found))
