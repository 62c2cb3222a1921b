"""Weekly billing: hourly work is billed each Monday at 00:00 UTC, to the cent."""

import pytest

from flows.site.client import World
from mocksite.catalog.ledger_rows import dollars
from tests.support.changes import account_row
from tests.support.gated_edition import CLOSE, CLOSED, gated
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.money import check_money, total_cents
from tests.support.types import MakeWorld, Row, Rows, State

TO_MONDAY = "PT110H"  # from Wednesday, 10:00
MONDAYS = ["2026-01-19T00:00:00Z", "2026-01-26T00:00:00Z", "2026-02-02T00:00:00Z"]


@pytest.fixture(params=["freelancer", "client"])
def world(make_world: MakeWorld, request: pytest.FixtureRequest) -> World:
    return make_world(gated(stages=[CLOSE]), request.param, having=("hourly-contract",))


def hourly(state: State) -> Row:
    return next(row for row in state["contracts"].values() if row["kind"] == "hourly")


def billed(world: World) -> list[tuple[str, int]]:
    return [(row["billed_at"], row["cents"]) for row in world.state()["invoices"].values()]


def paid(before: State, after: State) -> Rows:
    return {key: row for key, row in after["payments"].items() if key not in before["payments"]}


def leave(reader: HttpClient) -> None:
    assert reader.close_account().heading == CLOSED


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
    body = f"Last week’s hours under “{contract['title']}” come to {{}}."
    assert mailed(world) == [("client", "Your weekly invoice", body.format(dollars(amount))) for amount in cents]
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
    balance = account_row(world)["balance_cents"]
    world.advance("PT1S")
    assert world.state()["payments"][key]["status"] == "released"
    assert account_row(world)["balance_cents"] == balance + payment["cents"]


def test_no_cent_is_made_or_lost(world: World) -> None:
    everything = total_cents(world.state())
    weekly = hourly(world.state())["weekly_cents"]
    for weeks in range(1, 5):
        world.advance("P7D")
        check_money(world.state(), everything + weeks * weekly)


def test_each_contract_has_its_own_bill(make_world: MakeWorld) -> None:
    having = ("hourly-contract", "active-contract", "hourly-contract")
    world = make_world(gated(), "client", having=having)
    contracts = {key: row for key, row in world.state()["contracts"].items() if row["kind"] == "hourly"}
    world.advance("P10D")
    invoices = world.state()["invoices"].values()
    assert {row["contract"]: row["cents"] for row in invoices} == {
        key: row["unpaid_cents"] + row["weekly_cents"] for key, row in contracts.items()
    }
    assert [row["billed_at"] for row in invoices] == MONDAYS[:1] * 2


def test_fixed_price_contracts_are_never_billed(make_world: MakeWorld) -> None:
    world = make_world(gated(), "client", having=("active-contract",))
    world.advance("P30D")
    assert (billed(world), world.mail()) == ([], [])


@pytest.mark.parametrize("who", ["freelancer", "client"])
def test_an_ended_contract_is_no_longer_billed(world: World, who: str) -> None:
    world.advance(TO_MONDAY)
    reader = log_in(world, who)
    reader.get("/my-jobs")
    assert reader.submit("/my-jobs/contract-4/end").status_code == 200
    world.advance("P30D")
    assert [moment for moment, _ in billed(world)] == MONDAYS[:1]


def test_a_closed_client_is_still_billed(world: World) -> None:
    leave(log_in(world, "client"))
    weekly = hourly(world.state())["weekly_cents"]
    everything = total_cents(world.state())
    world.advance("P20D")
    assert [moment for moment, _ in billed(world)] == MONDAYS
    assert [(who, subject) for who, subject, _ in mailed(world)] == [("client", "Your weekly invoice")] * 3
    check_money(world.state(), everything + 3 * weekly)


def test_a_closed_client_is_billed_until_the_contract_ends(world: World) -> None:
    leave(log_in(world, "client"))
    world.advance("P13D")
    reader = log_in(world, "freelancer")
    reader.get("/my-jobs")
    reader.submit("/my-jobs/contract-4/end")
    world.advance("P30D")
    assert [moment for moment, _ in billed(world)] == MONDAYS[:2]


def test_a_closed_freelancer_logs_no_hours(world: World) -> None:
    logged = hourly(world.state())["unpaid_cents"]
    everything = total_cents(world.state())
    leave(log_in(world, "freelancer"))
    world.advance("P20D")
    assert billed(world) == [(MONDAYS[0], logged)]
    check_money(world.state(), everything)


@pytest.mark.parametrize("days", [5, 20])
def test_a_closed_freelancer_with_nothing_unpaid_is_not_billed(world: World, days: int) -> None:
    world.advance(TO_MONDAY)
    leave(log_in(world, "freelancer"))
    world.advance(f"P{days}D")
    assert [moment for moment, _ in billed(world)] == MONDAYS[:1]
    assert len(world.mail()) == 1


@pytest.mark.parametrize("who", ["freelancer", "client"])
def test_the_last_hours_are_billed_at_the_end_of_the_week(world: World, who: str) -> None:
    before = world.state()
    cents = hourly(before)["unpaid_cents"]
    log_in(world, who).submit("/my-jobs/contract-4/end")
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


def test_a_cancelled_contract_is_billed_for_its_last_hours(make_world: MakeWorld) -> None:
    edition = gated(stages=[CLOSE], after={"cancelled": ["hourly-contract"]})
    world = make_world(edition, "client", having=("hourly-contract",))
    cents = hourly(world.state())["unpaid_cents"]
    leave(log_in(world))
    world.advance("P20D")
    assert billed(world) == [(MONDAYS[0], cents)]
