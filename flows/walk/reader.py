"""Somebody who follows a guide: a browser page, an account, and what they know."""

import secrets
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NoReturn

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TimedOut

from flows.errors import ScreenError
from flows.pages.login_page import LoginPage, authenticator_code
from flows.pages.patterns import within
from flows.pages.screen import Screen, texts
from flows.site import one_time
from flows.site.client import Account, World
from flows.site.closing_path import SAVE_QUESTION
from flows.site.known_facts import FROM_FILE, FROM_LIST, attachments, facts_of, labels, mailed_code
from flows.typography import plain
from flows.walk.mailbox import Email, Mailbox

EMPTY = "about:blank"  # the address of a page before it leads anywhere
SHORT = 300  # characters of an email that a message quotes


def _same(written: str, other: str) -> bool:
    return plain(written).casefold() == plain(other).casefold()


def shortened(body: str) -> str:
    """The beginning of an email, without what is secret in it."""
    text = plain(one_time.without_mailed(body))
    return f"“{text[:SHORT]}{'…' if len(text) > SHORT else ''}”"


def links(body: str) -> list[str]:
    """The links in an email, in order."""
    return one_time.LINK.findall(body)


def is_whole(path: Path, name: str) -> bool:
    """Whether a file has content; if its name says that it is a ZIP archive, all of that must be readable."""
    if not zipfile.is_zipfile(path):
        return not name.casefold().endswith(".zip") and path.stat().st_size > 0
    with zipfile.ZipFile(path) as archive:
        return bool(archive.namelist()) and archive.testzip() is None


def contents(path: Path) -> dict[str, bytes]:
    """What a ZIP archive has, by name; any other file is in it by itself, without a name."""
    if not zipfile.is_zipfile(path):
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def contains(files: Mapping[str, bytes], words: str) -> bool:
    """Whether one of the files has that name, or is a text with those words."""
    names = [name for name in files if not name.endswith("/")]
    if any(_same(words, written) for name in names for written in (name, PurePosixPath(name).name)):
        return True
    return any(_has_words(files[name], words) for name in names)


def _has_words(content: bytes, words: str) -> bool:
    text = content.decode(errors="replace")
    return "\ufffd" not in text and within(words).search(text) is not None


