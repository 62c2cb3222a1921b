"""Closing an account that is several things: what was named is closed, and nothing else is. Claims D4, D15, D21."""

from collections.abc import Callable
from typing import Any

import pytest

from flows.cells.http_reader import HttpReader
from flows.site.client import World
from mocksite.catalog.obligations import OBLIGATIONS
from tests.support.aftermath import NOW, changed, mailed
from tests.support.browserless import Browserless, at, heading, words
from tests.support.teams_edition import GONE, NUMBERS, nothing_asked
from tests.support.teamwork import begin, boss_of, invite, place, team_of

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]


def closed(account: str) -> dict[str, Any]:
    of = f"/accounts/{account}"
    return {f"{of}/status": "closed", f"{of}/closed_at": NOW, f"{of}/login_says": GONE, f"{of}/restore_by": "support"}


def shut(team: str) -> dict[str, str]:
    return {f"/teams/{team}/status": "closed", f"/teams/{team}/closed_at": NOW}


def goes_along(reader: Browserless, run: str) -> list[str]:
    """What a dialog says goes along."""
    return words(reader.get(f"{run}/1"), "ul", **{"aria-label": "What this affects"})


@pytest.mark.parametrize("persona", ["freelancer", "client"])
def test_a_freelancer_takes_their_company_along(make_world: MakeWorld, log_in: LogIn, persona: str) -> None:
    world = make_world(edition=nothing_asked(), persona=persona, circumstances=("dual",))
    reader, team = log_in(world), team_of(world, persona)
    if persona == "client":
        reader.get("/home")
        reader.submit("/switch", {"capacity": "freelancer"})
    run = begin(reader, "account")
    assert goes_along(reader, run) == [f"Your company {world.state()['teams'][team]['name']} closes with it."]
    assert heading(reader.submit(f"{run}/1")) == "Your account is closed"
    assert changed(world) == closed(persona) | shut(team)
    told = "Your account is closed.\nSupport can look at a request to open it again."
    assert mailed(world) == [(persona, "Your Worklane account is closed", told)]


