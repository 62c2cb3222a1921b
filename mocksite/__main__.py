"""Start the site: ``python -m mocksite``."""

import contextlib
import errno
import logging
import os
import signal
import socket
import sys
import threading
from pathlib import Path

import click

from mocksite.app import Config, create_app, database_url
from mocksite.db.database import without_password
from mocksite.errors import MocksiteError
from mocksite.server import Server

PROGRAM = "python -m mocksite"
EXAMPLES = """
\b
Examples:
  {0}                        # on port 5050, worlds kept in var/worklane.db
  {0} --port 0               # on any free port; the first line of output names it
  {0} --database /tmp/x.db   # another file
  {0} --database postgresql+psycopg://user@host/name   # needs: pip install 'offramp[postgres]'
"""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=5050,
    show_default=True,
    help="Port to listen on; 0 picks a free one.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--database",
    default="var/worklane.db",
    show_default=True,
    help="SQLite file, created if missing, or the URL of a PostgreSQL database.",
)
@click.option("--site-name", multiple=True, help="An additional host name that the site answers to.")
@click.option("--until-eof", is_flag=True, help="Stop when standard input ends, for use by a parent process.")
def serve(port: int, host: str, database: str, site_name: tuple[str, ...], until_eof: bool) -> None:
    """Serve Worklane, the mock marketplace.

    If OFFRAMP_CONTROL_TOKEN is set, the control API requires that token; otherwise it answers loopback only.
    """
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    token = os.environ.get("OFFRAMP_CONTROL_TOKEN") or None
    try:
        if "://" not in database:
            Path(database).parent.mkdir(parents=True, exist_ok=True)
        hosts = (*Config.hosts, host, *site_name)
        app = create_app(Config(database_url(database), hosts, token))
    except (MocksiteError, OSError) as error:
        sys.exit(f"mocksite: {error}")
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        sys.exit(_listen_error(host, port, error))
    address = f"http://{host}:{listener.getsockname()[1]}"
    server = Server(listener, app)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if until_eof:
        threading.Thread(target=_stop_at_eof, daemon=True).start()
    click.echo(
        f"Worklane (a mock) is at {address} with its worlds in {without_password(database)}. Stop it with Ctrl-C."
    )
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()


def _listen_error(host: str, port: int, error: OSError) -> str:
    if error.errno != errno.EADDRINUSE:
        return (
            f"mocksite: cannot listen on {host}:{port}: {error.strerror}. Choose another address with --host or --port."
        )
    return f"mocksite: port {port} is taken. Stop what uses it, or choose another: --port {port + 1}"


def _stop_at_eof() -> None:
    """Leave at once: the parent is gone, and a request that is being answered must not keep this process."""
    sys.stdin.read()
    os._exit(0)


def main(program: str = PROGRAM) -> None:
    """Serve the site; ``program`` is how its command is typed."""
    serve.epilog = EXAMPLES.format(program)
    serve(prog_name=program)


if __name__ == "__main__":
    main()
