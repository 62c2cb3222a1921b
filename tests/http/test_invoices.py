"""The billing of a company: the weekly cycle, and paying once. Claims D9, E4."""

import pytest

from mocksite.catalog.ledger_rows import dollars
from tests.support.changes import changed, changed_since, from_tabs, statuses
from tests.support.http_client import log_in
from tests.support.mail import mailed
from tests.support.teams import begin, create_company, refusal, switch, team_of
from tests.support.teams_edition import nothing_asked
from tests.support.types import Changes, LoggedIn, MakeWorld

MONDAY = "2026-01-19T00:00:00Z"
BLOCK = ["hourly-contract", "open-billing-cycle", "unpaid-invoice"]
KEY = "invoice-1"


def test_an_ended_contract_blocks_until_billed_and_paid(logged_in: LoggedIn) -> None:
    edition = nothing_asked(company={"block": BLOCK})
    world, reader = logged_in(edition, "client", having=("hourly-contract",))
    run = begin(reader, "company", team_of(world, "client"))
    [(key, contract)] = [row for row in world.state()["contracts"].items() if row[1]["kind"] == "hourly"]
    assert reader.get(f"{run}/1").blockers == ["Active hourly contract"]
    reader.get("/my-jobs")
    reader.submit(f"/my-jobs/{key}/end")
    assert reader.get(f"{run}/1").blockers == ["Billing cycle not over"]
    listed = reader.get("/billing").texts("ul", aria_label="This week")
    assert listed == [f"{contract['title']} Ended 14 January 2026 {dollars(contract['unpaid_cents'])}"]
    world.advance("P4DT13H59M59S")  # a second before Monday
    assert reader.get(f"{run}/1").blockers == ["Billing cycle not over"]
    before, mail = world.state(), len(world.mail())
    world.advance("PT1S")
    bill = {"cents": contract["unpaid_cents"], "billed_at": MONDAY, "status": "unpaid", "paid_at": None}
    of = {f"/contracts/{key}/unbilled_cents": 0, f"/contracts/{key}/billed_at": MONDAY, "/now": MONDAY}
    invoice = {f"/invoices/{KEY}": {**bill, "team": "team-1", "contract": key}}
    assert changed_since(world, before) == of | invoice | {"/accounts/client/owes": ["unpaid-invoice"]}
    body = f"Last week’s hours under “{contract['title']}” come to {dollars(contract['unpaid_cents'])}."
    assert mailed(world, mail) == [("client", "Your weekly invoice", body)]
    assert reader.submit(f"{run}/1").blockers == ["Invoice not paid"]
    reader.get("/billing")
    answer = reader.submit(f"/billing/{KEY}/pay")
    assert (answer.path, answer.message) == ("/billing", f"You paid {dollars(contract['unpaid_cents'])}.")
    paid = {f"/invoices/{KEY}": {**bill, "status": "paid", "paid_at": MONDAY, "team": "team-1", "contract": key}}
    assert changed_since(world, before) == of | paid | {"/accounts/client/owes": []}
    world.advance("P7D")
    assert list(world.state()["invoices"]) == [KEY]  # nothing is billed twice
    reader.get(f"{run}/1")
    assert reader.submit(f"{run}/1").heading == "Your company and your account are closed"


@pytest.mark.parametrize("who", ["client", "freelancer"])
def test_ending_a_contract_leaves_a_billing_cycle_to_the_client(make_world: MakeWorld, who: str) -> None:
    world = make_world(nothing_asked(), "client", having=("hourly-contract",))
    reader, before = log_in(world, who), world.state()
    key = next(key for key, row in before["contracts"].items() if row["kind"] == "hourly")
    reader.get("/my-jobs")
    assert reader.submit(f"/my-jobs/{key}/end").status_code == 200
    owes = {account: row["owes"] for account, row in world.state()["accounts"].items()}
    assert (owes["client"], owes["freelancer"]) == (["open-billing-cycle"], ["pending-payment"])


def test_an_invoice_is_paid_once(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), "client", having=("unpaid-invoice",))
    cents = world.state()["invoices"][KEY]["cents"]
    reader.get("/billing")
    answers = from_tabs(reader, f"/billing/{KEY}/pay")
    assert statuses(answers) == [200, 409, 409]
    of = f"/invoices/{KEY}"
    after: Changes = {f"{of}/status": "paid", f"{of}/paid_at": world.state()["now"], "/accounts/client/owes": []}
    assert changed(world) == after
    world.advance("PT1H")
    again = reader.submit(f"/billing/{KEY}/pay")
    assert refusal(again) == (409, "Billing", f"The invoice of {dollars(cents)} is already paid.")
    assert changed(world) == after | {"/now": "2026-01-14T11:00:00Z"}
    assert "Pay" not in reader.get("/billing").texts("button", type="submit")


def test_admins_pay_for_the_company_and_managers_do_not(logged_in: LoggedIn) -> None:
    world, owner = logged_in(nothing_asked(), "client", having=("unpaid-invoice", "team-member"))
    reader = log_in(world, "member")
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


def test_invoices_are_private(make_world: MakeWorld) -> None:
    world = make_world(nothing_asked(), "client", having=("unpaid-invoice",))
    reader = log_in(world, "freelancer")
    create_company(reader)
    before = world.state()
    title = world.state()["contracts"][world.state()["invoices"][KEY]["contract"]]["title"]
    assert title not in reader.get("/billing").text
    for side in (next(key for key in before["teams"] if before["teams"][key]["name"] == "Oak & Sons"), "freelancer"):
        switch(reader, side)
        assert reader.submit(f"/billing/{KEY}/pay").status_code == 404
    assert world.state() == before
