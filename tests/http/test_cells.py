"""The matrix over HTTP: every persona, closing, and none, one or two obligations."""

from collections.abc import Callable

import pytest

from flows.cells.cell import Cell
from flows.cells.decide import result_of
from flows.cells.http_reader import HttpReader
from flows.site.client import Site
from tests.support.catalog_cells import CATALOG, blocks, repeats_another

Blocks = dict[str, list[Cell]]


def _blocks_with(fits: Callable[[Cell], bool], *, pairs: bool = False) -> Blocks:
    """The blocks with such cells, reduced to these cells."""
    fitting = {block: [cell for cell in cells if fits(cell)] for block, cells in blocks(pairs=pairs).items()}
    return {block: cells for block, cells in fitting.items() if cells}


# Two obligations are treated like each of them alone, and one obligation the same by every account and on every
# device, so those cells are for `make thorough` and `python -m flows cells`.
DISTINCT = _blocks_with(lambda cell: not repeats_another(cell))
REPEATING = _blocks_with(repeats_another)
PAIRS = _blocks_with(lambda cell: len(cell.having) > 1, pairs=True)


@pytest.mark.parametrize("block", DISTINCT)
def test_each_cell_ends_as_the_catalog_says(site: Site, block: str) -> None:
    assert _faults(site, DISTINCT[block]) == []


@pytest.mark.thorough
@pytest.mark.parametrize("block", REPEATING)
def test_cells_on_phones_and_in_circumstances_end_the_same(site: Site, block: str) -> None:
    assert _faults(site, REPEATING[block]) == []


@pytest.mark.thorough
@pytest.mark.timeout(600)
@pytest.mark.parametrize("block", PAIRS)
def test_each_pair_ends_as_the_catalog_says(site: Site, block: str) -> None:
    assert _faults(site, PAIRS[block]) == []


def _faults(site: Site, cells: list[Cell]) -> list[str]:
    results = [result_of(cell, site, CATALOG, HttpReader) for cell in cells]
    return [f"{result.cell.owed}: {result.fault}" for result in results if result.fault]
