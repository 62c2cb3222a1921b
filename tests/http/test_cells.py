"""The matrix, over HTTP: everybody with every closing that concerns them, owing nothing, one thing, two things."""

import pytest
from cells_of_the_site import CATALOG, blocks

from flows.cells import Cell
from flows.deciding import attempt
from flows.plain import PlainReader
from flows.worlds import Site

# Two things are owed as each of them is, and on a phone as on a desktop: that is for `make thorough`, and for
# `python -m flows cells`.
SINGLE = blocks(pairs=False)
PAIRS = {block: [cell for cell in cells if len(cell.having) > 1] for block, cells in blocks(pairs=True).items()}
SEEN = {
    block: [cell for cell in cells if cell.device == "desktop" or not cell.having] for block, cells in SINGLE.items()
}
PHONE = {block: [cell for cell in cells if cell not in SEEN[block]] for block, cells in SINGLE.items()}


@pytest.mark.parametrize("block", SEEN)
def test_every_cell_ends_as_the_catalog_says(site: Site, block: str) -> None:
    assert _faults(site, SEEN[block]) == []


@pytest.mark.thorough
@pytest.mark.parametrize("block", [block for block, cells in PHONE.items() if cells])
def test_every_cell_that_owes_something_ends_so_on_a_phone(site: Site, block: str) -> None:
    assert _faults(site, PHONE[block]) == []


@pytest.mark.thorough
@pytest.mark.timeout(600)
@pytest.mark.parametrize("block", [block for block, cells in PAIRS.items() if cells])
def test_every_pair_ends_as_the_catalog_says(site: Site, block: str) -> None:
    assert _faults(site, PAIRS[block]) == []


def _faults(site: Site, cells: list[Cell]) -> list[str]:
    decided = [attempt(cell, site, CATALOG, PlainReader) for cell in cells]
    return [f"{each.cell.owed}: {each.fault}" for each in decided if each.fault]
