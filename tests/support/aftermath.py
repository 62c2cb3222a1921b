"""What an act leaves behind: what the site says of it, what is stored, who is mailed."""

import re
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import requests

from flows.site.client import World
from tests.support.browserless import words

NOW = "2026-01-14T10:00:00Z"


def said(answer: requests.Response) -> str:
    """What the page says of what was just done: an alert where there is one, else how it went."""
    return " / ".join(words(answer, "p", role="alert") or words(answer, "p", role="status"))


def changed(world: World) -> dict[str, Any]:
    """All that differs from the seeded state but the mail: the new value, by its path."""
    changes = world.changes()
    assert [change for change in changes if change["from"] == change["to"]] == []
    return {change["path"]: change["to"] for change in changes if not change["path"].startswith("/mail/")}


def mailed(world: World, since: int = 0) -> list[tuple[str, str, str]]:
    """Each mail but the first few: whose it is (an account's key, else the address), its subject, what it says."""
    owners = {account.email: account for account in world.accounts.values()}
    return [_as_read(mail, owners.get(mail["to"])) for mail in world.mail()[since:]]


def at_once(acts: Sequence[Callable[[], requests.Response]]) -> list[requests.Response]:
    """Do these in threads that start together."""
    gate = threading.Barrier(len(acts))

    def wait_then(act: Callable[[], requests.Response]) -> requests.Response:
        gate.wait(timeout=30)
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(wait_then, acts))


def _as_read(mail: dict[str, str], owner: Any) -> tuple[str, str, str]:
    if owner is None:
        return mail["to"], mail["subject"], mail["body"]
    greeting, text = re.sub("http://127.0.0.1:[0-9]+", "", mail["body"]).split("\n\n", 1)
    assert greeting == f"Hello {owner.name},"
    return owner.key, mail["subject"], text.removesuffix("\n\nWorklane (a mock site)")
