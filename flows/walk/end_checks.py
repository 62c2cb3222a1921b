"""The checks that ends are made of. Each yields its faults, or nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as TimedOut

from flows.pages.login_page import LoginPage
from flows.pages.screen import texts
from flows.pages.support_desk import SupportDesk
from flows.walk.reader import Reader

AccountStatus = Literal["open", "closed", "marked", "deleted", "suspended"]
ENDED = ("left", "removed", "closed")  # the statuses of a membership that is over


@dataclass(frozen=True)
class Evidence:
    """How a walk ended: the stored state, the catalog, the last reader, and the expected end."""

    state: Mapping[str, Any]
    catalog: Mapping[str, Any]
    last: Reader
    end: str
    obligations: list[str]

    @property
    def account(self) -> Mapping[str, Any]:
        """The persona's account, as stored."""
        return dict(self.state["accounts"][self.last.world.persona])

    @property
    def memberships(self) -> list[Mapping[str, Any]]:
        """The persona's memberships, including those that have ended."""
        return [row for row in self.state["memberships"].values() if row["account"] == self.last.world.persona]

    @property
    def documented(self) -> Mapping[str, Any]:
        """What the catalog says of the end."""
        return next(end for end in self.catalog["ends"] if end["name"] == self.end)


Check = Callable[[Evidence], Iterable[str]]


def status(*expected: AccountStatus) -> Check:
    """The stored account has one of these statuses."""

    def check(evidence: Evidence) -> Iterator[str]:
        if (stored := evidence.account["status"]) not in expected:
            yield f"the stored account is {stored}, not {' or '.join(expected)}"

    return check


def heading(part: Literal["after", "asked"]) -> Check:
    """The last page has a heading that some closing of the edition gives it."""

    def check(evidence: Evidence) -> Iterator[str]:
        pages = [closing[part] for closing in evidence.last.world.edition["closing"] if closing[part]]
        pages += [page["with_account"] for page in pages if page.get("with_account")]
        shown = texts(evidence.last.screen.heading)
        if {page["heading"] for page in pages}.isdisjoint(shown):
            yield f"the heading is {', '.join(shown) or 'missing'}"

    return check


def has_request(evidence: Evidence, kind: str, status: str) -> bool:
    requests = evidence.state["support_requests"].values()
    return any((row["kind"], row["status"]) == (kind, status) for row in requests)


def request(kind: str, status: str, fault: str) -> Check:
    """Support has such a request; ``fault`` if it has none."""
    return lambda evidence: [] if has_request(evidence, kind, status) else [fault]


def confirmed(evidence: Evidence) -> Iterable[str]:
    """The owner is told so, or refused at the login page; an agent sees a decided request."""
    last = evidence.last
    if last.account.key != last.world.persona:
        return visible(SupportDesk(last.page).decided, "the support desk shows no decided request")
    complaints = texts(LoginPage(last.page, last.world).complaint)
    # A link to support may follow.
    refused = any(text.startswith(says) for text in complaints for says in refused_logins(evidence))
    return [] if refused else heading("after")(evidence)


def refused_logins(evidence: Evidence) -> set[str]:
    """What the edition says at the login page of a closed account."""
    return {closing["after"]["login"] for closing in evidence.last.world.edition["closing"]}


def sentence_shown(evidence: Evidence) -> list[str]:
    """The screen shows the sentence that the catalog has for the end."""
    says = evidence.documented["says"]
    return visible(evidence.last.screen.words(says), f"the site does not say: {says}")


def mailed(evidence: Evidence) -> Iterator[str]:
    """The owner was sent the mail that the catalog has for the end."""
    to, subject = evidence.account["email"], evidence.documented["mail"]
    if not any((mail["to"], mail["subject"]) == (to, subject) for mail in evidence.last.world.mail()):
        yield f"no email says: {subject}"


def logged_in(evidence: Evidence) -> list[str]:
    return visible(evidence.last.screen.control("Account menu"), "the reader is not logged in")


def own_team_closed(evidence: Evidence) -> Iterator[str]:
    """A team that the reader owns is closed, and no other."""
    owned = [row["team"] for row in evidence.memberships if row["role"] == "owner"]
    closed = [key for key, team in evidence.state["teams"].items() if team["status"] != "open"]
    if not closed:
        yield "no team is closed"
    yield from (f"{key} is closed, and the reader does not own it" for key in closed if key not in owned)


def no_team_closed(evidence: Evidence) -> Iterator[str]:
    closed = [team["name"] for team in evidence.state["teams"].values() if team["status"] != "open"]
    yield from (f"the team {name} is closed" for name in closed)


def still_in(evidence: Evidence) -> Iterator[str]:
    """The reader is still in every team."""
    for row in evidence.memberships:
        if row["status"] in ENDED:
            yield f"the reader's place in {evidence.state['teams'][row['team']]['name']} is {row['status']}"


def out_of_a_team(evidence: Evidence) -> Iterator[str]:
    if not any(row["status"] in ("left", "removed") for row in evidence.memberships):
        yield "the reader is still in every team"


def others_still_in(evidence: Evidence) -> Iterator[str]:
    for row in evidence.state["memberships"].values():
        if row["account"] != evidence.last.world.persona and row["status"] in ENDED:
            yield f"the place of {row['account']} is {row['status']}"


def visible(words: Locator, fault: str) -> list[str]:
    """The fault, unless these words are on the screen or appear in time."""
    try:
        words.first.wait_for()
    except TimedOut:
        return [fault]
    return []
