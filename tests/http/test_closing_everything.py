"""Closing an account closes the announced capacities only. Claims D4, D15, D21."""

import pytest

from flows.cells.http_reader import HttpReader
from mocksite.catalog.obligations import OBLIGATIONS
from tests.support.changes import NOW, account_row, changed
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.teams import (
    account_closed,
    begin,
    boss_of,
    close,
    invite,
    membership_of,
    switch,
    team_closed,
    team_of,
)
from tests.support.teams_edition import NUMBERS, nothing_asked
from tests.support.types import Changes, LoggedIn, MakeWorld


def closed(account: str) -> Changes:
    return account_closed(account, restore_by="support")


def goes_along(reader: HttpClient, run: str) -> list[str]:
    return reader.get(f"{run}/1").texts("ul", aria_label="What this affects")


@pytest.mark.parametrize("persona", ["freelancer", "client"])
def test_closing_the_account_closes_the_company(logged_in: LoggedIn, persona: str) -> None:
    world, reader = logged_in(nothing_asked(), persona, circumstances=("dual",))
    team = team_of(world, persona)
    if persona == "client":
        switch(reader, "freelancer")
    run = begin(reader, "account")
    assert goes_along(reader, run) == [f"Your company {world.state()['teams'][team]['name']} closes with it."]
    assert reader.submit(f"{run}/1").heading == "Your account is closed"
    assert changed(world) == closed(persona) | team_closed(team)
    body = "Your account is closed.\nSupport can look at a request to open it again."
    assert mailed(world) == [(persona, "Your Worklane account is closed", body)]


def test_closing_the_account_closes_agency_and_company(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), "agency-owner", circumstances=("dual",), having=("team-member",))
    state = world.state()
    mine = [row["team"] for row in state["memberships"].values() if row["account"] == "agency-owner"]
    switch(reader, "freelancer")
    run = begin(reader, "account")
    closes = "".join(
        f"Your {state['teams'][team]['kind']} {state['teams'][team]['name']} closes with it." for team in mine
    )
    agency, member = state["teams"][mine[0]]["name"], world.accounts["member"].name
    assert goes_along(reader, run) == [f"{closes}Others lose their place in {agency}: {member}."]
    assert reader.submit(f"{run}/1").heading == "Your account is closed"
    row = f"/memberships/{membership_of(world, 'member', mine[0])}"
    ended = {f"{row}/status": "closed", f"{row}/ended_at": NOW, "/accounts/agency-owner/owes": []}
    assert changed(world) == closed("agency-owner") | team_closed(mine[0]) | team_closed(mine[1]) | ended
    assert len({*mine}) == 2
    (bereft,) = [mail for mail in mailed(world) if mail[0] == "member"]
    body = f"{world.owner.name} has closed {agency}, so you are no longer in it."
    assert bereft == ("member", f"{agency} is closed", body)


def test_closing_the_account_declines_invitations(make_world: MakeWorld) -> None:
    world = make_world(nothing_asked())
    client, reader = log_in(world, "client"), log_in(world)
    invite(client, world.owner.email, "admin")
    key = membership_of(world, "freelancer", team_of(world, "client"))
    close(reader, "account")
    assert world.state()["memberships"][key]["status"] == "declined"
    assert world.owner.name not in client.get("/members").text


@pytest.mark.parametrize("role", ["admin", "manager", "member"])
def test_closing_the_account_leaves_teams_of_others(logged_in: LoggedIn, role: str) -> None:
    world, reader = logged_in(nothing_asked(), role, circumstances=("dual", "several-teams"))
    before = world.state()
    mine = {key: row for key, row in before["memberships"].items() if row["account"] == role}
    assert len(mine) == 3
    switch(reader, "freelancer")
    run = begin(reader, "account")
    leaves = "".join(f"You leave {before['teams'][row['team']]['name']} with it." for row in mine.values())
    assert goes_along(reader, run) == [leaves]
    assert reader.submit(f"{run}/1").heading == "Your account is closed"
    ended = {
        f"/memberships/{key}/{name}": value for key in mine for name, value in (("status", "left"), ("ended_at", NOW))
    }
    alone = [key for key, row in before["accounts"].items() if row["owes"] == ["team-member"] and key != boss_of(world)]
    owes: Changes = {f"/accounts/{owner}/owes": [] for owner in alone}
    assert len(alone) == 2
    assert changed(world) == closed(role) | ended | owes


