"""A defect: what is wrong, where it would hurt, and what it does in place of which function."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

PAGES = "pages"  # the place of a defect that changes finished pages


Change = Callable[..., Any]
Changes = Mapping[str, Change]  # by the id of the defect


@dataclass(frozen=True)
class Defect:
    """A defect of some ``kind`` that ``says`` what goes wrong, and whom it ``hurts``.

    ``place`` is the function that it wraps, by its module in this package (``services.money.pay``), or the property of
    a class there, or an endpoint after ``view``. ``change`` is called in its place, with the function itself and its
    arguments. At the place ``PAGES``, it is called with the HTML of each page, and returns another.
    """

    id: str
    kind: str
    says: str
    hurts: str
    place: str
    change: Change


def on_pages(pattern: str, instead: str | Callable[[re.Match[str]], str] = "") -> Callable[[str], str]:
    """Replace what matches in the HTML of a page."""
    compiled = re.compile(pattern, re.DOTALL)
    return lambda html: compiled.sub(instead, html)


def answering(value: Any) -> Callable[..., Any]:
    """Answer always the same, without a call of the function."""
    return lambda *_arguments, **_named: value
