"""How a procedure can end: judged by the stored state, and by what the last actor sees."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as TimedOut

from flows.cell_changes import fits
from flows.errors import FlowsError
from flows.guide import FrontMatter
from flows.pages.login_page import LoginPage
from flows.pages.support_desk import SupportDesk
from flows.reader import Reader


class WrongEndError(FlowsError):
    """A walk ended otherwise than its guide says; the message says how."""


NOT_FOUND = "Account not found."  # what the site says to anybody it does not know


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


def judge(front: FrontMatter, catalog: Mapping[str, Any], last: Reader) -> None:
    """Raise WrongEndError unless a walk ended as its guide says, with the data gone and kept that it says."""
    ends, persona = front.ends or "", front.persona
    end, named = parse(ends)
    state = last.world.state()
    outcome = Outcome(state["accounts"][persona], state, catalog, last, named)
    wrong = ENDS[end](outcome)
    for key, account in state["accounts"].items():
        if key != persona and account["status"] != "open" and not _went(state, key):
            wrong.append(f"the account of {key} is {account['status']}")
    erased = _erased(catalog["parts"], last.world.changes())
    wrong += [f"of the data, {part} is still there" for part in front.gone if part not in erased]
    wrong += [f"of the data, {part} is gone" for part in front.kept if part in erased]
    if wrong:
        raise WrongEndError(f"ends: {ends!r} is not how it ended: {'; '.join(wrong)}")


def _erased(parts: Mapping[str, Any], changes: Iterable[Mapping[str, Any]]) -> set[str]:
    """The parts of data of which something was deleted or masked since the world was made."""
    gone = [change["path"] for change in changes if change["from"] and change["to"] in MASKED]
    return {name for name, told in parts.items() if any(fits(path, each) for each in told["changes"] for path in gone)}


MASKED = (None, "", "A former member", "A former team", "(masked)")


def _went(state: Mapping[str, Any], key: str) -> bool:
    """Whether somebody has left a team, or was removed from one: that can close an account, too."""
    return any(row["account"] == key and row["status"] in ("left", "removed") for row in state["memberships"].values())


def _status(outcome: Outcome, wanted: str) -> list[str]:
    found = outcome.account["status"]
    return [] if found == wanted else [f"the stored account is {found}, not {wanted}"]


def _heading(outcome: Outcome, part: str) -> list[str]:
    told = [closing[part] for closing in outcome.last.world.edition["closing"] if closing[part]]
    told += [after["with_account"] for after in told if after.get("with_account")]
    headings = {closing["heading"] for closing in told}
    shown = outcome.last.screen.heading.all_inner_texts()
    return [] if headings & set(shown) else [f"the heading is {', '.join(shown) or 'missing'}"]


def _closed(outcome: Outcome) -> list[str]:
    return [*_status(outcome, "closed"), *_told(outcome)]


def _marked(outcome: Outcome) -> list[str]:
    return [*_status(outcome, "marked"), *_told(outcome)]


def _deleted(outcome: Outcome) -> list[str]:
    """Whoever is known no more is told at the log-in page what anybody unknown is."""
    if not outcome.account["email"]:
        complaint = LoginPage(outcome.last.page, outcome.last.world).complaint
        found = complaint.filter(has_text=NOT_FOUND)
        return [*_status(outcome, "deleted"), *_shows(found, f"the log-in page does not say: {NOT_FOUND}")]
    return [*_status(outcome, "deleted"), *_told(outcome)]


def _new_account(outcome: Outcome) -> list[str]:
    """Another account has the email address, its owner is logged in, and no row of the old one has come along."""
    wrong = [*_status(outcome, "closed"), *_logged_in(outcome)]
    email = outcome.last.world.owner.email
    known = outcome.last.world.accounts
    new = [key for key, told in outcome.state["accounts"].items() if key not in known and told["email"] == email]
    if not new:
        return [*wrong, f"no new account has the address {email}"]
    tables = {name: rows for name, rows in outcome.state.items() if isinstance(rows, dict) and name != "accounts"}
    # A new client has a new company; what it may not have is a place in one that others are or were in.
    others = {row["team"] for row in tables["memberships"].values() if row["account"] != new[0]}
    owned = [
        f"{table}/{key}"
        for table, rows in tables.items()
        for key, row in rows.items()
        if new[0] in row.values() and not (table == "memberships" and row["team"] not in others)
    ]
    return [*wrong, *([f"the new account has {', '.join(owned)}"] if owned else [])]


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
        listed = ", ".join(sorted(shown)) or f"nothing, on {outcome.last.page.title()!r}, the last screen"
        wrong.append(f"what the site lists is {listed}")
    if missing := set(outcome.named) - set(outcome.account["owes"]):
        wrong.append(f"the stored account does not owe {', '.join(sorted(missing))}")
    return wrong


def _sent_to_support(outcome: Outcome) -> list[str]:
    wrong = [*_status(outcome, "open"), *_heading(outcome, "asked")]
    if not _asked(outcome, "close", "open"):
        wrong.append("support has no open request to close the account")
    return wrong


def _asked(outcome: Outcome, kind: str, status: str) -> bool:
    """Whether support has such a request."""
    requests = outcome.state["support_requests"].values()
    return any((request["kind"], request["status"]) == (kind, status) for request in requests)


def _desktop_only(outcome: Outcome) -> list[str]:
    return [*_status(outcome, "open"), *_says(outcome, "desktop only")]


def _owner_only(outcome: Outcome) -> list[str]:
    wrong = [*_status(outcome, "open"), *_says(outcome, "owner only"), *_teams_closed(outcome)]
    return [*wrong, *_still_in(outcome)]


def _teams_closed(outcome: Outcome) -> list[str]:
    return [
        f"the team {team['name']} is closed" for team in outcome.state["teams"].values() if team["status"] != "open"
    ]


def _ask_an_admin(outcome: Outcome) -> list[str]:
    return [*_status(outcome, "open"), *_says(outcome, "ask an admin"), *_still_in(outcome)]


def _still_in(outcome: Outcome) -> list[str]:
    ended = [row for row in _places(outcome) if row["status"] in ENDED]
    return [f"the reader's place in {outcome.state['teams'][row['team']]['name']} is {row['status']}" for row in ended]


def _places(outcome: Outcome) -> list[Mapping[str, Any]]:
    """The reader's places in teams, also those that have ended."""
    return [row for row in outcome.state["memberships"].values() if row["account"] == outcome.last.world.persona]


