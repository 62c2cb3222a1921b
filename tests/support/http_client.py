"""A client of the site without a browser, and the contents of its pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

import requests
from bs4 import BeautifulSoup, Tag

from flows.site.client import Account, World

PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Mobile Safari/537.36"
TYPED = ("text", "email", "password", "tel")


@dataclass
class Field:
    """A field of a form, of a kind such as ``hidden``, ``typed``, ``chosen`` or ``file``."""

    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form: its path, its fields by name, and the name and value that each button sends."""

    path: str
    method: str
    fields: dict[str, Field]
    buttons: list[tuple[str, str]]


class Page(requests.Response):
    """An answer of the site, read as HTML.

    Elements are found by tag and attributes: ``class_`` is the whole ``class``, ``aria_label`` is ``aria-label``.
    """

    def __init__(self, response: requests.Response) -> None:
        super().__init__()
        self.__dict__.update(vars(response))

    @cached_property
    def _soup(self) -> BeautifulSoup:
        is_html = self.headers.get("Content-Type", "").startswith("text/html")
        return BeautifulSoup(self.text if is_html else "", "html.parser", multi_valued_attributes=None)

    @property
    def path(self) -> str:
        """The path of this page, after all redirects."""
        return urlsplit(self.url).path

    @property
    def heading(self) -> str:
        """The heading of the dialog, else of the page."""
        return next(iter(self.texts("h2", id="dialog-heading") or self.texts("h1")), "")

    @property
    def message(self) -> str:
        """The alerts of the page, without ways to get help; if there are none, its status messages."""
        return " / ".join(self.alerts or self.texts("p", role="status"))

    @property
    def alerts(self) -> list[str]:
        """What each alert of the page says first."""
        return [_text(tag.find("p") or tag) for tag in self.find(True, role="alert")]

    @property
    def outcome(self) -> tuple[int, str]:
        """The status code and the message."""
        return self.status_code, self.message

    @property
    def complaints(self) -> dict[str, str]:
        """The complaint beside each field, by the field's id."""
        return {_id(tag).removesuffix("-wrong"): _text(tag) for tag in self.find("p", class_="invalid", role="alert")}

    @property
    def blockers(self) -> list[str]:
        """The labels of the obligations that block a closing."""
        return [
            _text(label) for blockers in self.find("ul", class_="blockers") for label in blockers.find_all("strong")
        ]

    def find(self, tag: str | Literal[True], **attributes: str | bool) -> list[Tag]:
        """The elements of a tag with these attributes; ``True`` stands for any value."""
        attrs: dict[str, Any] = {name.strip("_").replace("_", "-"): value for name, value in attributes.items()}
        return list(self._soup.find_all(tag, attrs=attrs))

    def texts(self, tag: str, **attributes: str) -> list[str]:
        """The text of each element of a tag, on one line."""
        return [_text(element) for element in self.find(tag, **attributes)]

    def value(self, **attributes: str) -> str:
        """The value of the only field with these attributes."""
        (element,) = self.find("input", **attributes)
        return str(element["value"])

    def hidden(self, name: str) -> dict[str, str]:
        """The first hidden field with that name, as its form sends it; empty if there is none."""
        return {str(element["name"]): str(element["value"]) for element in self.find("input", name=name)[:1]}

    @property
    def linked_paths(self) -> list[str]:
        """The paths of this site that the page links to, in order."""
        paths = (self._path_inside(str(link["href"])) for link in self.find("a", href=True))
        return [path for path in paths if path]

    @property
    def forms(self) -> list[Form]:
        """The forms of the page, in order."""
        return [self._form(form) for form in self.find("form")]

    def _form(self, form: Tag) -> Form:
        buttons = [(str(button.get("name", "")), str(button.get("value", ""))) for button in form.find_all("button")]
        inputs = {str(part.get("name", "")): _field(part) for part in form.find_all(["select", "input", "textarea"])}
        path = self._path_inside(str(form.get("action", ""))) or ""
        return Form(path, str(form.get("method", "get")).upper(), inputs, buttons)

    def _path_inside(self, reference: str) -> str | None:
        """The path and query of another page of this site; None for any other address."""
        address = urlsplit(urljoin(self.url, reference))
        inside = address.netloc == urlsplit(self.url).netloc and not reference.startswith("#")
        return address.path + (f"?{address.query}" if address.query else "") if inside else None


class HttpClient(requests.Session):
    """A session of the site, with its cookies and the newest CSRF token."""

    def __init__(self, base_url: str, user_agent: str = "desktop") -> None:
        super().__init__()
        self.trust_env = False
        self.base_url = base_url
        self.headers["User-Agent"] = user_agent
        self.token = ""

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> Page:
        kwargs.setdefault("timeout", 30)
        page = Page(super().request(method, url if "://" in url else self.base_url + url, *args, **kwargs))
        if "csrf_token" in page.text:
            self.token = page.hidden("csrf_token").get("csrf_token", self.token)
        return page

    def get(self, url: Any, **kwargs: Any) -> Page:
        return self.request("GET", url, **kwargs)

    def submit(self, path: str, fields: Mapping[str, str | list[str]] | None = None, **options: Any) -> Page:
        """Post a form with the CSRF token of the last page."""
        return self.request("POST", path, data={"csrf_token": self.token, **(fields or {})}, **options)

    def log_in(self, account: Account, *, who: str | None = None, **fields: str) -> Page:
        """Send the log-in form of an account; ``who`` and ``fields`` replace its details."""
        self.get("/login")
        return self.submit("/login", {"email": who or account.email, "password": account.password, **fields})

    def begin(self, number: int = 0) -> str:
        """Begin a closing; returns the address of its stages, without their number."""
        return self.get(f"/closing/start/{number}").path.rpartition("/")[0]

    def close_account(self, *stages: Mapping[str, str], number: int = 0) -> Page:
        """Begin a closing and send its stages in turn, or the first without fields."""
        run = self.begin(number)
        return [self.submit(f"{run}/{stage}", fields) for stage, fields in enumerate(stages or [{}], 1)][-1]

    def tab(self) -> "HttpClient":
        """Another tab of the same browser: the same session on its own connection."""
        tab = HttpClient(self.base_url, str(self.headers["User-Agent"]))
        tab.cookies.update(self.cookies)
        tab.token = self.token
        return tab


def log_in(world: World, who: str = "", user_agent: str = "desktop") -> HttpClient:
    """A client on which an account has logged in, the owner by default."""
    client = HttpClient(world.site.base_url, user_agent)
    client.log_in(world.accounts[who or world.persona])
    return client


def _text(element: Tag) -> str:
    return " ".join(element.get_text().split())


def _id(element: Tag) -> str:
    return str(element.get("id", ""))


def _field(part: Tag) -> Field:
    if part.name == "select":
        values = [str(option.get("value", "")) for option in part.find_all("option")]
        return Field("chosen", options=[value for value in values if value])
    kind = str(part.get("type", "text"))
    return Field("typed" if kind in TYPED else kind, str(part.get("value", "")))
