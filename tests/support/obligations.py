"""What each persona can owe, and what an account owes by its rows, independently of the site."""

from collections.abc import Iterator
from typing import Any

from mocksite.catalog.obligations import OBLIGATIONS
from mocksite.catalog.personas import PERSONAS
from tests.support.types import Row, Rows, State

CAN_OWE = {persona: tuple(name for name, row in OBLIGATIONS.items() if persona in row.who) for persona in PERSONAS}


def where(state: State, table: str, **fields: Any) -> list[Row]:
    """The rows of a table with these values."""
    return [row for row in state[table].values() if all(row[name] == value for name, value in fields.items())]


def wrong_obligations(state: State) -> Iterator[str]:
    """A line for each open account whose ``owes`` differs from what its rows imply."""
    for key, account in state["accounts"].items():
        owes = _as_freelancer(state, key) | _as_client(state, key) | _as_owner(state, key)
        if account["status"] == "open" and set(account["owes"]) != owes:
            yield f"{key} is said to owe {account['owes']}, and owes {sorted(owes)}"


def _owned(state: State, key: str, kind: str) -> list[str]:
    """The teams of a kind that an account owns, or owned until they closed."""
    owned = where(state, "memberships", account=key, role="owner")
    return [row["team"] for row in owned if state["teams"][row["team"]]["kind"] == kind]


def _as_freelancer(state: State, key: str) -> set[str]:
    """What an account owes for the work it offers, its own and that of its agencies."""
    own: list[str | None] = [None] if state["accounts"][key]["freelancer"] else []
    owes: set[str] = set()
    for agency in [*own, *_owned(state, key, "agency")]:
        contracts = {name: row for name, row in state["contracts"].items() if _is(row, freelancer=key, agency=agency)}
        payments = [row for row in where(state, "payments", account=key) if _agency_of(state, row) == agency]
        withdrawals = where(state, "withdrawals", account=key, agency=agency)
        released = sum(row["cents"] for row in payments if row["status"] == "released")
        owes |= _work(contracts) | (set() if agency else _claims(state, key, contracts))
        owes |= {"open-proposal" for _ in where(state, "proposals", account=key, agency=agency, status="open")}
        owes |= {"pending-payment" for row in payments if row["status"] == "pending"}
        owes |= {"withdrawal-under-way" for row in withdrawals if row["status"] == "under way"}
        owes |= {"balance"} if released != sum(row["cents"] for row in withdrawals) else set()
    return owes


def _as_client(state: State, key: str) -> set[str]:
    """What an account owes for the companies that it owns or owned."""
    companies = _owned(state, key, "company")
    contracts = {
        name: row for name, row in state["contracts"].items() if row["company"] in companies and row["client"] == key
    }
    over = [row for row in contracts.values() if row["kind"] == "hourly" and row["status"] != "active"]
    owes = _work(contracts) | _claims(state, key, contracts)
    owes |= {"open-billing-cycle" for row in over if row["billed_at"] is None}
    return owes | {"unpaid-invoice" for row in where(state, "invoices", status="unpaid") if row["team"] in companies}


def _as_owner(state: State, key: str) -> set[str]:
    """What blocks closing the teams that an account owns."""
    companies = _owned(state, key, "company")
    others = [
        row
        for team in [*companies, *_owned(state, key, "agency")]
        for row in where(state, "memberships", team=team, status="active")
        if row["role"] != "owner"
    ]
    jobs = [row for team in companies for row in where(state, "jobs", team=team, status="open")]
    return ({"team-member"} if others else set()) | ({"open-job"} if jobs else set())


def _work(contracts: Rows) -> set[str]:
    names = {"fixed": "active-contract", "hourly": "hourly-contract"}
    return {names[row["kind"]] for row in contracts.values() if row["status"] == "active"}


def _claims(state: State, key: str, contracts: Rows) -> set[str]:
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
