"""Changes to the stored state of a world, and requests that start at the same moment."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

from flows.site.client import World
from mocksite.control.state_snapshot import differences
from tests.support.http_client import HttpClient, Page
from tests.support.types import Changes, Row, State

NOW = "2026-01-14T10:00:00Z"


def changed(world: World) -> Changes:
    """The new values since the seeded state by path, without mail."""
    changes = world.changes()
    assert [change for change in changes if change["from"] == change["to"]] == []
    return _without_mail(changes)


def changed_since(world: World, before: State) -> Changes:
    """The new values since an earlier state by path, without mail."""
    return _without_mail(differences(before, world.state()))


def changed_rows(world: World) -> Changes:
    """The new values since the seeded state by path, without mail and clock."""
    return {path: value for path, value in changed(world).items() if path != "/now"}


@contextmanager
def unchanged(world: World) -> Iterator[None]:
    """Check that what is done within ``with`` changes nothing that is stored."""
    before = world.state()
    yield
    assert world.state() == before


def account_row(world: World, key: str = "freelancer") -> Row:
    row: Row = world.state()["accounts"][key]
    return row


def without_id(world: World, data: object) -> Any:
    """Data of a world without its id, to compare it with another world."""
    return json.loads(json.dumps(data, default=str).replace(world.id, "world"))


def balance(world: World) -> str:
    """The owner's balance in the format of a form, ``123.45``."""
    cents = account_row(world, world.persona)["balance_cents"]
    return f"{cents // 100}.{cents % 100:02}"


def from_tabs(client: HttpClient, path: str, fields: Mapping[str, str] | None = None, *, tabs: int = 3) -> list[Page]:
    """Post a form from several tabs of a browser at once."""
    return at_once([partial(client.tab().submit, path, fields) for _ in range(tabs)])


def at_once(acts: Sequence[Callable[[], Page]]) -> list[Page]:
    """Run these in threads at the same moment; returns their results in order."""
    gate = threading.Barrier(len(acts))

    def wait_then(act: Callable[[], Page]) -> Page:
        gate.wait(timeout=30)
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(wait_then, acts))


def statuses(pages: Iterable[Page]) -> list[int]:
    """The status codes of answers, in ascending order."""
    return sorted(page.status_code for page in pages)


def _without_mail(changes: Iterable[Row]) -> Changes:
    return {change["path"]: change["to"] for change in changes if not change["path"].startswith("/mail/")}
