"""The weekly bill: the hours of an hourly contract, each Monday at 00:00 UTC, to its client and to the cent."""

from collections.abc import Callable
from typing import Any

import pytest

from flows.site.client import World
from tests.support.aftermath import mailed
from tests.support.browserless import Browserless, heading
from tests.support.gated_edition import CLOSE, CLOSED, gated
from tests.support.settling import check_money, money

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
Rows = dict[str, dict[str, Any]]
TO_MONDAY = "PT110H"  # from Wednesday, 10:00
MONDAYS = ["2026-01-19T00:00:00Z", "2026-01-26T00:00:00Z", "2026-02-02T00:00:00Z"]


@pytest.fixture(params=["freelancer", "client"])
def world(make_world: MakeWorld, request: pytest.FixtureRequest) -> World:
    """A world with an hourly contract; it is the same work whoever the owner is."""
    return make_world(edition=gated(stages=[CLOSE]), persona=request.param, having=("hourly-contract",))


def hourly(state: dict[str, Any]) -> dict[str, Any]:
    """The first hourly contract."""
    return next(row for row in state["contracts"].values() if row["kind"] == "hourly")


def billed(world: World) -> list[tuple[str, int]]:
    """When something was billed, and how many cents."""
    return [(row["billed_at"], row["cents"]) for row in world.state()["invoices"].values()]


def paid(before: dict[str, Any], after: dict[str, Any]) -> Rows:
    """The payments that came to be between two states."""
    return {key: row for key, row in after["payments"].items() if key not in before["payments"]}


def dollars(cents: int) -> str:
    return f"${cents // 100:,}.{cents % 100:02}"


def leave(reader: Browserless) -> None:
    assert heading(reader.submit(f"{reader.begin()}/1")) == CLOSED


def test_nothing_is_billed_before_monday(world: World) -> None:
    before = world.state()
    world.advance("PT109H59M59S")
    assert {**world.state(), "now": before["now"]} == before
    world.advance("PT1S")
    assert [moment for moment, _ in billed(world)] == MONDAYS[:1]


def test_each_monday_bills_the_hours_logged(world: World) -> None:
    contract = hourly(world.state())
    logged, weekly = contract["unpaid_cents"], contract["weekly_cents"]
    world.advance("P20D")
    cents = [logged + weekly, weekly, weekly]
    assert billed(world) == list(zip(MONDAYS, cents, strict=True))
    invoices = world.state()["invoices"].values()
    assert {(row["team"], row["contract"]) for row in invoices} == {("team-1", "contract-4")}
    assert hourly(world.state())["unpaid_cents"] == 0
    told = f"The hours of last week under “{contract['title']}” come to {{}}."
    assert mailed(world) == [("client", "Your weekly invoice", told.format(dollars(amount))) for amount in cents]
    assert [mail["sent_at"] for mail in world.mail()] == MONDAYS


def test_what_is_billed_is_paid_after_ten_days(world: World) -> None:
    before = world.state()
    world.advance(TO_MONDAY)
    contract = hourly(before)
    ((key, payment),) = paid(before, world.state()).items()
    assert payment == {
        "cents": contract["unpaid_cents"] + contract["weekly_cents"],
        "status": "pending",
        "available_at": "2026-01-29T00:00:00Z",
        "account": "freelancer",
        "contract": "contract-4",
    }
    world.advance("P9DT23H59M59S")
    assert world.state()["payments"][key]["status"] == "pending"
    balance = world.state()["accounts"]["freelancer"]["balance_cents"]
    world.advance("PT1S")
    assert world.state()["payments"][key]["status"] == "released"
    assert world.state()["accounts"]["freelancer"]["balance_cents"] == balance + payment["cents"]


def test_no_cent_is_made_or_lost(world: World) -> None:
    everything, weekly = money(world.state()), hourly(world.state())["weekly_cents"]
    for weeks in range(1, 5):
        world.advance("P7D")
        check_money(world.state(), everything + weeks * weekly)


def test_several_contracts_are_billed_one_by_one(make_world: MakeWorld) -> None:
    having = ("hourly-contract", "active-contract", "hourly-contract")
    world = make_world(edition=gated(), persona="client", having=having)
    contracts = {key: row for key, row in world.state()["contracts"].items() if row["kind"] == "hourly"}
    world.advance("P10D")
    invoices = world.state()["invoices"].values()
    assert {row["contract"]: row["cents"] for row in invoices} == {
        key: row["unpaid_cents"] + row["weekly_cents"] for key, row in contracts.items()
    }
    assert [row["billed_at"] for row in invoices] == MONDAYS[:1] * 2


