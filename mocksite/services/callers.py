"""Whether whoever has sent a request still waits for the answer."""

import select
import socket
from collections.abc import Mapping
from typing import Any


def leaves(environ: Mapping[str, Any], within: float = 0.0) -> bool:
    """Whether the caller closes the connection within that many seconds; unknown, so no, without the site's server."""
    connection = environ.get("werkzeug.socket")
    if not isinstance(connection, socket.socket):
        return False
    readable = select.poll()
    readable.register(connection, select.POLLIN)
    try:
        return bool(readable.poll(within * 1000)) and not connection.recv(1, socket.MSG_PEEK)
    except OSError:
        return True
