"""A reader without a browser: works the site's controls by their names, over HTTP."""

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


class HttpReader:
    """Somebody in a world, on a ``desktop`` or ``mobile`` device. The session can reach nothing but the site.

    Names are whole names, in any case; links to one page count as one. Raises ScreenError where a name is missing or
    there twice.
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
        """Enter email and password on the world's login page."""
        self._open(self.world.login_url)
        self.fill("Email", self.account.email)
        self.fill("Password", self.account.password)
        self.press("Log in")

    @property
    def screen(self) -> Tag:
        """The open dialog, else the page."""
        page: BeautifulSoup = self._browser.page
        return page.find("dialog", open=True) or page

    @property
    def heading(self) -> str:
        return _words(self.screen.find(["h1", "h2"]) if self.screen.name == "dialog" else self.screen.find("h1"))

    @property
    def blockers(self) -> list[str]:
        """The items of the list of what must be settled first."""
        blockers = self.screen.find("ul", attrs={"aria-label": "What comes first"})
        return [_words(item) for item in blockers.find_all("li")] if blockers else []

    def says(self, text: str) -> bool:
        """Whether the screen has these words."""
        return text.casefold() in _words(self.screen).casefold()

    def press(self, name: str) -> None:
        """Press a control."""
        controls = self._controls(name)
        if len({str(control.get("href") or id(control)) for control in controls}) != 1:
            raise self._miss(f"one control named {name!r}, found {len(controls) or 'none'}")
        self._press(controls[0])

    def press_each(self, name: str) -> None:
        """Press every control of that name that is there now, one after another."""
        controls = self._controls(name)
        if not controls:
            raise self._miss(f"controls named {name!r}")
        for _ in controls:
            self._press(self._controls(name)[0])

    def fill(self, label: str, text: str) -> None:
        """Write into a field, or choose one of its options."""
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
        """Choose the first option of a list that is not empty."""
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
        return [tag for tag in self.screen.find_all(["a", "button", "summary"]) if _same(_name(tag), name)]

    def _field(self, label: str) -> Tag | None:
        tag = next((tag for tag in self.screen.find_all("label") if _same(_words(tag), label)), None)
        return self.screen.find(id=tag["for"]) if tag else None

    def _miss(self, looked_for: str) -> ScreenError:
        names = dict.fromkeys(_name(tag) for tag in self.screen.find_all(["h1", "h2", "a", "button", "label"]))
        return ScreenError(looked_for, ", ".join(map(repr, filter(None, names))) or "nothing with a name")


def _name(control: Tag) -> str:
    return str(control.get("aria-label") or _words(control))


def _words(tag: Tag | None) -> str:
    return re.sub(r"\s+", " ", tag.get_text()).strip() if tag else ""


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
