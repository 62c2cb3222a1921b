"""The HTTP server. The application sees a request only once all of it has arrived, so no slow client holds anything."""

import contextlib
import io
import re
import socket
import threading
import time
from typing import Any

from flask import Flask
from werkzeug.exceptions import BadRequest, HTTPException, LengthRequired, RequestTimeout
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

SLOWEST = 15  # seconds, in which a request must arrive, and its client take each piece of the answer
REST = 2  # seconds, in which to read what follows a request, so that its client is not cut off while sending
MOST = 200  # connections at a time
LENGTH = re.compile(r"[0-9]{1,18}")  # of a body, in bytes
BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Type: text/plain\r\nContent-Length: 18\r\n"
    b"Connection: close\r\n\r\nThe site is busy.\n"
)


class _Incoming(socket.SocketIO):
    """What arrives on a connection, until a moment. A timeout of the socket would begin anew with each byte."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__(connection, "r")
        self._connection = connection
        self.deadline = time.monotonic() + SLOWEST

    def readinto(self, buffer: Any) -> int | None:
        self._connection.settimeout(max(self.deadline - time.monotonic(), 0.001))
        try:
            return super().readinto(buffer)
        finally:
            self._connection.settimeout(SLOWEST)


class _Handler(WSGIRequestHandler):
    """Answers one request for each connection, in HTTP/1.1, and logs only errors."""

    protocol_version = "HTTP/1.1"
    timeout = SLOWEST
    server: "Server"

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self._incoming = _Incoming(self.connection)
        self.rfile = io.BufferedReader(self._incoming)

    def run_wsgi(self) -> None:
        self.close_connection = True  # even if nothing is answered
        try:
            super().run_wsgi()
        except HTTPException as error:  # raised before the application was called
            self.send_error(error.code or 400, explain=error.description)

    def make_environ(self) -> dict[str, Any]:
        """The request, with its body in memory.

        Raises RequestTimeout (408), LengthRequired (411) for a body in chunks, or else BadRequest (400).
        """
        if "Transfer-Encoding" in self.headers:
            raise LengthRequired("Send the body at once, with its length.")
        lengths = self.headers.get_all("Content-Length", [])
        if len(lengths) > 1 or not all(LENGTH.fullmatch(length) for length in lengths):
            raise BadRequest("The length of the request is not one number.")
        try:
            environ = super().make_environ()
        except ValueError as error:  # of the address
            raise BadRequest(str(error)) from None
        try:
            environ["wsgi.input"] = io.BytesIO(self._body(environ))
        except TimeoutError:
            raise RequestTimeout(f"The request did not arrive within {SLOWEST} seconds.") from None
        if not self.server.stops_waiting(self.connection):
            raise ConnectionAbortedError("it had to make room")
        self._incoming.deadline = time.monotonic() + REST
        return environ

    def _body(self, environ: dict[str, Any]) -> bytes:
        """The body; empty if it is longer than the application takes, which then refuses it by its length."""
        most = self.server.largest_body
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if length > most:
            return b""
        body = self.rfile.read(length)
        if len(body) < length:
            raise BadRequest("The request is shorter than it says.")
        return body

    def handle_expect_100(self) -> bool:
        """Go on: ``run_wsgi`` tells the client to."""
        return True

    def send_response(self, code: int, message: str | None = None) -> None:
        self.server.waits(self.connection)  # for the client to take the answer
        super().send_response(code, message)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass

    def log_error(self, format: str, *args: Any) -> None:  # noqa: A002  (its name in the base class)
        """Say nothing of what a client did wrong; the application logs its own errors."""


class Server(ThreadedWSGIServer):
    """A thread for each connection, up to a limit. Beyond it, whoever has kept the site waiting longest is cut off."""

    def __init__(self, listener: socket.socket, app: Flask) -> None:
        self.largest_body: int = app.config["MAX_CONTENT_LENGTH"]
        self._lock = threading.Lock()
        self._all: set[socket.socket] = set()
        self._waiting: dict[socket.socket, None] = {}  # for their clients, the longest first
        host, port = listener.getsockname()[:2]
        super().__init__(host, port, app, _Handler, fd=listener.fileno())

    def waits(self, connection: socket.socket) -> None:
        """Note that a connection waits for its client."""
        with self._lock:
            if connection in self._all:
                self._waiting[connection] = None

    def stops_waiting(self, connection: socket.socket) -> bool:
        """Note that a connection no longer waits for its client; False if it has been cut off."""
        with self._lock:
            self._waiting.pop(connection, None)
            return connection in self._all

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._has_room():
            with contextlib.suppress(OSError):
                request.setblocking(False)
                request.send(BUSY)
            self.shutdown_request(request)
            return
        with self._lock:
            self._all.add(request)
        self.waits(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._all.discard(request)
            self._waiting.pop(request, None)
        super().shutdown_request(request)

    def _has_room(self) -> bool:
        with self._lock:
            if len(self._all) < MOST:
                return True
            slowest = next(iter(self._waiting), None)
            if slowest is None:
                return False
            del self._waiting[slowest]
            self._all.discard(slowest)
        with contextlib.suppress(OSError):
            slowest.shutdown(socket.SHUT_RDWR)
        return True
