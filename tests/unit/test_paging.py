"""Long lists: which rows are on which page, and what is searched."""

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from mocksite.views.paging import Paged, paged


@dataclass(frozen=True)
class Numbered:
    key: str
    title: str


def page_of(count: int, query: str = "", *, key: str = "", **options: Any) -> Paged:
    """The page of a list of so many rows, at an address with that query, after a form about the row of that key."""
    rows = [Numbered(f"row-{number}", f"Number {number}") for number in range(1, count + 1)]
    app = Flask(__name__)
    with app.test_request_context(f"/rows?{query}") as context:
        context.request.view_args = {"key": key} if key else {}
        page = paged(rows, "/rows", lambda row: str(row.title), **options)
        page.link(1)
        return page


def keys(page: Paged) -> tuple[str, str, int]:
    return page.rows[0].key, page.rows[-1].key, len(page.rows)


PAGES = {
    "first": (45, "", ("row-1", "row-20", 20), 1),
    "second": (45, "page=2", ("row-21", "row-40", 20), 2),
    "last": (45, "page=3", ("row-41", "row-45", 5), 3),
    "too far": (45, "page=9", ("row-41", "row-45", 5), 3),
    "none": (45, "page=0", ("row-1", "row-20", 20), 1),
    "no number": (45, "page=two", ("row-1", "row-20", 20), 1),
    "another script": (45, "page=²", ("row-1", "row-20", 20), 1),
    "very long": (45, f"page={'9' * 5000}", ("row-1", "row-20", 20), 1),
    "short": (20, "page=2", ("row-1", "row-20", 20), 1),
    "exactly full": (40, "page=2", ("row-21", "row-40", 20), 2),
}


@pytest.mark.parametrize(("count", "query", "shown", "number"), PAGES.values(), ids=PAGES)
def test_twenty_rows_are_on_a_page(count: int, query: str, shown: tuple[str, str, int], number: int) -> None:
    page = page_of(count, query)
    assert (keys(page), page.number, page.total, page.last) == (shown, number, count, max(1, -(-count // 20)))


def test_only_a_long_list_is_searched() -> None:
    assert [page_of(count, "search=number%2045").words for count in (0, 20, 21)] == [None, None, "number 45"]
    assert (page_of(0).rows, page_of(0).last) == ([], 1)
    match = page_of(45, "search=NUMBER%204&page=2")
    assert ([row.key for row in match.rows], match.number) == (["row-4", *(f"row-{n}" for n in range(40, 46))], 1)
    assert page_of(45, "search=zebra").rows == []
    assert page_of(45, f"search={'x' * 5000}").words == "x" * 100


def test_a_refused_form_shows_the_page_of_its_row() -> None:
    assert page_of(45, key="row-33").number == 2
    assert page_of(45, key="row-99").number == 1


def test_lists_of_one_page_do_not_disturb_each_other() -> None:
    query = "page=3&past-page=2&past-search=number&q=a%26b"
    past, other = page_of(45, query, name="past"), page_of(45, query)
    assert (past.number, other.number) == (2, 3)
    app = Flask(__name__)
    with app.test_request_context(f"/rows?{query}"):
        assert past.link(1) == "/rows?page=3&q=a%26b&past-search=number&past-page=1"
