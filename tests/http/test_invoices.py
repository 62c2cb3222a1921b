"""The billing of a company: the week's cycle, its invoices, and paying each once. Claims D9, E4."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from flows.site.client import World
from tests.support.aftermath import at_once, changed, mailed, said
from tests.support.browserless import Browserless, at, blockers, heading, words
from tests.support.teams_edition import nothing_asked
from tests.support.teamwork import begin, changed_since, refused, team_of

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
MONDAY = "2026-01-19T00:00:00Z"
BLOCK = ["hourly-contract", "open-billing-cycle", "unpaid-invoice"]
KEY = "invoice-1"


def dollars(cents: int) -> str:
    return f"${cents // 100:,}.{cents % 100:02}"


def test_an_ended_contract_blocks_until_its_hours_are_billed_and_paid(make_world: MakeWorld, log_in: LogIn) -> None:
    edition = nothing_asked(company={"block": BLOCK})
    world = make_world(edition=edition, persona="client", having=("hourly-contract",))
    reader, run = log_in(world), ""
    run = begin(reader, "company", team_of(world, "client"))
    [(key, contract)] = [row for row in world.state()["contracts"].items() if row[1]["kind"] == "hourly"]
    assert blockers(reader.get(f"{run}/1")) == ["Active hourly contract"]
    reader.get("/my-jobs")
    reader.submit(f"/my-jobs/{key}/end")
    assert blockers(reader.get(f"{run}/1")) == ["Billing cycle not over"]
    listed = words(reader.get("/billing"), "ul", **{"aria-label": "This week"})
    assert listed == [f"{contract['title']} Ended 14 January 2026 {dollars(contract['unpaid_cents'])}"]
    world.advance("P4DT13H59M59S")  # a second before Monday
    assert blockers(reader.get(f"{run}/1")) == ["Billing cycle not over"]
    before, mail = world.state(), len(world.mail())
    world.advance("PT1S")
    bill = {"cents": contract["unpaid_cents"], "billed_at": MONDAY, "status": "unpaid", "paid_at": None}
    of = {f"/contracts/{key}/unbilled_cents": 0, f"/contracts/{key}/billed_at": MONDAY, "/now": MONDAY}
    invoice = {f"/invoices/{KEY}": {**bill, "team": "team-1", "contract": key}}
    assert changed_since(world, before) == of | invoice | {"/accounts/client/owes": ["unpaid-invoice"]}
    told = f"The hours of last week under “{contract['title']}” come to {dollars(contract['unpaid_cents'])}."
    assert mailed(world, mail) == [("client", "Your weekly invoice", told)]
    assert blockers(reader.submit(f"{run}/1")) == ["Invoice not paid"]
    reader.get("/billing")
    answer = reader.submit(f"/billing/{KEY}/pay")
    assert (at(answer), said(answer)) == ("/billing", f"You paid {dollars(contract['unpaid_cents'])}.")
    paid = {f"/invoices/{KEY}": {**bill, "status": "paid", "paid_at": MONDAY, "team": "team-1", "contract": key}}
    assert changed_since(world, before) == of | paid | {"/accounts/client/owes": []}
    world.advance("P7D")
    assert list(world.state()["invoices"]) == [KEY]  # nothing is billed twice
    reader.get(f"{run}/1")
    assert heading(reader.submit(f"{run}/1")) == "Your company and your account are closed"


@pytest.mark.parametrize("who", ["client", "freelancer"])
def test_whoever_ends_a_contract_leaves_a_cycle_to_its_client(make_world: MakeWorld, log_in: LogIn, who: str) -> None:
    world = make_world(edition=nothing_asked(), persona="client", having=("hourly-contract",))
    reader, before = log_in(world.accounts[who]), world.state()
    key = next(key for key, row in before["contracts"].items() if row["kind"] == "hourly")
    reader.get("/my-jobs")
    assert reader.submit(f"/my-jobs/{key}/end").status_code == 200
    owes = {account: row["owes"] for account, row in world.state()["accounts"].items()}
    assert (owes["client"], owes["freelancer"]) == (["open-billing-cycle"], ["pending-payment"])


def test_an_invoice_is_paid_once(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(), persona="client", having=("unpaid-invoice",))
    reader = log_in(world)
    cents = world.state()["invoices"][KEY]["cents"]
    reader.get("/billing")
    tabs = [reader.tab() for _ in range(3)]
    answers = at_once([partial(tab.submit, f"/billing/{KEY}/pay") for tab in tabs])
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    of = f"/invoices/{KEY}"
    after: dict[str, Any] = {f"{of}/status": "paid", f"{of}/paid_at": world.state()["now"], "/accounts/client/owes": []}
    assert changed(world) == after
    world.advance("PT1H")
    again = reader.submit(f"/billing/{KEY}/pay")
    assert refused(again) == (409, "Billing", f"The invoice of {dollars(cents)} is already paid.")
    assert changed(world) == after | {"/now": "2026-01-14T11:00:00Z"}
    assert "Pay" not in words(reader.get("/billing"), "button", type="submit")


def test_an_admin_pays_for_the_company_and_a_manager_does_not(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(), persona="client", having=("unpaid-invoice", "team-member"))
    owner, reader = log_in(world), log_in(world.accounts["member"])
    owner.get("/members")
    [place] = [key for key, row in world.state()["memberships"].items() if row["account"] == "member"]
    for role, status in (("member", 404), ("manager", 404), ("admin", 200)):
        if role != "member":
            owner.submit(f"/members/{place}/role", {"role": role})
        assert reader.get("/billing").status_code == status
        reader.get("/home")
        before = world.state()
        assert reader.submit(f"/billing/{KEY}/pay").status_code == status
        assert (world.state() == before) == (status == 404)
    assert world.state()["invoices"][KEY]["status"] == "paid"


def test_nobody_else_pays_or_sees_an_invoice(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(), persona="client", having=("unpaid-invoice",))
    reader = log_in(world.accounts["freelancer"])
    reader.get("/new-account/client")
    reader.submit("/new-account/client", {"company": "Oak & Sons"})
    before, title = world.state(), world.state()["contracts"][world.state()["invoices"][KEY]["contract"]]["title"]
    assert title not in reader.get("/billing").text
    for side in (next(key for key in before["teams"] if before["teams"][key]["name"] == "Oak & Sons"), "freelancer"):
        reader.get("/home")
        reader.submit("/switch", {"capacity": side})
        assert reader.submit(f"/billing/{KEY}/pay").status_code == 404
    assert world.state() == before
