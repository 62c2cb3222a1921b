"""A reader without a browser: presses what a guide's words name, over HTTP, where only the outcome is of interest."""

import re
from urllib.parse import urljoin

import requests
from bs4 import BeautifulSoup, Tag
from mechanicalsoup import StatefulBrowser
from requests.adapters import HTTPAdapter

from flows.errors import ScreenError
from flows.site.client import Account, World

USER_AGENTS = {
    "desktop": "Mozilla/5.0 (X11; Linux x86_64) Offramp",
    "mobile": "Mozilla/5.0 (Linux; Android 14; Pixel 7) Mobile Offramp",
}


class PlainReader:
    """Somebody in a world, on a ``desktop`` or ``mobile`` device; the session reaches nothing but the site.

    A name is a whole one, in any case. Raises ScreenError when it is not there, or there twice.
    """

    def __init__(self, world: World, account: Account, device: str = "desktop") -> None:
        self.world = world
        self.account = account
        session = requests.Session()
        session.trust_env = False
        session.adapters.clear()
        session.mount(f"{world.site.base_url}/", HTTPAdapter())
        agent = USER_AGENTS[device]
        self._browser = StatefulBrowser(session=session, soup_config={"features": "html.parser"}, user_agent=agent)

    def log_in(self) -> None:
        """Give email and password at the log-in page of the world."""
        self._open(self.world.login_url)
        self.fill("Email", self.account.email)
        self.fill("Password", self.account.password)
        self.press("Log in")

    @property
    def screen(self) -> Tag:
        """What the reader has before them: the open dialog, else the page."""
        page: BeautifulSoup = self._browser.page
        return page.find("dialog", open=True) or page

    @property
    def heading(self) -> str:
        return _words(self.screen.find(["h1", "h2"]) if self.screen.name == "dialog" else self.screen.find("h1"))

    @property
    def blockers(self) -> list[str]:
        """What the site lists as coming first."""
        listed = self.screen.find("ul", attrs={"aria-label": "What comes first"})
        return [_words(item) for item in listed.find_all("li")] if listed else []

    def says(self, text: str) -> bool:
        """Whether the screen has these words."""
        return text.casefold() in _words(self.screen).casefold()

    def count(self, name: str) -> int:
        """How many controls there are of that name."""
        return len(self._controls(name))

    def press(self, name: str) -> None:
        """Press a control."""
        found = self._controls(name)
        if len(found) != 1:
            raise self._miss(f"one control named {name!r}, found {len(found) or 'none'}")
        self._press(found[0])

    def press_each(self, name: str) -> None:
        """Press every control of that name, one after another, as many as there are now."""
        if not (left := self.count(name)):
            raise self._miss(f"controls named {name!r}")
        for _ in range(left):
            self._press(self._controls(name)[0])

    def fill(self, label: str, text: str) -> None:
        """Write into a field, or choose an option of it."""
        field = self._field(label)
        if field is None:
            raise self._miss(f"a field labelled {label!r}")
        if field.name == "textarea":
            field.string = text
        elif field.name == "select":
            for option in field.find_all("option"):
                option.attrs.pop("selected", None)
                if text in (_words(option), option["value"]):
                    option["selected"] = ""
        else:
            field["value"] = text

    def choose(self, label: str) -> None:
        """Choose the first real choice of a list."""
        field = self._field(label)
        options = [option["value"] for option in field.find_all("option")] if field else []
        self.fill(label, next((str(value) for value in options if value), ""))

    def _press(self, control: Tag) -> None:
        form = control.find_parent("form")
        if control.name == "a":
            self._open(urljoin(self._browser.url, str(control["href"])))
        elif form and control.get("type") == "submit":
            self._browser.select_form(form).choose_submit(control)
            self._browser.submit_selected()

    def _open(self, url: str) -> None:
        self._browser.open(url, timeout=30)

    def _controls(self, name: str) -> list[Tag]:
        return [found for found in self.screen.find_all(["a", "button", "summary"]) if _same(_name(found), name)]

    def _field(self, label: str) -> Tag | None:
        found = next((each for each in self.screen.find_all("label") if _same(_words(each), label)), None)
        return self.screen.find(id=found["for"]) if found else None

    def _miss(self, looked_for: str) -> ScreenError:
        there = dict.fromkeys(_name(found) for found in self.screen.find_all(["h1", "h2", "a", "button", "label"]))
        return ScreenError(looked_for, ", ".join(map(repr, filter(None, there))) or "nothing with a name")


def _name(control: Tag) -> str:
    return str(control.get("aria-label") or _words(control))


def _words(tag: Tag | None) -> str:
    return re.sub(r"\s+", " ", tag.get_text()).strip() if tag else ""


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
