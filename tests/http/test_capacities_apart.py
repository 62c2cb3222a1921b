"""Work and money of one capacity appear in no other. Claims D15, D21."""

import pytest

from flows.site.client import World
from tests.support.changes import account_row, changed_since
from tests.support.http_client import HttpClient
from tests.support.teams import close, switch, team_of
from tests.support.teams_edition import nothing_asked
from tests.support.types import LoggedIn, Rows

HAVING = ("active-contract", "open-proposal", "pending-payment", "balance")
pytestmark = pytest.mark.world(edition=nothing_asked(), persona="agency-owner", having=HAVING)


@pytest.fixture
def agency(world: World) -> str:
    return team_of(world, "agency-owner")


def split(world: World, table: str, agency: str) -> tuple[Rows, Rows]:
    """The rows of an agency, and those of its owner's own work."""
    state = world.state()
    rows = state[table].items()
    mine = {key: row for key, row in rows if row.get("account", row.get("freelancer")) == "agency-owner"}
    contract = {key: state["contracts"][row["contract"]]["agency"] for key, row in mine.items() if "contract" in row}
    of = {key: contract.get(key, row.get("agency")) for key, row in mine.items()}
    return {key: mine[key] for key in mine if of[key] == agency}, {key: mine[key] for key in mine if of[key] is None}


def shown(reader: HttpClient, address: str, *titles: str) -> list[bool]:
    text = " ".join(reader.get(address).texts("main"))
    return [title in text for title in titles]


def test_each_capacity_shows_only_its_own_work(world: World, reader: HttpClient, agency: str) -> None:
    theirs, own = split(world, "contracts", agency)
    titles = [row["title"] for row in (*theirs.values(), *own.values())]
    paid = [row["title"] for row in theirs.values() if row["status"] == "completed"]
    of_agency = [True] * len(theirs) + [False] * len(own)
    assert theirs
    assert own
    for side, expected in ((agency, of_agency), ("freelancer", [not there for there in of_agency])):
        switch(reader, side)
        assert shown(reader, "/my-jobs", *titles) == expected
        assert shown(reader, "/payments", *paid) == [side == agency] * len(paid)


def test_proposals_of_the_agency_are_only_shown_there(world: World, reader: HttpClient, agency: str) -> None:
    [proposal] = world.state()["proposals"].values()
    for side in (agency, "freelancer"):
        switch(reader, side)
        assert shown(reader, "/proposals", proposal["job"]) == [side == agency]


def test_each_capacity_has_its_own_balance(world: World, reader: HttpClient, agency: str) -> None:
    cents = account_row(world, "agency-owner")["balance_cents"]
    amount = f"{cents // 100}.{cents % 100:02}"
    switch(reader, "freelancer")
    before = world.state()
    reader.get("/payments")
    answer = reader.submit("/payments/withdraw", {"amount": amount})
    assert answer.outcome == (409, f"Your balance is $0.00; you cannot withdraw ${cents // 100:,}.{cents % 100:02}.")
    assert world.state() == before
    switch(reader, agency)
    reader.get("/payments")
    assert reader.submit("/payments/withdraw", {"amount": amount}).status_code == 200
    after = changed_since(world, before)
    [(path, withdrawal)] = [(path, row) for path, row in after.items() if path.startswith("/withdrawals/")]
    assert (withdrawal["cents"], withdrawal["agency"]) == (cents, agency)
    of = "/accounts/agency-owner"
    owes = [*[name for name in before["accounts"]["agency-owner"]["owes"] if name != "balance"], "withdrawal-under-way"]
    assert after == {path: withdrawal, f"{of}/balance_cents": 0, f"{of}/owes": owes}


def test_work_as_a_freelancer_is_not_shown_in_the_company(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), circumstances=("dual",), having=HAVING)
    company = team_of(world, "freelancer")
    state = world.state()
    gives = [row["title"] for row in state["contracts"].values() if row["client"] == "freelancer"]
    does = [row["title"] for row in state["contracts"].values() if row["freelancer"] == "freelancer"]
    assert gives
    assert does
    for side in ("freelancer", company):
        switch(reader, side)
        assert shown(reader, "/my-jobs", *does) == [side == "freelancer"] * len(does)
        assert shown(reader, "/my-jobs", *gives) == [side == company] * len(gives)
    assert shown(reader, "/proposals", *[row["job"] for row in state["proposals"].values()]) == [False]
    assert shown(reader, "/home", "Balance", "Open jobs") == [False, True]


def test_a_team_of_others_does_not_show_ones_own_work(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), "manager", circumstances=("dual",), having=HAVING)
    state = world.state()
    does = [row["title"] for row in state["contracts"].values() if row["freelancer"] == "manager"]
    for address in ("/my-jobs", "/payments", "/home"):
        assert shown(reader, address, *does) == [False] * len(does)
    switch(reader, "freelancer")
    assert shown(reader, "/my-jobs", *does) == [True] * len(does)


def test_a_second_company_has_nothing_of_the_first(logged_in: LoggedIn) -> None:
    edition = nothing_asked(company={"block": []})
    world, reader = logged_in(edition, "client", having=("unpaid-invoice",), circumstances=("dual",))
    assert "/billing/invoice-1/pay" in reader.get("/billing").text
    close(reader, "company", "team-1")
    reader.submit("/new-account/client", {"company": "Second & Co."})
    assert "/billing/invoice-1/pay" not in reader.get("/billing").text
    assert world.state()["contracts"]["contract-1"]["title"] not in reader.get("/my-jobs").text
    assert reader.submit("/billing/invoice-1/pay").status_code == 404
