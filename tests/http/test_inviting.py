"""Invitations: who gives which, who answers them and takes them back, and what is refused. Claim D12."""

from collections.abc import Callable

import pytest

from flows.site.client import World
from mocksite.catalog.personas import with_article
from tests.support.aftermath import NOW, changed, mailed, said
from tests.support.browserless import Browserless, at, words
from tests.support.teams_edition import nothing_asked
from tests.support.teamwork import (
    KINDS,
    MEMBERS,
    OWNERS,
    ROLES,
    act,
    answer,
    changed_since,
    invite,
    place,
    refused,
    switch,
    team_of,
    who,
)

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
BELOW = {"owner": ("admin", "manager", "member"), "admin": ("manager", "member"), "manager": ("member",), "member": ()}
NEWCOMER = "client-2"
NONE = "That invitation is no longer valid."


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    """A company with somebody of each role, and owners of other teams, who are not in it."""
    return make_world(edition=nothing_asked(), persona="admin", circumstances=("several-teams",))


@pytest.fixture
def owner(world: World, log_in: LogIn) -> Browserless:
    return log_in(world.accounts["client"])


@pytest.fixture
def newcomer(world: World, log_in: LogIn) -> Browserless:
    return log_in(world.accounts[NEWCOMER])


@pytest.fixture
def invitation(world: World, owner: Browserless) -> str:
    """An invitation of the newcomer as manager."""
    assert invite(owner, world.accounts[NEWCOMER].email, "manager").status_code == 200
    return next(path for path in changed(world)).removeprefix("/memberships/")


def row(world: World, role: str, status: str) -> dict[str, str | None]:
    """A place of the newcomer in the company, since now."""
    of = {"team": team_of(world, "client"), "account": NEWCOMER}
    return {"role": role, "status": status, "since": NOW, "ended_at": None, **of}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", ROLES)
def test_only_a_role_below_ones_own_can_be_given(make_world: MakeWorld, log_in: LogIn, kind: str, role: str) -> None:
    world = make_world(edition=nothing_asked(), persona="admin", circumstances=(*KINDS[kind], "several-teams"))
    reader, newcomer = log_in(world.accounts[who(kind, role)]), world.accounts[f"{OWNERS[kind]}-2"]
    offered = words(reader.get("/members"), "select", id="role")
    assert offered == ([f"Choose one {''.join(map(str.capitalize, BELOW[role]))}"] if BELOW[role] else [])
    for new in ROLES:
        before = world.state()
        answered = invite(reader, newcomer.email, new)
        if new in BELOW[role]:
            assert (answered.status_code, said(answered)) == (
                200,
                f"{newcomer.name} has been invited as {with_article(new)}.",
            )
            [(path, made)] = changed_since(world, before).items()
            assert (made["role"], made["status"], made["team"]) == (new, "invited", team_of(world, OWNERS[kind]))
            assert act(reader, path.removeprefix("/memberships/"), "withdraw").status_code == 200
            continue
        told = (
            (422, "Choose a role below your own.")
            if BELOW[role]
            else (403, "Only the owner, admins and managers can invite people.")
        )
        assert refused(answered) == (told[0], MEMBERS, told[1])
        assert world.state() == before


def test_who_is_invited_is_told_and_is_in_nothing_yet(world: World, invitation: str, newcomer: Browserless) -> None:
    assert changed(world) == {f"/memberships/{invitation}": row(world, "manager", "invited")}
    team = world.state()["teams"][team_of(world, "client")]["name"]
    told = f"{world.accounts['client'].name} invites you to {team}, as manager. Accept or decline it on your home page."
    assert mailed(world) == [(NEWCOMER, f"An invitation to {team}", f"{told}\n\nGo on here: /home")]
    [waits] = [text for text in words(newcomer.get("/home"), "ul", **{"class": "rows"}) if team in text]
    assert waits.endswith("Accept Decline")
    assert team not in " ".join(words(newcomer.get("/home"), "form", **{"aria-labelledby": "switch"}))


