"""The commands about claims and their proofs, the drift matrix, and cells."""

import contextlib
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click

from flows.cells import table
from flows.cells.cell import cells
from flows.cells.decide import result_of
from flows.cells.http_reader import HttpReader
from flows.claims import ledger, model
from flows.cli.run import EXIT_CODES, files_named, walk_files
from flows.errors import FlowsError, GuideError
from flows.plugin.options import ONLY, RUN
from flows.reading import guide as guides
from flows.reports import claims_ledger, run_page
from flows.site.client import Site
from flows.site.server import own_site

# Many walks are meant to fail here, and waiting less for what does not appear makes them quicker.
PATIENCE = ("--patience", "2500")


@click.command("claims")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Also write a page to this file.")
@click.option("--artifacts", default="artifacts", metavar="DIR", help="The folder of the last runs.")
def list_claims(folders: tuple[Path, ...], as_json: bool, html: Path | None, artifacts: str) -> None:
    """Print every claim with its proofs.

    FOLDERS are folders of guides; by default, all that ship. The verdicts are those of the last runs: ✓ true, ✗ false,
    · not walked. The exit code is 1 if a claim is false or has no proof, or if a proof has no claim.
    """
    folders = folders or tuple(sorted(path.parent for path in guides.GUIDES.rglob(model.FILE)))
    ledgers: dict[str, list[claims_ledger.Entry]] = {}
    faults: list[str] = []
    for folder in folders:
        try:
            ledgers[guides.label(folder)] = ledger.entries(folder, Path(artifacts))
            faults += model.faults(folder)
        except GuideError as error:
            faults += error.faults
    if as_json:
        click.echo(ledger.as_json(ledgers))
    else:
        for name, entries in ledgers.items():
            click.echo("\n".join([*ledger.lines(name, entries), f"  {claims_ledger.tally(entries)}", ""]))
        click.echo(f"{claims_ledger.tally(entry for entries in ledgers.values() for entry in entries)}.")
    if html:
        run_page.write(html, ledger.as_run(ledgers, Path(artifacts), html.parent))
    for fault in faults:
        click.echo(fault, err=True)
    sys.exit(bool(faults) or any(entry.is_false for entries in ledgers.values() for entry in entries))


@click.command("proofs", params=[ONLY, *RUN], epilog=EXIT_CODES)
@click.argument("names", nargs=-1)
def prove(names: tuple[str, ...], **options: Any) -> None:
    """Walk the proof of each claim twice.

    A proof must be true on the site as it is, and false with the claim taken out, as claims.toml says. NAMES are names
    of shipped guides, files or folders; by default, all guides that ship.
    """
    options["output"] = f"{options['output']}/proofs"
    walk_files(files_named(names), options, ["--proofs", *PATIENCE])


@click.command("matrix", params=[ONLY, *RUN], epilog=EXIT_CODES)
def draw_matrix(**options: Any) -> None:
    """Walk guides on every edition.

    Walks the guides that close something on a desktop, with nothing to settle first and no special circumstances.
    Prints a table, and where a guide is false, why and what it should say instead; artifacts/matrix/report.html shows
    the same. Only a guide that is not true of its own edition counts as false.
    """
    options["output"] = f"{options['output']}/matrix"
    with own_site() as base_url:
        options["against"] = list(Site(base_url).catalog()["editions"])
    walk_files(files_named(()), options, ["--closings", *PATIENCE])


@click.command("cells")
@click.option("--edition", metavar="NAME", help="Only cells of this edition.")
@click.option("--persona", metavar="NAME", help="Only cells of this persona.")
@click.option("--pairs/--no-pairs", default=True, help="Include cells that owe two things.")
@click.option("--workers", type=click.IntRange(1), default=2, help="How many cells to decide at once.")
@click.option("--base-url", metavar="URL", help="The address of a running mock; by default, one is started.")
def decide_cells(edition: str | None, persona: str | None, pairs: bool, workers: int, base_url: str | None) -> None:
    """Decide who may close what, owing what.

    A cell is a persona, a closing, and what the persona owes. Each is tried over HTTP: the site must refuse the closing
    for exactly what is owed, allow it once that is settled, and change nothing else. The exit code is 1 if it does not.
    """
    with contextlib.ExitStack() as stack:
        site = Site(base_url or stack.enter_context(own_site()))
        catalog = site.catalog()
        chosen = [
            cell
            for cell in cells(catalog, pairs=pairs)
            if edition in (None, cell.edition) and persona in (None, cell.persona)
        ]
        if not chosen:
            raise FlowsError(f"no cell is of that edition and persona; editions are {', '.join(catalog['editions'])}")
        pool = stack.enter_context(ThreadPoolExecutor(workers))
        results = pool.map(lambda cell: result_of(cell, site, catalog, HttpReader), chosen)
        click.echo(f"Deciding {len(chosen)} cells …", err=True)
        bar = click.progressbar(results, length=len(chosen), file=sys.stderr, hidden=not sys.stderr.isatty())
        decided = list(stack.enter_context(bar))
    for line in table.lines(decided):
        click.echo(line)
    sys.exit(any(result.fault for result in decided))
