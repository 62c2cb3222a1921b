"""Somebody who follows a guide: a browser page, an account, and what they know."""

import re
import zipfile
from pathlib import Path
from typing import Literal, NoReturn

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as TimedOut

from flows.errors import ScreenError
from flows.pages.login_page import LoginPage, authenticator_code
from flows.pages.screen import Screen
from flows.site.client import Account, World
from flows.site.closing_path import SAVE_QUESTION
from flows.site.known_facts import FROM_FILE, FROM_LIST, attachments, facts_of, labels, mailed_code

LINK = re.compile(r"https?://\S+")


def links(body: str) -> list[str]:
    """The links of an email, in order."""
    return LINK.findall(body)


def is_whole(path: Path) -> bool:
    """Whether a file is a ZIP that holds something, all of it readable."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return bool(archive.namelist()) and archive.testzip() is None


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
        known = labels(fact, self.world.site.catalog()["field_labels"])
        return next((label for label in known if self.screen.field(label).count()), known[0])

    def enter(self, fact: str) -> None:
        if fact in FROM_LIST:
            self.screen.choose(self.label(fact))
        elif fact in FROM_FILE:
            self.screen.attach(self.label(fact), attachments(fact))
        else:
            self.screen.fill(self.label(fact), self._known(fact))

    def enter_in(self, fact: str, place: str) -> None:
        """Give what is known in the field of that name; where it names no field, it only says where to look."""
        if fact in FROM_LIST or not self.screen.field(place).count():
            self.enter(fact)
        elif fact in FROM_FILE:
            self.screen.attach(place, attachments(fact))
        else:
            self.screen.fill(place, self._known(fact))

    def skip(self, fact: str) -> None:
        field = self.screen.field(self.label(fact))
        if fact in FROM_LIST:
            field.select_option(index=0)
        else:
            field.fill("")

    def set_security_question(self) -> None:
        self.screen.choose("Question")
        self.screen.fill("Answer", self.account.security_answer or self.account.name)
        self.screen.press(SAVE_QUESTION)

    def sees(self, words: str) -> None:
        self._expect(self.screen.words(words), "visible", f"the words {words!r}", words)

    def sees_no(self, words: str) -> None:
        self._expect(self.screen.named(words), "hidden", f"nothing named {words!r}", words)

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

    def download(self, label: str) -> None:
        """Press a control and take the ZIP file that it gives."""
        looked_for = f"a ZIP file behind {label!r}"
        try:
            with self.page.expect_download() as coming:
                self.screen.press(label)
        except TimedOut:
            self._miss(looked_for)
        if not is_whole(coming.value.path()):
            self._miss(looked_for)

    def open_direct_link(self) -> None:
        """Open the public profile that this world is about, as somebody who was given its address."""
        address = self.world.owner.profile_url
        if address is None:
            raise ScreenError("a freelancer with a public profile", self.world.persona)
        self.page.goto(address)

    def scan(self) -> None:
        """Put the account into the authenticator, by the key that the page has beside its QR code."""
        try:
            key = self.screen.field("Key").input_value()
        except TimedOut:
            self._miss("a QR code with its key")
        self.account = self.world.learn(self.account, totp_secret=key)

    def _mail(self) -> list[dict[str, str]]:
        return [mail for mail in self.world.mail() if mail["to"] == self.account.email]

    def _known(self, fact: str) -> str:
        facts = facts_of(self.world, self.account)
        key, _, what = fact.rpartition("-")
        if fact not in facts and what in ("email", "name"):
            raise ScreenError(f"an account of the {key}", ", ".join(self.world.accounts))
        return facts[fact] if fact in facts else self._code(fact)

    def _code(self, fact: str) -> str:
        """The code that was mailed last, the authenticator's, or whichever of them there is."""
        mailed = None if fact == "authenticator-code" else mailed_code(self.world, self.account)
        if mailed:
            return mailed
        if fact == "mailed-code" or not self.account.totp_secret:
            self._miss(f"a {fact.replace('-', ' ')}")
        if (code := authenticator_code(self.account, self.world)) == self._last_code:
            self.world.advance("PT30S")  # the site takes no code twice, so a reader waits for the next
            code = authenticator_code(self.account, self.world)
        self._last_code = code
        return code

    def _expect(self, found: Locator, state: Literal["visible", "hidden"], looked_for: str, words: str) -> None:
        try:
            found.filter(visible=True).first.wait_for(state=state)
        except TimedOut:
            self._miss(looked_for, words)

    def _miss(self, looked_for: str, name: str = "") -> NoReturn:
        raise ScreenError(looked_for, self.screen.described(name))
