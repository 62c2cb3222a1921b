"""The money of a world: its total, and that none is made or lost."""

from tests.support.types import Rows, State


def total_cents(state: State) -> int:
    """The money in US cents that contracts hold, and that was paid from them."""
    unpaid: int = sum(contract["unpaid_cents"] for contract in state["contracts"].values())
    paid: int = sum(payment["cents"] for payment in state["payments"].values())
    return unpaid + paid


def logged_cents(state: State) -> int:
    """The pay for hours logged since, in US cents: a week for each invoice but the last hours'."""
    billed = [(state["contracts"][bill["contract"]], bill["billed_at"]) for bill in state["invoices"].values()]
    return sum(row["weekly_cents"] for row, at in billed if row["ended_at"] is None or at <= row["ended_at"])


def check_bills(state: State) -> None:
    """Check that paid hours were billed, or wait for the end of the week."""
    for key, contract in state["contracts"].items():
        if contract["kind"] == "hourly":
            paid, billed = (_cents_of(key, state[table]) for table in ("payments", "invoices"))
            assert paid == billed + contract["unbilled_cents"], key


def check_money(state: State, total: int) -> None:
    """Check the total, the bills, and that released pay is in the balance or withdrawn."""
    assert total_cents(state) == total
    check_bills(state)
    for key, account in state["accounts"].items():
        payments = [row for row in state["payments"].values() if row["account"] == key]
        released = sum(row["cents"] for row in payments if row["status"] == "released")
        withdrawn = sum(row["cents"] for row in state["withdrawals"].values() if row["account"] == key)
        assert account["balance_cents"] == released - withdrawn >= 0


def _cents_of(contract: str, rows: Rows) -> int:
    return sum(row["cents"] for row in rows.values() if row["contract"] == contract)
