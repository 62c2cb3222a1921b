"""Being removed from a team: what ends, and the mail about it. Claim D12."""

from functools import partial

import pytest

from tests.support.changes import NOW, account_row, at_once, changed, statuses, unchanged
from tests.support.http_client import log_in
from tests.support.mail import mailed
from tests.support.teams import (
    KINDS,
    MEMBERS,
    OWNERS,
    account_closed,
    begin,
    boss_of,
    invite,
    manage,
    membership_ended,
    membership_of,
    refusal,
    switch,
    team_name,
    team_of,
    teams_of,
)
from tests.support.teams_edition import GONE, nothing_asked
from tests.support.types import Changes, LoggedIn, MakeWorld

LAST = " That was their last team, so their account is closed."


@pytest.mark.parametrize("kind", KINDS)
def test_removal_from_the_last_team_closes_the_account(make_world: MakeWorld, kind: str) -> None:
    world = make_world(nothing_asked(), "member", circumstances=KINDS[kind])
    owner, reader = world.accounts[OWNERS[kind]], log_in(world)
    team = team_of(world, owner.key)
    key, name = membership_of(world, "member", team), team_name(world, team)
    answer = manage(log_in(world, owner.key), key, "remove")
    assert answer.outcome == (200, f"{world.owner.name} has been removed.{LAST}")
    assert changed(world) == membership_ended(key, "removed") | account_closed("member")
    sentences = [f"{owner.name} has removed you.", "It was all you had here, so your account is closed with it."]
    sentences.append("It cannot be opened again.")
    assert mailed(world) == [("member", f"You are no longer in {name}", "\n".join(sentences))]
    assert reader.get("/home").path == "/login"
    turned_away = reader.log_in(world.owner)
    assert turned_away.outcome == (403, GONE)


# What else a member is, and how the account goes on; ``{}`` is a team.
BESIDES = {"dual": "as a freelancer", "several-teams": "in {}; in {}"}


@pytest.mark.parametrize("besides", BESIDES)
def test_removal_from_one_of_several_teams_keeps_the_account(make_world: MakeWorld, besides: str) -> None:
    world = make_world(nothing_asked(), "member", circumstances=(besides,))
    owner, reader = world.accounts[boss_of(world)], log_in(world)
    team = team_of(world, boss_of(world))
    key, teams = membership_of(world, "member", team), world.state()["teams"]
    answer = manage(log_in(world, owner.key), key, "remove")
    assert answer.outcome == (200, f"{world.owner.name} has been removed.")
    assert changed(world) == membership_ended(key, "removed")
    mine = teams_of(world, "member")
    others = [teams[other]["name"] for other in mine if other != team]
    stays = f"Your account stays open: {BESIDES[besides].format(*others)}."
    sentences = [f"{owner.name} has removed you.", "You can come back when you are invited again.", stays]
    assert mailed(world) == [("member", f"You are no longer in {teams[team]['name']}", "\n".join(sentences))]
    assert reader.get("/home").path == "/home"
    assert teams[team]["name"] not in reader.get("/home").text
    assert refusal(switch(reader, team))[::2] == (409, "You can no longer switch to that account.")


def test_removal_from_all_teams_closes_the_account(make_world: MakeWorld) -> None:
    world = make_world(nothing_asked(), "member", circumstances=("several-teams",))
    after: Changes = {}
    for owner, last in (("client", ""), ("agency-owner", ""), ("client-2", LAST)):
        reader, team = log_in(world, owner), team_of(world, owner)
        if owner == "agency-owner":
            switch(reader, team)
        key = membership_of(world, "member", team)
        assert manage(reader, key, "remove").message == f"{world.owner.name} has been removed.{last}"
        after |= membership_ended(key, "removed") | (account_closed("member") if last else {})
        after |= {f"/accounts/{owner}/owes": []} if owner != "client" else {}
        assert changed(world) == after


