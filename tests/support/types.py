"""Types that tests share: of fixtures, editions and stored rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

import requests
from playwright.sync_api import Page

from flows.reading.guide import Guide
from flows.site.client import World
from flows.walk.reader import Reader
from tests.support.http_client import HttpClient

Changes = dict[str, Any]  # new values by path
CheckGuide = Callable[[Guide], None]
EditionData = dict[str, Any]
Row = dict[str, Any]
Rows = dict[str, Row]
Scheme = Literal["light", "dark", "forced"]
State = dict[str, Any]
OpenPage = Callable[[str], Page]
CheckLooks = Callable[..., None]
LoggedIn = Callable[..., tuple[World, HttpClient]]


@dataclass
class ClosingDates:
    """When an account was closed, and when it is to be deleted."""

    closed_at: datetime | None = None
    delete_at: datetime | None = None


class MakeWorld(Protocol):
    """Makes a world of the edition ``own``, or of another, given by its name or as data."""

    def __call__(
        self,
        edition: str | EditionData = ...,
        persona: str = ...,
        *,
        having: Sequence[str] = ...,
        circumstances: Sequence[str] = ...,
        without: Sequence[str] = ...,
        seed: int = ...,
        recorded: bool = ...,
    ) -> World: ...


class WalkOn(Protocol):
    """Walks a guide on an edition, in its own circumstances by default; returns the last reader."""

    def __call__(self, guide: Guide, edition: EditionData, circumstances: list[str] | None = ...) -> Reader: ...


class WalkText(Protocol):
    """Walks sentences that a test writes; returns the one that is false, or "ends", and why.

    ``content`` is the first page, or else that of the site; ``linked`` is the guide ``_linked.md``, and ``login``
    the path of the login page, if it is another.
    """

    def __call__(
        self, sentences: str, content: str = ..., linked: str = ..., login: str = ..., **world: Any
    ) -> tuple[str, str]: ...


class Control(Protocol):
    """Calls the control API, with the options of ``requests.request``."""

    def __call__(self, method: str, path: str, **options: Any) -> requests.Response: ...
