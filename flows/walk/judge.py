"""How a guide can end: judged by the stored state, and by what the last reader sees."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flows.errors import FlowsError
from flows.pages.login_page import LoginPage
from flows.pages.patterns import within
from flows.pages.screen import texts
from flows.reading.front_matter import FrontMatter, parse_end
from flows.walk import end_checks
from flows.walk.complaints import ComplaintError
from flows.walk.data_fates import part_data, seeded_state
from flows.walk.end_checks import Check, Evidence, confirmed, logged_in, mailed, request, sentence_shown, status
from flows.walk.reader import Reader

PROFILE = ("headline", "overview", "city", "skills")  # the columns of an account that a new one has empty
LOG = re.compile("/(now|mail|support_requests|support_messages)(/|$)")  # changes that are only a record


class WrongEndError(FlowsError):
    """A walk ended differently; ``key`` is the line of the front matter that is false."""

    def __init__(self, key: str, fault: str) -> None:
        super().__init__(f"{key}: {fault}")
        self.key = key


def judge(front: FrontMatter, catalog: Mapping[str, Any], last: Reader) -> None:
    """Raise WrongEndError unless a walk ended as its guide says, with that data gone and kept."""
    state = last.world.state()
    evidence = Evidence(state, catalog, last, *parse_end(front.ends or ""))
    faults = [*faults_of_end(evidence), *_others_closed(state, front.persona)]
    if faults:
        raise WrongEndError("ends", f"the walk did not end {front.ends!r}: {'; '.join(faults)}")
    _judge_data(front, catalog, last, state)


def expect_refusal(front: FrontMatter, catalog: Mapping[str, Any], last: Reader) -> None:
    """Raise ComplaintError if the site complained after the last press, unless that is how the guide ends."""
    complaint = last.screen.complaint
    evidence = Evidence({}, catalog, last, *parse_end(front.ends or ""))
    if complaint and not any(map(complaint.says, _refusals(evidence))):
        raise ComplaintError(complaint, last)


def _refusals(evidence: Evidence) -> Iterator[str]:
    """What the site may say in refusal where a guide ends so."""
    checks = ENDS[evidence.end]
    if sentence_shown in checks:
        yield evidence.documented["says"]
    if _blockers_listed in checks:
        yield from (evidence.catalog["obligations"][name]["says"] for name in evidence.obligations)
    if confirmed in checks or _login_refused in checks:
        yield from (*end_checks.refused_logins(evidence), evidence.catalog["unknown_login"])


def faults_of_end(evidence: Evidence) -> list[str]:
    """What shows that a walk did not end as expected."""
    return [fault for check in ENDS[evidence.end] for fault in check(evidence)]


def _others_closed(state: Mapping[str, Any], persona: str) -> Iterator[str]:
    """Other people's accounts are open, unless they were removed from their last team."""
    gone = {row["account"] for row in state["memberships"].values() if row["status"] in ("left", "removed")}
    for key, account in state["accounts"].items():
        if key != persona and account["status"] != "open" and key not in gone:
            yield f"the account of {key} is {account['status']}"


def _judge_data(front: FrontMatter, catalog: Mapping[str, Any], last: Reader, state: Mapping[str, Any]) -> None:
    if not (front.gone or front.kept):
        return
    owner, before = last.world.owner, seeded_state(state, last.world.changes())
    known = (owner.key, owner.email, owner.phone)
    data = {
        name: part_data(catalog["parts"][name], before, state, known, catalog["masks"])
        for name in (*front.gone, *front.kept)
    }
    remaining = [fault for name in front.gone for fault in data[name].faults_if_gone(name)]
    missing = [fault for name in front.kept for fault in data[name].faults_if_kept(name)]
    if remaining or missing:
        raise WrongEndError("gone" if remaining else "kept", "; ".join([*remaining, *missing]))


def _login_refused(evidence: Evidence) -> Iterable[str]:
    """Once the login is erased, the login page says what it says to any stranger."""
    if evidence.account["email"]:
        return confirmed(evidence)
    refusal = evidence.catalog["unknown_login"]
    shown = LoginPage(evidence.last.page, evidence.last.world).complaint.filter(has_text=within(refusal))
    return end_checks.visible(shown, f"the login page does not say: {refusal}")


