"""A press waits for a slow page, rather than report the control as missing."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, expect
from playwright.sync_api import TimeoutError as TimedOut

from flows.errors import ScreenError
from flows.pages import screen
from flows.pages.screen import Screen

PATIENCE, LOADS_IN = 500, 1.5  # ms, s


class SlowPage(BaseHTTPRequestHandler):
    """A proxy that answers for any site: ``/`` at once, and every other path after a delay."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path != "/":
            threading.Event().wait(LOADS_IN)
        body = f"<title>Page</title><h1>{path}</h1><a href='/next'>Go</a>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture
def slow_proxy() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), SlowPage)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_slow_page_does_not_hide_the_control_that_led_to_it(
    new_context: Callable[..., BrowserContext], slow_proxy: str
) -> None:
    # The browser reaches no server but the site's, so this one is its proxy.
    page = new_context(proxy={"server": slow_proxy}).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto("http://slow.invalid/")
    Screen(page).press("Go")
    expect(page.get_by_role("heading")).to_have_text("/next")
    with pytest.raises(ScreenError, match="looked for a control named 'Stay'; there was heading '/next', link 'Go'"):
        Screen(page).press("Stay")


def test_a_page_may_load_as_the_press_times_out(
    new_context: Callable[..., BrowserContext], slow_proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = new_context(proxy={"server": slow_proxy}).new_page()
    page.goto("http://slow.invalid/")
    click = Locator.click

    def click_and_give_up(link: Locator) -> None:
        click(link)
        page.wait_for_url("**/next")
        raise TimedOut(f"Timeout exceeded: {screen.CLICKED}")

    monkeypatch.setattr(Locator, "click", click_and_give_up)
    monkeypatch.setattr(screen, "LOADING", 1)
    Screen(page).press("Go")
