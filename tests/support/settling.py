"""Settling what an account owes, as its reader, the agent and the clock do; and whether money stays what it was."""

from collections.abc import Callable
from typing import Any

from flows.site.client import World
from mocksite.catalog.obligations import OBLIGATIONS
from mocksite.catalog.personas import PERSONAS
from tests.support.browserless import Browserless, balance

# What each persona can owe.
CAN_OWE = {persona: tuple(name for name, known in OBLIGATIONS.items() if persona in known.who) for persona in PERSONAS}


class Settler:
    """Whoever it takes to settle what the owner of a world owes."""

    def __init__(self, world: World, reader: Browserless, agent: Browserless) -> None:
        self.world, self.reader, self.agent = world, reader, agent

    def settle(self, obligation: str) -> None:
        """Settle every row that makes up an obligation; fails when the site refuses."""
        HOW[obligation](self)

    def rows(self, table: str, **fields: str) -> list[str]:
        """The keys of the rows with these values."""
        found = self.world.state()[table].items()
        return [key for key, row in found if all(row[name] == value for name, value in fields.items())]

    def post(self, path: str, fields: dict[str, str] | None = None, *, by: Browserless | None = None) -> None:
        answer = (by or self.reader).submit(path, fields)
        assert answer.status_code == 200, (path, answer.status_code)


def _each(table: str, path: str, **fields: str) -> Callable[[Settler], None]:
    def settle(settler: Settler) -> None:
        for key in settler.rows(table, **fields):
            settler.post(path.format(key))

    return settle


def _decide(settler: Settler) -> None:
    for key in settler.rows("disputes", status="open"):
        answer = {"answer": "The work matches the brief.", "decided_for": "freelancer"}
        settler.post(f"/support-desk/disputes/{key}", answer, by=settler.agent)


def _clock(duration: str) -> Callable[[Settler], None]:
    def settle(settler: Settler) -> None:
        settler.world.advance(duration)

    return settle


HOW: dict[str, Callable[[Settler], None]] = {
    "active-contract": _each("contracts", "/my-jobs/{}/complete", kind="fixed", status="active"),
    "hourly-contract": _each("contracts", "/my-jobs/{}/end", kind="hourly", status="active"),
    "open-proposal": _each("proposals", "/proposals/{}/withdraw", status="open"),
    "pending-payment": _clock("P10D"),
    "balance": lambda settler: settler.post("/payments/withdraw", {"amount": balance(settler.world)}),
    "withdrawal-under-way": _clock("P3D"),
    "pending-refund": _each("refunds", "/payments/refunds/{}/approve", status="open"),
    "dispute": _decide,
}


def money(state: dict[str, Any]) -> int:
    """All the money there is, in US cents: what contracts hold, and every payment made of it."""
    unpaid: int = sum(contract["unpaid_cents"] for contract in state["contracts"].values())
    paid: int = sum(payment["cents"] for payment in state["payments"].values())
    return unpaid + paid


def logged(state: dict[str, Any]) -> int:
    """What the hours logged since come to, in US cents: the rest of a week for each invoice but that of last hours."""
    billed = [(state["contracts"][bill["contract"]], bill["billed_at"]) for bill in state["invoices"].values()]
    return sum(row["weekly_cents"] for row, at in billed if row["ended_at"] is None or at <= row["ended_at"])


def check_bills(state: dict[str, Any]) -> None:
    """What was paid for the hours of a contract was billed to its client, or waits for the week to be over."""
    for key, contract in state["contracts"].items():
        if contract["kind"] == "hourly":
            paid, billed = (_of(key, state[table]) for table in ("payments", "invoices"))
            assert paid == billed + contract["unbilled_cents"], key


def _of(contract: str, rows: dict[str, dict[str, Any]]) -> int:
    return sum(row["cents"] for row in rows.values() if row["contract"] == contract)


def check_money(state: dict[str, Any], everything: int) -> None:
    """No cent is made or lost, nor one of a bill; what was released to an account is in its balance or withdrawn."""
    assert money(state) == everything
    check_bills(state)
    for key, account in state["accounts"].items():
        payments = [row for row in state["payments"].values() if row["account"] == key]
        released = sum(row["cents"] for row in payments if row["status"] == "released")
        withdrawn = sum(row["cents"] for row in state["withdrawals"].values() if row["account"] == key)
        assert account["balance_cents"] == released - withdrawn >= 0
