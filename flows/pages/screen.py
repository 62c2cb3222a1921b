"""What the reader has before them: the open dialog, else the page."""

import os
import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import reduce

from playwright.sync_api import Error, FilePayload, Locator, Page
from playwright.sync_api import TimeoutError as TimedOut

from flows.errors import ScreenError

LOADING = 0 if os.environ.get("PWDEBUG") else 30_000  # how long a page may take to load, in ms
CLICKED = "click action done"  # what Playwright says of a click after which it waits for a page
CONTROLS = ("button", "link", "tab", "menuitem", "checkbox", "radio", "switch", "combobox")
PLACES = ("navigation", "region", "dialog", "tabpanel", "menu", "list", "heading")
NAMED = re.compile(r'^\s*- (?:\'|")?(\w+) "((?:[^"\\]|\\.)*)"', re.MULTILINE)


class Screen:
    """The screen, worked by the names a reader sees. An open dialog hides the page behind it, here as for its reader.

    A name is a whole accessible name, in any case. Raises ScreenError when it is not there, or there twice.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dialog = page.get_by_role("dialog")
        self.heading = page.get_by_role("heading", level=1).or_(self.dialog.get_by_role("heading", level=2))
        self.blockers = page.get_by_role("list", name="What comes first").get_by_role("listitem")

    def control(self, name: str) -> Locator:
        """The control of that name, of whatever role."""
        return _named(self.page, CONTROLS, name)

    def place(self, name: str) -> Locator:
        """The landmark, list or heading of that name."""
        return _named(self.page, PLACES, name)

    def field(self, label: str) -> Locator:
        """The field with that label."""
        return self.page.get_by_label(_whole(label))

    def choices(self, label: str) -> Locator:
        """The list to choose from with that label."""
        return self.page.get_by_role("combobox", name=_whole(label))

    def words(self, text: str) -> Locator:
        """Where words are shown: anywhere in a text, or as the name of a control."""
        return self.control(text).or_(self.page.get_by_text(text))

    def named(self, text: str) -> Locator:
        """What has exactly this name: a control, or a text of its own."""
        return self.control(text).or_(self.page.get_by_text(_whole(text)))

    def at(self, name: str, place: str) -> Locator:
        """The control of that name at a place: in the row that holds these words, else anywhere on the screen."""
        rows = self.page.get_by_role("listitem").or_(self.page.get_by_role("row"))
        words = self.page.get_by_text(_whole(place)).and_(self.page.locator(":not(option)"))
        beside = _named(rows.filter(has=words), CONTROLS, name)
        if beside.count():
            return beside
        if not self.control(place).or_(self.place(place)).count():
            raise ScreenError(f"a place named {place!r}, or a row of it with {name!r}", self.described(place))
        return self.control(name)

    def press(self, name: str, *, first: bool = False) -> None:
        """Press a control, the first of them if that is said; done when the page it leads to has loaded."""
        self._press(self.control(name), f"a control named {name!r}", name, first=first)

    def press_in(self, name: str, place: str, *, first: bool = False) -> None:
        """Press a control at a place, going there if it has to: behind the control the place is called."""
        if self._leads(place, name):
            self.press(place, first=first)
            self.press(name)
        else:
            self._press(self.at(name, place), f"a control named {name!r} at {place!r}", name, first=first)

    def count_in(self, name: str, place: str) -> int:
        """How many controls there are at a place, going there; how many ways there, if there are several."""
        if not self._leads(place, name):
            return self.at(name, place).count()
        if (ways := self.control(place).count()) > 1:
            return ways
        self.press(place)
        return self.control(name).count()

    def press_each(self, name: str) -> None:
        """Press every control of that name, one after another, as many as there are now."""
        left = self.control(name).count()
        if not left:
            raise ScreenError(f"controls named {name!r}", self.described(name))
        for _ in range(left):
            self.press(name, first=True)

    def fill(self, label: str, text: str) -> None:
        """Write into a field."""
        self._do(lambda: self.field(label).fill(text), f"a field labelled {label!r}", label)

    def attach(self, label: str, files: Sequence[FilePayload]) -> None:
        """Put files into a field that takes them."""
        self._do(lambda: self.field(label).set_input_files(files), f"a field for files labelled {label!r}", label)

    def choose(self, label: str, option: str | None = None) -> None:
        """Choose from a list: the option named, or the first that is a real choice."""
        choice = {"label": option} if option else {"index": 1}
        looked_for = f"the option {option!r} of {label!r}" if option else f"a list labelled {label!r} to choose from"
        self._do(lambda: self.field(label).select_option(**choice), looked_for, option or label)

    def described(self, like: str = "") -> str:
        """What is on the screen, by role and name, for a reader of an error: what is called most ``like`` it first."""
        try:
            snapshot = self.page.aria_snapshot()
        except Error:
            return "nothing that can be read"
        told = [f"the message {text!r}" for text in texts(self.page.get_by_role("alert"))]
        named = sorted(NAMED.findall(snapshot), key=lambda each: _likeness(each[1], like), reverse=True)
        return ", ".join(dict.fromkeys([*told, *(f"{role} {name!r}" for role, name in named)])) or "nothing with a name"

    def _leads(self, place: str, name: str) -> bool:
        """Whether what is not on the screen may be behind the control that its place is called."""
        return not self.control(name).count() and self.control(place).count() > 0

    def _press(self, found: Locator, looked_for: str, name: str, *, first: bool) -> None:
        self._do((found.first if first else found).click, looked_for, name)
        self.page.wait_for_load_state()

    def _do(self, act: Callable[[], object], looked_for: str, name: str) -> None:
        try:
            act()
        except TimedOut as error:
            if CLICKED not in error.message:
                raise ScreenError(looked_for, self.described(name)) from None
            # It was there, and the page that it leads to takes longer than a control is looked for.
            self.page.wait_for_event("framenavigated", timeout=LOADING)
        except Error as error:
            if "strict mode violation" not in error.message:
                raise
            raise ScreenError(f"one of {looked_for}, found several", self.described(name)) from None


def texts(found: Locator) -> list[str]:
    """What each of them says. Playwright's ``all_inner_texts`` needs its script in the page once more: 40 ms a page."""
    return [each.inner_text() for each in found.all()]


def _likeness(name: str, other: str) -> float:
    return SequenceMatcher(None, name.casefold(), other.casefold()).ratio()


def _named(within: Page | Locator, roles: tuple[str, ...], name: str) -> Locator:
    found = (within.get_by_role(role, name=_whole(name)) for role in roles)  # type: ignore[arg-type]
    return reduce(lambda one, other: one.or_(other), found)


def _whole(name: str) -> re.Pattern[str]:
    # A slash would end the pattern in the selector that Playwright makes of it.
    escaped = re.escape(name).replace("/", r"\/")
    return re.compile(rf"^\s*{escaped}\s*$", re.IGNORECASE)
