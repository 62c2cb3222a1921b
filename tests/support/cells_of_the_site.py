"""The cells of the matrix, as the catalog of the site has them, to be named as tests."""

from itertools import groupby
from typing import Any

from flows.cells.cell import Cell, cells
from mocksite.app import Config, create_app

CATALOG: dict[str, Any] = create_app(Config("sqlite://")).test_client().get("/_control/catalog").get_json()


def blocks(*, pairs: bool) -> dict[str, list[Cell]]:
    """The cells by who closes what on which device, in the order of the catalog."""
    every = cells(CATALOG, pairs=pairs)
    return {block: list(group) for block, group in groupby(every, key=lambda cell: cell.block)}


def as_another(cell: Cell) -> bool:
    """Whether what a cell owes is treated as it is on a desktop, and for whoever is in no special circumstances."""
    return bool(cell.having) and (cell.device == "mobile" or bool(cell.circumstances))
