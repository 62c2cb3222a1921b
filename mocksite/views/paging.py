"""Long lists: twenty rows to a page, and a search if there are more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import request

ROWS = 20
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Paged:
    """One page of a list: its rows, its ``number`` from 1 on, and how many rows and pages there are.

    ``words`` are what the reader searched for; None if the list is too short for a search. ``prefix`` sets its
    parameters apart from those of other lists on the page, and ``address`` is that of the page.
    """

    rows: Sequence[Any]
    number: int
    total: int
    words: str | None
    prefix: str
    address: str

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // ROWS))

    @property
    def first_row(self) -> int:
        """The number of the first row on the page, counted from 1."""
        return (self.number - 1) * ROWS + 1

    @property
    def others(self) -> dict[str, str]:
        """The parameters of the address that are not about this list."""
        mine = (f"{self.prefix}page", f"{self.prefix}search")
        return {name: value for name, value in request.args.items() if name not in mine}

    def link(self, number: int) -> str:
        """The address of another page of the list."""
        searched = {f"{self.prefix}search": self.words} if self.words else {}
        return f"{self.address}?{urlencode({**self.others, **searched, f'{self.prefix}page': number})}"


def paged(rows: Sequence[Any], address: str, text: Callable[[Any], str] | None = None, *, name: str = "") -> Paged:
    """The page of a list that the reader asks for, or that has the row which a refused form is about.

    ``text`` is what a search looks at in a row; without it, there is none. ``name`` is needed if there are several
    lists on a page.
    """
    prefix, words = f"{name}-" if name else "", None
    if text and len(rows) > ROWS:
        words = request.args.get(f"{prefix}search", "").strip()[:LONGEST_SEARCH]
        rows = [row for row in rows if words.casefold() in text(row).casefold()]
    asked_for = request.args.get(f"{prefix}page", "")
    number = int(asked_for) if asked_for.isascii() and asked_for.isdecimal() and len(asked_for) < 7 else _of_form(rows)
    number = min(max(1, number), max(1, -(-len(rows) // ROWS)))
    return Paged(rows[(number - 1) * ROWS : number * ROWS], number, len(rows), words, prefix, address)


def _of_form(rows: Sequence[Any]) -> int:
    """The page of the row that the address names, else the first."""
    key = (request.view_args or {}).get("key")
    at = next((at for at, row in enumerate(rows) if row.key == key), 0) if key else 0
    return at // ROWS + 1
