"""Requests that are cut off halfway, or never end, disturb nobody else."""

import statistics
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import requests

from flows.site.client import Site, World
from tests.support.changes import account_row
from tests.support.cut_off import answer, connect, form, half_sent
from tests.support.editions import read_edition
from tests.support.http_client import HttpClient, log_in
from tests.support.site_process import SiteProcess

# Forms that the application looks up in the database before it reads them.
PATHS = (
    *("/logout", "/login", "/closing/none/1", "/messages/contract-1", "/messages/contract-1/deliver"),
    *("/support/reopen", "/signup", "/none"),
)
REASON = {"reason": "I have another account"}
ABREAST = 20


def close(world: World, seen: list[requests.Response]) -> None:
    """Log in and close the account of a world; adds every answer to ``seen``."""
    client = HttpClient(world.site.base_url)
    client.hooks["response"].append(lambda response, **_: seen.append(response))
    client.log_in(world.owner)
    assert client.close_account(REASON).heading == "Your account is closed"


def close_all(worlds: list[World]) -> list[requests.Response]:
    """Close the accounts of worlds, four at a time; returns every answer."""
    seen: list[requests.Response] = []
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda world: close(world, seen), worlds))
    return seen


def cut_off(intruder: HttpClient, number: int, goes_on: Callable[[], bool]) -> int:
    """Cut off forms halfway, at least ``number``, each once a page was answered meanwhile; returns how many."""
    count, paths = 0, cycle(PATHS)
    while count < number or goes_on():
        with half_sent(intruder, next(paths)):
            assert HttpClient(intruder.base_url).get("/login").status_code == 200
        count += 1
    return count


def test_half_sent_forms_block_nobody(world: World, reader: HttpClient) -> None:
    with half_sent(reader, *PATHS):
        close(world, [])
        assert account_row(world)["status"] == "closed"


@pytest.mark.parametrize(
    ("forms", "count"), [(40, 4), pytest.param(300, 20, marks=pytest.mark.thorough)], ids=["some", "many"]
)
def test_worlds_are_closed_while_forms_are_cut_off(
    tmp_path: Path, record_property: Callable[[str, Any], None], forms: int, count: int
) -> None:
    with SiteProcess(tmp_path / "worlds.db") as own, ThreadPoolExecutor(ABREAST + 1) as threads:
        site = Site(own.base_url)
        calm, attacked = ([site.make_world(read_edition("own")) for _ in range(count)] for _ in range(2))
        intruder = log_in(site.make_world(read_edition("own")))
        without_attack = close_all(calm)
        closing = threads.submit(close_all, attacked)
        attacks = [
            threads.submit(cut_off, intruder.tab(), forms // ABREAST, lambda: not closing.done())
            for _ in range(ABREAST)
        ]
        sent, during = sum(attack.result(timeout=100) for attack in attacks), closing.result(timeout=100)
        assert sent >= forms
        assert [page.status_code for page in (*without_attack, *during) if page.status_code >= 400] == []
        assert [account_row(world)["status"] for world in attacked] == ["closed"] * count
    assert (own.returncode, own.stderr) == (0, "")
    figures = {"cut off": sent, **seconds("without", without_attack), **seconds("during", during)}
    record_property("cut off", figures)
    sys.stdout.write(f"{figures}\n")


def seconds(name: str, pages: list[requests.Response]) -> dict[str, float]:
    times = [page.elapsed.total_seconds() for page in pages]
    return {f"median {name}": round(statistics.median(times), 4), f"slowest {name}": round(max(times), 4)}


BAD = {
    "shorter than it says": ("5", b"a=1"),
    "no number": ("many", b""),
    "negative": ("-1", b""),
    "with a sign": ("+3", b"a=1"),
    "twice": ("3\r\nContent-Length: 4", b"a=1"),
    "in wide digits": ("３", b"a=1"),
    "in too many digits": ("9" * 5000, b"a=1"),
}


@pytest.mark.parametrize(("length", "body"), BAD.values(), ids=BAD)
def test_a_body_of_another_length_is_refused(world: World, reader: HttpClient, length: str, body: bytes) -> None:
    head, _, _ = answer(world.site.base_url, form(reader, "/logout", length) + body, end=True).partition(b"\r\n")
    assert head == b"HTTP/1.1 400 Bad Request"
    assert reader.get("/home").path == "/home"


def test_an_address_that_is_none_is_refused(world: World) -> None:
    reply = answer(world.site.base_url, b"GET http://[::1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert reply.startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("coding", ["chunked", "Chunked", "identity", "gzip, chunked"])
def test_a_body_without_a_length_is_refused(world: World, reader: HttpClient, coding: str) -> None:
    head = form(reader, "/logout").replace(b"\r\n\r\n", f"\r\nTransfer-Encoding: {coding}\r\n\r\n".encode())
    reply = answer(world.site.base_url, head + b"fffffffff\r\na=1", end=True)
    assert reply.startswith(b"HTTP/1.1 411 ")
    assert reader.get("/home").path == "/home"


def test_a_client_may_wait_before_it_sends_the_body(world: World, reader: HttpClient) -> None:
    reader.get("/home")
    body = f"csrf_token={reader.token}".encode()
    head = form(reader, "/logout", len(body)).replace(b"\r\n\r\n", b"\r\nExpect: 100-continue\r\n\r\n")
    with connect(world.site.base_url) as connection:
        connection.sendall(head)
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(body)
        assert connection.recv(100).startswith(b"HTTP/1.1 302 ")
