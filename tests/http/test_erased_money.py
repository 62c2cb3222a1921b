"""An edition that deletes payments and files: what goes with the account, and what the other party still sees."""

from typing import Any

import pytest

from flows.site.client import World
from tests.support.changes import account_row
from tests.support.gated_edition import CLOSE, gated
from tests.support.http_client import HttpClient, log_in
from tests.support.types import MakeWorld

ALL_DELETED = {"payments": "deleted", "tax-records": "deleted", "files": "deleted", "work-history": "deleted"}
FILE = ("brief.txt", "What it is about.")


def leave(make_world: MakeWorld, persona: str, *having: str, **after: Any) -> tuple[World, HttpClient]:
    """A world in which nothing blocks a closing, and somebody who can leave it."""
    edition = gated(stages=[CLOSE], after=after) | {"retention": ALL_DELETED}
    world = make_world(edition, persona, having=having)
    return world, log_in(world)


def owned(world: World, table: str, column: str, who: str) -> list[str]:
    return [key for key, row in world.state()[table].items() if row[column] == who]


def test_settled_money_stays_with_the_contract(make_world: MakeWorld) -> None:
    world, reader = leave(make_world, "freelancer")
    before = world.state()
    reader.close_account()
    after = world.state()
    assert account_row(world)["status"] == "closed"
    assert [row["account"] for row in after["payments"].values()] == [None] * len(before["payments"])
    cents = {key: row["cents"] for key, row in before["payments"].items()}
    assert {key: row["cents"] for key, row in after["payments"].items()} == cents
    assert (before["withdrawals"] != {}, after["withdrawals"]) == (True, {})
    assert owned(world, "tax_records", "account", "freelancer") == []
    assert owned(world, "tax_records", "account", "client") != []


def test_money_on_its_way_keeps_its_owner_until_it_has_arrived(make_world: MakeWorld) -> None:
    world, reader = leave(make_world, "freelancer", "pending-payment", "withdrawal-under-way")
    payments, withdrawals = (owned(world, table, "account", "freelancer") for table in ("payments", "withdrawals"))
    reader.close_account()
    assert owned(world, "payments", "account", "freelancer") == payments
    assert owned(world, "withdrawals", "account", "freelancer") == withdrawals
    world.advance("P5D")  # the withdrawal has arrived, the payment is under review
    assert owned(world, "payments", "account", "freelancer") == payments
    world.advance("P10D")
    assert owned(world, "payments", "account", "freelancer") == []
    assert world.state()["withdrawals"] == {}
    assert account_row(world)["balance_cents"] == 0


@pytest.mark.parametrize("leaver", ["freelancer", "client"])
def test_the_other_party_keeps_a_decided_dispute(make_world: MakeWorld, leaver: str) -> None:
    """Only the words of the one who opened it, the client, go with the client."""
    world, reader = leave(make_world, leaver, "dispute")
    agent = log_in(world, "support-agent")
    agent.get("/support-desk/")
    agent.submit("/support-desk/disputes/dispute-1", {"answer": "Half of it is fine.", "decided_for": "freelancer"})
    other = log_in(world, "client" if leaver == "freelancer" else "freelancer")
    (before,) = other.get("/disputes").texts("li")[-1:]
    about = world.state()["disputes"]["dispute-1"]["about"].lower()
    reader.close_account()
    world.advance("P1D")
    (after,) = other.get("/disputes").texts("li")[-1:]
    assert f": {about}" in before
    if leaver == "client":
        before = before.replace(f": {about}", "").replace(world.owner.name, "A former member")
    assert after == before


def test_only_a_paid_invoice_loses_its_company(make_world: MakeWorld) -> None:
    world, reader = leave(make_world, "client", "unpaid-invoice", "unpaid-invoice")
    reader.get("/billing")
    reader.submit("/billing/invoice-1/pay")
    reader.close_account()
    invoices = world.state()["invoices"]
    assert [(row["status"], row["team"]) for row in invoices.values()] == [("paid", None), ("unpaid", "team-1")]


@pytest.mark.parametrize("sender", ["freelancer", "client"])
@pytest.mark.parametrize("leaver", ["freelancer", "client"])
def test_files_are_deleted_whoever_of_both_has_sent_them(make_world: MakeWorld, sender: str, leaver: str) -> None:
    world, reader = leave(make_world, leaver, "active-contract")
    sending = log_in(world, sender)
    sending.get("/messages/contract-4")
    sending.submit("/messages/contract-4/deliver", files={"files": FILE})
    other = log_in(world, "client" if leaver == "freelancer" else "freelancer")
    assert FILE[0] in other.get("/messages/contract-4").text
    reader.close_account()
    assert world.state()["files"] == {}
    assert FILE[0] not in other.get("/messages/contract-4").text
