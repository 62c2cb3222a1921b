"""Everything falls due at its own moment, in order, however large the step."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from flows.site.client import World
from tests.support.changes import balance, without_id
from tests.support.gated_edition import CLOSE, CLOSED, gated
from tests.support.http_client import log_in
from tests.support.obligations import CAN_OWE
from tests.support.types import MakeWorld

MARKED = {"status": "marked", "delete_after": "P30D", "mail": "Goodbye"}
GOES = {"profile": "deleted", "work-history": "deleted"}


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written)


def busy(make_world: MakeWorld, **after: Any) -> World:
    """A world with everything that can fall due."""
    edition = {**gated(stages=[CLOSE], after=after), "withdrawal_takes": "P3D", "retention": GOES}
    return make_world(edition, having=(*CAN_OWE["freelancer"], "hourly-contract"))


STEPS = {
    "a year by weeks": ("P364D", "P7D", 52),
    "six weeks by days": ("P42D", "P1D", 42),
    "a week by hours": ("P7D", "PT1H", 168),
}
LEAVERS = ["freelancer", "client", None]
# Every run takes each leaver and each step once; ``make thorough`` takes all combinations.
AS_MANY = [
    pytest.param(*step, leaver, id=f"{name}, {leaver}", marks=[] if first == second else [pytest.mark.thorough])
    for first, (name, step) in enumerate(STEPS.items())
    for second, leaver in enumerate(LEAVERS)
]


@pytest.mark.parametrize(("at_once", "step", "steps", "leaver"), AS_MANY)
def test_one_call_equals_many(make_world: MakeWorld, at_once: str, step: str, steps: int, leaver: str | None) -> None:
    worlds = [busy(make_world, **MARKED) for _ in range(2)]
    for world in worlds:
        if leaver:
            assert log_in(world, leaver).close_account().heading == CLOSED
    worlds[0].advance(at_once)
    for _ in range(steps):
        worlds[1].advance(step)
    one, many = (without_id(world, world.state()) for world in worlds)
    assert one == many
    assert {table: list(rows) for table, rows in one.items()} == {table: list(rows) for table, rows in many.items()}


def test_everything_falls_due_on_time_and_in_order(make_world: MakeWorld) -> None:
    world = busy(make_world)
    start, before = world.now(), world.state()["payments"]
    until = world.advance("P60D")
    state = world.state()
    mondays = [start.replace(day=19, hour=0) + timedelta(weeks=week) for week in range(8)]
    assert [moment(row["billed_at"]) for row in state["invoices"].values()] == [
        monday for monday in mondays for _ in range(2)
    ]
    assert [mail["sent_at"] for mail in world.mail()] == [row["billed_at"] for row in state["invoices"].values()]
    made = [row for key, row in state["payments"].items() if key not in before]
    available = [moment(row["available_at"]) for row in made]
    assert available == [monday + timedelta(days=10) for monday in mondays for _ in range(2)]
    assert [row["status"] for row in made] == ["released" if due <= until else "pending" for due in available]


def test_an_account_is_deleted_between_two_bills(make_world: MakeWorld) -> None:
    world = busy(make_world, **MARKED)
    log_in(world, "client").close_account()
    world.advance("P60D")
    state = world.state()
    assert state["accounts"]["client"]["status"] == "deleted"
    assert len(state["invoices"]) == 16
    assert {row["team"] for row in state["invoices"].values()} == {"team-1"}


@pytest.mark.parametrize("what", ["payment", "withdrawal"])
def test_other_due_dates_do_not_prevent_a_bill(make_world: MakeWorld, what: str) -> None:
    edition = {**gated(), "withdrawal_takes": "P10D"}
    world = make_world(edition, having=("hourly-contract", "hourly-contract", "balance"))
    world.advance("PT38H")  # to Friday, 00:00; ten days later it is Monday, 00:00
    reader = log_in(world)
    if what == "payment":
        reader.get("/my-jobs")
        reader.submit("/my-jobs/contract-4/end")
        due = {row["available_at"] for row in world.state()["payments"].values() if row["status"] == "pending"}
    else:
        reader.get("/payments")
        reader.submit("/payments/withdraw", {"amount": balance(world)})
        due = {row["arrives_at"] for row in world.state()["withdrawals"].values() if row["status"] == "under way"}
    assert due == {"2026-01-26T00:00:00Z"}
    world.advance("P14D")
    state = world.state()
    mine = [row["billed_at"] for row in state["invoices"].values() if row["contract"] == "contract-5"]
    assert mine == ["2026-01-19T00:00:00Z", "2026-01-26T00:00:00Z"]
    assert {row["status"] for row in state["withdrawals"].values()} == {"arrived"}
