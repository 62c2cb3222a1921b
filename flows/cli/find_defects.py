"""The commands that try guides on defects of the site, and walk the fewest that find all."""

from pathlib import Path
from typing import Any

import click

from flows.claims import finders
from flows.cli.prove import PATIENCE
from flows.cli.run import EXIT_CODES, start, walk_files
from flows.errors import GuideError
from flows.plugin.options import FINDERS, RUN
from flows.reading.guide import GUIDES

ONLY_DEFECTS = click.Option(["--only"], metavar="GLOB", help="Only defects whose id matches, such as 'mail-*'.")


@click.command("defects", params=[ONLY_DEFECTS, FINDERS, *RUN], epilog=EXIT_CODES)
@click.option("--full", is_flag=True, help="Try every guide that comes near a defect; a stopped run can be continued.")
def find_defects(full: bool, **options: Any) -> None:
    """Break the site in one way after another; a guide or test must notice each.

    A defect is a fault in the program that one world has. The guide or test by hand that is known to find it is walked
    in such a world, where it must be false, and in one without it, where it must be true. If none is known, all that
    come near the defect are tried until one finds it, and it is stored.

    \b
    Examples:
      python -m flows defects                       # is each still found?
      python -m flows defects --only 'mail-*'
      python -m flows defects --full                # what else finds each? takes hours, and can be stopped
    """
    options["output"] = f"{options['output']}/defects"
    stored = ["--finders", str(Path(options.pop("finders") or finders.FILE).absolute())]
    start(["--defects", "all" if full else "known", "--tracing", "off", *stored, *PATIENCE], options)


@click.command("smoke", params=[FINDERS, *RUN], epilog=EXIT_CODES)
def walk_smoke_set(**options: Any) -> None:
    """Walk the fewest guides and tests by hand that together find every defect.

    The choice is stored with the finders of defects, and checked with them.
    """
    file = Path(options.pop("finders") or finders.FILE)
    paths = [GUIDES / name.partition("::")[0] for name in finders.load_smoke(file)]
    paths = [path if path.suffix == ".py" else path.with_name(f"{path.name}.md") for path in paths]
    if gone := [path for path in paths if not path.exists()]:
        raise GuideError(f"{gone[0]} is no longer there; find what replaces it with: make defects")
    walk_files(paths, options)
