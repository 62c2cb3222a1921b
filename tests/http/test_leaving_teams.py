"""Leaving a team: who can, and what happens with it. Claims D11, D12, D24."""

import pytest

from tests.support.changes import changed
from tests.support.http_client import HttpClient
from tests.support.mail import mailed
from tests.support.teams import (
    FREELANCER_AREAS,
    KINDS,
    OWNERS,
    account_closed,
    areas,
    begin,
    boss_of,
    create_company,
    membership_ended,
    membership_of,
    team_name,
    team_of,
    teams_of,
)
from tests.support.teams_edition import GONE, NUMBERS, nothing_asked
from tests.support.types import LoggedIn

LAST = "This is your last team, so your account closes with it."
STAY = "You can come back when you are invited again."
ROWS = {"class": "rows", "aria-label": "Teams you are in"}


def listed(reader: HttpClient, address: str, label: str) -> str:
    [text] = reader.get(address).texts("ul", aria_label=label)
    return text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", ["admin", "manager"])
def test_leaving_the_last_team_closes_the_account(logged_in: LoggedIn, role: str, kind: str) -> None:
    world, reader = logged_in(nothing_asked(), role, circumstances=KINDS[kind])
    team = team_of(world, OWNERS[kind])
    run, key = begin(reader, "membership", team), membership_of(world, role, team)
    assert listed(reader, f"{run}/1", "What this affects") == LAST
    assert changed(world) == {}
    answer = reader.submit(f"{run}/1")
    assert (answer.status_code, answer.heading) == (200, "You have left the team, and your account is closed")
    assert changed(world) == membership_ended(key, "left") | account_closed(role)
    consequences = ["It was all you had here, so your account is closed with it.", "It cannot be opened again."]
    assert listed(reader, f"{run}/ended", "What happens now") == "".join(consequences)
    sent = "\n".join(["You have left the team, and your account is closed.", *consequences])
    assert mailed(world) == [(role, "You have left a team, and Worklane", sent)]
    assert reader.get("/home").path == "/login"
    turned_away = reader.log_in(world.owner)
    assert turned_away.outcome == (403, GONE)


@pytest.mark.parametrize("role", ["admin", "manager"])
def test_teams_are_left_one_by_one(logged_in: LoggedIn, role: str) -> None:
    world, reader = logged_in(nothing_asked(), role, circumstances=("several-teams",))
    teams = teams_of(world, role)
    after: dict[str, object] = {}
    for number, team in enumerate(teams, 1):
        run = begin(reader, "membership", team)
        staying = [f"in {team_name(world, other)}" for other in teams[number:]]
        stays = f"Your account stays open: {'; '.join(staying)}."
        assert listed(reader, f"{run}/1", "What this affects") == (stays if staying else LAST)
        answer = reader.submit(f"{run}/1")
        after |= membership_ended(membership_of(world, role, team), "left") | ({} if staying else account_closed(role))
        rows = world.state()["memberships"].values()
        owner = next(row["account"] for row in rows if (row["team"], row["role"]) == (team, "owner"))
        if number > 1:  # the second and third team have no other members
            after |= {f"/accounts/{owner}/owes": []}
        assert changed(world) == after
        if staying:
            assert answer.heading == "You have left the team"
            assert listed(reader, f"{run}/ended", "What happens now") == STAY + stays
            assert mailed(world)[-1] == (role, "You have left a team", f"You have left the team.\n{STAY}\n{stays}")
            [mine] = reader.get("/settings/my-teams").texts("ul", **ROWS)
            assert [team_name(world, other) in mine for other in teams] == [False] * number + [True] * len(staying)
        else:
            assert answer.heading == "You have left the team, and your account is closed"
    assert len(mailed(world)) == len(teams)


@pytest.mark.parametrize("role", ["admin", "manager"])
def test_a_freelancer_who_leaves_a_team_stays_a_freelancer(logged_in: LoggedIn, role: str) -> None:
    world, reader = logged_in(nothing_asked(), role, circumstances=("dual",))
    team = team_of(world, boss_of(world))
    run, key = begin(reader, "membership", team), membership_of(world, role, team)
    stays = "Your account stays open: as a freelancer."
    assert listed(reader, f"{run}/1", "What this affects") == stays
    assert reader.submit(f"{run}/1").heading == "You have left the team"
    assert changed(world) == membership_ended(key, "left")
    assert mailed(world) == [(role, "You have left a team", f"You have left the team.\n{STAY}\n{stays}")]
    assert areas(reader) == [FREELANCER_AREAS]


def test_a_client_who_leaves_a_team_keeps_the_company(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), "admin")
    team = team_of(world, "client")
    create_company(reader)
    before = changed(world)
    run = begin(reader, "membership", team)
    key = membership_of(world, "admin", team)
    stays = "Your account stays open: with your company Oak & Sons."
    assert listed(reader, f"{run}/1", "What this affects") == stays
    assert reader.submit(f"{run}/1").heading == "You have left the team"
    assert changed(world) == before | membership_ended(key, "left")


@pytest.mark.parametrize("kind", KINDS)
def test_a_member_reads_whom_to_ask(logged_in: LoggedIn, kind: str) -> None:
    world, reader = logged_in(nothing_asked(), "member", circumstances=KINDS[kind])
    team = team_of(world, OWNERS[kind])
    people = {"owner": OWNERS[kind], "admin": "admin", "manager": "manager"}
    above = ", ".join(f"{world.accounts[key].name} ({role})" for role, key in people.items())
    ask = "You cannot leave by yourself: ask an admin or a manager to remove you."
    advice = f"{ask} In {team_name(world, team)}: {above}."
    page = reader.get("/settings/my-teams")
    assert advice in page.texts("ul", **ROWS)[0]
    assert f"/closing/start/{NUMBERS['membership']}" not in page.text
    run = begin(reader, "membership", team)
    dialog = reader.get(f"{run}/1")
    assert (dialog.status_code, dialog.heading, advice in dialog.text) == (200, "You cannot leave by yourself", True)
    posted = reader.submit(f"{run}/1")
    assert (posted.status_code, posted.heading) == (409, "You cannot leave by yourself")
    assert world.changes() == []


@pytest.mark.parametrize("owner", OWNERS.values())
def test_an_owner_reads_that_the_team_is_theirs(logged_in: LoggedIn, owner: str) -> None:
    world, reader = logged_in(nothing_asked(), owner)
    team = team_of(world, owner)
    advice = "You own this team, so you cannot leave it, but you can close it."
    assert advice in reader.get("/settings/my-teams").texts("ul", **ROWS)[0]
    run = begin(reader, "membership", team)
    posted = reader.submit(f"{run}/1")
    assert (posted.status_code, posted.heading) == (409, "This team is yours")
    assert advice in posted.text
    assert world.changes() == []


def test_a_team_is_left_once(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), "admin", circumstances=("dual",))
    team = team_of(world, boss_of(world))
    tabs = [begin(reader, "membership", team) for _ in range(2)]
    assert reader.submit(f"{tabs[0]}/1").heading == "You have left the team"
    before, mail = world.state(), world.mail()
    assert reader.submit(f"{tabs[1]}/1").heading == "You have left the team"
    assert reader.get(f"/closing/start/{NUMBERS['membership']}/{team}").status_code == 404
    assert (world.state(), world.mail()) == (before, mail)