def _team_closed(outcome: Outcome) -> list[str]:
    """A team of the reader's own is closed, and nothing else is."""
    owned = [row["team"] for row in _places(outcome) if row["role"] == "owner"]
    closed = [key for key, team in outcome.state["teams"].items() if team["status"] != "open"]
    wrong = _status(outcome, "open")
    if not closed:
        wrong.append("no team is closed")
    return [*wrong, *(f"{key} is closed, which is somebody else's" for key in closed if key not in owned)]


def _out_of_the_team(outcome: Outcome) -> list[str]:
    """The reader is in a team less; no team is closed, and everybody else is where they were."""
    gone = any(row["status"] in ("left", "removed") for row in _places(outcome))
    wrong = [*_status(outcome, "open"), *([] if gone else ["the reader is in every team still"])]
    return [*wrong, *_teams_closed(outcome), *_others_gone(outcome.state, outcome.last.world.persona)]


def _others_gone(state: Mapping[str, Any], persona: str) -> list[str]:
    others = [row for row in state["memberships"].values() if row["account"] != persona]
    return [f"the place of {row['account']} is {row['status']}" for row in others if row["status"] in ENDED]


ENDED = ("left", "removed", "closed")  # what a place in a team is once somebody is not in it any more


def _one_account_only(outcome: Outcome) -> list[str]:
    wrong = [*_status(outcome, "open"), *_says(outcome, "one account only")]
    opened = set(outcome.state["accounts"]) - set(outcome.last.world.accounts)
    return [*wrong, *(f"an account was opened: {key}" for key in sorted(opened))]


