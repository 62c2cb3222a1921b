"""The command that tries guides on mutants of their editions."""

import json
import random
from pathlib import Path
from typing import Any

import click

from flows.cli.prove import PATIENCE
from flows.cli.run import EXIT_CODES, start
from flows.errors import FlowsError, command
from flows.plugin.options import RUN, SAMPLE, SEED, TRIES
from flows.reading import guide as guides

ONLY_PATHS = click.Option(["--only"], metavar="GLOB", help="Only mutants whose path matches, such as 'closing.0.*'.")


@click.command("mutants", params=[ONLY_PATHS, SAMPLE, SEED, TRIES, *RUN], epilog=EXIT_CODES)
@click.argument("names", nargs=-1)
def try_mutants(
    names: tuple[str, ...], sample: int | None, seed: int | None, tries: int | None, **options: Any
) -> None:
    """Change one key of an edition after another; a guide must notice each.

    Each mutant is an edition with one key dropped, one value changed, or one page or rule of the site switched off.
    Guides are walked on it until one of them is false. Mutants that none notices are printed; guard them by a better
    guide, or list them in the unguarded.toml beside the guides, with the reason. NAMES are names of editions that ship,
    or folders of guides; by default, all editions that ship.
    """
    options["output"] = f"{options['output']}/mutants"
    extra = ["--mutants", json.dumps([str(folder_named(name)) for name in names or shipped()]), "--tracing", "off"]
    extra += ["--tries", str(tries)] if tries else []
    if sample:
        seed = random.randrange(2**32) if seed is None else seed  # noqa: S311
        click.echo(f"A sample of {sample}; the same one again: --sample {sample} --seed {seed}")
        extra += ["--sample", str(sample), "--seed", str(seed)]
    start([*extra, *PATIENCE], options)


def shipped() -> list[str]:
    """The names of the editions that ship with guides."""
    return sorted({path.parent.name for path in guides.find(guides.GUIDES)})


def folder_named(name: str) -> Path:
    """A folder of guides, by the name of an edition that ships, or as a path. Raises FlowsError."""
    folder = guides.GUIDES / name if name in shipped() else Path(name).absolute()
    if not folder.is_dir():
        raise FlowsError(f"{name} is neither a folder nor an edition; {command('list')} shows the editions")
    return folder
