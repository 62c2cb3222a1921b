"""A clock that is moved far: in steps, once, and only as long as somebody waits for it."""

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from flows.errors import SiteError
from flows.site.client import World
from mocksite.catalog.worlds import LONGEST_MOVE, START
from mocksite.control.messages import Advance
from tests.support.cut_off import connect
from tests.support.invariants import checks_of
from tests.support.types import MakeWorld

DISTANCE = timedelta(days=1200)
FAR = f"P{DISTANCE.days}D"
FARTHEST = f"P{LONGEST_MOVE.days}D"


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    """A world in which something falls due each week."""
    return make_world(having=["hourly-contract"])


@pytest.fixture
def busy_world(make_world: MakeWorld) -> World:
    """A world in which so much falls due each week that a far move takes seconds."""
    return make_world(having=["hourly-contract"] * 12)


def move(world: World, by: str) -> requests.Response:
    url = f"{world.site.base_url}/_control/worlds/{world.id}/clock"
    return requests.post(url, json={"advance": by}, timeout=60)


def test_others_are_answered_while_a_clock_moves(
    busy_world: World, make_world: MakeWorld, record_property: Callable[[str, Any], None]
) -> None:
    world, times, moments = busy_world, [], set()
    check = checks_of(world.state())
    with ThreadPoolExecutor(1) as threads:
        moving = threads.submit(move, world, FARTHEST)
        until(lambda: world.now() > START)
        check(world.state(), [])
        while not moving.done():
            start = time.monotonic()
            make_world()
            times.append(time.monotonic() - start)
            moments.add(world.now())
    assert moving.result().json() == {"now": f"{START + LONGEST_MOVE:%Y-%m-%dT%H:%M:%SZ}"}
    assert len(times) > 1  # the last may have waited for the end
    assert [moment for moment in moments if moment < START + LONGEST_MOVE]
    record_property("slowest answer", max(times))
    sys.stdout.write(f"the slowest of {len(times)}: {max(times):.3f} s\n")


def test_two_far_moves_at_once_never_mix(world: World) -> None:
    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda by: move(world, by), [FAR, FAR]))
    moved = [answer for answer in answers if answer.status_code == 200]
    assert world.now() == START + len(moved) * DISTANCE
    refused = {(answer.status_code, answer.json()["detail"]) for answer in answers if answer not in moved}
    assert refused <= {(409, "another call is moving this clock; wait for its answer")}
    assert moved


def test_short_moves_at_once_all_count(world: World) -> None:
    with ThreadPoolExecutor(5) as threads:
        answers = list(threads.map(lambda by: move(world, by), ["P1D"] * 5))
    assert [answer.status_code for answer in answers] == [200] * 5
    assert world.now() == START + timedelta(days=5)


def test_a_clock_stops_when_its_caller_leaves(busy_world: World) -> None:
    world, body = busy_world, json.dumps({"advance": FARTHEST})
    with connect(world.site.base_url) as caller:
        host = urlsplit(world.site.base_url).netloc
        head = f"POST /_control/worlds/{world.id}/clock HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
        caller.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
        until(lambda: world.now() > START)
    until(lambda: move(world, "PT1S").status_code == 200)
    assert START < world.now() < START + LONGEST_MOVE


def test_a_world_can_be_deleted_while_its_clock_moves(busy_world: World) -> None:
    world = busy_world
    with ThreadPoolExecutor(1) as threads:
        moving = threads.submit(move, world, FARTHEST)
        until(lambda: world.now() > START)
        world.delete()
        answer = moving.result()
    assert (answer.status_code, answer.json()["title"]) == (404, "No such world")
    with pytest.raises(SiteError, match="there is no world"):
        world.state()


def test_the_limit_is_documented(world: World) -> None:
    document = requests.get(f"{world.site.base_url}/_control/openapi.json", timeout=30).json()
    assert FARTHEST in document["components"]["schemas"][Advance.__name__]["description"]


def until(condition: Callable[[], bool]) -> None:
    """Ask until the answer is yes; the test's own timeout ends it."""
    while not condition():
        pass
