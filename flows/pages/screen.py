"""What the reader has before them: the open dialog, else the page."""

import re
from collections.abc import Callable, Sequence
from functools import reduce

from playwright.sync_api import Error, FilePayload, Locator, Page
from playwright.sync_api import TimeoutError as TimedOut

from flows.errors import ScreenError

CONTROLS = ("button", "link", "tab", "menuitem", "checkbox", "radio", "switch", "combobox")
PLACES = ("navigation", "region", "dialog", "tabpanel", "menu", "list", "heading")
NAMED = re.compile(r'^\s*- (?:\'|")?(\w+) "((?:[^"\\]|\\.)*)"', re.MULTILINE)


class Screen:
    """The screen, worked by the names a reader sees. An open dialog hides the page behind it, here as for its reader.

    A name is a whole accessible name, in any case. Raises ScreenError when it is not there, or there twice.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.heading = page.get_by_role("heading", level=1)
        self.blockers = page.get_by_role("list", name="What comes first").get_by_role("listitem")
        self.dialog = page.get_by_role("dialog")

    def control(self, name: str) -> Locator:
        """The control of that name, of whatever role."""
        return self._named(CONTROLS, name)

    def place(self, name: str) -> Locator:
        """The landmark, list or heading of that name."""
        return self._named(PLACES, name)

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

    def press(self, name: str) -> None:
        """Press a control; done when the page it leads to has loaded."""
        self._do(lambda: self.control(name).click(), f"a control named {name!r}")
        self.page.wait_for_load_state()

    def go_to(self, name: str, place: str) -> None:
        """Go where a control is: nowhere if it is on the screen, else behind the control the place is called."""
        if not self.control(name).count() and self.control(place).count():
            self.press(place)
        elif not self.control(place).or_(self.place(place)).count():
            raise ScreenError(f"a place named {place!r}", self.described())

    def press_each(self, name: str) -> None:
        """Press every control of that name, one after another, as many as there are now."""
        left = self.control(name).count()
        if not left:
            raise ScreenError(f"controls named {name!r}", self.described())
        for _ in range(left):
            self._do(lambda: self.control(name).first.click(), f"another control named {name!r}")
            self.page.wait_for_load_state()

    def fill(self, label: str, text: str) -> None:
        """Write into a field."""
        self._do(lambda: self.field(label).fill(text), f"a field labelled {label!r}")

    def attach(self, label: str, files: Sequence[FilePayload]) -> None:
        """Put files into a field that takes them."""
        self._do(lambda: self.field(label).set_input_files(files), f"a field for files labelled {label!r}")

    def choose(self, label: str, option: str | None = None) -> None:
        """Choose from a list: the option named, or the first that is a real choice."""
        choice = {"label": option} if option else {"index": 1}
        looked_for = f"the option {option!r} of {label!r}" if option else f"a list labelled {label!r} to choose from"
        self._do(lambda: self.field(label).select_option(**choice), looked_for)

    def described(self) -> str:
        """What is on the screen, by role and name, for a reader of an error."""
        try:
            snapshot = self.page.aria_snapshot()
        except Error:
            return "nothing that can be read"
        told = [f"the message {text!r}" for text in self.page.get_by_role("alert").all_inner_texts()]
        named = dict.fromkeys([*told, *(f"{role} {name!r}" for role, name in NAMED.findall(snapshot))])
        return ", ".join(named) or "nothing with a name"

    def _named(self, roles: tuple[str, ...], name: str) -> Locator:
        found = (self.page.get_by_role(role, name=_whole(name)) for role in roles)  # type: ignore[arg-type]
        return reduce(lambda one, other: one.or_(other), found)

    def _do(self, act: Callable[[], object], looked_for: str) -> None:
        try:
            act()
        except TimedOut:
            raise ScreenError(looked_for, self.described()) from None
        except Error as error:
            if "strict mode violation" not in error.message:
                raise
            raise ScreenError(f"one of {looked_for}, found several", self.described()) from None


def _whole(name: str) -> re.Pattern[str]:
    # A slash would end the pattern in the selector that Playwright makes of it.
    escaped = re.escape(name).replace("/", r"\/")
    return re.compile(rf"^\s*{escaped}\s*$", re.IGNORECASE)
