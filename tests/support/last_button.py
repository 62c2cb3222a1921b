"""A reader at the last button of an edition's first closing, and what they learn when a fault strikes."""

from contextlib import suppress
from typing import Any, NamedTuple

from playwright.sync_api import Page

from flows.errors import UnansweredError
from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen, texts
from flows.site.client import World
from tests.support.gate import open_gate

IS_CLOSED, LAST_STAGE = "it is closed", "the last stage again"
NOTHING, ONCE = "open", "closed once"
ERROR_PAGE, HALF = "an error of the browser", "half a page"
AGAIN = "Open the page again"
BEFORE = ("no-stylesheet",)  # faults that are there from the login page on
HALF_A_PAGE = 2_000  # ms, after which the rest of a page is no longer waited for
SECONDS = {"slow": 0.3, "hanging": 0.3}


class Learned(NamedTuple):
    """What the page said after the last button and what was stored; what the reader did, and both again."""

    says: str
    stored: str
    does: str
    then_says: str
    then_stored: str


class LastButton:
    """Leads a reader to the last stage of a closing, and on when something has failed."""

    def __init__(self, world: World, page: Page) -> None:
        self.world, self.page, self.screen = world, page, Screen(page)
        self.closing: dict[str, Any] = world.edition["closing"][0]
        self.last = next(stage for stage in self.closing["stages"] if stage["does"] == "close")
        self.address = ""  # of the last stage

    def reach(self) -> None:
        """Log in and begin the closing, up to the last stage."""
        LoginPage(self.page, self.world).log_in(self.world.owner)
        open_gate(self.page, self.world)
        self.page.goto(f"{self.world.site.base_url}/closing/start/0")
        for stage in self.closing["stages"][: self.closing["stages"].index(self.last)]:
            self._press(stage)
        self.address = self.page.url

    def press(self) -> None:
        """Fill in the last stage and press its button; then there is another page, if only half of it or an error."""
        with self.page.expect_event("framenavigated"), suppress(UnansweredError):
            self._press(self.last)

    def _press(self, stage: dict[str, Any]) -> None:
        if any(ask["name"] == "reason" for ask in stage["asks"]):
            self.screen.choose("Reason")
        self.screen.press(stage["button"])

    def says(self) -> str:
        """What the screen says: the same in every edition where it means the same."""
        if not self.world.site.has(self.page.evaluate("location.href")):
            return ERROR_PAGE
        headings = texts(self.screen.heading)
        meanings = {self.closing["after"]["heading"]: IS_CLOSED, self.last["heading"]: LAST_STAGE}
        if not headings:
            return HALF
        text = self.page.get_by_role("main").get_by_role("paragraph").first
        return meanings.get(headings[-1]) or f"“{headings[-1]}. {text.inner_text()}”"

    def stored(self) -> str:
        """What is stored and mailed: nothing, or the closing once."""
        after, account = self.closing["after"], self.world.state()["accounts"][self.world.persona]
        mails = [mail for mail in self.world.mail() if mail["subject"] == after["mail"]]
        outcomes = {("open", 0): NOTHING, (after["status"], 1): ONCE}
        return outcomes.get((account["status"], len(mails)), f"{account['status']}, {len(mails)} emails")

    def go_on(self) -> str:
        """Do what the page or the browser offers, until it is closed; returns what that was."""
        if self.says() == IS_CLOSED:
            return "nothing"
        done = "reloads"
        if self.screen.control(AGAIN).count():
            done = "opens the page again"
            self.screen.press(AGAIN)
        else:
            self.screen.load(self.page.reload, "Reload")
        if self.says() == LAST_STAGE:
            done += ", presses again"
            self.press()
        return done


def learn(world: World, page: Page, fault: str) -> Learned:
    """Press the last button of a closing while a fault strikes, and go on once it is over."""
    reader = LastButton(world, page)
    wanted = {"fault": fault, **({"seconds": SECONDS[fault]} if fault in SECONDS else {})}
    if fault in BEFORE:
        world.set_faults(wanted)
    reader.reach()
    if fault not in BEFORE:
        world.set_faults(wanted)
    page.set_default_navigation_timeout(HALF_A_PAGE)
    reader.press()
    assert world.faults()[fault] < world.site.catalog()["faults"][fault]["times"], f"{fault} has struck nothing"
    world.set_faults()
    says, stored = reader.says(), reader.stored()
    return Learned(says, stored, reader.go_on(), reader.says(), reader.stored())
