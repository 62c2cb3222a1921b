"""Every closing of every edition, each button of which fails once and is pressed again, closes once, and no more."""

from collections import Counter
from collections.abc import Callable

import pytest
import requests
from bs4 import Tag

from flows.cells.cell import Cell
from flows.cells.decide import decide_in
from flows.cells.http_reader import HttpReader
from flows.site.client import Account, World
from tests.support.catalog_cells import CATALOG, blocks
from tests.support.types import MakeWorld

CLOSINGS = {
    block: cell
    for block, (cell, *_) in blocks(pairs=False).items()
    if cell.device == "desktop" and not cell.refusal and not cell.having
}


# Every run loses the answers.
FAULTS = [
    "lost-answer",
    *(
        pytest.param(fault, marks=pytest.mark.thorough)
        for fault in ("error-before-commit", "error-after-commit", "offline")
    ),
]


class UnluckyReader(HttpReader):
    """Somebody to whom a fault happens at each button of a closing, and who then goes back and presses it again."""

    def __init__(self, world: World, account: Account, device: str, fault: str) -> None:
        super().__init__(world, account, device)
        self.fault = fault

    def _press(self, control: Tag) -> None:
        form = control.find_parent("form")
        if form and str(form["action"]).startswith("/closing/"):
            self.world.set_faults({"fault": self.fault})
            try:
                super()._press(control)
            except requests.ConnectionError:
                pass
            else:
                assert self.says("Something went wrong on our side")
            self.world.set_faults()
        super()._press(control)


def unlucky(fault: str) -> Callable[[World, Account, str], UnluckyReader]:
    return lambda world, account, device: UnluckyReader(world, account, device, fault)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("cell", CLOSINGS.values(), ids=CLOSINGS)
def test_each_button_can_be_pressed_again(make_world: MakeWorld, cell: Cell, fault: str) -> None:
    world = make_world(cell.edition, cell.persona, circumstances=cell.circumstances)
    decide_in(world, cell, CATALOG, unlucky(fault))
    mails = Counter((mail["to"], mail["subject"]) for mail in world.mail())
    assert [mail for mail, times in mails.items() if times > 1] == []
