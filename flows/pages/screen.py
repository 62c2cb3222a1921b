"""The screen: the open dialog, else the page."""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import Error, FilePayload, Frame, Locator, Page
from playwright.sync_api import TimeoutError as TimedOut

from flows.appearance import Appearance
from flows.errors import ScreenError, UnansweredError
from flows.pages import diagnosis
from flows.pages.complaint import Complaint, Complaints, Press
from flows.pages.patterns import whole, within
from flows.pages.placing import misplaced
from flows.pages.roles import CONTROLS, FIELDS, IN_CONTENTS, PLACES, named, of_kind

LOADING = 30_000  # how long a page may take to load, in ms
CLICKED = "click action done"  # in Playwright's message once it has clicked and waits for a page
Visibility = Literal["shown", "gone"]
# Not the reader's: what lies behind an open dialog.
IN_FRONT = ":not([inert], [inert] *)"
IN_OPEN_MENU = ":popover-open *"


class Screen:
    """The screen, operated by the names a reader sees. As for a reader, an open dialog hides the page behind it.

    Names are whole accessible names, in any case and any typographic variant. Where two names differ in case only, the
    exact one counts, and in the page's header and footer no other does. What is in an open menu comes before what is on
    the page behind it. Raises ScreenError where a name is missing or there twice.

    Something is *shown* if a control or field has that name, if a text contains it in whole words, or if it is the
    hint in an empty field. The contents of fields, the options of a closed list, and what lies behind an open dialog do
    not count. Whatever is not shown is *gone*. What ``looks`` has for a name must be so, too: that is its kind, and
    where it is when something is done to it, or shown.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dialog = page.get_by_role("dialog")
        self.heading = page.get_by_role("heading", level=1).or_(self.dialog.get_by_role("heading", level=2))
        self.blockers = page.get_by_role("list", name="What comes first").get_by_role("listitem")
        self.recovery_codes = page.get_by_role("list", name="Recovery codes").get_by_role("listitem")
        self.sentence = ""  # the sentence that the reader follows now
        self.looks: Mapping[str, Appearance] = {}
        self._complaints = Complaints(page)
        self._pressed: Press | None = None
        self._complaint: Complaint | None = None

    @property
    def complaint(self) -> Complaint | None:
        """What the page answered the last press with, if it complains and nothing was done about it."""
        if self._pressed:
            press, self._pressed = self._pressed, None
            self._complaint = self._complaints.after(press)
        return self._complaint

    def decline_popups(self) -> None:
        """From now on, close the browser's own alerts and questions; a press that opens one cannot be judged."""
        self.page.on("dialog", self._complaints.decline)

    def accept_complaint(self) -> None:
        """Take the complaint as what the guide says."""
        self._complaint = None

    @contextmanager
    def as_said(self, looks: Iterable[tuple[str, Appearance]]) -> Generator[None]:
        """Within it, things must look as an act says, by their names."""
        self.looks = dict(looks)
        try:
            yield
        finally:
            self.looks = {}

    def control(self, name: str, *, exact: bool = False) -> Locator:
        """The control of that name, whatever its role; ``exact`` in case, too."""
        exactly = named(self.page, CONTROLS, name, exact=True, kinds=True)
        in_contents = named(self.page, CONTROLS, name, kinds=True).and_(self.page.locator(IN_CONTENTS))
        control = (exactly if exact else in_contents.or_(exactly)).and_(self.page.locator(IN_FRONT))
        return self._of_kind(control, name)

    def place(self, name: str) -> Locator:
        """The landmark, list or heading of that name."""
        return self._of_kind(named(self.page, PLACES, name), name)

    def field(self, label: str, *, exact: bool = False) -> Locator:
        """The field with that label."""
        field = self.page.get_by_label(whole(label, exact=exact))
        return field if self._look(label).kind == "field" else self._of_kind(field, label)

    def choices(self, label: str) -> Locator:
        """The list to choose from with that label."""
        return self._of_kind(self.page.get_by_role("combobox", name=whole(label)), label)

    def words(self, text: str) -> Locator:
        """Everything that shows these words; if they are the name of a kind of control, those."""
        if kind := self._look(text).kind:
            called = self._of_kind(named(self.page, (*CONTROLS, *FIELDS, "heading", "list"), text), text)
            called = called.or_(self.field(text)) if kind == "field" else called
            return called.and_(self.page.locator(IN_FRONT)).filter(visible=True)
        hints = self.page.get_by_placeholder(within(text)).and_(self.page.locator(":placeholder-shown"))
        controls = named(self.page, (*CONTROLS, *FIELDS), text)
        quoted = self.page.get_by_text(within(text)).and_(self.page.locator(":not(textarea)"))
        shown = quoted.or_(hints).or_(controls)
        return shown.and_(self.page.locator(IN_FRONT)).filter(visible=True)

    def expect(self, text: str, state: Visibility) -> None:
        """Wait until words are shown, or until they are gone."""
        kind = self._look(text).kind
        words = f"{kind} {text!r}" if kind else f"words {text!r}"
        try:
            self.words(text).first.wait_for(state="visible" if state == "shown" else "hidden")
        except TimedOut:
            raise ScreenError(f"the {words}" if state == "shown" else f"no {words}", self.described(text)) from None
        if state == "shown":
            self._expect_place(self.words(text), f"the {words}", text)

    def shows(self, text: str) -> bool:
        """Whether words are shown now."""
        words = self.words(text)
        return words.count() > 0 and misplaced(words, self._look(text)) is None

    def at(self, name: str, place: str, *, exact: bool = False) -> Locator:
        """The control of that name in the row that has the words of a place, else anywhere."""
        rows = self.page.get_by_role("listitem").or_(self.page.get_by_role("row"))
        words = self.page.get_by_text(whole(place)).and_(self.page.locator(":not(option)"))
        in_row = self._of_kind(named(rows.filter(has=words), CONTROLS, name, exact=exact), name)
        if in_row.count():
            return in_row
        if not self.control(place).or_(self.place(place)).count():
            raise ScreenError(f"a place named {place!r}, or a row of it with {name!r}", self.described(place))
        return self.control(name, exact=exact)

    def press(self, name: str, *, nth: int | None = None) -> None:
        """Press a control, or the ``nth`` of several, and wait until the page has loaded."""
        looked_for = f"a {self._look(name).kind or 'control'} named {name!r}"
        self._press(lambda exact: self.control(name, exact=exact), looked_for, name, nth=nth)

    def opener(self, name: str) -> str:
        """The name of what opens a closed menu that has this name in it; empty if none does, or if it is shown."""
        if self.control(name).count():
            return ""
        hidden = self.page.get_by_text(whole(name)).filter(visible=False).all()
        return next((opener for element in hidden if (opener := element.evaluate(diagnosis.OPENER))), "")

    def press_in(self, name: str, place: str, *, nth: int | None = None) -> None:
        """Press a control at a place, opening the place first if necessary."""
        if self._leads(place, name):
            self.press(place, nth=nth)
            self.press(name)
        else:
            looked_for = f"a {self._look(name).kind or 'control'} named {name!r} at {place!r}"
            if self._look(place).is_placed:
                self._expect_place(self.control(place).or_(self.place(place)), f"{place!r}", place)
            self._press(lambda exact: self.at(name, place, exact=exact), looked_for, name, nth=nth)

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
            self.press(name, nth=0)

    def load(self, act: Callable[[], object], name: str) -> None:
        """Do what loads a page, such as opening an address, as if a control of that name were pressed."""
        with _answered():
            act()
            self.page.wait_for_load_state()
        self._pressed = Press(name, self.sentence)

    def fill(self, label: str, text: str) -> None:
        """Write into a field."""
        self._do_in_field(label, lambda field: field.fill(text), f"a field labelled {label!r}")

    def attach(self, label: str, files: Sequence[FilePayload]) -> None:
        """Attach files to a field."""
        self._do_in_field(label, lambda field: field.set_input_files(files), f"a field for files labelled {label!r}")

    def choose(self, label: str, option: str | None = None) -> None:
        """Choose an option of a list: the one named, or the first that is not a placeholder."""
        if option is None:
            looked_for = f"a list labelled {label!r} to choose from"
            self._do_in_field(label, lambda field: field.select_option(index=1), looked_for)
            return

        def options(exact: bool) -> Locator:
            return self.field(label).get_by_role("option", name=whole(option, exact=exact))

        def select(choice: Locator) -> None:
            self.field(label).select_option(label=choice.text_content())

        self._do(options, select, f"the option {option!r} of {label!r}", option)

    def leave_empty(self, label: str) -> None:
        """Leave a field empty, or a list at its placeholder. Raises ScreenError if it must be filled in."""

        def empty(field: Locator) -> None:
            field.select_option(index=0) if self.choices(label).count() else field.fill("")
            if field.evaluate("field => field.required || field.value !== ''"):
                raise ScreenError(f"a field labelled {label!r} that may stay empty", "one that must be filled in")

        self._do_in_field(label, empty, f"a field labelled {label!r}")

    def described(self, like: str = "") -> str:
        """The contents of the screen by role and name, those most ``like`` a name first."""
        return diagnosis.describe(self.page, like, named(self.page, CONTROLS, like, include_hidden=True))

    def _look(self, name: str) -> Appearance:
        return self.looks.get(name, Appearance())

    def _of_kind(self, located: Locator, name: str) -> Locator:
        """Those of the elements that are of the kind which the current act says that name is."""
        kind = self._look(name).kind
        return located.and_(of_kind(self.page, kind)) if kind else located

    def _expect_place(self, elements: Locator, looked_for: str, name: str) -> None:
        """Raise ScreenError if none of the elements is where the current act says that name is."""
        look = self._look(name)
        if instead := misplaced(elements, look):
            raise ScreenError(f"{looked_for} {look.place}".strip(), instead)

    def _leads(self, place: str, name: str) -> bool:
        """Whether a control is not on the screen, but one that leads to its place is."""
        return not self.control(name).count() and self.control(place).count() > 0

    def _press(self, locate: Callable[[bool], Locator], looked_for: str, name: str, *, nth: int | None) -> None:
        def one(exact: bool) -> Locator:
            return locate(exact) if nth is None else locate(exact).nth(nth)

        self.load(lambda: self._do(one, self._click, looked_for, name), name)

    def _do_in_field(self, label: str, act: Callable[[Locator], object], looked_for: str) -> None:
        self._do(lambda exact: self.field(label, exact=exact), act, looked_for, label)

    def _do(
        self,
        locate: Callable[[bool], Locator],
        act: Callable[[Locator], object],
        looked_for: str,
        name: str,
        *,
        exact: bool = False,
    ) -> None:
        """Act on what is located in any case; where that is several, on the one that is exactly so."""
        element = locate(exact)
        try:
            if self._look(name).is_placed or self._look(name).kind == "button":
                element.wait_for()
                self._expect_place(element, looked_for, name)
            act(element)
        except TimedOut as error:
            if reason := diagnosis.unusable(error):
                raise ScreenError(f"{looked_for} that can be used", f"one that is {reason}") from None
            raise ScreenError(looked_for, self.described(name)) from None
        except Error as error:
            if "strict mode violation" not in error.message:
                raise
            if locate(exact).and_(self.page.locator(IN_OPEN_MENU)).count() == 1:
                self._do(lambda exact: locate(exact).and_(self.page.locator(IN_OPEN_MENU)), act, looked_for, name)
                return
            if exact or locate(True).count() != 1:
                raise ScreenError(f"one of {looked_for}, found several", self.described(name)) from None
            self._do(locate, act, looked_for, name, exact=True)

    def _click(self, element: Locator) -> None:
        """Click, and wait for a page that takes longer to load than Playwright waits for a control."""
        loaded: list[Frame] = []

        def note(frame: Frame) -> None:
            loaded.append(frame)

        self.page.on("framenavigated", note)
        try:
            element.click()
        except TimedOut as error:
            if CLICKED not in error.message:
                raise
            if not loaded:  # not just now, while Playwright gave up
                with _answered():
                    self.page.wait_for_event("framenavigated", timeout=LOADING)
        finally:
            self.page.remove_listener("framenavigated", note)


@contextmanager
def _answered() -> Generator[None]:
    """Within it, a wait for the site that ends without an answer raises UnansweredError."""
    try:
        yield
    except TimedOut:
        raise UnansweredError(f"the site did not answer within {LOADING / 1000:g} s") from None


def texts(elements: Locator) -> list[str]:
    """The text of each element; Playwright's ``all_inner_texts`` would cost 40 ms a page."""
    return [element.inner_text() for element in elements.all()]
