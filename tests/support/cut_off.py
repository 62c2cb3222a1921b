"""Requests over raw sockets that stop halfway."""

import contextlib
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

from tests.support.http_client import HttpClient


def connect(base_url: str) -> socket.socket:
    """A connection to the site."""
    address = urlsplit(base_url)
    return socket.create_connection((address.hostname, address.port), timeout=30)


def form(client: HttpClient, path: str, length: object = 9) -> bytes:
    """The head of a form that a client's session posts, of which nothing follows."""
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    return (
        f"POST {path} HTTP/1.1\r\nHost: {urlsplit(client.base_url).netloc}\r\nCookie: {cookie}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


@contextlib.contextmanager
def half_sent(client: HttpClient, *paths: str) -> Iterator[list[socket.socket]]:
    """Forms for these paths of which only the head is sent, while ``with`` lasts."""
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(connect(client.base_url)) for _ in paths]
        for connection, path in zip(connections, paths, strict=True):
            connection.sendall(form(client, path))
        yield connections


def answer(base_url: str, request: bytes, *, end: bool = False) -> bytes:
    """The answer to raw bytes, up to the end of the connection; ``end`` says that no more bytes follow."""
    with connect(base_url) as connection:
        connection.sendall(request)
        if end:
            connection.shutdown(socket.SHUT_WR)
        pieces = []
        with contextlib.suppress(ConnectionError):
            while piece := connection.recv(65536):
                pieces.append(piece)
        return b"".join(pieces)
