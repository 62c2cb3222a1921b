"""Withdrawing a balance: never more than there is, and it arrives on time."""

import pytest

from flows.site.client import World
from mocksite.catalog.ledger_rows import dollars
from tests.support.changes import NOW, account_row, balance, changed, from_tabs, statuses, unchanged
from tests.support.editions import read_edition
from tests.support.http_client import HttpClient, Page, log_in
from tests.support.mail import mailed
from tests.support.money import check_money, total_cents
from tests.support.types import EditionData, LoggedIn, Row

NO_AMOUNT = "Enter an amount such as $120.50."
pytestmark = pytest.mark.world(having=("balance",), seed=5)


def cents(world: World) -> int:
    balance_cents: int = account_row(world)["balance_cents"]
    return balance_cents


def withdraw(reader: HttpClient, amount: str) -> Page:
    return reader.submit("/payments/withdraw", {"amount": amount})


def withdrawn(amount: int, status: str = "arrived", arrives_at: str = NOW) -> Row:
    fields = {"cents": amount, "status": status, "asked_at": NOW, "arrives_at": arrives_at}
    return {**fields, "account": "freelancer", "agency": None}


@pytest.fixture
def slow() -> EditionData:
    return {**read_edition("own"), "withdrawal_takes": "P3D"}


@pytest.mark.parametrize("written", ["${}", "{}", "  {}\n"], ids=["dollars", "plain", "space around it"])
def test_a_whole_balance_arrives_at_the_bank(world: World, reader: HttpClient, written: str) -> None:
    there = cents(world)
    answer = withdraw(reader, written.format(balance(world)))
    assert (answer.path, answer.message) == ("/payments", f"{dollars(there)} has arrived at your bank.")
    assert answer.texts("p", class_="amount") == ["$0.00"]
    assert "Withdraw" not in answer.texts("button")
    assert changed(world) == {
        "/accounts/freelancer/balance_cents": 0,
        "/accounts/freelancer/owes": [],
        "/withdrawals/withdrawal-4": withdrawn(there),
    }
    assert mailed(world) == []


def test_the_form_offers_the_whole_balance(world: World, reader: HttpClient) -> None:
    there = cents(world)
    assert reader.get("/payments").value(id="amount") == dollars(there)
    assert withdraw(reader, dollars(there)).message.startswith(dollars(there))
    assert cents(world) == 0


def test_a_part_leaves_the_rest(world: World, reader: HttpClient) -> None:
    there = cents(world)
    answer = withdraw(reader, "0.01")
    assert answer.message == "$0.01 has arrived at your bank."
    assert changed(world) == {
        "/accounts/freelancer/balance_cents": there - 1,
        "/withdrawals/withdrawal-4": withdrawn(1),
    }
    withdraw(reader, balance(world))
    assert changed(world) == {
        "/accounts/freelancer/balance_cents": 0,
        "/accounts/freelancer/owes": [],
        "/withdrawals/withdrawal-4": withdrawn(1),
        "/withdrawals/withdrawal-5": withdrawn(there - 1),
    }


@pytest.mark.parametrize("excess", [1, 10**10], ids=["a cent", "millions"])
def test_more_than_the_balance_is_refused(world: World, reader: HttpClient, excess: int) -> None:
    there = cents(world)
    answer = withdraw(reader, dollars(there + excess))
    refusal = f"Your balance is {dollars(there)}; you cannot withdraw {dollars(there + excess)}."
    assert (answer.status_code, answer.message, answer.heading) == (409, refusal, "Payments")
    assert world.changes() == []
    assert withdraw(reader, dollars(there)).status_code == 200


def test_a_balance_is_withdrawn_once(world: World, reader: HttpClient) -> None:
    amount = balance(world)
    withdraw(reader, amount)
    with unchanged(world):
        answer = withdraw(reader, amount)
        assert answer.outcome == (409, f"Your balance is $0.00; you cannot withdraw ${float(amount):,.2f}.")


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("part", "times"), [(1, 1), (2, 2), (3, 3)], ids=["all", "halves", "thirds"])
def test_four_tabs_at_once_never_overdraw_a_balance(logged_in: LoggedIn, part: int, times: int, seed: int) -> None:
    world, reader = logged_in(having=("balance",), seed=seed)
    there, before = cents(world), world.state()
    amount = there // part
    answers = from_tabs(reader, "/payments/withdraw", {"amount": dollars(amount)}, tabs=4)
    assert statuses(answers) == [200] * times + [409] * (4 - times)
    assert cents(world) == there - times * amount >= 0
    assert len(world.state()["withdrawals"]) == len(before["withdrawals"]) + times
    check_money(world.state(), total_cents(before))


@pytest.mark.parametrize(
    "amount",
    [
        *("", " ", "0", "$0.00", "-5", "-0.01", "+5", "1e0", "NaN", "Infinity", "0x1", "1_0"),
        *("٣", "５", "²", "1,00", "1.000,00", "5.001", "5.0", ".50", "5.", "5\0", "5 0", "5\r\n5", "$$5", "five"),
        *("9" * 30, "9" * 10_000, "1000000000.01", "<b>5</b>", "5;drop table accounts", "😀"),
    ],
    ids=lambda amount: ascii(amount[:20]),
)
def test_an_invalid_amount_is_refused(world: World, amount: str) -> None:
    answer = withdraw(log_in(world), amount)
    assert (answer.status_code, answer.message, answer.heading) == (422, NO_AMOUNT, "Payments")
    assert world.changes() == []


def test_a_form_without_an_amount_withdraws_nothing(world: World) -> None:
    answer = log_in(world).submit("/payments/withdraw", {"cents": "500", "AMOUNT": "5"})
    assert answer.outcome == (422, NO_AMOUNT)
    assert world.changes() == []


def test_a_withdrawal_that_takes_days_arrives_on_its_day(logged_in: LoggedIn, slow: EditionData) -> None:
    world, reader = logged_in(slow, having=("balance",))
    there = cents(world)
    answer = withdraw(reader, balance(world))
    assert answer.message == f"{dollars(there)} is on its way to your bank."
    assert "Under way, arrives 17 January 2026" in answer.text
    under_way = {
        "/accounts/freelancer/balance_cents": 0,
        "/accounts/freelancer/owes": ["withdrawal-under-way"],
        "/withdrawals/withdrawal-4": withdrawn(there, "under way", "2026-01-17T10:00:00Z"),
    }
    assert changed(world) == under_way
    world.advance("P2DT23H59M59S")
    assert changed(world) == {**under_way, "/now": "2026-01-17T09:59:59Z"}
    world.advance("PT1S")
    assert changed(world) == {
        "/now": "2026-01-17T10:00:00Z",
        "/accounts/freelancer/balance_cents": 0,
        "/accounts/freelancer/owes": [],
        "/withdrawals/withdrawal-4": withdrawn(there, "arrived", "2026-01-17T10:00:00Z"),
    }
    assert "Arrived 17 January 2026" in reader.get("/payments").text


def test_a_withdrawal_blocks_closing_until_it_arrives(logged_in: LoggedIn, slow: EditionData) -> None:
    world, reader = logged_in(slow, having=("balance",))
    withdraw(reader, balance(world))
    run = reader.begin()
    refused = reader.submit(f"{run}/1", {"reason": "I have another account"})
    assert (refused.status_code, "Withdrawal under way" in refused.text) == (409, True)
    assert account_row(world)["status"] == "open"
    world.advance("P3D")
    assert reader.submit(f"{run}/1", {"reason": "I have another account"}).heading == "Your account is closed"
