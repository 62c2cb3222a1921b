"""Everything that a run must not reach: another host, other services of this machine, and a name server."""

import os
import re
import socket
import socketserver
import subprocess
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# By their names in messages, the addresses that stand for them. Two are this machine's, as the site's is.
PLACES = {"another host": "127.0.0.2", "another port": "127.0.0.1", "another port, IPv6": "::1"}
SITE = "the site's port"
NAME_SERVER = ("127.0.0.2", 53)
NAMED = "outside.example:80"
REQUEST = re.compile(rb"[A-Z]+ \S*?([\w-]+)[ ?]")
# The start of a message of STUN (RFC 8489), with its type; TURN (RFC 8656) has other types, and a frame over TCP.
STUN = re.compile(rb"\x00([\x01\x03])..\x21\x12\xa4\x42", re.DOTALL)
ANSWER = (
    b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<p>Hello"
)


class OutsideWorld:
    """Listens for connections and datagrams at each place, with the same port for both.

    ``arrived`` has the name of the place and what came: ``connection``, the last part of the path of an HTTP request,
    the name of another protocol, or a name that was looked up. ``addresses`` are hosts with ports. Processes that are
    started with ``prefix`` before their command use its name server.
    """

    def __init__(self) -> None:
        self.arrived: set[tuple[str, str]] = set()
        self.addresses: list[str] = []
        self.prefix: list[str] = []


@contextmanager
def outside_world(folder: Path) -> Iterator[OutsideWorld]:
    """An outside world that listens; it has a name server only if this process may give one to others."""
    world = OutsideWorld()
    with ExitStack() as stack:
        for place, host in PLACES.items():
            port = stack.enter_context(_server(world, place, socketserver.ThreadingTCPServer, (host, 0)))
            stack.enter_context(_server(world, place, socketserver.ThreadingUDPServer, (host, port)))
            world.addresses.append(f"[{host}]:{port}" if ":" in host else f"{host}:{port}")
        if prefix := _with_name_server(folder):
            stack.enter_context(_server(world, "name server", socketserver.ThreadingUDPServer, NAME_SERVER))
            world.prefix = prefix
            world.addresses.append(NAMED)
        yield world


def datagrams_to_site(world: OutsideWorld, base_url: str) -> AbstractContextManager[int]:
    """Another service at the host and port of the site, which listens for datagrams."""
    return _server(world, SITE, socketserver.ThreadingUDPServer, ("127.0.0.1", urlsplit(base_url).port or 0))


def _with_name_server(folder: Path) -> list[str]:
    """How to start a process that uses our name server; empty where that is not allowed."""
    configuration = folder / "resolv.conf"
    configuration.write_text(f"nameserver {NAME_SERVER[0]}\n", "utf-8")
    mount = f'mount --bind "{configuration}" /etc/resolv.conf && exec "$@"'
    prefix = ["unshare", "--mount", "sh", "-c", mount, "sh"]
    try:
        allowed = (
            os.geteuid() == 0 and not subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode
        )
    except FileNotFoundError:
        return []
    return prefix if allowed else []


@contextmanager
def _server(
    world: OutsideWorld, place: str, kind: type[socketserver.TCPServer], address: tuple[str, int]
) -> Iterator[int]:
    """A server at a place; gives its port."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            if address == NAME_SERVER:
                query, listener = self.request
                world.arrived.add((place, _name(query)))
                # No such name: the query again, as an answer.
                listener.sendto(query[:2] + b"\x81\x83" + query[4:6] + bytes(6) + query[12:], self.client_address)
            elif kind is socketserver.ThreadingUDPServer:
                world.arrived.add((place, f"{_protocol(self.request[0])} datagram"))
            else:
                world.arrived.add((place, "connection"))
                content = self.request.recv(65536)
                world.arrived.add((place, _protocol(content)))
                if REQUEST.match(content):
                    self.request.sendall(ANSWER)

    class Server(kind):  # type: ignore[misc,valid-type]
        address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        daemon_threads = True
        block_on_close = False
        request_queue_size = 100

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Ignores a browser that has gone."""

    with Server(address, Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def _protocol(content: bytes) -> str:
    """What arrived: the last part of the path of an HTTP request, or the name of another protocol."""
    if request := REQUEST.match(content):
        return request[1].decode()
    if message := STUN.search(content[:10]):
        return "TURN" if message[1] == b"\3" else "ICE" if len(content) > 40 else "STUN"
    if content[:1] == b"\x16":
        return "TLS"
    return "QUIC" if content[:1] >= b"\xc0" else repr(content[:20])


def _name(query: bytes) -> str:
    """The name that a query of DNS (RFC 1035) asks for."""
    labels, rest = [], query[12:]
    while length := rest[0]:
        labels.append(rest[1 : length + 1].decode())
        rest = rest[length + 1 :]
    return ".".join(labels)
