"""What a closed account leaves in the database, column by column."""

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.cells.cell import Cell, cells
from flows.cells.decide import decide_in
from flows.cells.http_reader import HttpReader
from flows.site.client import AGENT, Site, World
from mocksite.catalog.data_categories import MASKS, PARTS
from mocksite.editions.schema import Edition
from mocksite.rules.closing_rules import moments
from tests.support.catalog_cells import CATALOG
from tests.support.http_client import HttpClient
from tests.support.obligations import CAN_OWE
from tests.support.site_process import SiteProcess
from tests.support.types import ClosingDates, Row

# The rows of an account, in tables where the ``_id`` columns do not tell.
THEIRS = {
    "accounts": "id = :me",
    "mail": '"to" = :email',
    "files": "recipient_id = :me OR message_id IN (SELECT id FROM messages WHERE author_id = :me)",
    "invoices": "team_id IN (SELECT team_id FROM memberships WHERE account_id = :me AND role = 'owner')",
    "jobs": "team_id IN (SELECT team_id FROM memberships WHERE account_id = :me AND role = 'owner')",
    "teams": "id IN (SELECT team_id FROM memberships WHERE account_id = :me AND role = 'owner')",
    "contracts": "freelancer_id = :me OR client_id = :me",
}
# Texts that appear nowhere else in the site.
QUESTION = "Whether I should go to Zanzibar"
MESSAGE = "A word in your ear about Timbuktu"
FILE = ("kamchatka.txt", "Everything about Vladivostok")
EMPTY = (None, "", 0, "{}", b"")
# References that stay in rows that are emptied or masked: they identify an account only by its name, which is a part
# of its own.
STAY = (
    *("messages.author_id", "support_messages.author_id", "support_requests.account_id", "closing_runs.account_id"),
    *("tax_records.account_id", "memberships.account_id"),
)
# The owner of money must be known until it is paid; by then, all is paid.
PAID = timedelta(days=40)
# The control API's copy of the seeded state.
NOT_THE_SITE = ("worlds.seeded",)


class Database:
    """The database of a site, read from outside."""

    def __init__(self, path: Path) -> None:
        self.rows = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.rows.row_factory = sqlite3.Row

    def theirs(self, table: str, columns: list[str], who: Mapping[str, Any]) -> dict[Any, Row]:
        """The rows of a table that belong to an account, by id, with these columns."""
        mine = THEIRS.get(table) or " OR ".join(f"{name} = :me" for name in columns if name.endswith("_id"))
        rows = self.rows.execute(f'SELECT rowid AS rowid_, * FROM "{table}" WHERE {mine}', dict(who))  # noqa: S608
        return {row["rowid_"]: {name: row[name] for name in columns} for row in rows}

    def all_of(self, table: str, numbers: list[Any], columns: list[str]) -> dict[Any, Row]:
        listed = ", ".join(map(str, numbers)) or "NULL"
        rows = self.rows.execute(f'SELECT rowid AS rowid_, * FROM "{table}" WHERE rowid IN ({listed})')  # noqa: S608
        return {row["rowid_"]: {name: row[name] for name in columns} for row in rows}

    def where(self, text: str) -> set[str]:
        """Every column of every table that holds a text in some row."""
        tables = [row[0] for row in self.rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        places = set()
        for table in tables:
            for row in self.rows.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
                for name in row.keys():  # noqa: SIM118
                    value = row[name]
                    content = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                    if text.casefold() in content.casefold():
                        places.add(f"{table}.{name}")
        return places - set(NOT_THE_SITE)


@pytest.fixture(scope="module")
def readable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Database]]:
    """A site whose database the test can read."""
    path = tmp_path_factory.mktemp("database") / "worlds.db"
    with SiteProcess(path) as own:
        yield Site(own.base_url), Database(path)


@pytest.fixture
def database(readable: tuple[Site, Database]) -> Iterator[tuple[Site, Database]]:
    """The same, without any worlds from other tests."""
    yield readable
    site, db = readable
    for row in db.rows.execute("SELECT id FROM worlds").fetchall():
        site.call("DELETE", f"/worlds/{row['id']}")


FURNISHED = {
    f"{cell.edition}, {cell.persona}": cell
    for cell in cells(CATALOG, pairs=False)
    if cell.closing["of"] in ("account", "company") and not (cell.refusal or cell.having or cell.circumstances)
    if any(stage["does"] == "close" for stage in cell.closing["stages"])
}


