"""A reader without a browser: follows links and posts forms over HTTP, and reads what a page says."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import requests

from flows.site.client import Account, World

PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Mobile Safari/537.36"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Words(HTMLParser):
    """The text inside each element of one kind, told by tag and attributes."""

    def __init__(self, tag: str, **attributes: str) -> None:
        super().__init__()
        self.tag, self.attributes = tag, attributes
        self.found: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == self.tag and (self._depth or self.attributes.items() <= dict(attrs).items()):
            self._depth += 1
            if self._depth == 1:
                self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == self.tag and self._depth > 0

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.found[-1] += data


def words(answer: requests.Response, tag: str, **attributes: str) -> list[str]:
    """What stands in each element of that tag, on one line."""
    parser = Words(tag, **attributes)
    parser.feed(answer.text)
    return [" ".join(text.split()) for text in parser.found]


def heading(answer: requests.Response) -> str:
    """The heading of the dialog, else of the page."""
    return next(iter(words(answer, "h2", id="dialog-heading") or words(answer, "h1")), "")


def blockers(answer: requests.Response) -> list[str]:
    """What a refusal lists, as the site calls it."""
    listed = re.search(r'<ul class="blockers".*?</ul>', answer.text, re.DOTALL)
    return re.findall(r"<strong>(.*?)</strong>", listed[0]) if listed else []


class Browserless(requests.Session):
    """A session of the site: keeps its cookies and the newest CSRF token, takes addresses without the host."""

    def __init__(self, base_url: str, user_agent: str = "desktop") -> None:
        super().__init__()
        self.trust_env = False
        self.base_url = base_url
        self.headers["User-Agent"] = user_agent
        self.token = ""

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        kwargs.setdefault("timeout", 30)
        answer = super().request(method, url if "://" in url else self.base_url + url, *args, **kwargs)
        if found := TOKEN.search(answer.text):
            self.token = found[1]
        return answer

    def submit(self, path: str, fields: Mapping[str, str] | None = None, **options: Any) -> requests.Response:
        """Post a form, with the CSRF token of the page before."""
        return self.post(path, data={"csrf_token": self.token, **(fields or {})}, **options)

    def log_in(self, account: Account, *, who: str | None = None, **fields: str) -> requests.Response:
        """Give email and password at the log-in page; what else is given replaces them."""
        self.get("/login")
        return self.submit("/login", {"email": who or account.email, "password": account.password, **fields})

    def begin(self, number: int = 0) -> str:
        """Begin a closing; answers the address of its stages, without their number."""
        return at(self.get(f"/closing/start/{number}")).rpartition("/")[0]

    def tab(self) -> "Browserless":
        """Another tab of the same browser: the same session, a connection of its own."""
        tab = Browserless(self.base_url, str(self.headers["User-Agent"]))
        tab.cookies.update(self.cookies)
        tab.token = self.token
        return tab


def at(answer: requests.Response) -> str:
    """The path that an answer came from in the end."""
    return urlsplit(answer.url).path


def balance(world: World) -> str:
    """The owner's balance as a form takes it, ``123.45``."""
    cents = world.state()["accounts"][world.persona]["balance_cents"]
    return f"{cents // 100}.{cents % 100:02}"


def closed_times(world: World) -> list[str]:
    """Each mail that says that the account is closed."""
    return [mail["sent_at"] for mail in world.mail() if mail["subject"] == "Your Worklane account is closed"]
