"""The capacities of an account: switching, and gaining another. Claim D21."""

import pytest

from tests.support.changes import NOW, changed
from tests.support.http_client import HttpClient, log_in
from tests.support.teams import FREELANCER_AREAS, areas, create_company, switch, team_name, team_of
from tests.support.teams_edition import nothing_asked
from tests.support.types import LoggedIn, MakeWorld

AREAS = {
    "freelancer": FREELANCER_AREAS,
    "client": "My Jobs Payments Billing Disputes Messages Find Talent Members & Permissions",
    "agency-owner": f"{FREELANCER_AREAS} Members & Permissions",
    "admin": "My Jobs Billing Find Talent Members & Permissions",
    "manager": "My Jobs Find Talent Members & Permissions",
    "member": "Find Talent Members & Permissions",
}
HEADLINE = {"headline": "I carve spoons", "overview": "Of any wood.\nFor thirty years."}


def acts_as(reader: HttpClient) -> str:
    return reader.get("/home").texts("p", class_="who")[0]


def offered(reader: HttpClient) -> list[str]:
    return reader.get("/home").texts("button", name="capacity")


@pytest.mark.parametrize("persona", AREAS)
def test_accounts_start_in_their_own_capacity(make_world: MakeWorld, persona: str) -> None:
    assert areas(log_in(make_world(nothing_asked(), persona))) == [AREAS[persona]]


def test_an_account_switches_capacities_and_back(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), circumstances=("dual",))
    team = team_of(world, "freelancer")
    name = team_name(world, team)
    for side, others, shown in ((team, ["Freelancer"], "client"), ("freelancer", ["Client"], "freelancer")):
        answer = switch(reader, side)
        assert (answer.status_code, answer.path) == (200, "/home")
        assert (offered(reader), areas(reader)) == (others, [AREAS[shown]])
        assert acts_as(reader).endswith(f"Client · {name}" if side == team else "Freelancer")
    assert world.changes() == []


def test_teams_of_others_are_listed_by_name(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), "manager", circumstances=("several-teams",))
    state = world.state()
    mine = [row["team"] for row in state["memberships"].values() if row["account"] == "manager"]
    names = [state["teams"][team]["name"] for team in mine]
    assert offered(reader) == names[1:]
    switch(reader, mine[2])
    assert offered(reader) == names[:2]
    assert acts_as(reader).endswith(f"Manager of an agency · {names[2]}")
    assert areas(reader) == ["Members & Permissions"]


NOT_THEIRS = ["client", "agency-owner", "support-agent", "admin", "", "team-99", "their client's"]


@pytest.mark.parametrize("side", NOT_THEIRS)
def test_a_capacity_of_others_cannot_be_taken(logged_in: LoggedIn, side: str) -> None:
    world, reader = logged_in(nothing_asked(), "admin", circumstances=("dual",))
    clients = team_of(world, "client")  # whom they work for as a freelancer
    before = acts_as(reader)
    answer = switch(reader, clients if side == NOT_THEIRS[-1] else side)
    assert answer.outcome == (409, "You can no longer switch to that account.")
    assert (acts_as(reader), world.changes()) == (before, [])


@pytest.mark.parametrize(("wanted", "there"), [("/billing", "/billing"), ("//elsewhere.test/", "/home"), ("", "/home")])
def test_a_switch_only_leads_to_pages_of_the_site(logged_in: LoggedIn, wanted: str, there: str) -> None:
    world, reader = logged_in(nothing_asked(), circumstances=("dual",))
    answer = switch(reader, team_of(world, "freelancer"), next=wanted)
    assert (answer.status_code, answer.path) == (200, there)


def test_sessions_switch_independently(logged_in: LoggedIn) -> None:
    world, one = logged_in(nothing_asked(), circumstances=("dual",))
    other = log_in(world)
    switch(one, team_of(world, "freelancer"))
    assert (areas(one), areas(other)) == ([AREAS["client"]], [AREAS["freelancer"]])


def test_a_client_can_become_a_freelancer(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), "client")
    assert reader.get("/new-account").texts("a", aria_describedby="as-freelancer") == ["New Freelancer Account"]
    assert "New Client Account" not in reader.get("/new-account").text
    reader.get("/new-account/freelancer")
    answer = reader.submit("/new-account/freelancer", HEADLINE)
    assert (answer.path, answer.message) == ("/home", "You have a freelancer account now.")
    of = "/accounts/client"
    assert changed(world) == {f"{of}/freelancer": True, **{f"{of}/{name}": value for name, value in HEADLINE.items()}}
    assert (areas(reader), offered(reader)) == ([AREAS["freelancer"]], ["Client"])
    again = reader.submit("/new-account/freelancer", {"headline": "Other", "overview": "Other"})
    assert again.outcome == (409, "You already have a freelancer account.")
    assert reader.get("/new-account/freelancer").path == "/new-account"
    assert "You already have every kind of account." in reader.get("/new-account").text
    assert changed(world)[f"{of}/headline"] == HEADLINE["headline"]


def test_a_freelancer_can_become_a_client(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked())
    answer = create_company(reader)
    assert (answer.path, answer.message) == ("/home", "You have a client account now.")
    assert areas(reader) == [AREAS["client"]]
    after = changed(world)
    [[team, company], [_, place]] = [[path, row] for path, row in after.items()]
    ended = {"closed_at": None, "close_reason": None, "close_feedback": None}
    assert company == {
        "kind": "company",
        "name": "Oak & Sons",
        "about": "",
        "status": "open",
        "owner": "freelancer",
        **ended,
    }
    of = {"account": "freelancer", "team": team.removeprefix("/teams/")}
    assert place == {"role": "owner", "status": "active", "since": NOW, "ended_at": None, **of}
    again = reader.submit("/new-account/client", {"company": "Elm & Sons"})
    assert again.outcome == (409, "You already have a client account.")
    assert reader.get("/new-account/client").path == "/new-account"
    assert changed(world) == after


LONG = "Use at most 2000 characters."
LINE = "Write at most 120 characters, on one line."
WRONG = {
    "no headline": ("freelancer", "client", HEADLINE | {"headline": " "}, "Headline is needed."),
    "a headline of two lines": ("freelancer", "client", HEADLINE | {"headline": "a\nb"}, LINE),
    "a headline too long": ("freelancer", "client", HEADLINE | {"headline": "x" * 121}, LINE),
    "nothing about you": ("freelancer", "client", HEADLINE | {"overview": "\r\n"}, "About you is needed."),
    "too much about you": ("freelancer", "client", HEADLINE | {"overview": "x" * 2_001}, LONG),
    "no company": ("client", "freelancer", {"company": ""}, "Company is needed."),
    "a company too long": ("client", "freelancer", {"company": "x" * 121}, LINE),
}


@pytest.mark.parametrize(("kind", "persona", "fields", "complaint"), WRONG.values(), ids=WRONG)
def test_wrong_input_makes_no_account(
    logged_in: LoggedIn, kind: str, persona: str, fields: dict[str, str], complaint: str
) -> None:
    world, reader = logged_in(nothing_asked(), persona)
    page = reader.get(f"/new-account/{kind}").heading
    answer = reader.submit(f"/new-account/{kind}", fields)
    assert (answer.status_code, answer.heading) == (422, page)
    assert answer.message == complaint
    assert (world.changes(), areas(reader)) == ([], [AREAS[persona]])
