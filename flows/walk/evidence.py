"""The evidence for how a walk ended, and the checks that ends are made of. Each check returns its faults, or none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as TimedOut

from flows.pages.login_page import LoginPage
from flows.pages.screen import texts
from flows.pages.support_desk import SupportDesk
from flows.walk.reader import Reader

AccountStatus = Literal["open", "closed", "marked", "deleted", "suspended"]


@dataclass(frozen=True)
class Evidence:
    """The stored state with the persona's account, the catalog, the last reader, and the obligations the end names."""

    account: Mapping[str, Any]
    state: Mapping[str, Any]
    catalog: Mapping[str, Any]
    last: Reader
    obligations: list[str]

    def end(self, name: str) -> Mapping[str, Any]:
        """What the catalog says of an end."""
        return next(end for end in self.catalog["ends"] if end["name"] == name)


def check_status(evidence: Evidence, expected: AccountStatus) -> list[str]:
    status = evidence.account["status"]
    return [] if status == expected else [f"the stored account is {status}, not {expected}"]


def check_heading(evidence: Evidence, part: Literal["after", "asked"]) -> list[str]:
    """The last page has a heading that some closing of the edition gives it."""
    pages = [closing[part] for closing in evidence.last.world.edition["closing"] if closing[part]]
    pages += [page["with_account"] for page in pages if page.get("with_account")]
    shown = texts(evidence.last.screen.heading)
    return (
        [] if {page["heading"] for page in pages} & set(shown) else [f"the heading is {', '.join(shown) or 'missing'}"]
    )


def check_confirmed(evidence: Evidence) -> list[str]:
    """The owner reads that it is done, or is turned away at the log-in page; an agent sees the request decided."""
    last = evidence.last
    if last.account.key != last.world.persona:
        return check_shown(SupportDesk(last.page).decided, "the support desk shows no decided request")
    complaints = texts(LoginPage(last.page, last.world).complaint)
    refusals = {closing["after"]["login"] for closing in last.world.edition["closing"]}
    return [] if refusals & set(complaints) else check_heading(evidence, "after")


def has_request(evidence: Evidence, kind: str, status: str) -> bool:
    """Whether support has such a request."""
    requests = evidence.state["support_requests"].values()
    return any((request["kind"], request["status"]) == (kind, status) for request in requests)


def check_words(evidence: Evidence, end: str) -> list[str]:
    """The screen shows the sentence by which the catalog tells this end."""
    says = evidence.end(end)["says"]
    return check_shown(evidence.last.screen.words(says), f"the site does not say: {says}")


def check_mail(evidence: Evidence, end: str) -> list[str]:
    """The owner was sent the mail by which the catalog tells this end."""
    to, subject = evidence.account["email"], evidence.end(end)["mail"]
    sent = any((mail["to"], mail["subject"]) == (to, subject) for mail in evidence.last.world.mail())
    return [] if sent else [f"no email says: {subject}"]


def check_logged_in(evidence: Evidence) -> list[str]:
    return check_shown(evidence.last.screen.control("Account menu"), "the reader is not logged in")


def check_shown(words: Locator, fault: str) -> list[str]:
    try:
        words.first.wait_for()
    except TimedOut:
        return [fault]
    return []