@pytest.mark.parametrize(
    ("what", "status", "told"),
    [("accept", "active", "You have joined {}."), ("decline", "declined", "You declined the invitation.")],
)
def test_an_invitation_is_answered_once(
    world: World, invitation: str, newcomer: Browserless, owner: Browserless, what: str, status: str, told: str
) -> None:
    team = world.state()["teams"][team_of(world, "client")]["name"]
    answered = answer(newcomer, invitation, what)
    assert (answered.status_code, at(answered), said(answered)) == (200, "/home", told.format(team))
    after = {f"/memberships/{invitation}": row(world, "manager", status)}
    assert changed(world) == after
    for again in ("accept", "decline"):
        assert refused(answer(newcomer, invitation, again))[::2] == (409, NONE)
    assert refused(act(owner, invitation, "withdraw")) == (409, MEMBERS, NONE)
    assert changed(world) == after


def test_an_invitation_that_is_taken_back_is_none(
    world: World, invitation: str, newcomer: Browserless, owner: Browserless
) -> None:
    taken = act(owner, invitation, "withdraw")
    assert (taken.status_code, said(taken)) == (200, f"{world.accounts[NEWCOMER].name} is no longer invited.")
    after = {f"/memberships/{invitation}": row(world, "manager", "withdrawn")}
    assert changed(world) == after
    for what in ("accept", "decline"):
        assert refused(answer(newcomer, invitation, what))[::2] == (409, NONE)
    assert refused(act(owner, invitation, "withdraw")) == (409, MEMBERS, NONE)
    assert changed(world) == after
    assert invite(owner, world.accounts[NEWCOMER].email, "member").status_code == 200


@pytest.mark.parametrize("role", ["manager", "member"])
def test_only_somebody_above_takes_an_invitation_back(world: World, log_in: LogIn, invitation: str, role: str) -> None:
    before = world.state()
    told = f"Only somebody with a higher role than {world.accounts[NEWCOMER].name} can do that."
    assert refused(act(log_in(world.accounts[role]), invitation, "withdraw")) == (403, MEMBERS, told)
    assert world.state() == before


@pytest.mark.parametrize("what", ["accept", "decline"])
def test_nobody_else_answers_an_invitation(world: World, log_in: LogIn, invitation: str, what: str) -> None:
    before = world.state()
    for other in ("admin", "client", "agency-owner"):
        assert answer(log_in(world.accounts[other]), invitation, what).status_code == 404
    assert world.state() == before


REFUSED = {
    "an unknown address": ("nobody@worklane.test", 422, "Nobody here has this email address."),
    "no address": ("", 422, "Nobody here has this email address."),
    "the agent": ("support-agent", 422, "Nobody here has this email address."),
    "themselves": ("client", 409, "{} is already in the team."),
    "somebody already in": ("member", 409, "{} is already in the team."),
    "somebody invited": (NEWCOMER, 409, "{} has already been invited."),
}


@pytest.mark.parametrize(("whom", "status", "told"), REFUSED.values(), ids=REFUSED)
def test_who_cannot_be_invited(
    world: World, invitation: str, owner: Browserless, whom: str, status: int, told: str
) -> None:
    account = world.accounts.get(whom)
    before = world.state()
    answered = invite(owner, account.email if account else whom, "member")
    assert refused(answered) == (status, MEMBERS, told.format(account and account.name))
    assert world.state() == before


def test_a_closed_account_cannot_be_invited(world: World, log_in: LogIn, owner: Browserless) -> None:
    act(owner, place(world, "member", team_of(world, "client")), "remove")
    before = world.state()
    assert before["accounts"]["member"]["status"] == "closed"
    for role in ("client", "agency-owner"):
        reader = log_in(world.accounts[role])
        if role == "agency-owner":
            switch(reader, team_of(world, role))
        assert refused(invite(reader, world.accounts["member"].email, "member")) == (
            409,
            MEMBERS,
            "That account is closed.",
        )
    assert world.state() == before
