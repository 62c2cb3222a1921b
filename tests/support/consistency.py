"""What is true of the stored state of a world with teams, whatever anybody has done in it."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count, takewhile

from tests.support.owing import Row, State, owing, where
from tests.support.settling import check_money, money
from tests.support.walking import Step

FIRST_BILL = datetime.fromisoformat("2026-01-19T00:00:00Z")  # the first Monday of every world
CLOSED, OPENED = "Your Worklane account is closed", "Your Worklane account is open again"


def checks_of(seeded: State) -> Callable[[State, list[Step]], None]:
    """Checks everything that has become of a world."""

    def check(state: State, steps: list[Step]) -> None:
        check_money(state, money(seeded) + logged(seeded, state))
        faults = [*bills(seeded, state), *teams(state), *closed(state, steps), *left_with_nothing(state), *owing(state)]
        assert faults == [], faults

    return check


def logged(seeded: State, state: State) -> int:
    """What the hours come to, in US cents, that were logged since: a week's each Monday that a contract went on."""
    return sum(
        row["weekly_cents"] * sum(_works(state, row["freelancer"], monday) for monday in _mondays(state, row))
        for key, row in state["contracts"].items()
        if row["kind"] == "hourly" and seeded["contracts"][key]["status"] == "active"
    )


def _mondays(state: State, contract: Row) -> Iterator[str]:
    """The Mondays until now on which a contract had not ended before."""
    until = contract["ended_at"] or state["now"]
    weeks = (f"{FIRST_BILL + timedelta(weeks=number):%Y-%m-%dT%H:%M:%SZ}" for number in count())
    return takewhile(lambda monday: monday <= until, weeks)


def _works(state: State, freelancer: str | None, monday: str) -> bool:
    """Whether somebody's account was open just before that moment, as their mail tells."""
    email = state["accounts"][freelancer]["email"] if freelancer else None
    told = [row["subject"] for row in where(state, "mail", to=email) if row["sent_at"] < monday]
    return next((subject == OPENED for subject in reversed(told) if subject in (CLOSED, OPENED)), True)


def bills(seeded: State, state: State) -> Iterator[str]:
    """Whatever is paid by the hour is billed or waits for it; what is paid of invoices has a date."""
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


def teams(state: State) -> Iterator[str]:
    """An open team has one owner, whose account is open; a closed one has nobody else; nobody is there twice."""
    agents = [key for key, row in state["accounts"].items() if row["persona"] == "support-agent"]
    for key, team in state["teams"].items():
        active = where(state, "memberships", team=key, status="active")
        owners = [row["account"] for row in active if row["role"] == "owner"]
        if team["status"] == "open" and [state["accounts"][owner]["status"] for owner in owners] != ["open"]:
            yield f"{key} is open, and belongs to {owners}"
        if team["status"] == "closed" and len(active) > 1:
            yield f"{key} is closed, and has {len(active)} people"
        lasting = Counter(row["account"] for row in [*active, *where(state, "memberships", team=key, status="invited")])
        yield from (f"{who} is in {key} twice" for who, times in lasting.items() if times > 1)
        yield from (f"{who} is an agent, and in {key}" for who in lasting if who in agents)


def places(state: State, account: str) -> list[Row]:
    """The active places of somebody in open teams."""
    active = where(state, "memberships", account=account, status="active")
    return [row for row in active if state["teams"][row["team"]]["status"] == "open"]


def closed(state: State, steps: list[Step]) -> Iterator[str]:
    """A closed account has closed itself, or was closed by whoever removed it or by support as it asked."""
    finished = {
        step.who for step in steps if step.does.startswith("POST /closing/") and step.came_to.endswith("/ended")
    }
    for key, account in state["accounts"].items():
        if account["status"] == "open":
            continue
        if there := places(state, key):
            yield f"{key} is closed, and has {len(there)} places"
        removed = where(state, "memberships", account=key, status="removed", ended_at=account["closed_at"])
        asked = where(state, "support_requests", account=key, kind="close", status="done")
        if not (asked or account["email"] in finished or (removed and not account["freelancer"])):
            yield f"{key} is closed, and did not ask for it"


def left_with_nothing(state: State) -> Iterator[str]:
    """An open account that is nothing any more has lost its last place because a team closed, not by leaving one."""
    for key, account in state["accounts"].items():
        if account["status"] != "open" or account["freelancer"] or places(state, key):
            continue
        ended = [
            row for row in where(state, "memberships", account=key) if row["status"] in ("left", "removed", "closed")
        ]
        last = max((row["ended_at"] for row in ended), default=None)
        if ended and "closed" not in {row["status"] for row in ended if row["ended_at"] == last}:
            yield f"{key} is open, and has left the last team"