def test_an_agency_s_owner_takes_agency_and_company_along(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(
        edition=nothing_asked(), persona="agency-owner", circumstances=("dual",), having=("team-member",)
    )
    reader, state = log_in(world), world.state()
    mine = [row["team"] for row in state["memberships"].values() if row["account"] == "agency-owner"]
    reader.get("/home")
    reader.submit("/switch", {"capacity": "freelancer"})
    run = begin(reader, "account")
    told = "".join(
        f"Your {state['teams'][team]['kind']} {state['teams'][team]['name']} closes with it." for team in mine
    )
    agency, member = state["teams"][mine[0]]["name"], world.accounts["member"].name
    assert goes_along(reader, run) == [f"{told}Others lose their place in {agency}: {member}."]
    assert heading(reader.submit(f"{run}/1")) == "Your account is closed"
    row = f"/memberships/{place(world, 'member', mine[0])}"
    ended = {f"{row}/status": "closed", f"{row}/ended_at": NOW, "/accounts/agency-owner/owes": []}
    assert changed(world) == closed("agency-owner") | shut(mine[0]) | shut(mine[1]) | ended
    assert len({*mine}) == 2
    (bereft,) = [mail for mail in mailed(world) if mail[0] == "member"]
    told = f"{world.owner.name} has closed {agency}, so you are no longer in it."
    assert bereft == ("member", f"{agency} is closed", told)


def test_whoever_closes_an_account_is_invited_no_more(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked())
    client, reader = log_in(world.accounts["client"]), log_in(world)
    invite(client, world.owner.email, "admin")
    key = place(world, "freelancer", team_of(world, "client"))
    reader.submit(f"{begin(reader, 'account')}/1")
    assert world.state()["memberships"][key]["status"] == "declined"
    assert world.owner.name not in client.get("/members").text


@pytest.mark.parametrize("role", ["admin", "manager", "member"])
def test_whoever_is_in_somebody_else_s_teams_leaves_them(make_world: MakeWorld, log_in: LogIn, role: str) -> None:
    world = make_world(edition=nothing_asked(), persona=role, circumstances=("dual", "several-teams"))
    reader, before = log_in(world), world.state()
    mine = {key: row for key, row in before["memberships"].items() if row["account"] == role}
    assert len(mine) == 3
    reader.get("/home")
    reader.submit("/switch", {"capacity": "freelancer"})
    run = begin(reader, "account")
    told = "".join(f"You leave {before['teams'][row['team']]['name']} with it." for row in mine.values())
    assert goes_along(reader, run) == [told]
    assert heading(reader.submit(f"{run}/1")) == "Your account is closed"
    ended = {
        f"/memberships/{key}/{name}": value for key in mine for name, value in (("status", "left"), ("ended_at", NOW))
    }
    alone = [key for key, row in before["accounts"].items() if row["owes"] == ["team-member"] and key != boss_of(world)]
    owes: dict[str, Any] = {f"/accounts/{owner}/owes": [] for owner in alone}
    assert len(alone) == 2
    assert changed(world) == closed(role) | ended | owes


@pytest.mark.parametrize("side", ["freelancer", "client"])
def test_what_any_side_owes_blocks_the_account_and_a_company_only_what_it_owes_itself(
    make_world: MakeWorld, log_in: LogIn, side: str
) -> None:
    block = ["open-proposal", "open-job"]
    having = {"freelancer": "open-proposal", "client": "open-job"}[side]
    edition = nothing_asked(account={"block": block}, company={"block": ["open-job"]})
    world = make_world(edition=edition, persona="freelancer", circumstances=("dual",), having=(having,))
    reader, team = log_in(world), team_of(world, "freelancer")
    assert heading(reader.submit(f"{begin(reader, 'account')}/1")) == "You cannot close your account yet"
    reader.get("/home")
    reader.submit("/switch", {"capacity": team})
    told = {"freelancer": "Your company is closed", "client": "You cannot close your company yet"}[side]
    assert heading(reader.submit(f"{begin(reader, 'company', team)}/1")) == told


PAGES = {"members.members": "Members & Permissions", "jobs.my_jobs": "My Jobs", "billing.billing": "Billing"}
OF_COMPANIES = [name for name, row in OBLIGATIONS.items() if "client" in row.who and "freelancer" not in row.who]


@pytest.mark.parametrize("name", OF_COMPANIES)
def test_a_remedy_leads_to_the_side_that_owes(make_world: MakeWorld, name: str) -> None:
    owes = OBLIGATIONS[name]
    edition = nothing_asked(account={"block": [name]})
    world = make_world(edition=edition, persona="freelancer", circumstances=("dual",), having=(name,))
    reader = HttpReader(world, world.owner, "desktop")
    reader.log_in()
    for control in ("Account menu", "Settings", "Contact Info", "Close my account", owes.remedy):
        reader.press(control)
    assert reader.heading == PAGES[owes.page]
    if owes.by == "reader":
        reader.press(owes.settles)
        assert world.state()["accounts"]["freelancer"]["owes"] == []


def test_a_remedy_of_the_side_that_the_reader_acts_as_is_a_link(make_world: MakeWorld, log_in: LogIn) -> None:
    edition = nothing_asked(account={"block": ["open-proposal"]})
    world = make_world(edition=edition, persona="freelancer", circumstances=("dual",), having=("open-proposal",))
    reader = log_in(world)
    refused = reader.get(f"{begin(reader, 'account')}/1")
    assert words(refused, "a", href="/proposals")[-1] == OBLIGATIONS["open-proposal"].remedy


@pytest.mark.parametrize("first", ["account", "company"])
def test_a_dialog_of_the_other_closing_open_at_the_time(make_world: MakeWorld, log_in: LogIn, first: str) -> None:
    world = make_world(edition=nothing_asked(), persona="freelancer", circumstances=("dual",))
    reader, team = log_in(world), team_of(world, "freelancer")
    account = begin(reader, "account")
    reader.get("/home")
    reader.submit("/switch", {"capacity": team})
    company = begin(reader, "company", team)
    if first == "account":
        assert heading(reader.submit(f"{account}/1")) == "Your account is closed"
        before, mail = world.state(), world.mail()
        assert heading(reader.submit(f"{company}/1")) == "Your company and your account are closed"
        assert (world.state(), world.mail()) == (before, mail)
    else:
        assert heading(reader.submit(f"{company}/1")) == "Your company is closed"
        assert changed(world) == shut(team)
        assert goes_along(reader, account) == []
        assert heading(reader.submit(f"{account}/1")) == "Your account is closed"
        assert changed(world) == shut(team) | closed("freelancer")


def test_only_the_freelancer_s_side_has_the_closing_of_everything(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(), persona="freelancer", circumstances=("dual",))
    reader, team = log_in(world), team_of(world, "freelancer")
    company = f"/closing/start/{NUMBERS['company']}/{team}"
    assert f'"/closing/start/{NUMBERS["account"]}"' in reader.get("/settings/contact-info").text
    assert reader.get(f"/closing/start/{NUMBERS['company']}").status_code == 404
    assert at(reader.get(company)).endswith("/1")  # a team names the side that it is closed from
    assert reader.get(f"/closing/start/{NUMBERS['agency']}/{team}").status_code == 404
    assert reader.get(f"{company}-2").status_code == 404
    assert world.changes() == []


def test_an_account_is_closed_from_no_team(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(account={"by": ["client"], "control": "Close it all"}), persona="client")
    reader, start = log_in(world), f"/closing/start/{NUMBERS['account']}"
    assert reader.get(f"{start}/{team_of(world, 'client')}").status_code == 404
    assert heading(reader.get(start)) == "Close your account"
