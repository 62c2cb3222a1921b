"""The screen: the open dialog, else the page."""

import os
import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import reduce

from playwright.sync_api import Error, FilePayload, Locator, Page
from playwright.sync_api import TimeoutError as TimedOut

from flows.errors import ScreenError

LOADING = 0 if os.environ.get("PWDEBUG") else 30_000  # how long a page may take to load, in ms
CLICKED = "click action done"  # in Playwright's message once it has clicked and waits for a page
CONTROLS = ("button", "link", "tab", "menuitem", "checkbox", "radio", "switch", "combobox")
PLACES = ("navigation", "region", "dialog", "tabpanel", "menu", "list", "heading")
NAMED = re.compile(r'^\s*- (?:\'|")?(\w+) "((?:[^"\\]|\\.)*)"', re.MULTILINE)


class Screen:
    """The screen, operated by the names a reader sees. As for a reader, an open dialog hides the page behind it.

    Names are whole accessible names, in any case. Raises ScreenError where a name is missing or there twice.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dialog = page.get_by_role("dialog")
        self.heading = page.get_by_role("heading", level=1).or_(self.dialog.get_by_role("heading", level=2))
        self.blockers = page.get_by_role("list", name="What comes first").get_by_role("listitem")

    def control(self, name: str) -> Locator:
        """The control of that name, whatever its role."""
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
        """Any text that contains these words, or the control of that name."""
        return self.control(text).or_(self.page.get_by_text(text))

    def named(self, text: str) -> Locator:
        """The control of exactly that name, or a text of exactly these words."""
        return self.control(text).or_(self.page.get_by_text(_whole(text)))

    def at(self, name: str, place: str) -> Locator:
        """The control of that name in the row that has the words of a place, else anywhere."""
        rows = self.page.get_by_role("listitem").or_(self.page.get_by_role("row"))
        words = self.page.get_by_text(_whole(place)).and_(self.page.locator(":not(option)"))
        in_row = _named(rows.filter(has=words), CONTROLS, name)
        if in_row.count():
            return in_row
        if not self.control(place).or_(self.place(place)).count():
            raise ScreenError(f"a place named {place!r}, or a row of it with {name!r}", self.described(place))
        return self.control(name)

    def press(self, name: str, *, first: bool = False) -> None:
        """Press a control, or the ``first`` of several, and wait until the page has loaded."""
        self._press(self.control(name), f"a control named {name!r}", name, first=first)

    def press_in(self, name: str, place: str, *, first: bool = False) -> None:
        """Press a control at a place, opening the place first if necessary."""
        if self._leads(place, name):
            self.press(place, first=first)
            self.press(name)
        else:
            self._press(self.at(name, place), f"a control named {name!r} at {place!r}", name, first=first)

    def count_in(self, name: str, place: str) -> int:
        """The number of controls at a place, or of controls that lead there, if there are several."""
        if not self._leads(place, name):
            return self.at(name, place).count()
        if (openers := self.control(place).count()) > 1:
            return openers
        self.press(place)
        return self.control(name).count()

    def press_each(self, name: str) -> None:
        """Press every control of that name that is there now, one after another."""
        count = self.control(name).count()
        if not count:
            raise ScreenError(f"controls named {name!r}", self.described(name))
        for _ in range(count):
            self.press(name, first=True)

    def fill(self, label: str, text: str) -> None:
        """Write into a field."""
        self._do(lambda: self.field(label).fill(text), f"a field labelled {label!r}", label)

    def attach(self, label: str, files: Sequence[FilePayload]) -> None:
        """Attach files to a field."""
        self._do(lambda: self.field(label).set_input_files(files), f"a field for files labelled {label!r}", label)

    def choose(self, label: str, option: str | None = None) -> None:
        """Choose an option of a list: the one named, or the first that is not a placeholder."""
        choice = {"label": option} if option else {"index": 1}
        looked_for = f"the option {option!r} of {label!r}" if option else f"a list labelled {label!r} to choose from"
        self._do(lambda: self.field(label).select_option(**choice), looked_for, option or label)

    def described(self, like: str = "") -> str:
        """The contents of the screen by role and name, those most ``like`` a name first."""
        try:
            snapshot = self.page.aria_snapshot()
        except Error:
            return "nothing that can be read"
        alerts = [f"the message {text!r}" for text in texts(self.page.get_by_role("alert"))]
        elements = sorted(NAMED.findall(snapshot), key=lambda element: _likeness(element[1], like), reverse=True)
        listed = dict.fromkeys([*alerts, *(f"{role} {name!r}" for role, name in elements)])
        return ", ".join(listed) or "nothing with a name"

    def _leads(self, place: str, name: str) -> bool:
        """Whether a control is not on the screen, but one that leads to its place is."""
        return not self.control(name).count() and self.control(place).count() > 0

    def _press(self, control: Locator, looked_for: str, name: str, *, first: bool) -> None:
        self._do((control.first if first else control).click, looked_for, name)
        self.page.wait_for_load_state()

    def _do(self, act: Callable[[], object], looked_for: str, name: str) -> None:
        try:
            act()
        except TimedOut as error:
            if CLICKED not in error.message:
                raise ScreenError(looked_for, self.described(name)) from None
            # The control was there; the page it leads to takes longer to load than Playwright waits for a control.
            self.page.wait_for_event("framenavigated", timeout=LOADING)
        except Error as error:
            if "strict mode violation" not in error.message:
                raise
            raise ScreenError(f"one of {looked_for}, found several", self.described(name)) from None


def texts(elements: Locator) -> list[str]:
    """The text of each element; Playwright's ``all_inner_texts`` would cost 40 ms a page."""
    return [element.inner_text() for element in elements.all()]


def _likeness(name: str, other: str) -> float:
    return SequenceMatcher(None, name.casefold(), other.casefold()).ratio()


def _named(within: Page | Locator, roles: tuple[str, ...], name: str) -> Locator:
    by_role = (within.get_by_role(role, name=_whole(name)) for role in roles)  # type: ignore[arg-type]
    return reduce(lambda one, other: one.or_(other), by_role)


def _whole(name: str) -> re.Pattern[str]:
    # A bare slash would end the pattern in the selector that Playwright builds.
    escaped = re.escape(name).replace("/", r"\/")
    return re.compile(rf"^\s*{escaped}\s*$", re.IGNORECASE)
