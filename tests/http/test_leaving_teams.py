"""Leaving a team: who can, what goes along, and what is said before and after. Claims D11, D12, D24."""

from collections.abc import Callable

import pytest

from flows.site.client import World
from tests.support.aftermath import NOW, changed, mailed, said
from tests.support.browserless import Browserless, at, heading, words
from tests.support.teams_edition import GONE, NUMBERS, nothing_asked
from tests.support.teamwork import KINDS, OWNERS, begin, boss_of, place, team_of

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
LAST = "This is your last team, so your account closes with it."
STAY = "You can come back when you are invited again."
ROWS = {"class": "rows", "aria-label": "Teams you are in"}


def left(key: str) -> dict[str, str]:
    return {f"/memberships/{key}/status": "left", f"/memberships/{key}/ended_at": NOW}


def closed(account: str) -> dict[str, str]:
    of = f"/accounts/{account}"
    return {f"{of}/status": "closed", f"{of}/closed_at": NOW, f"{of}/login_says": GONE}


def named(world: World, team: str) -> str:
    return str(world.state()["teams"][team]["name"])


def listed(reader: Browserless, address: str, label: str) -> str:
    """What the only list of that name on a page says."""
    [found] = words(reader.get(address), "ul", **{"aria-label": label})
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", ["admin", "manager"])
def test_the_last_team_takes_the_account_along(make_world: MakeWorld, log_in: LogIn, role: str, kind: str) -> None:
    world = make_world(edition=nothing_asked(), persona=role, circumstances=KINDS[kind])
    reader, team = log_in(world), team_of(world, OWNERS[kind])
    run, key = begin(reader, "membership", team), place(world, role, team)
    assert listed(reader, f"{run}/1", "What this affects") == LAST
    assert changed(world) == {}
    answer = reader.submit(f"{run}/1")
    assert (answer.status_code, heading(answer)) == (200, "You have left the team, and your account is closed")
    assert changed(world) == left(key) | closed(role)
    told = ["It was all you had here, so your account is closed with it.", "It cannot be opened again."]
    assert listed(reader, f"{run}/ended", "What happens now") == "".join(told)
    sent = "\n".join(["You have left the team, and your account is closed.", *told])
    assert mailed(world) == [(role, "You have left a team, and Worklane", sent)]
    assert at(reader.get("/home")) == "/login"
    turned_away = reader.log_in(world.owner)
    assert (turned_away.status_code, said(turned_away)) == (403, GONE)


@pytest.mark.parametrize("role", ["admin", "manager"])
def test_teams_are_left_one_by_one(make_world: MakeWorld, log_in: LogIn, role: str) -> None:
    world = make_world(edition=nothing_asked(), persona=role, circumstances=("several-teams",))
    reader = log_in(world)
    teams = [row["team"] for row in world.state()["memberships"].values() if row["account"] == role]
    after: dict[str, object] = {}
    for number, team in enumerate(teams, 1):
        run, staying = begin(reader, "membership", team), [f"in {named(world, other)}" for other in teams[number:]]
        stays = f"Your account stays open: {'; '.join(staying)}."
        assert listed(reader, f"{run}/1", "What this affects") == (stays if staying else LAST)
        answer = reader.submit(f"{run}/1")
        after |= left(place(world, role, team)) | ({} if staying else closed(role))
        owner = next(
            row["account"]
            for row in world.state()["memberships"].values()
            if (row["team"], row["role"]) == (team, "owner")
        )
        after |= {f"/accounts/{owner}/owes": []} if number > 1 else {}  # nobody else is in those two
        assert changed(world) == after
        if staying:
            assert heading(answer) == "You have left the team"
            assert listed(reader, f"{run}/ended", "What happens now") == STAY + stays
            assert mailed(world)[-1] == (
                role,
                "You have left a team",
                "\n".join(["You have left the team.", STAY, stays]),
            )
            [mine] = words(reader.get("/settings/my-teams"), "ul", **ROWS)
            assert [named(world, other) in mine for other in teams] == [False] * number + [True] * len(staying)
        else:
            assert heading(answer) == "You have left the team, and your account is closed"
    assert len(mailed(world)) == len(teams)