class Reader:
    """One actor of a walk."""

    def __init__(self, page: Page, world: World, account: Account, mailbox: Mailbox | None = None) -> None:
        self.page = page
        self.world = world
        self.account = account
        self.screen = Screen(page)
        self.screen.decline_popups()
        self.mailbox = mailbox or Mailbox(world)
        self._last_code = ""
        self._recovery_codes: list[str] = []
        self._downloaded: Path | None = None

    def log_in(self) -> None:
        LoginPage(self.page, self.world, self.screen).log_in(self.account)

    def open_site(self) -> None:
        LoginPage(self.page, self.world, self.screen).open()

    def log_out(self) -> None:
        log_out = self.world.edition["menu"]["log-out"]
        if not self.screen.control(log_out).count():
            self.screen.press("Account menu")
        self.screen.press(log_out)
        if self.screen.control("Account menu").count():
            self._miss("a page without 'Account menu', logged out")

    def label(self, fact: str) -> str:
        """The label of the field that asks for a fact."""
        likely = labels(fact, self.world.site.catalog()["field_labels"])
        return next((label for label in likely if self.screen.field(label).count()), likely[0])

    def enter(self, fact: str) -> None:
        self._enter(fact, self.label(fact))

    def enter_in(self, fact: str, place: str) -> None:
        """Enter a fact in the field called ``place``, or where ``place`` is not a field, in its own."""
        is_field = fact not in FROM_LIST and self.screen.field(place).count()
        self._enter(fact, place if is_field else self.label(fact))

    def skip(self, fact: str) -> None:
        self.screen.leave_empty(self.label(fact))

    def set_security_question(self) -> None:
        self.screen.choose("Question")
        self.screen.fill("Answer", self.account.security_answer or self.account.name)
        self.screen.press(SAVE_QUESTION)

    def sees(self, words: str) -> None:
        self.screen.expect(words, "shown")

    def sees_no(self, words: str) -> None:
        self.screen.expect(words, "gone")

    def receives_email(self, subject: str | None = None) -> None:
        """Take the oldest email that has arrived and was not taken before, with that subject if there is one."""
        emails = self.mailbox.sent_to(self.account)
        for email in emails:
            if self.mailbox.has_arrived(email) and (subject is None or _same(email.subject, subject)):
                self.mailbox.take(email)
                return
        looked_for = f"a new email titled {subject!r}" if subject else "a new email"
        raise ScreenError(looked_for, ", ".join(map(self._age, emails)) or "no email")

    def reads_in_email(self, words: str) -> None:
        """Check that the email which arrived last has these words."""
        email = self._latest_email(f"the words {words!r} in an email")
        if not within(words).search(email.body):
            raise ScreenError(f"the words {words!r} in the email {email.subject!r}", shortened(email.body))

    def reads_nowhere_in_email(self, words: str) -> None:
        """Check that the email which arrived last does not have these words."""
        email = self._latest_email(f"an email without the words {words!r}")
        if within(words).search(email.body):
            raise ScreenError(f"no words {words!r} in the email {email.subject!r}", shortened(email.body))

    def _latest_email(self, looked_for: str) -> Email:
        email = self.mailbox.latest(self.account)
        if email is None:
            raise ScreenError(looked_for, "no email")
        return email

    def open_mailed_link(self) -> None:
        """Open the first link to the site in the newest email; other links are not followed."""
        emails = self.mailbox.sent_to(self.account)
        if not emails:
            raise ScreenError("a link to the site in the newest email", "no email")
        if not self.mailbox.is_known(emails[-1]):
            raise ScreenError("a link in a new email", self._age(emails[-1]))
        address = next(filter(self.world.site.has, links(emails[-1].body)), None)
        if address is None:
            raise ScreenError("a link to the site in the newest email", f"{emails[-1].subject!r}, which has none")
        self.screen.load(lambda: self.page.goto(address), address)

    def download(self, label: str) -> None:
        """Press a control and check the file that it downloads."""
        looked_for = f"a whole file behind {label!r}"
        try:
            with self.page.expect_download() as download:
                self.screen.press(label)
        except TimedOut:
            self._miss(looked_for)
        if download.value.failure() or not is_whole(download.value.path(), download.value.suggested_filename):
            self._miss(looked_for)
        self._downloaded = download.value.path()

    def finds_in_file(self, words: str) -> None:
        """Check that the file downloaded last has these words; or, as a ZIP file, a file that has, or of that name."""
        looked_for = f"{words!r} in the downloaded file"
        if self._downloaded is None:
            raise ScreenError(looked_for, "no download")
        files = contents(self._downloaded)
        if not contains(files, words):
            raise ScreenError(looked_for, ", ".join(repr(name) for name in files if name) or "a file without them")

    def open_direct_link(self) -> None:
        """Open the public profile of the world's owner, as somebody who has its address."""
        address = self.world.owner.profile_url
        if address is None:
            raise ScreenError("a freelancer with a public profile", self.world.persona)
        self.screen.load(lambda: self.page.goto(address), address)

    def go_back(self) -> None:
        """Go back one page. Raises ScreenError if there is none."""
        before = self.page.url
        self.screen.load(self.page.go_back, "Back")
        if self.page.url in (EMPTY, before):
            raise ScreenError("a page to go back to", "none")

    def reload(self) -> None:
        """Reload the page. Raises ScreenError if there is none."""
        if self.page.url == EMPTY:
            raise ScreenError("a page to reload", "none")
        self.screen.load(self.page.reload, "Reload")

    def scan(self) -> None:
        """Put the account into the authenticator, with the key beside the QR code."""
        try:
            key = self.screen.field("Key").input_value()
        except TimedOut:
            self._miss("a QR code with its key")
        self.account = self.world.learn(self.account, totp_secret=key)

    def keep_codes(self) -> None:
        """Write down the recovery codes, each of which works once."""
        self._recovery_codes = texts(self.screen.recovery_codes)
        if not self._recovery_codes:
            self._miss("recovery codes")
        self.world.learn_secrets(self._recovery_codes)

    def _enter(self, fact: str, label: str) -> None:
        if fact in FROM_LIST:
            self.screen.choose(label)
        elif fact in FROM_FILE:
            self.screen.attach(label, attachments(fact))
        else:
            self.screen.fill(label, self._known(fact))

    def _age(self, email: Email) -> str:
        """An email by its subject, and whether it is too old to have arrived now."""
        old = "" if self.mailbox.has_arrived(email) else ", which came before"
        return f"{email.subject!r}{old}"

    def _known(self, fact: str) -> str:
        if fact == "another-password":
            self.account = self.world.learn(self.account, password=secrets.token_urlsafe(12))
            return self.account.password
        if fact == "recovery-code":
            return self._recovery_codes.pop(0) if self._recovery_codes else self._miss("a recovery code")
        facts = facts_of(self.world, self.account)
        persona, _, detail = fact.rpartition("-")
        if fact not in facts and detail in ("email", "name"):
            raise ScreenError(f"an account of the {persona}", ", ".join(self.world.accounts))
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

    def _miss(self, looked_for: str, name: str = "") -> NoReturn:
        raise ScreenError(looked_for, self.screen.described(name))
