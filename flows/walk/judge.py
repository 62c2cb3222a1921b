"""How a procedure can end: judged by the stored state, and by what the last reader sees."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from flows.errors import FlowsError
from flows.pages.login_page import LoginPage
from flows.pages.screen import texts
from flows.reading import ends as written_ends
from flows.reading.front_matter import FrontMatter
from flows.site.pointer_patterns import matches
from flows.walk.evidence import (
    Evidence,
    check_confirmed,
    check_heading,
    check_logged_in,
    check_mail,
    check_shown,
    check_status,
    check_words,
    has_request,
)
from flows.walk.judge_teams import (
    ask_an_admin,
    check_no_team_closed,
    check_still_in,
    out_of_the_team,
    owner_only,
    team_closed,
)
from flows.walk.reader import Reader

LOG = re.compile("/(now|mail|support_requests|support_messages)(/|$)")  # changes that are only a record


class WrongEndError(FlowsError):
    """A walk ended differently from what its guide says; ``key`` is the line of its front matter that is wrong."""

    def __init__(self, key: str, fault: str) -> None:
        super().__init__(f"{key}: {fault}")
        self.key = key


def judge(front: FrontMatter, catalog: Mapping[str, Any], last: Reader) -> None:
    """Raise WrongEndError unless a walk ended as its guide says, with the data gone and kept that it says."""
    ends, state = front.ends or "", last.world.state()
    end, obligations = written_ends.parse(ends)
    evidence = Evidence(state["accounts"][front.persona], state, catalog, last, obligations)
    if faults := [*ENDS[end](evidence), *_others_closed(state, front.persona)]:
        raise WrongEndError("ends", f"the walk did not end {ends!r}: {'; '.join(faults)}")
    _judge_data(front, catalog, last, state)


def _others_closed(state: Mapping[str, Any], persona: str) -> Iterator[str]:
    """Everybody else's account is open, unless its owner's last team is gone, which closes it, too."""
    gone = {row["account"] for row in state["memberships"].values() if row["status"] in ("left", "removed")}
    for key, account in state["accounts"].items():
        if key != persona and account["status"] != "open" and key not in gone:
            yield f"the account of {key} is {account['status']}"


def _judge_data(front: FrontMatter, catalog: Mapping[str, Any], last: Reader, state: Mapping[str, Any]) -> None:
    parts, empty = catalog["parts"], (None, "", *catalog["masks"])
    erased = _parts_at(parts, (row["path"] for row in last.world.changes() if row["from"] and row["to"] in empty))
    stored = _parts_at(parts, (path for path, value in _values("", state) if value and value not in empty))
    remaining = [f"{part} is still there" for part in front.gone if part not in erased]
    missing = [f"{part} is gone" for part in front.kept if part in erased]
    missing += [f"{part} was never there" for part in front.kept if part not in stored]
    if remaining or missing:
        raise WrongEndError("gone" if remaining else "kept", "; ".join([*remaining, *missing]))


def _parts_at(parts: Mapping[str, Any], paths: Iterable[str]) -> set[str]:
    """The parts of data that any of these paths belongs to."""
    pairs = product(list(paths), parts)
    return {part for path, part in pairs if any(matches(path, pattern) for pattern in parts[part]["changes"])}


def _values(path: str, stored: Any) -> Iterator[tuple[str, Any]]:
    """Every value with its path, tables and rows too."""
    yield path, stored
    if isinstance(stored, Mapping):
        for key, value in stored.items():
            yield from _values(f"{path}/{key}", value)


def _closed(evidence: Evidence) -> list[str]:
    return [*check_status(evidence, "closed"), *check_confirmed(evidence)]


def _marked(evidence: Evidence) -> list[str]:
    return [*check_status(evidence, "marked"), *check_confirmed(evidence)]


def _deleted(evidence: Evidence) -> list[str]:
    """Once the login is erased, the log-in page says what it says to anybody unknown."""
    faults = check_status(evidence, "deleted")
    if evidence.account["email"]:
        return [*faults, *check_confirmed(evidence)]
    refusal = evidence.catalog["unknown_login"]
    shown = LoginPage(evidence.last.page, evidence.last.world).complaint.filter(has_text=refusal)
    return [*faults, *check_shown(shown, f"the log-in page does not say: {refusal}")]


def _new_account(evidence: Evidence) -> list[str]:
    """Another account has the email address, its owner is logged in, and no row of the old one was carried over."""
    faults = [*check_status(evidence, "closed"), *check_logged_in(evidence)]
    world = evidence.last.world
    accounts = {key: row for key, row in evidence.state["accounts"].items() if key not in world.accounts}
    new = next((key for key, row in accounts.items() if row["email"] == world.owner.email), None)
    if new is None:
        return [*faults, f"no new account has the address {world.owner.email}"]
    tables = {name: rows for name, rows in evidence.state.items() if isinstance(rows, dict) and name != "accounts"}
    # A new client has a new company, but may not be in one that others are or were in.
    shared = {row["team"] for row in tables["memberships"].values() if row["account"] != new}
    owned = [
        f"{table}/{key}"
        for table, rows in tables.items()
        for key, row in rows.items()
        if new in row.values() and not (table == "memberships" and row["team"] not in shared)
    ]
    return [*faults, *([f"the new account has {', '.join(owned)}"] if owned else [])]


def _blocked(evidence: Evidence) -> list[str]:
    faults = check_status(evidence, "open")
    items = texts(evidence.last.screen.blockers)
    obligations = evidence.catalog["obligations"].items()
    listed = {name for name, row in obligations if any(item.startswith(row["says"]) for item in items)}
    if listed != set(evidence.obligations):
        names = ", ".join(sorted(listed)) or f"nothing on the last screen, {evidence.last.page.title()!r}"
        faults.append(f"the site lists {names}")
    if missing := set(evidence.obligations) - set(evidence.account["owes"]):
        faults.append(f"the stored account does not owe {', '.join(sorted(missing))}")
    return faults


def _sent_to_support(evidence: Evidence) -> list[str]:
    open_request = has_request(evidence, "close", "open")
    faults = [] if open_request else ["support has no open request to close the account"]
    return [*check_status(evidence, "open"), *check_heading(evidence, "asked"), *faults]


def _desktop_only(evidence: Evidence) -> list[str]:
    return [*check_status(evidence, "open"), *check_words(evidence, "desktop only")]


def _one_account_only(evidence: Evidence) -> list[str]:
    faults = [*check_status(evidence, "open"), *check_words(evidence, "one account only")]
    opened = set(evidence.state["accounts"]) - set(evidence.last.world.accounts)
    return [*faults, *(f"an account was opened: {key}" for key in sorted(opened))]


def _restored(evidence: Evidence) -> list[str]:
    """The account was closed and is open again; its owner was told so and is logged in."""
    return [*check_status(evidence, "open"), *check_logged_in(evidence), *check_mail(evidence, "restored")]


def _lifted(evidence: Evidence) -> list[str]:
    return [*check_status(evidence, "open"), *check_logged_in(evidence), *check_mail(evidence, "suspension lifted")]


def _still_suspended(evidence: Evidence) -> list[str]:
    declined = has_request(evidence, "appeal", "declined")
    return [*check_status(evidence, "suspended"), *([] if declined else ["support has not declined an appeal"])]


def _not_restored(evidence: Evidence) -> list[str]:
    declined = has_request(evidence, "reopen", "declined")
    faults = [] if declined else ["support has not declined to reopen the account"]
    status = check_status(evidence, "marked" if evidence.account["status"] == "marked" else "closed")
    return [*status, *check_confirmed(evidence), *faults]


def _still_open(evidence: Evidence) -> list[str]:
    faults = [*check_status(evidence, "open"), *check_no_team_closed(evidence), *check_still_in(evidence)]
    if has_request(evidence, "close", "open"):
        faults.append("support has been asked to close it")
    dialogs = texts(evidence.last.screen.dialog.get_by_role("heading"))
    return [*faults, f"a dialog is still open: {dialogs[0]}"] if dialogs else [*faults, *check_logged_in(evidence)]


def _as_it_was(evidence: Evidence) -> list[str]:
    """Every change was undone: an alternative to closing is reversible."""
    paths = [change["path"] for change in evidence.last.world.changes() if not LOG.match(change["path"])]
    return [*_still_open(evidence), *(f"{path} is not as it was" for path in paths)]


ENDS: dict[str, Callable[[Evidence], list[str]]] = {
    "closed": _closed,
    "marked for deletion": _marked,
    "deleted": _deleted,
    "new account": _new_account,
    "blocked by …": _blocked,
    "sent to support": _sent_to_support,
    "desktop only": _desktop_only,
    "owner only": owner_only,
    "ask an admin": ask_an_admin,
    "team closed": team_closed,
    "out of the team": out_of_the_team,
    "one account only": _one_account_only,
    "restored": _restored,
    "not restored": _not_restored,
    "suspension lifted": _lifted,
    "still suspended": _still_suspended,
    "as it was": _as_it_was,
    "still open": _still_open,
}
