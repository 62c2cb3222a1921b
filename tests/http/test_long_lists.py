"""Pages with more than twenty rows have a search, and links to newer and older ones."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.site.client import Site, World
from tests.support.http_client import HttpClient, Page, log_in
from tests.support.site_process import SiteProcess
from tests.support.teams_edition import nothing_asked

MANY = 45
# The table with rows to copy, which of them, and the column that tells the copies apart.
COPIED = {
    "active": ("contracts", "key = 'contract-4'", "title"),
    "past": ("contracts", "key = 'contract-1'", "title"),
    "payments": ("payments", "key = 'payment-1'", "cents"),
    "proposals": ("proposals", "key = 'proposal-1'", "job"),
    "jobs": ("jobs", "key = 'job-1'", "title"),
    "people": ("accounts", "key = 'freelancer'", "name"),
    "members": ("accounts", "key = 'member'", "name"),
    "unpaid": ("invoices", "key = 'invoice-1'", "cents"),
}
# Each page: who opens it, its address, the list that is long, the label of the list, and its search.
LISTS: dict[str, tuple[str, str, str, str, str | None]] = {
    "active contracts": ("freelancer", "/my-jobs", "active", "active-", "Search active contracts"),
    "past contracts": ("client", "/my-jobs", "past", "past-", "Search past contracts"),
    "conversations": ("freelancer", "/messages", "active", "", "Search conversations"),
    "payments": ("freelancer", "/payments", "payments", "payments-", "Search payments"),
    "proposals": ("freelancer", "/proposals", "proposals", "", "Search proposals"),
    "jobs on offer": ("freelancer", "/find-work", "jobs", "", "Search jobs"),
    "job posts": ("client", "/my-jobs", "jobs", "posts-", "Search job posts"),
    "freelancers": ("client", "/talent", "people", "", None),
    "members": ("client", "/members", "members", "", "Search members"),
    "invoices": ("client", "/billing", "unpaid", "unpaid-", "Search invoices to pay"),
    "records": ("support-agent", "/records", "people", "", "Search people"),
}


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, sqlite3.Connection]]:
    """A site whose database the test can write to."""
    path: Path = tmp_path_factory.mktemp("database") / "worlds.db"
    with SiteProcess(path) as own:
        db = sqlite3.connect(path, isolation_level=None)
        yield Site(own.base_url), db
        db.close()


@pytest.fixture
def full(writable: tuple[Site, sqlite3.Connection], what: str) -> World:
    """A world with many rows of one table."""
    site, db = writable
    client = "client" if what in ("members", "unpaid", "past", "jobs") else "freelancer"
    having = {
        "client": ("active-contract", "team-member", "open-job", "unpaid-invoice"),
        "freelancer": ("active-contract", "open-proposal"),
    }
    world = site.make_world(nothing_asked(), client, having=having[client])
    copy(db, world, *COPIED[what])
    if what == "members":
        place = "INSERT INTO memberships (world_id, key, team_id, account_id, role, status, since) "
        of_each = "SELECT :world, 'copy-' || a.id, m.team_id, a.id, 'member', 'active', m.since "
        tables = "FROM accounts a, memberships m WHERE a.world_id = :world AND m.world_id = :world "
        copies = "AND a.key LIKE 'copy-%' AND m.role = 'owner' AND m.key = 'membership-1'"
        db.execute(place + of_each + tables + copies, {"world": world.id})
    return world


def copy(db: sqlite3.Connection, world: World, table: str, which: str, told_apart: str) -> None:
    """Copy a row so that there are 45."""
    db.row_factory = sqlite3.Row
    row: dict[str, Any] = dict(
        db.execute(f"SELECT * FROM {table} WHERE world_id = ? AND {which}", [world.id]).fetchone()  # noqa: S608
    )
    del row["id"]
    for number in range(1, MANY + 1):
        copied = {**row, "key": f"copy-{number}"}
        copied[told_apart] = number * 100 if isinstance(row[told_apart], int) else f"Copy {number:02}"
        if table == "accounts":
            copied |= {"email": f"copy{number}@{world.id}.test", "username": f"copy{number}", "phone": ""}
        names, values = (", ".join(f"{sign}{name}" for name in copied) for sign in ("", ":"))
        db.execute(f"INSERT INTO {table} ({names}) VALUES ({values})", copied)  # noqa: S608


def shown(page: Page) -> list[str]:
    """The numbers of the copies on a page, in order."""
    text = " ".join(page.texts("main"))
    return re.findall(r"Copy (\d\d)", text) or [f"{int(cents):02}" for cents in re.findall(r"\$(\d+)\.00\b", text)]


@pytest.mark.parametrize(("who", "path", "what", "prefix", "label"), LISTS.values(), ids=LISTS)
def test_a_long_list_has_pages_and_a_search(
    full: World, who: str, path: str, what: str, prefix: str, label: str | None
) -> None:
    reader = log_in(full, who)
    pages = [reader.get(path)]
    while older := pages[-1].find("a", rel="next"):
        pages.append(reader.get(str(older[0]["href"])))
    assert len(pages) == 3
    seen = [number for page in pages for number in dict.fromkeys(shown(page))]
    assert set(seen) >= {f"{number:02}" for number in range(1, MANY + 1)}
    assert pages[1].find("a", rel="prev")
    assert pages[2].find("a", rel="next") == []
    assert pages[0].texts("nav", aria_label="Pages")[0].split(" of ")[0].endswith("1 to 20")
    if label:
        assert label in pages[0].texts("label")
        hits = reader.get(f"{path}?{prefix}search=copy+07")
        if what not in ("payments", "unpaid"):
            assert set(shown(hits)) == {"07"}
        nothing = reader.get(f"{path}?{prefix}search=zebra")
        assert "Nothing contains “zebra”." in nothing.texts("p")


@pytest.mark.parametrize("what", ["jobs"])
def test_a_refused_form_shows_the_page_of_its_row(full: World) -> None:
    reader = log_in(full, "freelancer")
    reader.get("/find-work")
    page = reader.submit("/find-work/copy-3", {"bid": "a lot"})
    assert (page.status_code, page.complaints) == (422, {"bid-copy-3": "Enter an amount such as $120.50."})
    assert "03" in shown(page)


def test_a_short_list_is_as_it_was(logged_in: Any) -> None:
    _, reader = logged_in(having=("active-contract", "open-proposal"))
    client: HttpClient = reader
    for path in ("/my-jobs", "/messages", "/payments", "/proposals", "/find-work"):
        page = client.get(path)
        assert (page.find("nav", aria_label="Pages"), page.find("form", role="search")) == ([], [])