def test_a_fixed_price_is_never_billed(make_world: MakeWorld) -> None:
    world = make_world(edition=gated(), persona="client", having=("active-contract",))
    world.advance("P30D")
    assert (billed(world), world.mail()) == ([], [])


@pytest.mark.parametrize("who", ["freelancer", "client"])
def test_an_ended_contract_is_billed_no_more(world: World, log_in: LogIn, who: str) -> None:
    world.advance(TO_MONDAY)
    reader = log_in(world.accounts[who])
    reader.get("/my-jobs")
    assert reader.submit("/my-jobs/contract-4/end").status_code == 200
    world.advance("P30D")
    assert [moment for moment, _ in billed(world)] == MONDAYS[:1]


def test_a_client_who_has_left_is_billed_on(world: World, log_in: LogIn) -> None:
    leave(log_in(world.accounts["client"]))
    weekly = hourly(world.state())["weekly_cents"]
    everything = money(world.state())
    world.advance("P20D")
    assert [moment for moment, _ in billed(world)] == MONDAYS
    assert [(who, subject) for who, subject, _ in mailed(world)] == [("client", "Your weekly invoice")] * 3
    check_money(world.state(), everything + 3 * weekly)


def test_a_client_who_has_left_is_billed_until_the_freelancer_ends_it(world: World, log_in: LogIn) -> None:
    leave(log_in(world.accounts["client"]))
    world.advance("P13D")
    reader = log_in(world.accounts["freelancer"])
    reader.get("/my-jobs")
    reader.submit("/my-jobs/contract-4/end")
    world.advance("P30D")
    assert [moment for moment, _ in billed(world)] == MONDAYS[:2]


def test_a_freelancer_who_has_left_works_no_more(world: World, log_in: LogIn) -> None:
    logged, everything = hourly(world.state())["unpaid_cents"], money(world.state())
    leave(log_in(world.accounts["freelancer"]))
    world.advance("P20D")
    assert billed(world) == [(MONDAYS[0], logged)]
    check_money(world.state(), everything)


@pytest.mark.parametrize("days", [5, 20])
def test_a_freelancer_who_left_with_nothing_unpaid_is_billed_for_nothing(
    world: World, log_in: LogIn, days: int
) -> None:
    world.advance(TO_MONDAY)
    leave(log_in(world.accounts["freelancer"]))
    world.advance(f"P{days}D")
    assert [moment for moment, _ in billed(world)] == MONDAYS[:1]
    assert len(world.mail()) == 1


@pytest.mark.parametrize("who", ["freelancer", "client"])
def test_the_last_hours_are_paid_at_once_and_billed_when_the_week_is_over(
    world: World, log_in: LogIn, who: str
) -> None:
    before = world.state()
    cents = hourly(before)["unpaid_cents"]
    log_in(world.accounts[who]).submit("/my-jobs/contract-4/end")
    ended = world.state()
    assert [row["cents"] for row in paid(before, ended).values()] == [cents]
    assert (ended["invoices"], hourly(ended)["unbilled_cents"], hourly(ended)["billed_at"]) == ({}, cents, None)
    assert "open-billing-cycle" in ended["accounts"]["client"]["owes"]
    world.advance("PT109H59M59S")
    assert {**world.state(), "now": ended["now"]} == ended
    world.advance("P30D")
    state = world.state()
    assert billed(world) == [(MONDAYS[0], cents)]
    assert (hourly(state)["unbilled_cents"], hourly(state)["billed_at"]) == (0, MONDAYS[0])
    assert state["accounts"]["client"]["owes"] == ["unpaid-invoice"]
    assert [(key, subject) for key, subject, _ in mailed(world)][1:] == [("client", "Your weekly invoice")]
    assert len(paid(before, state)) == 1


def test_a_contract_that_a_closing_cancels_is_billed_for_its_last_hours_and_no_more(
    make_world: MakeWorld, log_in: LogIn
) -> None:
    edition = gated(stages=[CLOSE], after={"cancelled": ["hourly-contract"]})
    world = make_world(edition=edition, persona="client", having=("hourly-contract",))
    cents = hourly(world.state())["unpaid_cents"]
    leave(log_in(world))
    world.advance("P20D")
    assert billed(world) == [(MONDAYS[0], cents)]
