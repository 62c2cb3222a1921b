"""The matrix, over HTTP: everybody with every closing that concerns them, owing nothing, one thing, two things."""

import pytest
from cells_of_the_site import CATALOG, blocks

from flows.deciding import attempt
from flows.plain import PlainReader
from flows.worlds import Site

BLOCKS = blocks(pairs=True)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("block", BLOCKS)
def test_every_cell_ends_as_the_catalog_says(site: Site, block: str) -> None:
    decided = [attempt(cell, site, CATALOG, PlainReader) for cell in BLOCKS[block]]
    assert [f"{each.cell.owed}: {each.fault}" for each in decided if each.fault] == []
