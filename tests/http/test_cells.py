"""The matrix, over HTTP: everybody with every closing that concerns them, owing nothing, one thing, two things."""

from collections.abc import Callable

import pytest

from flows.cells.cell import Cell
from flows.cells.decide import result_of
from flows.cells.http_reader import HttpReader
from flows.site.client import Site
from tests.support.cells_of_the_site import CATALOG, as_another, blocks

Blocks = dict[str, list[Cell]]


def _those(fits: Callable[[Cell], bool], *, pairs: bool = False) -> Blocks:
    """The blocks that have such cells, with these cells only."""
    found = {block: [cell for cell in cells if fits(cell)] for block, cells in blocks(pairs=pairs).items()}
    return {block: cells for block, cells in found.items() if cells}


# Two things are owed as each of them is, and one of them by anybody and anywhere in the same way: that is for
# `make thorough`, and for `python -m flows cells`.
SEEN = _those(lambda cell: not as_another(cell))
OTHERS = _those(as_another)
PAIRS = _those(lambda cell: len(cell.having) > 1, pairs=True)


@pytest.mark.parametrize("block", SEEN)
def test_every_cell_ends_as_the_catalog_says(site: Site, block: str) -> None:
    assert _faults(site, SEEN[block]) == []


@pytest.mark.thorough
@pytest.mark.parametrize("block", OTHERS)
def test_every_cell_ends_so_on_a_phone_and_in_special_circumstances(site: Site, block: str) -> None:
    assert _faults(site, OTHERS[block]) == []


@pytest.mark.thorough
@pytest.mark.timeout(600)
@pytest.mark.parametrize("block", PAIRS)
def test_every_pair_ends_as_the_catalog_says(site: Site, block: str) -> None:
    assert _faults(site, PAIRS[block]) == []


def _faults(site: Site, cells: list[Cell]) -> list[str]:
    results = [result_of(cell, site, CATALOG, HttpReader) for cell in cells]
    return [f"{result.cell.owed}: {result.fault}" for result in results if result.fault]