def test_nobody_is_removed_twice(make_world: MakeWorld) -> None:
    world = make_world(nothing_asked(), "member", circumstances=("dual",))
    owner = log_in(world, boss_of(world))
    key = membership_of(world, "member", team_of(world, boss_of(world)))
    manage(owner, key, "remove")
    with unchanged(world):
        reason = f"{world.owner.name} is no longer in the team."
        assert refusal(manage(owner, key, "remove")) == (409, MEMBERS, reason)
        assert refusal(manage(owner, key, "role", role="manager")) == (409, MEMBERS, reason)
    assert invite(owner, world.owner.email, "member").status_code == 200  # and can be invited again


@pytest.mark.parametrize("above", ["client", "admin", "manager"])
def test_an_owner_cannot_be_removed(make_world: MakeWorld, above: str) -> None:
    world = make_world(nothing_asked(), "admin")
    key = membership_of(world, "client", team_of(world, "client"))
    higher = f"Only somebody with a higher role than {world.accounts['client'].name} can do that."
    reason = "You cannot do that to yourself." if above == "client" else higher
    reader = log_in(world, above)
    assert refusal(manage(reader, key, "remove")) == (403, MEMBERS, reason)
    assert refusal(manage(reader, key, "role", role="member")) == (403, MEMBERS, reason)
    assert changed(world) == {}


def test_an_open_dialog_does_nothing_after_a_removal(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), "admin", circumstances=("dual",))
    team = team_of(world, boss_of(world))
    run = begin(reader, "membership", team)
    key = membership_of(world, "admin", team)
    assert reader.get(f"{run}/1").heading == "Leave this team?"
    manage(log_in(world, boss_of(world)), key, "remove")
    name, before = team_name(world, team), world.state()
    answer = reader.submit(f"{run}/1")
    assert (answer.path, answer.message) == ("/settings/my-teams", f"You are no longer in {name}.")
    assert reader.get(f"{run}/1").path == "/settings/my-teams"
    assert world.state() == before
    assert changed(world) == membership_ended(key, "removed")


@pytest.mark.parametrize("seed", range(6))
def test_leaving_and_removal_at_once_do_one_of_both(logged_in: LoggedIn, seed: int) -> None:
    world, reader = logged_in(nothing_asked(), "admin", circumstances=("dual",), seed=seed)
    owner, team = log_in(world, boss_of(world)), team_of(world, boss_of(world))
    run = begin(reader, "membership", team)
    key = membership_of(world, "admin", team)
    reader.get(f"{run}/1")
    owner.get("/members")
    gone, sent = at_once([partial(reader.submit, f"{run}/1"), partial(owner.submit, f"/members/{key}/remove")])
    [(subject, status)] = [(mail[1], world.state()["memberships"][key]["status"]) for mail in mailed(world)]
    of = f"/memberships/{key}"
    assert changed(world) == {f"{of}/status": status, f"{of}/ended_at": NOW}
    if status == "left":
        assert (gone.heading, sent.status_code, subject) == ("You have left the team", 409, "You have left a team")
        assert sent.message == f"{world.owner.name} is no longer in the team."
    else:
        assert (status, gone.path, sent.status_code) == ("removed", "/settings/my-teams", 200)
        assert subject.startswith("You are no longer in ")


def test_three_removals_at_once_remove_once(make_world: MakeWorld) -> None:
    world = make_world(nothing_asked(), "member")
    key = membership_of(world, "member", team_of(world, "client"))
    readers = [log_in(world, above) for above in ("client", "admin", "manager")]
    for reader in readers:
        reader.get("/members")
    answers = at_once([partial(reader.submit, f"/members/{key}/remove") for reader in readers])
    assert statuses(answers) == [200, 409, 409]
    assert changed(world) == membership_ended(key, "removed") | account_closed("member")
    assert len(mailed(world)) == 1


def test_removal_erases_data_as_the_edition_says(make_world: MakeWorld) -> None:
    edition = nothing_asked() | {"retention": {"profile": "deleted", "connections": "deleted"}}
    world = make_world(edition, "member")
    manage(log_in(world, "client"), membership_of(world, "member", team_of(world, "client")), "remove")
    account = account_row(world, "member")
    assert (account["status"], account["headline"], account["city"]) == ("closed", None, None)
    assert len(mailed(world)) == 1
