"""What somebody owes, worked out from the stored rows alone and not as the site does."""

from collections.abc import Iterator
from typing import Any

State = dict[str, Any]
Row = dict[str, Any]


def where(state: State, table: str, **fields: Any) -> list[Row]:
    """The rows of a table with these values."""
    return [row for row in state[table].values() if all(row[name] == value for name, value in fields.items())]


def owing(state: State) -> Iterator[str]:
    """What an open account is said to owe is what its rows say."""
    for key, account in state["accounts"].items():
        found = _offering(state, key) | _giving(state, key) | _in_teams(state, key)
        if account["status"] == "open" and set(account["owes"]) != found:
            yield f"{key} is said to owe {account['owes']}, and owes {sorted(found)}"


def _owned(state: State, key: str, kind: str) -> list[str]:
    """The teams of that kind that somebody owns, or owned until they closed."""
    mine = where(state, "memberships", account=key, role="owner")
    return [row["team"] for row in mine if state["teams"][row["team"]]["kind"] == kind]


def _offering(state: State, key: str) -> set[str]:
    """What somebody owes who offers work: their own, then that of each agency."""
    own: list[str | None] = [None] if state["accounts"][key]["freelancer"] else []
    found: set[str] = set()
    for agency in [*own, *_owned(state, key, "agency")]:
        contracts = {name: row for name, row in state["contracts"].items() if _is(row, freelancer=key, agency=agency)}
        payments = [row for row in where(state, "payments", account=key) if _agency_of(state, row) == agency]
        taken = where(state, "withdrawals", account=key, agency=agency)
        released = sum(row["cents"] for row in payments if row["status"] == "released")
        found |= _work(contracts) | (set() if agency else _claims(state, key, contracts))
        found |= {"open-proposal" for _ in where(state, "proposals", account=key, agency=agency, status="open")}
        found |= {"pending-payment" for row in payments if row["status"] == "pending"}
        found |= {"withdrawal-under-way" for row in taken if row["status"] == "under way"}
        found |= {"balance"} if released != sum(row["cents"] for row in taken) else set()
    return found


def _giving(state: State, key: str) -> set[str]:
    """What somebody owes who owns a company, or owned it."""
    companies = _owned(state, key, "company")
    given = {name: row for name, row in state["contracts"].items() if row["company"] in companies}
    contracts = {name: row for name, row in given.items() if row["client"] == key}
    over = [row for row in contracts.values() if row["kind"] == "hourly" and row["status"] != "active"]
    found = _work(contracts) | _claims(state, key, contracts)
    found |= {"open-billing-cycle" for row in over if row["billed_at"] is None}
    return found | {"unpaid-invoice" for row in where(state, "invoices", status="unpaid") if row["team"] in companies}


def _in_teams(state: State, key: str) -> set[str]:
    """What stands in the way of closing the teams that somebody owns."""
    companies = _owned(state, key, "company")
    others = [
        row
        for team in [*companies, *_owned(state, key, "agency")]
        for row in where(state, "memberships", team=team, status="active")
        if row["role"] != "owner"
    ]
    jobs = [row for team in companies for row in where(state, "jobs", team=team, status="open")]
    return ({"team-member"} if others else set()) | ({"open-job"} if jobs else set())


def _work(contracts: dict[str, Row]) -> set[str]:
    names = {"fixed": "active-contract", "hourly": "hourly-contract"}
    return {names[row["kind"]] for row in contracts.values() if row["status"] == "active"}


def _claims(state: State, key: str, contracts: dict[str, Row]) -> set[str]:
    about = [
        ("pending-refund", where(state, "refunds", account=key, status="open")),
        ("dispute", where(state, "disputes", status="open")),
    ]
    return {name for name, rows in about for row in rows if state["payments"][row["payment"]]["contract"] in contracts}


def _agency_of(state: State, payment: Row) -> str | None:
    agency: str | None = state["contracts"][payment["contract"]]["agency"]
    return agency


def _is(row: Row, **fields: Any) -> bool:
    return all(row[name] == value for name, value in fields.items())
