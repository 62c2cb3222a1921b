"""What a closing announces is what its last page says, and what really happens."""

from collections import defaultdict
from typing import Any

import pytest
from bs4 import Tag

from flows.cells.cell import Cell
from flows.cells.decide import result_of
from flows.cells.http_reader import HttpReader
from flows.site.client import Account, Site, World
from mocksite.catalog.data_categories import PARTS
from mocksite.editions.control_names import ALTERNATIVES as LABELS
from mocksite.rules.closing_texts import ALL_OF_IT
from tests.support.catalog_cells import CATALOG, blocks, repeats_another
from tests.support.gated_edition import CLOSE, gated

# All closings that take effect at the last button.
CLOSED = {
    f"{block}, owing {cell.owed}": cell
    for block, group in blocks(pairs=False).items()
    for cell in group
    if not (cell.refusal or cell.blockers)
    if any(stage["does"] == "close" for stage in cell.closing["stages"])
}


def listed(page: Tag | None) -> list[str]:
    return [" ".join(row.get_text().split()) for row in page.find_all(["dd", "li"])] if page else []


def announced(part: Tag) -> tuple[str, list[str]]:
    """The term of a part, and what it says; a sentence with a line for each item belongs to what happens."""
    term, rows = str(part.dt and part.dt.get_text()), listed(part)
    if term.endswith(":"):
        return "What happens", [" ".join([term, *rows])]
    return term, [" ".join(rows)] if "in-lines" in (part.get("class") or "") else rows


class Noting(HttpReader):
    """A reader who notes what was said before the last button, and after it."""

    def __init__(self, world: World, account: Account, device: str = "desktop") -> None:
        super().__init__(world, account, device)
        self.before: dict[str, list[str]] = defaultdict(list)
        self.after: list[str] = []

    def press(self, name: str) -> None:
        foretold = self.screen.find("dl", class_="foretold")
        for part in foretold.find_all("div") if foretold else ():
            term, rows = announced(part)
            self.before[term] += rows
        if foretold:
            self.before["What this affects"] = listed(self.screen.find("ul", attrs={"aria-label": "What this affects"}))
        super().press(name)
        self.after = listed(self.screen.find("ul", attrs={"aria-label": "What happens now"}))


CASES = [
    pytest.param(cell, id=name, marks=[pytest.mark.thorough] if repeats_another(cell) else [])
    for name, cell in CLOSED.items()
]


@pytest.mark.parametrize("cell", CASES)
def test_announced_consequences_match_the_final_page(cell: Cell, site: Site) -> None:
    readers: list[Noting] = []

    def noting(world: World, account: Account, device: str) -> Noting:
        readers.append(Noting(world, account, device))
        return readers[-1]

    assert result_of(cell, site, CATALOG, noting).fault is None
    (reader,) = readers
    assert reader.after
    happens, affects = reader.before["What happens"], reader.before["What this affects"]
    with_account = [sentence for sentence in affects if sentence.endswith(", so your account closes with it.")]
    said_above = [sentence for sentence in affects if sentence in reader.after]
    assert sorted([*happens, *said_above, *(ALL_OF_IT for _ in with_account)]) == sorted(reader.after)
    assert len({*happens, *affects}) == len([*happens, *affects])


EVERYTHING = {name: part.fates[0] for name, part in PARTS.items() if part.fates}
KEPT = {
    "nothing goes": ({}, "Everything."),
    "all goes that can": (EVERYTHING, "What we have mailed."),
    "but one": ({**EVERYTHING, "name": "kept"}, "What we have mailed and your name."),
}


@pytest.mark.parametrize(("retention", "kept"), KEPT.values(), ids=KEPT)
def test_the_announcement_lists_the_kept_data(site: Site, retention: dict[str, Any], kept: str) -> None:
    world = site.make_world(gated(stages=[CLOSE]) | {"retention": retention})
    reader = Noting(world, world.owner)
    begin(reader)
    reader.press("Leave now")
    assert reader.before["What is kept"] == [kept]


def begin(reader: Noting) -> None:
    reader.log_in()
    for name in ("Account menu", "Settings", "Account", "Leave Worklane"):
        reader.press(name)


def test_the_announcement_lists_the_work_that_ends(site: Site) -> None:
    edition = gated(stages=[CLOSE], after={"cancelled": ["hourly-contract", "open-proposal"]})
    having = ("hourly-contract", "active-contract", "open-proposal", "open-proposal")
    world = site.make_world(edition, having=having)
    reader = Noting(world, world.owner)
    begin(reader)
    before = world.state()
    reader.press("Leave now")
    after = world.state()
    ended = {
        row["title" if table == "contracts" else "job"]
        for table in ("contracts", "proposals")
        for key, row in after[table].items()
        if row["status"] != before[table][key]["status"]
    }
    named = {name for row in reader.before["What ends with it"] for name in row.partition(": ")[2].split(", ")}
    assert (named, len(ended)) == (ended, 3)


def test_alternatives_link_to_the_panels_of_the_edition(site: Site) -> None:
    edition = gated(stages=[CLOSE])
    edition["sections"].append({"id": "me", "label": "Me", "panels": ["pause", "user-name"]})
    world = site.make_world(edition)
    for panel, there in (("pause", "A break from work"), ("user-name", "Your user name")):
        reader = Noting(world, world.owner)
        begin(reader)
        reader.press(LABELS[panel])
        assert reader.before["What you could do instead"] == [LABELS["pause"], LABELS["user-name"]]
        assert reader.screen.find("section", attrs={"aria-label": there})
    assert world.changes() == []
