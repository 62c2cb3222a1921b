"""Which fault strikes a request, and how long an answer is held."""

import math
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from mocksite.app import Config, create_app, sqlite_url
from mocksite.catalog.faults import FAULTS
from mocksite.catalog.worlds import START
from mocksite.db.models import World
from mocksite.services import callers, clock, faults
from mocksite.services.faults import Fault
from mocksite.views import faults as struck
from tests.support.editions import read_edition


@pytest.fixture
def active(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Fault]]:
    """The faults of all worlds, of which there are none yet."""
    active: dict[str, list[Fault]] = {}
    monkeypatch.setattr(faults, "ACTIVE", active)
    return active


@pytest.fixture
def connection() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The ends of the site and of the client."""
    site, client = socket.socketpair()
    with site, client:
        yield site, client


def test_the_first_fault_that_fits_strikes_and_counts(active: dict[str, list[Fault]]) -> None:
    faults.replace("a", [Fault("slow", "/settings/*", 2, 0), Fault("lost-answer", "*", 1, 0)])
    requests = ["/settings/x", "/settings", "/settings/y", "/settings/z"]
    struck_by = [faults.take("a", path, FAULTS) for path in requests]
    assert [fault and fault.fault for fault in struck_by] == ["slow", "lost-answer", "slow", None]
    assert [fault.times for fault in active["a"]] == [0, 0]


def test_a_fault_strikes_only_its_world_and_its_kind(active: dict[str, list[Fault]]) -> None:
    faults.replace("a", [Fault("offline", "*", 1, 0)])
    assert faults.take("b", "/", FAULTS) is None
    assert faults.take("a", "/", FAULTS.keys() - {"offline"}) is None
    faults.replace("a", ())
    assert active == {}


def test_faults_of_the_oldest_world_make_room(active: dict[str, list[Fault]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "MOST_WORLDS", 2)
    for world in "abac":
        faults.replace(world, [Fault("slow", "*", 1, 0)])
    assert list(active) == ["a", "c"]


def test_an_answer_is_held_and_then_sent_or_cut(connection: tuple[socket.socket, socket.socket]) -> None:
    environ = {"werkzeug.socket": connection[0]}
    assert list(struck._late(environ, 0.01, [b"late"])) == [b"late"]
    with pytest.raises(ConnectionAbortedError):
        list(struck._late(environ, 0.01, None))


def test_nothing_is_held_for_a_client_who_has_left(connection: tuple[socket.socket, socket.socket]) -> None:
    site, client = connection
    assert not callers.leaves({"werkzeug.socket": site})
    client.close()
    with pytest.raises(ConnectionAbortedError):
        list(struck._late({"werkzeug.socket": site}, 60, [b"late"]))


def test_what_there_is_no_room_for_is_cut(
    connection: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(struck, "ROOM", threading.BoundedSemaphore(1))
    environ = {"werkzeug.socket": connection[0]}
    for _ in range(2):  # whoever was held makes room again
        assert list(struck._late(environ, 0.01, [b"late"])) == [b"late"]
    with struck.ROOM, pytest.raises(ConnectionAbortedError):
        list(struck._late(environ, 60, [b"late"]))


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """A site of its own."""
    return create_app(Config(sqlite_url(tmp_path / "worlds.db")))


@pytest.fixture
def world_id(app: Flask) -> str:
    """The only world of the site."""
    wanted = {"edition": read_edition("own"), "persona": "freelancer"}
    return str(app.test_client().post("/_control/worlds", json=wanted).get_json()["world"])


def test_a_move_of_the_clock_takes_back_no_jump(app: Flask, world_id: str) -> None:
    with Session(app.extensions["engine"]) as db:
        world = db.get_one(World, world_id)
        assert clock.advance(db, world, START - timedelta(days=1), math.inf)
        assert world.now == START


def test_an_error_of_a_fault_is_not_logged(
    app: Flask, world_id: str, active: dict[str, list[Fault]], caplog: pytest.LogCaptureFixture
) -> None:
    faults.replace(world_id, [Fault("error-before-commit", "/login", 1, 0)])
    assert app.test_client().get(f"/login?world={world_id}").status_code == 500
    assert caplog.messages == []


def test_a_deleted_world_leaves_no_faults(app: Flask, world_id: str, active: dict[str, list[Fault]]) -> None:
    wanted = {"faults": [{"fault": "slow"}]}
    assert app.test_client().put(f"/_control/worlds/{world_id}/faults", json=wanted).status_code == 200
    assert list(active) == [world_id]
    app.test_client().delete(f"/_control/worlds/{world_id}")
    assert active == {}
