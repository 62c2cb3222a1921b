"""Invariants of the stored state of a world with teams, whatever its people did."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count, takewhile

from tests.support.money import check_money, total_cents
from tests.support.obligations import where, wrong_obligations
from tests.support.random_walk import Step
from tests.support.types import Row, State

FIRST_BILL = datetime.fromisoformat("2026-01-19T00:00:00Z")  # the first Monday of every world
CLOSED = "Your Worklane account is closed"
OPENED = "Your Worklane account is open again"


def checks_of(seeded: State) -> Callable[[State, list[Step]], None]:
    """A check of a state that was reached from the seeded one by these steps."""

    def check(state: State, steps: list[Step]) -> None:
        check_money(state, total_cents(seeded) + logged_cents(seeded, state))
        faults = [*wrong_bills(seeded, state), *wrong_teams(state), *wrong_obligations(state)]
        faults += [*closed_unasked(state, steps), *left_with_nothing(state)]
        assert faults == [], faults

    return check


def logged_cents(seeded: State, state: State) -> int:
    """The pay for hours logged since, in US cents: a week's for each Monday of a running contract."""
    return sum(
        row["weekly_cents"] * sum(_works(state, row["freelancer"], monday) for monday in _mondays(state, row))
        for key, row in state["contracts"].items()
        if row["kind"] == "hourly" and seeded["contracts"][key]["status"] == "active"
    )


def _mondays(state: State, contract: Row) -> Iterator[str]:
    """The Mondays so far on which a contract was still running."""
    until = contract["ended_at"] or state["now"]
    weeks = (f"{FIRST_BILL + timedelta(weeks=number):%Y-%m-%dT%H:%M:%SZ}" for number in count())
    return takewhile(lambda monday: monday <= until, weeks)


def _works(state: State, freelancer: str | None, monday: str) -> bool:
    """Whether an account was open just before that moment, judging by its mail."""
    email = state["accounts"][freelancer]["email"] if freelancer else None
    subjects = [row["subject"] for row in where(state, "mail", to=email) if row["sent_at"] < monday]
    return next((subject == OPENED for subject in reversed(subjects) if subject in (CLOSED, OPENED)), True)


def wrong_bills(seeded: State, state: State) -> Iterator[str]:
    """Hourly pay that is neither billed nor unbilled, and paid invoices without a date."""
    for key, contract in state["contracts"].items():
        if contract["kind"] == "hourly" and _billed(state, key) != _billed(seeded, key):
            yield f"{key}: {_billed(state, key)} cents paid, but not billed; {_billed(seeded, key)} at first"
    for key, invoice in state["invoices"].items():
        if (invoice["status"] == "paid") != (invoice["paid_at"] is not None):
            yield f"{key}: {invoice['status']}, paid at {invoice['paid_at']}"


def _billed(state: State, contract: str) -> int:
    paid = sum(row["cents"] for row in where(state, "payments", contract=contract))
    billed = sum(row["cents"] for row in where(state, "invoices", contract=contract))
    return int(paid - billed - state["contracts"][contract]["unbilled_cents"])


def wrong_teams(state: State) -> Iterator[str]:
    """Open teams without one open owner, closed teams with members, double memberships."""
    agents = [key for key, row in state["accounts"].items() if row["persona"] == "support-agent"]
    for key, team in state["teams"].items():
        active = where(state, "memberships", team=key, status="active")
        owners = [row["account"] for row in active if row["role"] == "owner"]
        if team["status"] == "open" and [_is_closed(state, owner) for owner in owners] != [False]:
            yield f"{key} is open, and belongs to {owners}"
        if team["status"] == "closed" and len(active) > 1:
            yield f"{key} is closed, and has {len(active)} people"
        lasting = Counter(row["account"] for row in [*active, *where(state, "memberships", team=key, status="invited")])
        yield from (f"{who} is in {key} twice" for who, times in lasting.items() if times > 1)
        yield from (f"{who} is an agent, and in {key}" for who in lasting if who in agents)


def _is_closed(state: State, account: str) -> bool:
    """Whether an account is closed; whoever is suspended keeps everything."""
    return state["accounts"][account]["status"] not in ("open", "suspended")


def memberships(state: State, account: str) -> list[Row]:
    """The active memberships of an account in open teams."""
    active = where(state, "memberships", account=account, status="active")
    return [row for row in active if state["teams"][row["team"]]["status"] == "open"]


def closed_unasked(state: State, steps: list[Step]) -> Iterator[str]:
    """Closed accounts with memberships, or that nobody has closed."""
    finished = {
        step.email for step in steps if step.act.startswith("POST /closing/") and step.led_to.endswith("/ended")
    }
    for key, account in state["accounts"].items():
        if not _is_closed(state, key):
            continue
        if active := memberships(state, key):
            yield f"{key} is closed, and has {len(active)} places"
        removed = where(state, "memberships", account=key, status="removed", ended_at=account["closed_at"])
        by_support = where(state, "support_requests", account=key, kind="close", status="done")
        if not (by_support or account["email"] in finished or (removed and not account["freelancer"])):
            yield f"{key} is closed, and did not ask for it"


def left_with_nothing(state: State) -> Iterator[str]:
    """Open accounts without any capacity that left their last team themselves."""
    for key, account in state["accounts"].items():
        if account["status"] != "open" or account["freelancer"] or memberships(state, key):
            continue
        ended = [
            row for row in where(state, "memberships", account=key) if row["status"] in ("left", "removed", "closed")
        ]
        last = max((row["ended_at"] for row in ended), default=None)
        if ended and "closed" not in {row["status"] for row in ended if row["ended_at"] == last}:
            yield f"{key} is open, and has left the last team"
