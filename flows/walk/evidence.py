"""What an end is judged by, and the small judgements that ends are made of: each tells what is wrong, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as TimedOut

from flows.pages.login_page import LoginPage
from flows.pages.screen import texts
from flows.pages.support_desk import SupportDesk
from flows.walk.reader import Reader


@dataclass(frozen=True)
class Outcome:
    """What there is to judge by: the stored state, the persona's account in it, the catalog, the last reader."""

    account: Mapping[str, Any]
    state: Mapping[str, Any]
    catalog: Mapping[str, Any]
    last: Reader
    named: list[str]


def wrong_status(outcome: Outcome, wanted: str) -> list[str]:
    found = outcome.account["status"]
    return [] if found == wanted else [f"the stored account is {found}, not {wanted}"]


def wrong_heading(outcome: Outcome, part: str) -> list[str]:
    told = [closing[part] for closing in outcome.last.world.edition["closing"] if closing[part]]
    told += [after["with_account"] for after in told if after.get("with_account")]
    headings = {closing["heading"] for closing in told}
    shown = texts(outcome.last.screen.heading)
    return [] if headings & set(shown) else [f"the heading is {', '.join(shown) or 'missing'}"]


def not_told(outcome: Outcome) -> list[str]:
    """The owner reads that it is done, or is turned away at the log-in page; an agent sees the request decided."""
    last = outcome.last
    if last.account.key != last.world.persona:
        return not_shown(SupportDesk(last.page).decided, "the support desk shows no decided request")
    login = LoginPage(last.page, last.world)
    turned_away = [closing["after"]["login"] for closing in last.world.edition["closing"]]
    return [] if set(turned_away) & set(texts(login.complaint)) else wrong_heading(outcome, "after")


def asked_support(outcome: Outcome, kind: str, status: str) -> bool:
    """Whether support has such a request."""
    requests = outcome.state["support_requests"].values()
    return any((request["kind"], request["status"]) == (kind, status) for request in requests)


def not_said(outcome: Outcome, end: str) -> list[str]:
    """What is wrong unless the screen has the words by which the catalog tells this end."""
    says = next(told["says"] for told in outcome.catalog["ends"] if told["name"] == end)
    return not_shown(outcome.last.screen.words(says), f"the site does not say: {says}")


def not_mailed(outcome: Outcome, subject: str) -> list[str]:
    to = outcome.account["email"]
    sent = any((mail["to"], mail["subject"]) == (to, subject) for mail in outcome.last.world.mail())
    return [] if sent else [f"no email says: {subject}"]


def not_logged_in(outcome: Outcome) -> list[str]:
    return not_shown(outcome.last.screen.control("Account menu"), "the reader is not logged in")


def not_shown(words: Locator, otherwise: str) -> list[str]:
    try:
        words.first.wait_for()
    except TimedOut:
        return [otherwise]
    return []
