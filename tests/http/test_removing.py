"""Being removed from a team: what ends with it, what stays, and what somebody is told. Claim D12."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from flows.site.client import World
from tests.support.aftermath import NOW, at_once, changed, mailed, said
from tests.support.browserless import Browserless, at, heading
from tests.support.teams_edition import GONE, nothing_asked
from tests.support.teamwork import KINDS, MEMBERS, OWNERS, act, begin, boss_of, invite, place, refused, switch, team_of

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
LAST = " That was their last team, so their account is closed."


def closed(account: str) -> dict[str, str]:
    """A closing of an account by its removal, by path."""
    of = f"/accounts/{account}"
    return {f"{of}/status": "closed", f"{of}/closed_at": NOW, f"{of}/login_says": GONE}


def removed(key: str) -> dict[str, str]:
    return {f"/memberships/{key}/status": "removed", f"/memberships/{key}/ended_at": NOW}


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_team_takes_the_account_along(make_world: MakeWorld, log_in: LogIn, kind: str) -> None:
    world = make_world(edition=nothing_asked(), persona="member", circumstances=KINDS[kind])
    owner, reader = world.accounts[OWNERS[kind]], log_in(world)
    team = team_of(world, owner.key)
    key, name = place(world, "member", team), world.state()["teams"][team]["name"]
    answer = act(log_in(owner), key, "remove")
    assert (answer.status_code, said(answer)) == (200, f"{world.owner.name} has been removed.{LAST}")
    assert changed(world) == removed(key) | closed("member")
    told = [f"{owner.name} has removed you.", "It was all you had here, so your account is closed with it."]
    told.append("It cannot be opened again.")
    assert mailed(world) == [("member", f"You are no longer in {name}", "\n".join(told))]
    assert at(reader.get("/home")) == "/login"
    turned_away = reader.log_in(world.owner)
    assert (turned_away.status_code, said(turned_away)) == (403, GONE)


# Who a member is besides, and as what their account goes on: as ``{}``, the name of a team of theirs.
BESIDES = {"dual": "as a freelancer", "several-teams": "in {}; in {}"}


@pytest.mark.parametrize("besides", BESIDES)
def test_who_is_something_else_too_keeps_the_account(make_world: MakeWorld, log_in: LogIn, besides: str) -> None:
    world = make_world(edition=nothing_asked(), persona="member", circumstances=(besides,))
    owner, reader = world.accounts[boss_of(world)], log_in(world)
    team = team_of(world, boss_of(world))
    key, teams = place(world, "member", team), world.state()["teams"]
    answer = act(log_in(owner), key, "remove")
    assert (answer.status_code, said(answer)) == (200, f"{world.owner.name} has been removed.")
    assert changed(world) == removed(key)
    mine = [row["team"] for row in world.state()["memberships"].values() if row["account"] == "member"]
    others = [teams[known]["name"] for known in mine if known != team]
    stays = f"Your account stays open: {BESIDES[besides].format(*others)}."
    told = [f"{owner.name} has removed you.", "You can come back when you are invited again.", stays]
    assert mailed(world) == [("member", f"You are no longer in {teams[team]['name']}", "\n".join(told))]
    assert at(reader.get("/home")) == "/home"
    assert teams[team]["name"] not in reader.get("/home").text
    assert refused(switch(reader, team))[::2] == (409, "You can no longer switch to that account.")


def test_the_last_of_several_teams_takes_the_account_along(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(), persona="member", circumstances=("several-teams",))
    after: dict[str, Any] = {}
    for owner, last in (("client", ""), ("agency-owner", ""), ("client-2", LAST)):
        reader, team = log_in(world.accounts[owner]), team_of(world, owner)
        if owner == "agency-owner":
            switch(reader, team)
        key = place(world, "member", team)
        assert said(act(reader, key, "remove")) == f"{world.owner.name} has been removed.{last}"
        after |= (
            removed(key)
            | (closed("member") if last else {})
            | ({f"/accounts/{owner}/owes": []} if owner != "client" else {})
        )
        assert changed(world) == after


def test_nobody_is_removed_twice(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(), persona="member", circumstances=("dual",))
    owner, key = log_in(world.accounts[boss_of(world)]), place(world, "member", team_of(world, boss_of(world)))
    act(owner, key, "remove")
    before = world.state()
    told = f"{world.owner.name} is no longer in the team."
    assert refused(act(owner, key, "remove")) == (409, MEMBERS, told)
    assert refused(act(owner, key, "role", role="manager")) == (409, MEMBERS, told)
    assert world.state() == before
    assert invite(owner, world.owner.email, "member").status_code == 200  # and can be asked to come back


@pytest.mark.parametrize("above", ["client", "admin", "manager"])
def test_the_owner_stays_whoever_asks(make_world: MakeWorld, log_in: LogIn, above: str) -> None:
    world = make_world(edition=nothing_asked(), persona="admin")
    key = place(world, "client", team_of(world, "client"))
    told = (
        "You cannot do that to yourself."
        if above == "client"
        else f"Only somebody with a higher role than {world.accounts['client'].name} can do that."
    )
    reader = log_in(world.accounts[above])
    assert refused(act(reader, key, "remove")) == (403, MEMBERS, told)
    assert refused(act(reader, key, "role", role="member")) == (403, MEMBERS, told)
    assert changed(world) == {}


def test_a_dialog_open_at_the_removal_leaves_nothing(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(), persona="admin", circumstances=("dual",))
    reader, team = log_in(world), team_of(world, boss_of(world))
    run, key = begin(reader, "membership", team), place(world, "admin", team)
    assert heading(reader.get(f"{run}/1")) == "Leave this team?"
    act(log_in(world.accounts[boss_of(world)]), key, "remove")
    name, before = world.state()["teams"][team]["name"], world.state()
    answer = reader.submit(f"{run}/1")
    assert (at(answer), said(answer)) == ("/settings/my-teams", f"You are no longer in {name}.")
    assert at(reader.get(f"{run}/1")) == "/settings/my-teams"
    assert world.state() == before
    assert changed(world) == removed(key)


@pytest.mark.parametrize("seed", range(6))
def test_leaving_and_being_removed_at_once_is_one_of_both(make_world: MakeWorld, log_in: LogIn, seed: int) -> None:
    world = make_world(edition=nothing_asked(), persona="admin", circumstances=("dual",), seed=seed)
    reader, owner, team = log_in(world), log_in(world.accounts[boss_of(world)]), team_of(world, boss_of(world))
    run, key = begin(reader, "membership", team), place(world, "admin", team)
    reader.get(f"{run}/1")
    owner.get("/members")
    gone, sent = at_once([partial(reader.submit, f"{run}/1"), partial(owner.submit, f"/members/{key}/remove")])
    [(subject, status)] = [(mail[1], world.state()["memberships"][key]["status"]) for mail in mailed(world)]
    of = f"/memberships/{key}"
    assert changed(world) == {f"{of}/status": status, f"{of}/ended_at": NOW}
    if status == "left":
        assert (heading(gone), sent.status_code, subject) == ("You have left the team", 409, "You have left a team")
        assert said(sent) == f"{world.owner.name} is no longer in the team."
    else:
        assert (status, at(gone), sent.status_code) == ("removed", "/settings/my-teams", 200)
        assert subject.startswith("You are no longer in ")


def test_two_who_remove_at_once_remove_once(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(), persona="member")
    key = place(world, "member", team_of(world, "client"))
    readers = [log_in(world.accounts[above]) for above in ("client", "admin", "manager")]
    for reader in readers:
        reader.get("/members")
    answers = at_once([partial(reader.submit, f"/members/{key}/remove") for reader in readers])
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    assert changed(world) == removed(key) | closed("member")
    assert len(mailed(world)) == 1


def test_whoever_loses_the_account_by_it_loses_the_data_as_the_edition_says(
    make_world: MakeWorld, log_in: LogIn
) -> None:
    edition = nothing_asked() | {"retention": {"profile": "deleted", "connections": "deleted"}}
    world = make_world(edition=edition, persona="member")
    owner = world.accounts["client"]
    act(log_in(owner), place(world, "member", team_of(world, owner.key)), "remove")
    account = world.state()["accounts"]["member"]
    assert (account["status"], account["headline"], account["city"]) == ("closed", None, None)
    assert len(mailed(world)) == 1
