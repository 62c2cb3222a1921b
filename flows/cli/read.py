"""Reads guides and published pages for ``check --read-only``, and prints how, without a browser."""

import contextlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import click

from flows.cli import pages
from flows.cli.views import lines_apart, show
from flows.errors import GuideError, shown
from flows.reading import guide as guides
from flows.reading.adopted import read_adopted
from flows.reading.validate import check
from flows.reports.record import Run
from flows.reports.result import NOT_READ, READ, Result, of_walk, summary
from flows.reports.result_lines import lines
from flows.site.client import Site
from flows.site.personas import Catalog
from flows.site.server import own_site


def read_and_print(
    paths: Sequence[Path], files: Sequence[Path], published: Sequence[Path], options: Mapping[str, Any]
) -> NoReturn:
    """Print how guide ``files`` and ``published`` pages are read, and exit with 1 if anything in them is refused.

    All of a guide is printed if ``paths`` are named, and all of a page if they are files; else only what is refused.
    """
    read = [read_adopted(path) for path in published]
    with lines_apart(options):
        for page in read:
            for line in pages.lines(page, whole=all(path.is_file() for path in paths)):
                click.echo(line)
        for line in pages.summary(read) if read else ():
            click.echo(line)
        results = _read_guides(files, options, whole=bool(paths)) if files else []
    results += map(pages.result_of, read)
    show(Run(results, len(results)), options)
    sys.exit(any(result.faults for result in results))


def _read_guides(files: Sequence[Path], options: Mapping[str, Any], *, whole: bool) -> list[Result]:
    reported: set[str] = set()
    results = []
    with contextlib.ExitStack() as stack:
        base_url = options["base_url"] or stack.enter_context(own_site())
        site = Site(base_url, trusted=options["trust_host"])
        catalog = site.catalog()
        for path in files:
            results.append(_read(path, site, catalog))
            for line in lines(results[-1], reported) if whole or results[-1].faults else []:
                click.echo(line)
    click.echo(f"{summary(results, len(files))}.")
    return results


def _read(path: Path, site: Site, catalog: Catalog) -> Result:
    try:
        guide = guides.load(path)
        check(guide, site, catalog)
    except GuideError as error:
        return Result(shown(path), NOT_READ, faults=error.faults)
    return replace(of_walk(guide, None), verdict=READ)
