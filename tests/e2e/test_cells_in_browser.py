"""The cells of the matrix with one obligation or none, in the browser."""

from collections.abc import Callable, Hashable

import pytest
from playwright.sync_api import Page

from flows.cells.cell import Cell
from flows.cells.decide import result_of
from flows.pages.screen import texts
from flows.site.client import Account, Site, World
from flows.walk.reader import Reader
from tests.support.catalog_cells import CATALOG, blocks
from tests.support.shipped_guides import one_of_each

# Every run decides all cells over HTTP. In the browser it decides one closing of each sort, each reason for a
# refusal, and one obligation; the guides cover each closing and each way to settle an obligation.
SINGLE = {f"{cell.block}, {cell.owed}": cell for group in blocks(pairs=False).values() for cell in group}
DEVICES = {"desktop": "desktop", "mobile": "Pixel 7"}


class BrowserReader:
    """A reader in a browser, with the interface that the cells expect."""

    def __init__(self, reader: Reader) -> None:
        self.account = reader.account
        self.log_in = reader.log_in
        self.press = reader.screen.press
        self.press_each = reader.screen.press_each
        self.fill = reader.screen.fill
        self.choose = reader.screen.choose
        self._screen = reader.screen

    @property
    def heading(self) -> str:
        return self._screen.heading.inner_text()

    @property
    def blockers(self) -> list[str]:
        return [text.strip() for text in texts(self._screen.blockers)]

    def says(self, text: str) -> bool:
        return self._screen.words(text).count() > 0


def sort_of(name: str) -> Hashable:
    """The sort of a cell: with obligations, refused, or what it closes."""
    cell = SINGLE[name]
    return "owing" if cell.having else cell.refusal or (cell.closing["of"], *cell.closing["when"])


@pytest.mark.parametrize("name", one_of_each([(name,) for name in SINGLE], sort_of))
def test_a_cell_ends_as_the_catalog_says(site: Site, open_page: Callable[[str], Page], name: str) -> None:
    def in_browser(world: World, account: Account, device: str) -> BrowserReader:
        return BrowserReader(Reader(open_page(DEVICES[device]), world, account))

    cell: Cell = SINGLE[name]
    assert result_of(cell, site, CATALOG, in_browser).fault is None
