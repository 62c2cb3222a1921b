"""Which fault strikes a request, and how long an answer is held."""

import socket
import threading
from collections.abc import Iterator

import pytest

from mocksite.catalog.faults import FAULTS
from mocksite.services import callers, faults
from mocksite.services.faults import Fault
from mocksite.views import faults as struck


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
