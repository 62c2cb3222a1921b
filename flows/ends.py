"""How a procedure can end: judged by the stored state, and by what the last actor sees."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as TimedOut

from flows.errors import FlowsError
from flows.pages.login_page import LoginPage
from flows.pages.support_desk import SupportDesk
from flows.reader import Reader


class WrongEndError(FlowsError):
    """A walk ended otherwise than its guide says; the message says how."""


@dataclass(frozen=True)
class Outcome:
    """What there is to judge by: the stored state, the persona's account in it, the catalog, the last reader."""

    account: Mapping[str, Any]
    state: Mapping[str, Any]
    catalog: Mapping[str, Any]
    last: Reader
    named: list[str]


def parse(ends: str) -> tuple[str, list[str]]:
    """An end and the obligations it names: ``blocked by balance, open-proposal``."""
    if ends.startswith("blocked by "):
        return "blocked by …", [name.strip() for name in ends.removeprefix("blocked by ").split(",")]
    return ends, []


def judge(ends: str, persona: str, catalog: Mapping[str, Any], last: Reader) -> None:
    """Raise WrongEndError unless a walk ended as its guide says."""
    end, named = parse(ends)
    state = last.world.state()
    outcome = Outcome(state["accounts"][persona], state, catalog, last, named)
    wrong = ENDS[end](outcome)
    for key, account in state["accounts"].items():
        if key != persona and account["status"] != "open":
            wrong.append(f"the account of {key} is {account['status']}")
    if wrong:
        raise WrongEndError(f"ends: {ends!r} is not how it ended: {'; '.join(wrong)}")


def _status(outcome: Outcome, wanted: str) -> list[str]:
    found = outcome.account["status"]
    return [] if found == wanted else [f"the stored account is {found}, not {wanted}"]


def _heading(outcome: Outcome, part: str) -> list[str]:
    told = [closing[part] for closing in outcome.last.world.edition["closing"] if closing[part]]
    headings = {closing["heading"] for closing in told}
    shown = outcome.last.screen.heading.all_inner_texts()
    return [] if headings & set(shown) else [f"the heading is {', '.join(shown) or 'missing'}"]


def _closed(outcome: Outcome) -> list[str]:
    return [*_status(outcome, "closed"), *_told(outcome)]


def _marked(outcome: Outcome) -> list[str]:
    return [*_status(outcome, "marked"), *_told(outcome)]


def _told(outcome: Outcome) -> list[str]:
    """The owner reads that it is done, or is turned away at the log-in page; an agent sees the request decided."""
    last = outcome.last
    if last.account.key != last.world.persona:
        return _shows(SupportDesk(last.page).decided, "the support desk shows no decided request")
    login = LoginPage(last.page, last.world)
    turned_away = [closing["after"]["login"] for closing in last.world.edition["closing"]]
    return [] if set(turned_away) & set(login.complaint.all_inner_texts()) else _heading(outcome, "after")


def _blocked(outcome: Outcome) -> list[str]:
    wrong = _status(outcome, "open")
    says = {name: told["says"] for name, told in outcome.catalog["obligations"].items()}
    items = outcome.last.screen.blockers.all_inner_texts()
    shown = {name for name, words in says.items() if any(item.startswith(words) for item in items)}
    if shown != set(outcome.named):
        wrong.append(f"what the site lists is {', '.join(sorted(shown)) or 'nothing'}")
    if missing := set(outcome.named) - set(outcome.account["owes"]):
        wrong.append(f"the stored account does not owe {', '.join(sorted(missing))}")
    return wrong


def _sent_to_support(outcome: Outcome) -> list[str]:
    wrong = [*_status(outcome, "open"), *_heading(outcome, "asked")]
    if not any(request["status"] == "open" for request in outcome.state["support_requests"].values()):
        wrong.append("support has no open request")
    return wrong


def _desktop_only(outcome: Outcome) -> list[str]:
    says = next(end["says"] for end in outcome.catalog["ends"] if end["name"] == "desktop only")
    return [*_status(outcome, "open"), *_shows(outcome.last.screen.words(says), f"the site does not say: {says}")]


def _still_open(outcome: Outcome) -> list[str]:
    wrong = _status(outcome, "open")
    if outcome.state["support_requests"]:
        wrong.append("support was asked")
    dialogs = outcome.last.screen.dialog.get_by_role("heading").all_inner_texts()
    if dialogs:
        return [*wrong, f"a dialog is still open: {dialogs[0]}"]
    return [*wrong, *_shows(outcome.last.screen.control("Account menu"), "the reader is not logged in")]


def _shows(words: Locator, otherwise: str) -> list[str]:
    try:
        words.first.wait_for()
    except TimedOut:
        return [otherwise]
    return []


ENDS: dict[str, Callable[[Outcome], list[str]]] = {
    "closed": _closed,
    "marked for deletion": _marked,
    "blocked by …": _blocked,
    "sent to support": _sent_to_support,
    "desktop only": _desktop_only,
    "still open": _still_open,
}
