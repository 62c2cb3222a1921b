"""A site that passes for the mock, and puts a script into its pages that tries to reach the world outside."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import requests
from flask import Flask, Response, request
from werkzeug.serving import WSGIRequestHandler, make_server

SCRIPT = Path(__file__).with_name("hostile_page.js").read_text("utf-8")
METHODS = ("GET", "POST", "DELETE")
# Pages that lead a browser to another address by a header.
LEADS = {
    "redirect": "Location: {}",
    "refresh": "Refresh: 0; url={}",
    "link": "Link: <{}>; rel=preload; as=image",
    "report": "Content-Security-Policy: default-src 'none'; report-uri {}",
}
WORKER = """\
fetch("{}", {{mode: "no-cors"}}).catch(() => {{}});
self.onconnect = event => event.ports[0].postMessage("done");
"""


class HostileSite:
    """Where it is, and what its pages did.

    ``pages`` are the paths of those that have tried everything, ``files`` the sizes of files they read. ``replaced``
    are texts in the mock's answers, with those that take their places.
    """

    def __init__(self, mock: str, outside: Sequence[str], patience: int) -> None:
        self.base_url = ""
        self.pages: list[str] = []
        self.files: list[str] = []
        self.replaced: dict[str, str] = {}
        self._mock, self._start = mock, f"tryEverything({json.dumps(list(outside))}, {patience})"

    def answer(self, path: str) -> Response:
        """What it answers to a request."""
        to = request.args.get("to", "")
        if path in LEADS:
            name, _, value = LEADS[path].partition(": ")
            return Response("<script>0</script>", 302 if path == "redirect" else 200, {name: value.format(to)})
        if path == "worker":
            return Response(WORKER.format(to), mimetype="text/javascript")
        if path in ("tried", "read"):
            (self.pages if path == "tried" else self.files).append(to)
            return Response(status=204)
        return self._as_the_mock()

    def _as_the_mock(self) -> Response:
        """The mock's answer without its protection, and with the script."""
        sent = {name: value for name, value in request.headers.items() if name not in ("Host", "Accept-Encoding")}
        address, body = self._mock + request.full_path, request.get_data()
        reply = requests.request(request.method, address, headers=sent, data=body, allow_redirects=False, timeout=30)
        kept = ("Content-Type", "Location", "Set-Cookie")
        headers = {name: value for name, value in reply.headers.items() if name in kept}
        kind = headers.get("Content-Type", "")
        if "json" not in kind and "html" not in kind:
            return Response(reply.content, reply.status_code, headers)
        script = f"<script>{SCRIPT}; addEventListener('load', () => {self._start})</script></body>"
        content = reply.text
        for text, replacement in {self._mock: self.base_url, "</body>": script, **self.replaced}.items():
            content = content.replace(text, replacement)
        return Response(content, reply.status_code, headers)


class Handler(WSGIRequestHandler):
    """Answers in HTTP/1.1 and logs nothing."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *arguments: object) -> None:  # noqa: A002  (its name in the base)
        pass


@contextmanager
def hostile_site(mock: str, outside: Sequence[str], patience: int = 3_000) -> Iterator[HostileSite]:
    """A site in front of ``mock`` whose pages try for ``patience`` milliseconds to reach the addresses ``outside``."""
    site = HostileSite(mock, outside, patience)
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/<path:path>", view_func=site.answer, methods=METHODS)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Handler)
    site.base_url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
