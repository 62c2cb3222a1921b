"""Somebody who follows a guide: a browser page, an account, and what they know."""

import re
from typing import Literal, NoReturn

from playwright.sync_api import FilePayload, Locator, Page
from playwright.sync_api import TimeoutError as TimedOut

from flows.errors import ScreenError
from flows.pages.login_page import LoginPage, authenticator_code
from flows.pages.screen import Screen
from flows.worlds import Account, World

# What the site calls the field that asks for a fact; the first that is there.
OTHERS = ("freelancer", "client", "member", "manager", "admin")
LABELS = {
    "email": ["Email"],
    "user-name": ["Email"],
    "password": ["Password"],
    "code": ["Code"],
    "mailed-code": ["Code"],
    "authenticator-code": ["Code"],
    "security-answer": ["Security answer", "Answer"],
    "feedback": ["Feedback"],
    "message": ["Message", "Answer"],
    "files": ["Files"],
    "phone": ["Phone"],
    "another-email": ["Email"],
    **{f"{key}-email": ["Email"] for key in OTHERS},
    "another-phone": ["Phone"],
    "reason": ["Reason"],
    "security-question": ["Question"],
}
LINK = re.compile(r"https?://\S+")
CHOSEN = ("reason", "security-question")
FEEDBACK = "I have done here what I came for."
MESSAGE = "Please close my account. I have nothing open any more."
ANOTHER_PHONE = "(555) 020-1234"
FILES = [FilePayload(name="final-work.txt", mimeType="text/plain", buffer=b"The finished work.\n")]


def links(body: str) -> list[str]:
    """The links of an email, in order."""
    return LINK.findall(body)


class Reader:
    """One actor of a walk."""

    def __init__(self, page: Page, world: World, account: Account) -> None:
        self.page = page
        self.world = world
        self.account = account
        self.screen = Screen(page)
        self._read: set[int] = set()
        self._last_code = ""

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
        if fact in CHOSEN:
            self.screen.choose(self.label(fact))
        elif fact == "files":
            self.screen.attach(self.label(fact), FILES)
        else:
            self.screen.fill(self.label(fact), self._known(fact))

    def enter_in(self, fact: str, place: str) -> None:
        """Give what is known in the field of that name; where it names no field, it only says where to look."""
        if fact not in CHOSEN and fact != "files" and self.screen.field(place).count():
            self.screen.fill(place, self._known(fact))
        else:
            self.enter(fact)

    def skip(self, fact: str) -> None:
        field = self.screen.field(self.label(fact))
        if fact in CHOSEN:
            field.select_option(index=0)
        else:
            field.fill("")

    def set_security_question(self) -> None:
        self.screen.choose("Question")
        self.screen.fill("Answer", self.account.security_answer or self.account.name)
        self.screen.press("Save question")

    def sees(self, words: str) -> None:
        self._expect(self.screen.words(words), "visible", f"the words {words!r}")

    def sees_no(self, words: str) -> None:
        self._expect(self.screen.named(words), "hidden", f"nothing named {words!r}")

    def receives_email(self, subject: str | None = None) -> None:
        """Take the first email that has come and was not taken before, of that subject if one is given."""
        mine = self._mail()
        for number, mail in enumerate(mine):
            if number not in self._read and (subject is None or mail["subject"].casefold() == subject.casefold()):
                self._read.add(number)
                return
        looked_for = f"a new email titled {subject!r}" if subject else "a new email"
        raise ScreenError(looked_for, ", ".join(repr(mail["subject"]) for mail in mine) or "no email")

    def open_mailed_link(self) -> None:
        """Open the first link of the newest email; only one that leads to the site is followed."""
        mine = self._mail()
        found = links(mine[-1]["body"]) if mine else []
        here = [link for link in found if link.startswith(f"{self.world.site.base_url}/")]
        if not here:
            newest = f"{mine[-1]['subject']!r}, which has none" if mine else "no email"
            raise ScreenError("a link to the site in the newest email", newest)
        self.page.goto(here[0])

    def scan(self) -> None:
        """Put the account into the authenticator, by the key that the page has beside its QR code."""
        try:
            key = self.screen.field("Key").input_value()
        except TimedOut:
            self._miss("a QR code with its key")
        self.account = self.world.learn(self.account, totp_secret=key)

    def _mail(self) -> list[dict[str, str]]:
        return [mail for mail in self.world.mail() if mail["to"] == self.account.email]

    def _email_of(self, key: str) -> str:
        """The address of another party of this world."""
        if key not in self.world.accounts:
            raise ScreenError(f"an account of the {key}", ", ".join(self.world.accounts))
        return self.world.accounts[key].email

    def _known(self, fact: str) -> str:
        if (key := fact.removesuffix("-email")) in OTHERS:
            return self._email_of(key)
        known = {
            "email": self.account.email,
            "user-name": self.account.username,
            "another-email": f"another.{self.account.email}",
            "phone": self.account.phone,
            "another-phone": ANOTHER_PHONE,
            "password": self.account.password,
            "security-answer": self.account.security_answer or self.account.name,
            "feedback": FEEDBACK,
            "message": MESSAGE,
        }
        return known[fact] if fact in known else self._code(fact)

    def _code(self, fact: str) -> str:
        """The code that was mailed last, the authenticator's, or whichever of them there is."""
        mailed = None if fact == "authenticator-code" else self._mailed_code()
        if mailed:
            return mailed
        if fact == "mailed-code" or not self.account.totp_secret:
            self._miss(f"a {fact.replace('-', ' ')}")
        if (code := authenticator_code(self.account, self.world)) == self._last_code:
            self.world.advance("PT30S")  # the site takes no code twice, so a reader waits for the next
            code = authenticator_code(self.account, self.world)
        self._last_code = code
        return code

    def _mailed_code(self) -> str | None:
        """The newest code that has come, by email or as a text to the phone a reader signs up with."""
        for mail in reversed(self.world.mail()):
            mine = mail["to"] in (self.account.email, self.account.phone, ANOTHER_PHONE)
            if mine and (code := re.search(r"\b\d{6}\b", mail["body"])):
                return code[0]
        return None

    def _expect(self, found: Locator, state: Literal["visible", "hidden"], looked_for: str) -> None:
        try:
            found.filter(visible=True).first.wait_for(state=state)
        except TimedOut:
            self._miss(looked_for)

    def _miss(self, looked_for: str) -> NoReturn:
        raise ScreenError(looked_for, self.screen.described())