def furnish(world: World, cell: Cell) -> None:
    """Write a message to the other party, with a file, and a question that support answers."""
    site = HttpClient(world.site.base_url)
    site.log_in(world.owner)
    contract = next(key for key, row in world.state()["contracts"].items() if row["status"] == "active")
    site.get(f"/messages/{contract}")
    site.submit(f"/messages/{contract}", {"message": MESSAGE})
    site.submit(f"/messages/{contract}/deliver", files={"files": FILE})
    site.get("/support")
    site.submit("/support", {"message": QUESTION})
    agent = HttpClient(world.site.base_url)
    agent.log_in(world.accounts[AGENT])
    agent.get("/support-desk/")
    request = list(world.state()["support_requests"])[-1]
    agent.submit(f"/support-desk/{request}", {"decision": "reply", "answer": "You should."})


def columns_of(part: str) -> dict[str, list[str]]:
    columns: dict[str, list[str]] = {}
    for name in PARTS[part].columns:
        table, _, column = name.partition(".")
        columns.setdefault(table, []).append(column)
    return columns


@pytest.mark.parametrize("cell", FURNISHED.values(), ids=FURNISHED)
def test_every_column_keeps_what_the_edition_keeps(cell: Cell, database: tuple[Site, Database]) -> None:
    site, db = database
    full = Cell(**{**vars(cell), "having": CAN_OWE[cell.persona]})
    world = site.make_world(full.edition, full.persona, full.having)
    furnish(world, full)
    owner = world.owner
    me = db.rows.execute("SELECT id FROM accounts WHERE email = ?", (owner.email,)).fetchone()[0]
    who = {"me": me, "email": owner.email}
    texts = {owner.name: "name", QUESTION: "support", MESSAGE: "messages"}
    texts |= dict.fromkeys((owner.email, owner.username, owner.phone, owner.password), "login")
    texts |= dict.fromkeys(FILE, "files")
    seeded = {
        part: {table: db.theirs(table, names, who) for table, names in columns_of(part).items()} for part in PARTS
    }

    decide_in(world, full, CATALOG, HttpReader, exact=False)

    edition = Edition.model_validate(CATALOG["editions"][cell.edition])
    account = world.state()["accounts"][cell.persona]
    dates = ClosingDates(
        *(account[name] and datetime.fromisoformat(account[name]) for name in ("closed_at", "delete_at"))
    )
    falls = {name: moment for moment, name in moments(edition.retention, dates.closed_at, dates.delete_at)}
    paid = max([world.now(), *falls.values()]) + PAID
    for moment in sorted({world.now(), *falls.values(), paid}):
        if moment > world.now():
            world.advance(f"PT{int((moment - world.now()) / timedelta(seconds=1))}S")
        gone = {name for name, due in falls.items() if due <= world.now()}
        for part in PARTS if moment == paid else set(PARTS) - {"work-history", "payments"}:
            for table, before in seeded[part].items():
                check(db, part, table, before, me, edition.retention[part].fate if part in gone else "kept")
        for text, part in texts.items():
            kept = {name for other in PARTS if other not in gone for name in PARTS[other].columns}
            astray = db.where(text) - kept
            assert (text, astray if part in gone else set()) == (text, set())
    assert gone == {name for name, fate in edition.retention.items() if fate.fate != "kept"}


def check(db: Database, part: str, table: str, before: dict[Any, Row], me: int, fate: str) -> None:
    """Check that the columns of a part follow its fate, in rows that were the account's."""
    names = sorted({name for row in before.values() for name in row})
    now = db.all_of(table, list(before), names)
    if table == "contracts":  # contracts that go on keep their parties. Claim E4.
        active = {row["id"] for row in db.rows.execute("SELECT id FROM contracts WHERE status = 'active'")}
        before = {number: row for number, row in before.items() if number not in active}
    if table == "invoices":  # an unpaid one waits until it is paid
        paid = {row["id"] for row in db.rows.execute("SELECT id FROM invoices WHERE status = 'paid'")}
        before = {number: row for number, row in before.items() if number in paid}
    for number, row in before.items():
        assert number in now or fate == "deleted", f"{part}: row {number} of {table} is gone"
        for name, value in row.items() if number in now else ():
            there = now[number][name]
            fault = f"{part}: {table}.{name} of row {number} is {there!r}, was {value!r}"
            # A reference to somebody else stays, and so does what was empty.
            personal = value == me if name.endswith("_id") and name != "team_id" else value not in EMPTY
            if fate == "kept" or not personal or f"{table}.{name}" in STAY:
                assert there == value or value in EMPTY, fault
            elif fate == "deleted":
                assert there in EMPTY, fault
            else:
                assert there in (*MASKS, *EMPTY), fault