def _new_account(evidence: Evidence) -> Iterator[str]:
    """Another account has the email address, and nothing in it: neither a profile nor rows of the old one."""
    world = evidence.last.world
    accounts = {key: row for key, row in evidence.state["accounts"].items() if key not in world.accounts}
    new = next((key for key, row in accounts.items() if row["email"] == world.owner.email), None)
    if new is None:
        yield f"no new account has the address {world.owner.email}"
        return
    if carried := [column for column in PROFILE if accounts[new][column]]:
        yield f"the profile of the new account has {', '.join(carried)}"
    tables = {name: rows for name, rows in evidence.state.items() if isinstance(rows, dict) and name != "accounts"}
    # A new client has a new company, but may not be in one that others are or were in.
    shared = {row["team"] for row in tables["memberships"].values() if row["account"] != new}
    owned = [
        f"{table}/{key}"
        for table, rows in tables.items()
        for key, row in rows.items()
        if new in row.values() and not (table in ("memberships", "teams") and row.get("team", key) not in shared)
    ]
    if owned:
        yield f"the new account has {', '.join(owned)}"


def _blockers_listed(evidence: Evidence) -> Iterator[str]:
    items = texts(evidence.last.screen.blockers)
    obligations = evidence.catalog["obligations"].items()
    listed = Counter(name for name, row in obligations for item in items if item.startswith(row["says"]))
    if repeated := [name for name, times in listed.items() if times > 1]:
        yield f"the site lists {', '.join(sorted(repeated))} more than once"
    if set(listed) != set(evidence.obligations):
        names = ", ".join(sorted(listed)) or f"nothing on the last screen, {evidence.last.page.title()!r}"
        yield f"the site lists {names}"
    if missing := set(evidence.obligations) - set(evidence.account["owes"]):
        yield f"the stored account does not owe {', '.join(sorted(missing))}"


def _no_account_opened(evidence: Evidence) -> Iterator[str]:
    opened = set(evidence.state["accounts"]) - set(evidence.last.world.accounts)
    yield from (f"an account was opened: {key}" for key in sorted(opened))


def _nothing_begun(evidence: Evidence) -> Iterator[str]:
    """No closing is under way, at support or in a dialog."""
    if end_checks.has_request(evidence, "close", "open"):
        yield "support has been asked to close it"
    dialogs = texts(evidence.last.screen.dialog.get_by_role("heading"))
    yield from [f"a dialog is still open: {dialogs[0]}"] if dialogs else logged_in(evidence)


def _unchanged(evidence: Evidence) -> Iterator[str]:
    """Every change was undone: an alternative to closing is reversible."""
    for change in evidence.last.world.changes():
        if not LOG.match(change["path"]):
            yield f"{change['path']} is not as it was"


OPEN = status("open")
STILL_OPEN = (OPEN, end_checks.no_team_closed, end_checks.still_in, _nothing_begun)
ENDS: dict[str, tuple[Check, ...]] = {
    "closed": (status("closed"), confirmed),
    "marked for deletion": (status("marked"), confirmed),
    "deleted": (status("deleted"), _login_refused),
    "new account": (status("closed"), logged_in, _new_account),
    "blocked by …": (OPEN, _blockers_listed),
    "sent to support": (
        OPEN,
        end_checks.heading("asked"),
        request("close", "open", "support has no open request to close the account"),
    ),
    "desktop only": (OPEN, sentence_shown),
    "owner only": (OPEN, sentence_shown, end_checks.no_team_closed, end_checks.still_in),
    "ask an admin": (OPEN, sentence_shown, end_checks.still_in),
    "team closed": (OPEN, end_checks.own_team_closed),
    "out of the team": (OPEN, end_checks.out_of_a_team, end_checks.no_team_closed, end_checks.others_still_in),
    "one account only": (OPEN, sentence_shown, _no_account_opened),
    "restored": (OPEN, logged_in, mailed),
    "not restored": (
        status("closed", "marked"),
        confirmed,
        request("reopen", "declined", "support has not declined to reopen the account"),
    ),
    "suspension lifted": (OPEN, logged_in, mailed),
    "still suspended": (status("suspended"), request("appeal", "declined", "support has not declined an appeal")),
    "as it was": (*STILL_OPEN, _unchanged),
    "still open": STILL_OPEN,
}