@pytest.mark.parametrize("role", ["admin", "manager"])
def test_who_is_a_freelancer_too_stays_one(make_world: MakeWorld, log_in: LogIn, role: str) -> None:
    world = make_world(edition=nothing_asked(), persona=role, circumstances=("dual",))
    reader, team = log_in(world), team_of(world, boss_of(world))
    run, key = begin(reader, "membership", team), place(world, role, team)
    stays = "Your account stays open: as a freelancer."
    assert listed(reader, f"{run}/1", "What this affects") == stays
    assert heading(reader.submit(f"{run}/1")) == "You have left the team"
    assert changed(world) == left(key)
    assert mailed(world) == [(role, "You have left a team", "\n".join(["You have left the team.", STAY, stays]))]
    assert words(reader.get("/home"), "nav", **{"aria-label": "Work"}) == [
        "My Jobs Find Work Proposals Payments Disputes Messages"
    ]


def test_who_owns_a_company_too_keeps_it(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(), persona="admin")
    reader, team = log_in(world), team_of(world, "client")
    reader.get("/new-account/client")
    reader.submit("/new-account/client", {"company": "Oak & Sons"})
    before = changed(world)
    run, key = begin(reader, "membership", team), place(world, "admin", team)
    stays = "Your account stays open: with your company Oak & Sons."
    assert listed(reader, f"{run}/1", "What this affects") == stays
    assert heading(reader.submit(f"{run}/1")) == "You have left the team"
    assert changed(world) == before | left(key)


@pytest.mark.parametrize("kind", KINDS)
def test_a_member_is_told_whom_to_ask(make_world: MakeWorld, log_in: LogIn, kind: str) -> None:
    world = make_world(edition=nothing_asked(), persona="member", circumstances=KINDS[kind])
    reader, team = log_in(world), team_of(world, OWNERS[kind])
    above = ", ".join(
        f"{world.accounts[key].name} ({role})"
        for key, role in ((OWNERS[kind], "owner"), ("admin", "admin"), ("manager", "manager"))
    )
    told = f"You cannot leave by yourself: ask an admin or a manager to remove you. In {named(world, team)}: {above}."
    page = reader.get("/settings/my-teams")
    assert told in words(page, "ul", **ROWS)[0]
    assert f"/closing/start/{NUMBERS['membership']}" not in page.text
    run = begin(reader, "membership", team)
    dialog = reader.get(f"{run}/1")
    assert (dialog.status_code, heading(dialog), told in dialog.text) == (200, "You cannot leave by yourself", True)
    posted = reader.submit(f"{run}/1")
    assert (posted.status_code, heading(posted)) == (409, "You cannot leave by yourself")
    assert world.changes() == []


@pytest.mark.parametrize(("kind", "owner"), [("company", "client"), ("agency", "agency-owner")])
def test_an_owner_is_told_that_it_is_theirs(make_world: MakeWorld, log_in: LogIn, kind: str, owner: str) -> None:
    world = make_world(edition=nothing_asked(), persona=owner)
    reader, team = log_in(world), team_of(world, owner)
    told = "You own this team, so you cannot leave it, but you can close it."
    assert told in words(reader.get("/settings/my-teams"), "ul", **ROWS)[0]
    run = begin(reader, "membership", team)
    posted = reader.submit(f"{run}/1")
    assert (posted.status_code, heading(posted)) == (409, "This team is yours")
    assert told in posted.text
    assert world.changes() == []


def test_a_team_that_was_left_can_be_left_no_more(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(), persona="admin", circumstances=("dual",))
    reader, team = log_in(world), team_of(world, boss_of(world))
    tabs = [begin(reader, "membership", team) for _ in range(2)]
    assert heading(reader.submit(f"{tabs[0]}/1")) == "You have left the team"
    before, mail = world.state(), world.mail()
    assert heading(reader.submit(f"{tabs[1]}/1")) == "You have left the team"
    assert reader.get(f"/closing/start/{NUMBERS['membership']}/{team}").status_code == 404
    assert (world.state(), world.mail()) == (before, mail)
