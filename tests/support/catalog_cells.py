"""The cells of the matrix, from the catalog of the site."""

from itertools import groupby
from typing import Any

from flows.cells.cell import Cell, cells
from mocksite.app import Config, create_app

CATALOG: dict[str, Any] = create_app(Config("sqlite://")).test_client().get("/_control/catalog").get_json()


def blocks(*, pairs: bool) -> dict[str, list[Cell]]:
    """The cells by block (who closes what on which device), in the order of the catalog."""
    return {block: list(group) for block, group in groupby(cells(CATALOG, pairs=pairs), key=lambda cell: cell.block)}


def repeats_another(cell: Cell) -> bool:
    """Whether a cell is treated like one on a desktop without circumstances."""
    return bool(cell.having) and (cell.device == "mobile" or bool(cell.circumstances))
