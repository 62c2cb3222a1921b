"""The server waits for slow clients only so long, and for only so many of them."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest
from flask import Flask, Response, request

from mocksite import server

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n"
LARGE = 20_000_000  # bytes, more than a connection buffers


class Site:
    """A small application on its own server; a request for ``/wait`` is answered once ``go_on`` is set."""

    def __init__(self) -> None:
        self.go_on, self.at_work = threading.Event(), threading.Semaphore(0)
        app = Flask("small")
        app.config["MAX_CONTENT_LENGTH"] = 100
        app.add_url_rule("/", "here", view_func=lambda: request.get_data() or "here", methods=["GET", "POST"])
        app.add_url_rule("/large", "large", view_func=lambda: "x" * LARGE)
        app.add_url_rule("/wait", "wait", view_func=self._wait)
        app.add_url_rule("/cut", "cut", view_func=lambda: Response(self._cut()))
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.server = server.Server(self.listener, app)

    def _cut(self) -> Iterator[bytes]:
        raise ConnectionAbortedError
        yield b"never"

    def _wait(self) -> str:
        self.at_work.release()
        self.go_on.wait(30)
        return "done"

    def connect(self, sent: bytes = b"") -> socket.socket:
        connection = socket.create_connection(self.listener.getsockname(), timeout=30)
        connection.sendall(sent)
        return connection


def reply(connection: socket.socket) -> bytes:
    """All that a connection still answers; closes it."""
    pieces = []
    with connection, contextlib.suppress(ConnectionError):
        while piece := connection.recv(65536):
            pieces.append(piece)
    return b"".join(pieces)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site that has room for three."""
    monkeypatch.setattr(server, "MOST", 3)
    made = Site()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.go_on.set()
    made.server.shutdown()
    thread.join()
    made.listener.close()


def test_who_has_been_silent_longest_makes_room(site: Site) -> None:
    silent = [site.connect(part) for part in (b"", b"GET / HTTP/1.1\r\n", POST + b"abc", b"")]
    assert reply(site.connect(GET)).endswith(b"here")
    assert [reply(connection) for connection in silent[:2]] == [b"", b""]
    silent[2].sendall(b"de")
    assert reply(silent[2]).endswith(b"abcde")
    silent[3].close()


def test_who_does_not_take_the_answer_makes_room(site: Site) -> None:
    deaf = []
    for _ in range(3):
        deaf.append(site.connect(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"))
        assert deaf[-1].recv(9) == b"HTTP/1.1 "
    assert reply(site.connect(GET)).endswith(b"here")
    assert len(reply(deaf[0])) < LARGE < len(reply(deaf[1]))
    deaf[2].close()


def test_a_site_full_of_work_is_busy(site: Site) -> None:
    working = [site.connect(b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n") for _ in range(3)]
    for _ in working:
        site.at_work.acquire(timeout=30)
    answer = reply(site.connect())
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert b"\r\nRetry-After: 1\r\n" in answer
    site.go_on.set()
    assert [reply(connection)[-4:] for connection in working] == [b"done"] * 3


TRICKLES = {
    "nothing": (b"", b""),
    "a head": (b"GET / HTTP/1.1\r\nA: ", b""),
    "a body": (POST.replace(b"5", b"99"), b"HTTP/1.1 408 Request Timeout"),
}


@pytest.mark.parametrize(("start", "answer"), TRICKLES.values(), ids=TRICKLES)
def test_a_request_that_trickles_in_ends(
    site: Site, monkeypatch: pytest.MonkeyPatch, start: bytes, answer: bytes
) -> None:
    monkeypatch.setattr(server, "SLOWEST", 0.4)
    trickle = site.connect(start)
    trickle.settimeout(0.05)  # between two bytes
    ended = b"more"
    with contextlib.suppress(ConnectionError):
        while ended == b"more":
            with contextlib.suppress(TimeoutError):
                ended = trickle.recv(28, socket.MSG_PEEK)
            if start:
                trickle.sendall(b"a")
    trickle.settimeout(30)
    assert reply(trickle).partition(b"\r\n")[0] == answer


def test_bytes_after_a_request_are_no_request(site: Site) -> None:
    answer = reply(site.connect(POST + b"abcde" + GET))
    assert answer.count(b"HTTP/1.1 ") == 1
    assert answer.endswith(b"abcde")


def test_an_answer_can_be_cut_before_its_first_byte(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "REST", 60)  # longer than the client waits
    assert reply(site.connect(b"GET /cut HTTP/1.1\r\nHost: x\r\n\r\n")) == b""
