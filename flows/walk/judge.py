"""How a procedure can end: judged by the stored state, and by what the last actor sees."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from flows.errors import FlowsError
from flows.pages.login_page import LoginPage
from flows.pages.screen import texts
from flows.reading import ends as written_ends
from flows.reading.front_matter import FrontMatter
from flows.site.pointer_patterns import fits
from flows.walk.evidence import (
    Outcome,
    asked_support,
    not_logged_in,
    not_mailed,
    not_said,
    not_shown,
    not_told,
    wrong_heading,
    wrong_status,
)
from flows.walk.judge_teams import ask_an_admin, out_of_the_team, owner_only, still_in, team_closed, teams_closed
from flows.walk.reader import Reader


class WrongEndError(FlowsError):
    """A walk ended otherwise than its guide says; the message says how, ``key`` which line of its front is wrong."""

    def __init__(self, key: str, wrong: str) -> None:
        super().__init__(f"{key}: {wrong}")
        self.key = key


NOT_FOUND = "Account not found."  # what the site says to anybody it does not know


def judge(front: FrontMatter, catalog: Mapping[str, Any], last: Reader) -> None:
    """Raise WrongEndError unless a walk ended as its guide says, with the data gone and kept that it says."""
    ends, persona = front.ends or "", front.persona
    end, named = written_ends.parse(ends)
    state = last.world.state()
    outcome = Outcome(state["accounts"][persona], state, catalog, last, named)
    wrong = ENDS[end](outcome)
    for key, account in state["accounts"].items():
        if key != persona and account["status"] != "open" and not _went(state, key):
            wrong.append(f"the account of {key} is {account['status']}")
    if wrong:
        raise WrongEndError("ends", f"{ends!r} is not how it ended: {'; '.join(wrong)}")
    erased, stored = _erased(catalog["parts"], last.world.changes()), _stored(catalog["parts"], state)
    there = [f"{part} is still there" for part in front.gone if part not in erased]
    lost = [f"{part} is gone" for part in front.kept if part in erased]
    lost += [f"{part} was never there" for part in front.kept if part not in stored]
    if there or lost:
        raise WrongEndError("gone" if there else "kept", "; ".join([*there, *lost]))


def _erased(parts: Mapping[str, Any], changes: Iterable[Mapping[str, Any]]) -> set[str]:
    """The parts of data of which something was deleted or masked since the world was made."""
    gone = [change["path"] for change in changes if change["from"] and change["to"] in MASKED]
    return _about(parts, gone)


def _stored(parts: Mapping[str, Any], state: Mapping[str, Any]) -> set[str]:
    """The parts of data of which something is stored."""
    there = [path for path, value in _values("", state) if value and value not in MASKED]
    return _about(parts, there)


def _about(parts: Mapping[str, Any], paths: Sequence[str]) -> set[str]:
    """The parts of data that any of these paths is about."""
    return {name for name, told in parts.items() if any(fits(path, each) for each in told["changes"] for path in paths)}


def _values(path: str, stored: Any) -> Iterator[tuple[str, Any]]:
    """Every value with its path, tables and rows too."""
    yield path, stored
    if isinstance(stored, Mapping):
        for key, value in stored.items():
            yield from _values(f"{path}/{key}", value)


MASKED = (None, "", "A former member", "A former team", "(masked)")


def _went(state: Mapping[str, Any], key: str) -> bool:
    """Whether somebody has left a team, or was removed from one: that can close an account, too."""
    return any(row["account"] == key and row["status"] in ("left", "removed") for row in state["memberships"].values())


def _closed(outcome: Outcome) -> list[str]:
    return [*wrong_status(outcome, "closed"), *not_told(outcome)]


def _marked(outcome: Outcome) -> list[str]:
    return [*wrong_status(outcome, "marked"), *not_told(outcome)]


def _deleted(outcome: Outcome) -> list[str]:
    """Whoever is known no more is told at the log-in page what anybody unknown is."""
    if not outcome.account["email"]:
        complaint = LoginPage(outcome.last.page, outcome.last.world).complaint
        found = complaint.filter(has_text=NOT_FOUND)
        return [*wrong_status(outcome, "deleted"), *not_shown(found, f"the log-in page does not say: {NOT_FOUND}")]
    return [*wrong_status(outcome, "deleted"), *not_told(outcome)]


def _new_account(outcome: Outcome) -> list[str]:
    """Another account has the email address, its owner is logged in, and no row of the old one has come along."""
    wrong = [*wrong_status(outcome, "closed"), *not_logged_in(outcome)]
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


def _blocked(outcome: Outcome) -> list[str]:
    wrong = wrong_status(outcome, "open")
    says = {name: told["says"] for name, told in outcome.catalog["obligations"].items()}
    items = texts(outcome.last.screen.blockers)
    shown = {name for name, words in says.items() if any(item.startswith(words) for item in items)}
    if shown != set(outcome.named):
        listed = ", ".join(sorted(shown)) or f"nothing, on {outcome.last.page.title()!r}, the last screen"
        wrong.append(f"what the site lists is {listed}")
    if missing := set(outcome.named) - set(outcome.account["owes"]):
        wrong.append(f"the stored account does not owe {', '.join(sorted(missing))}")
    return wrong


def _sent_to_support(outcome: Outcome) -> list[str]:
    wrong = [*wrong_status(outcome, "open"), *wrong_heading(outcome, "asked")]
    if not asked_support(outcome, "close", "open"):
        wrong.append("support has no open request to close the account")
    return wrong


def _desktop_only(outcome: Outcome) -> list[str]:
    return [*wrong_status(outcome, "open"), *not_said(outcome, "desktop only")]


def _one_account_only(outcome: Outcome) -> list[str]:
    wrong = [*wrong_status(outcome, "open"), *not_said(outcome, "one account only")]
    opened = set(outcome.state["accounts"]) - set(outcome.last.world.accounts)
    return [*wrong, *(f"an account was opened: {key}" for key in sorted(opened))]


def _restored(outcome: Outcome) -> list[str]:
    """The account was closed, is open again, its owner was told so, and is logged in."""
    return [*wrong_status(outcome, "open"), *not_logged_in(outcome), *not_mailed(outcome, OPEN_AGAIN)]


def _lifted(outcome: Outcome) -> list[str]:
    return [*wrong_status(outcome, "open"), *not_logged_in(outcome), *not_mailed(outcome, NOT_SUSPENDED)]


def _still_suspended(outcome: Outcome) -> list[str]:
    wrong = wrong_status(outcome, "suspended")
    return wrong if asked_support(outcome, "appeal", "declined") else [*wrong, "support has not declined an appeal"]


OPEN_AGAIN = "Your Worklane account is open again"
NOT_SUSPENDED = "Your account is not suspended any more"


def _not_restored(outcome: Outcome) -> list[str]:
    status = "marked" if outcome.account["status"] == "marked" else "closed"
    wrong = [*wrong_status(outcome, status), *not_told(outcome)]
    declined = asked_support(outcome, "reopen", "declined")
    return wrong if declined else [*wrong, "support has not declined to reopen the account"]


def _still_open(outcome: Outcome) -> list[str]:
    wrong = [*wrong_status(outcome, "open"), *teams_closed(outcome), *still_in(outcome)]
    if asked_support(outcome, "close", "open"):
        wrong.append("support has been asked to close it")
    dialogs = texts(outcome.last.screen.dialog.get_by_role("heading"))
    return [*wrong, f"a dialog is still open: {dialogs[0]}"] if dialogs else [*wrong, *not_logged_in(outcome)]


def _as_it_was(outcome: Outcome) -> list[str]:
    """Whatever was changed is changed back: an alternative to closing can be undone."""
    left = [change["path"] for change in outcome.last.world.changes() if not LOG.match(change["path"])]
    return [*_still_open(outcome), *(f"{path} is not as it was" for path in left)]


LOG = re.compile("/(now|mail|support_requests|support_messages)(/|$)")  # that time passes, and what was said


ENDS: dict[str, Callable[[Outcome], list[str]]] = {
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
