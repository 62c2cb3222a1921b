"""Somebody who follows a guide: a browser page, an account, and what they know."""

import re
from typing import Literal, NoReturn

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TimedOut

from flows.errors import ScreenError
from flows.pages.login_page import LoginPage, authenticator_code
from flows.pages.screen import Screen
from flows.worlds import Account, World

# What the site calls the field that asks for a fact; the first that is there.
LABELS = {
    "email": ["Email"],
    "password": ["Password"],
    "code": ["Code"],
    "security-answer": ["Security answer", "Answer"],
    "feedback": ["Feedback"],
    "message": ["Message"],
    "reason": ["Reason"],
    "security-question": ["Question"],
}
FEEDBACK = "I have done here what I came for."
MESSAGE = "Please close my account. I have nothing open any more."


class Reader:
    """One actor of a walk."""

    def __init__(self, page: Page, world: World, account: Account) -> None:
        self.page = page
        self.world = world
        self.account = account
        self.screen = Screen(page)
        self._read_mail = 0

    def log_in(self) -> None:
        LoginPage(self.page, self.world).log_in(self.account)

    def open_site(self) -> None:
        LoginPage(self.page, self.world).open()

    def log_out(self) -> None:
        if not self.screen.control(self.world.edition["menu"]["log-out"]).count():
            self.screen.press("Account menu")
        self.screen.press(self.world.edition["menu"]["log-out"])

    def label(self, fact: str) -> str:
        """What the site calls the field that asks for a fact."""
        *others, last = LABELS[fact]
        return next((label for label in others if self.screen.field(label).count()), last)

    def enter(self, fact: str) -> None:
        if fact in ("reason", "security-question"):
            self.screen.choose(self.label(fact))
        else:
            self.screen.fill(self.label(fact), self._known(fact))

    def set_security_question(self) -> None:
        self.screen.choose("Question")
        self.screen.fill("Answer", self.account.security_answer or self.account.name)
        self.screen.press("Save question")

    def sees(self, words: str) -> None:
        self._expect(words, "visible", f"the words {words!r}")

    def sees_no(self, words: str) -> None:
        self._expect(words, "hidden", f"that the words {words!r} are gone")

    def receives_email(self, subject: str | None = None) -> None:
        mine = [mail for mail in self.world.mail() if mail["to"] == self.account.email]
        fresh, self._read_mail = mine[self._read_mail :], len(mine)
        if not any(subject is None or mail["subject"].casefold() == subject.casefold() for mail in fresh):
            looked_for = f"a new email titled {subject!r}" if subject else "a new email"
            subjects = ", ".join(repr(mail["subject"]) for mail in mine) or "no email"
            raise ScreenError(looked_for, subjects)

    def _known(self, fact: str) -> str:
        known = {
            "email": self.account.email,
            "password": self.account.password,
            "security-answer": self.account.security_answer or self.account.name,
            "feedback": FEEDBACK,
            "message": MESSAGE,
        }
        return known[fact] if fact in known else self._code()

    def _code(self) -> str:
        """The code mailed last, else the authenticator's."""
        for mail in reversed(self.world.mail()):
            if mail["to"] == self.account.email and (code := re.search(r"\b\d{6}\b", mail["body"])):
                return code[0]
        if not self.account.totp_secret:
            self._miss("a code, mailed or from an authenticator")
        return authenticator_code(self.account, self.world)

    def _expect(self, words: str, state: Literal["visible", "hidden"], looked_for: str) -> None:
        try:
            self.screen.words(words).filter(visible=True).first.wait_for(state=state)
        except TimedOut:
            self._miss(looked_for)

    def _miss(self, looked_for: str) -> NoReturn:
        raise ScreenError(looked_for, self.screen.described())
