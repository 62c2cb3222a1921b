"""What belongs to one side of somebody is nowhere on another: work, proposals, money. Claims D15, D21."""

from collections.abc import Callable
from typing import Any

import pytest

from flows.site.client import World
from tests.support.aftermath import said
from tests.support.browserless import Browserless, words
from tests.support.teams_edition import nothing_asked
from tests.support.teamwork import begin, changed_since, switch, team_of

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
Rows = dict[str, dict[str, Any]]
HAVING = ("active-contract", "open-proposal", "pending-payment", "balance")


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    """An agency's owner: what they have is their agency's, and of the past they have some of their own."""
    return make_world(edition=nothing_asked(), persona="agency-owner", having=HAVING)


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


def shown(reader: Browserless, address: str, *titles: str) -> list[bool]:
    """Whether each of these is on a page."""
    text = " ".join(words(reader.get(address), "main"))
    return [title in text for title in titles]


def test_the_work_of_one_side_is_not_the_other_s(world: World, agency: str, log_in: LogIn) -> None:
    reader = log_in(world)
    theirs, own = split(world, "contracts", agency)
    titles = [row["title"] for row in (*theirs.values(), *own.values())]
    paid = [row["title"] for row in theirs.values() if row["status"] == "completed"]
    of_agency = [True] * len(theirs) + [False] * len(own)
    assert theirs
    assert own
    for side, seen in ((agency, of_agency), ("freelancer", [not there for there in of_agency])):
        switch(reader, side)
        assert shown(reader, "/my-jobs", *titles) == seen
        assert shown(reader, "/payments", *paid) == [side == agency] * len(paid)


def test_a_proposal_of_the_agency_is_not_the_owner_s_own(world: World, agency: str, log_in: LogIn) -> None:
    reader = log_in(world)
    [proposal] = world.state()["proposals"].values()
    for side in (agency, "freelancer"):
        switch(reader, side)
        assert shown(reader, "/proposals", proposal["job"]) == [side == agency]


def test_each_side_has_a_balance_of_its_own(world: World, agency: str, log_in: LogIn) -> None:
    reader = log_in(world)
    cents = world.state()["accounts"]["agency-owner"]["balance_cents"]
    amount = f"{cents // 100}.{cents % 100:02}"
    switch(reader, "freelancer")
    before = world.state()
    reader.get("/payments")
    answer = reader.submit("/payments/withdraw", {"amount": amount})
    assert (answer.status_code, said(answer)) == (
        409,
        f"Your balance is $0.00; you cannot withdraw ${cents // 100:,}.{cents % 100:02}.",
    )
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


def test_the_freelancer_s_own_work_is_not_the_agency_s(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(), persona="freelancer", circumstances=("dual",), having=HAVING)
    reader, company = log_in(world), team_of(world, "freelancer")
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


def test_in_somebody_else_s_team_nobody_sees_their_own_work(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(), persona="manager", circumstances=("dual",), having=HAVING)
    reader = log_in(world)
    state = world.state()
    does = [row["title"] for row in state["contracts"].values() if row["freelancer"] == "manager"]
    for address in ("/my-jobs", "/payments", "/home"):
        assert shown(reader, address, *does) == [False] * len(does)
    switch(reader, "freelancer")
    assert shown(reader, "/my-jobs", *does) == [True] * len(does)


def test_a_second_company_has_nothing_of_the_first(make_world: MakeWorld, log_in: LogIn) -> None:
    edition = nothing_asked(company={"block": []})
    world = make_world(edition=edition, persona="client", having=("unpaid-invoice",), circumstances=("dual",))
    reader = log_in(world)
    assert "/billing/invoice-1/pay" in reader.get("/billing").text
    reader.submit(f"{begin(reader, 'company', 'team-1')}/1")
    reader.submit("/new-account/client", {"company": "Second & Co."})
    assert "/billing/invoice-1/pay" not in reader.get("/billing").text
    assert world.state()["contracts"]["contract-1"]["title"] not in reader.get("/my-jobs").text
    assert reader.submit("/billing/invoice-1/pay").status_code == 404