@pytest.mark.parametrize("side", ["freelancer", "client"])
def test_a_company_is_only_blocked_by_its_own_obligations(logged_in: LoggedIn, side: str) -> None:
    block = ["open-proposal", "open-job"]
    having = {"freelancer": "open-proposal", "client": "open-job"}[side]
    edition = nothing_asked(account={"block": block}, company={"block": ["open-job"]})
    world, reader = logged_in(edition, circumstances=("dual",), having=(having,))
    team = team_of(world, "freelancer")
    assert close(reader, "account").heading == "You cannot close your account yet"
    switch(reader, team)
    expected = {"freelancer": "Your company is closed", "client": "You cannot close your company yet"}[side]
    assert close(reader, "company", team).heading == expected


PAGES = {"members.members": "Members & Permissions", "jobs.my_jobs": "My Jobs", "billing.billing": "Billing"}
OF_COMPANIES = [name for name, row in OBLIGATIONS.items() if "client" in row.who and "freelancer" not in row.who]


@pytest.mark.parametrize("name", OF_COMPANIES)
def test_a_remedy_leads_to_the_capacity_that_owes(make_world: MakeWorld, name: str) -> None:
    owes = OBLIGATIONS[name]
    edition = nothing_asked(account={"block": [name]})
    world = make_world(edition, circumstances=("dual",), having=(name,))
    reader = HttpReader(world, world.owner, "desktop")
    reader.log_in()
    for control in ("Account menu", "Settings", "Contact Info", "Close my account", owes.remedy):
        reader.press(control)
    assert reader.heading == PAGES[owes.page]
    if owes.by == "reader":
        reader.press(owes.settles)
        assert account_row(world)["owes"] == []


def test_a_remedy_in_the_current_capacity_is_a_link(logged_in: LoggedIn) -> None:
    edition = nothing_asked(account={"block": ["open-proposal"]})
    _, reader = logged_in(edition, circumstances=("dual",), having=("open-proposal",))
    refused = reader.get(f"{begin(reader, 'account')}/1")
    assert refused.texts("a", href="/proposals")[-1] == OBLIGATIONS["open-proposal"].remedy


@pytest.mark.parametrize("first", ["account", "company"])
def test_two_open_closings_close_each_thing_once(logged_in: LoggedIn, first: str) -> None:
    world, reader = logged_in(nothing_asked(), circumstances=("dual",))
    team = team_of(world, "freelancer")
    account = begin(reader, "account")
    switch(reader, team)
    company = begin(reader, "company", team)
    if first == "account":
        assert reader.submit(f"{account}/1").heading == "Your account is closed"
        before, mail = world.state(), world.mail()
        assert reader.submit(f"{company}/1").heading == "Your company and your account are closed"
        assert (world.state(), world.mail()) == (before, mail)
    else:
        assert reader.submit(f"{company}/1").heading == "Your company is closed"
        assert changed(world) == team_closed(team)
        assert goes_along(reader, account) == []
        assert reader.submit(f"{account}/1").heading == "Your account is closed"
        assert changed(world) == team_closed(team) | closed("freelancer")


def test_only_a_freelancer_can_close_the_whole_account(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), circumstances=("dual",))
    team = team_of(world, "freelancer")
    company = f"/closing/start/{NUMBERS['company']}/{team}"
    assert f"/closing/start/{NUMBERS['account']}" in reader.get("/settings/contact-info").linked_paths
    assert reader.get(f"/closing/start/{NUMBERS['company']}").status_code == 404
    assert reader.get(company).path.endswith("/1")  # the address names the team, and thereby the capacity
    assert reader.get(f"/closing/start/{NUMBERS['agency']}/{team}").status_code == 404
    assert reader.get(f"{company}-2").status_code == 404
    assert world.changes() == []


def test_no_account_is_closed_from_a_team(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(account={"by": ["client"], "control": "Close it all"}), "client")
    start = f"/closing/start/{NUMBERS['account']}"
    assert reader.get(f"{start}/{team_of(world, 'client')}").status_code == 404
    assert reader.get(start).heading == "Close your account"