def _says(outcome: Outcome, end: str) -> list[str]:
    """What is wrong unless the screen has the words by which the catalog tells this end."""
    says = next(told["says"] for told in outcome.catalog["ends"] if told["name"] == end)
    return _shows(outcome.last.screen.words(says), f"the site does not say: {says}")


def _restored(outcome: Outcome) -> list[str]:
    """The account was closed, is open again, its owner was told so, and is logged in."""
    return [*_status(outcome, "open"), *_logged_in(outcome), *_mailed(outcome, OPEN_AGAIN)]


def _lifted(outcome: Outcome) -> list[str]:
    return [*_status(outcome, "open"), *_logged_in(outcome), *_mailed(outcome, NOT_SUSPENDED)]


def _still_suspended(outcome: Outcome) -> list[str]:
    wrong = _status(outcome, "suspended")
    return wrong if _asked(outcome, "appeal", "declined") else [*wrong, "support has not declined an appeal"]


OPEN_AGAIN = "Your Worklane account is open again"
NOT_SUSPENDED = "Your account is not suspended any more"


def _mailed(outcome: Outcome, subject: str) -> list[str]:
    to = outcome.account["email"]
    sent = any((mail["to"], mail["subject"]) == (to, subject) for mail in outcome.last.world.mail())
    return [] if sent else [f"no email says: {subject}"]


def _not_restored(outcome: Outcome) -> list[str]:
    status = "marked" if outcome.account["status"] == "marked" else "closed"
    wrong = [*_status(outcome, status), *_told(outcome)]
    declined = _asked(outcome, "reopen", "declined")
    return wrong if declined else [*wrong, "support has not declined to reopen the account"]


def _still_open(outcome: Outcome) -> list[str]:
    wrong = [*_status(outcome, "open"), *_teams_closed(outcome), *_still_in(outcome)]
    if _asked(outcome, "close", "open"):
        wrong.append("support has been asked to close it")
    dialogs = outcome.last.screen.dialog.get_by_role("heading").all_inner_texts()
    return [*wrong, f"a dialog is still open: {dialogs[0]}"] if dialogs else [*wrong, *_logged_in(outcome)]


def _as_it_was(outcome: Outcome) -> list[str]:
    """Whatever was changed is changed back: an alternative to closing can be undone."""
    left = [change["path"] for change in outcome.last.world.changes() if not LOG.match(change["path"])]
    return [*_still_open(outcome), *(f"{path} is not as it was" for path in left)]


LOG = re.compile("/(now|mail|support_requests|support_messages)(/|$)")  # that time passes, and what was said


def _logged_in(outcome: Outcome) -> list[str]:
    return _shows(outcome.last.screen.control("Account menu"), "the reader is not logged in")


def _shows(words: Locator, otherwise: str) -> list[str]:
    try:
        words.first.wait_for()
    except TimedOut:
        return [otherwise]
    return []


ENDS: dict[str, Callable[[Outcome], list[str]]] = {
    "closed": _closed,
    "marked for deletion": _marked,
    "deleted": _deleted,
    "new account": _new_account,
    "blocked by …": _blocked,
    "sent to support": _sent_to_support,
    "desktop only": _desktop_only,
    "owner only": _owner_only,
    "ask an admin": _ask_an_admin,
    "team closed": _team_closed,
    "out of the team": _out_of_the_team,
    "one account only": _one_account_only,
    "restored": _restored,
    "not restored": _not_restored,
    "suspension lifted": _lifted,
    "still suspended": _still_suspended,
    "as it was": _as_it_was,
    "still open": _still_open,
}
