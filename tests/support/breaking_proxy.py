"""A way to the site that breaks at some paths: the connection is cut, or an error comes back in place of the page."""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Literal
from urllib.parse import urlsplit

Break = Literal["cut", "503 Service Unavailable"]
ERROR = b"HTTP/1.1 %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@contextmanager
def breaking_proxy(base_url: str, breaks: Mapping[str, Break]) -> Iterator[str]:
    """Forward connections to a site, each for one request; gives the address that breaks at these paths."""
    site = (urlsplit(base_url).hostname or "", urlsplit(base_url).port or 0)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_serve, args=(listener, site, breaks), daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def _serve(listener: socket.socket, site: tuple[str, int], breaks: Mapping[str, Break]) -> None:
    with contextlib.suppress(OSError):  # the listener is closed at the end
        while True:
            client, _ = listener.accept()
            threading.Thread(target=_answer, args=(client, site, breaks), daemon=True).start()


def _answer(client: socket.socket, site: tuple[str, int], breaks: Mapping[str, Break]) -> None:
    with client, contextlib.suppress(OSError):
        head, _, rest = _request_of(client).partition(b"\r\n")
        if kind := breaks.get(head.decode("latin-1").partition(" ")[2].partition(" ")[0]):
            if kind != "cut":
                client.sendall(ERROR % kind.encode())
            else:  # closing with this option resets the connection
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        with socket.create_connection(site) as server:
            server.sendall(head + b"\r\nConnection: close\r\n" + rest)
            while answer := server.recv(65536):
                client.sendall(answer)


def _request_of(client: socket.socket) -> bytes:
    """A whole request: up to the end of its head, then as much as its Content-Length says."""
    data = b""
    while b"\r\n\r\n" not in data and (part := client.recv(65536)):
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line.partition(b":")[2] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    while lengths and len(body) < int(lengths[0]) and (part := client.recv(65536)):
        body += part
    kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join(kept) + b"\r\n\r\n" + body
