"""What a closing says before its last button is what it says, and what is so, afterwards."""

from typing import Any

import pytest
from bs4 import Tag

from flows.cells.cell import Cell
from flows.cells.decide import decide
from flows.cells.http_reader import HttpReader
from flows.site.client import Account, Site, World
from mocksite.catalog.data_categories import PARTS
from mocksite.editions.alternatives import LABELS
from tests.support.cells_of_the_site import CATALOG, as_another, blocks
from tests.support.gated_edition import CLOSE, gated

# Everything that is closed at the reader's own press, owing what does not stand in its way.
CLOSED = {
    f"{block}, owing {cell.owed}": cell
    for block, group in blocks(pairs=False).items()
    for cell in group
    if not (cell.refusal or cell.blockers)
    if any(stage["does"] == "close" for stage in cell.closing["stages"])
}


def listed(page: Tag | None) -> list[str]:
    return [" ".join(row.get_text().split()) for row in page.find_all(["dd", "li"])] if page else []


class Noting(HttpReader):
    """A reader who notes what was said before the last button, and after it."""

    def __init__(self, world: World, account: Account, device: str = "desktop") -> None:
        super().__init__(world, account, device)
        self.before: dict[str, list[str]] = {}
        self.after: list[str] = []

    def press(self, name: str) -> None:
        told = self.screen.find("dl", class_="foretold")
        for term in told.find_all("dt") if told else ():
            rows = []
            for following in term.find_next_siblings():
                if following.name == "dt":
                    break
                rows.append(" ".join(following.get_text().split()))
            self.before[term.get_text()] = rows
        super().press(name)
        self.after = listed(self.screen.find("ul", attrs={"aria-label": "What happens now"}))


SEEN = [
    pytest.param(cell, id=name, marks=[pytest.mark.thorough] if as_another(cell) else [])
    for name, cell in CLOSED.items()
]


@pytest.mark.parametrize("cell", SEEN)
def test_what_is_said_before_is_said_after(cell: Cell, site: Site) -> None:
    readers: list[Noting] = []

    def noting(world: World, account: Account, device: str) -> Noting:
        readers.append(Noting(world, account, device))
        return readers[-1]

    decide(cell, site, CATALOG, noting)
    (reader,) = readers
    assert reader.after
    assert reader.before["What happens"] == reader.after


EVERYTHING = {name: part.fates[0] for name, part in PARTS.items() if part.fates}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        pytest.param({}, "Everything.", id="nothing goes"),
        pytest.param(EVERYTHING, "Payments and invoices and what we have mailed.", id="all goes that can"),
        pytest.param(
            {**EVERYTHING, "name": "kept"}, "Payments and invoices, what we have mailed and your name.", id="but one"
        ),
    ],
)
def test_what_is_kept_is_what_the_edition_keeps(site: Site, said: dict[str, Any], kept: str) -> None:
    world = site.make_world(edition=gated(stages=[CLOSE]) | {"retention": said}, persona="freelancer")
    reader = Noting(world, world.owner)
    begin(reader)
    reader.press("Leave now")
    assert reader.before["What is kept"] == [kept]


def begin(reader: Noting) -> None:
    reader.log_in()
    for name in ("Account menu", "Settings", "Account", "Leave Worklane"):
        reader.press(name)


def test_what_ends_with_it_is_what_there_is_to_end(site: Site) -> None:
    edition = gated(stages=[CLOSE], after={"cancelled": ["hourly-contract", "open-proposal"]})
    having = ("hourly-contract", "active-contract", "open-proposal", "open-proposal")
    world = site.make_world(edition=edition, persona="freelancer", having=having)
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
    named = {name for told in reader.before["What ends with it"] for name in told.partition(": ")[2].split(", ")}
    assert (named, len(ended)) == (ended, 3)


def test_what_can_be_done_instead_leads_there_and_is_only_what_the_edition_has(site: Site) -> None:
    edition = gated(stages=[CLOSE])
    edition["sections"].append({"id": "me", "label": "Me", "panels": ["pause", "user-name"]})
    world = site.make_world(edition=edition, persona="freelancer")
    for panel, there in (("pause", "A break from work"), ("user-name", "Your user name")):
        reader = Noting(world, world.owner)
        begin(reader)
        reader.press(LABELS[panel])
        assert reader.before["What you could do instead"] == [LABELS["pause"], LABELS["user-name"]]
        assert reader.screen.find("section", attrs={"aria-label": there})
    assert world.changes() == []
