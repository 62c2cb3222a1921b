"""Invitations: who can give, answer and withdraw them. Claim D12."""

import pytest

from flows.site.client import World
from mocksite.catalog.personas import with_article
from tests.support.changes import NOW, changed, changed_since, unchanged
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.teams import (
    BELOW,
    KINDS,
    MEMBERS,
    OWNERS,
    ROLES,
    account_of,
    invite,
    manage,
    membership_of,
    refusal,
    reply,
    switch,
    team_name,
    team_of,
)
from tests.support.teams_edition import nothing_asked
from tests.support.types import MakeWorld

NEWCOMER = "client-2"
NONE = "That invitation is no longer valid."
pytestmark = pytest.mark.world(edition=nothing_asked(), persona="admin", circumstances=("several-teams",))


@pytest.fixture
def owner(world: World) -> HttpClient:
    return log_in(world, "client")


@pytest.fixture
def newcomer(world: World) -> HttpClient:
    return log_in(world, NEWCOMER)


@pytest.fixture
def invitation(world: World, owner: HttpClient) -> str:
    assert invite(owner, world.accounts[NEWCOMER].email, "manager").status_code == 200
    return next(path for path in changed(world)).removeprefix("/memberships/")


def row(world: World, role: str, status: str) -> dict[str, str | None]:
    of = {"team": team_of(world, "client"), "account": NEWCOMER}
    return {"role": role, "status": status, "since": NOW, "ended_at": None, **of}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", ROLES)
def test_only_lower_roles_can_be_given(make_world: MakeWorld, kind: str, role: str) -> None:
    world = make_world(nothing_asked(), "admin", circumstances=(*KINDS[kind], "several-teams"))
    reader = log_in(world, account_of(kind, role))
    newcomer = world.accounts[f"{OWNERS[kind]}-2"]
    offered = reader.get("/members").texts("select", id="role")
    assert offered == ([f"Choose one {''.join(map(str.capitalize, BELOW[role]))}"] if BELOW[role] else [])
    for new in ROLES:
        before = world.state()
        answered = invite(reader, newcomer.email, new)
        if new in BELOW[role]:
            assert answered.outcome == (200, f"{newcomer.name} has been invited as {with_article(new)}.")
            [(path, made)] = changed_since(world, before).items()
            assert (made["role"], made["status"], made["team"]) == (new, "invited", team_of(world, OWNERS[kind]))
            assert manage(reader, path.removeprefix("/memberships/"), "withdraw").status_code == 200
            continue
        nobody = (403, MEMBERS, "Only the owner, admins and managers can invite people.")
        assert refusal(answered) == ((422, MEMBERS, "Choose a role below your own.") if BELOW[role] else nobody)
        assert world.state() == before


def test_an_invitation_is_mailed_and_changes_no_capacity(world: World, invitation: str, newcomer: HttpClient) -> None:
    assert changed(world) == {f"/memberships/{invitation}": row(world, "manager", "invited")}
    team = team_name(world, team_of(world, "client"))
    body = f"{world.accounts['client'].name} invites you to {team}, as manager. Accept or decline it on your home page."
    assert mailed(world) == [(NEWCOMER, f"An invitation to {team}", f"{body}\n\nContinue here: /home")]
    [waits] = [text for text in newcomer.get("/home").texts("ul", class_="rows") if team in text]
    assert waits.endswith("Accept Decline")
    assert team not in " ".join(newcomer.get("/home").texts("form", aria_labelledby="switch"))


@pytest.mark.parametrize(
    ("what", "status", "message"),
    [("accept", "active", "You have joined {}."), ("decline", "declined", "You declined the invitation.")],
)
def test_an_invitation_is_answered_once(
    world: World, invitation: str, newcomer: HttpClient, owner: HttpClient, what: str, status: str, message: str
) -> None:
    team = team_name(world, team_of(world, "client"))
    answered = reply(newcomer, invitation, what)
    assert (answered.status_code, answered.path, answered.message) == (200, "/home", message.format(team))
    after = {f"/memberships/{invitation}": row(world, "manager", status)}
    assert changed(world) == after
    for again in ("accept", "decline"):
        assert refusal(reply(newcomer, invitation, again))[::2] == (409, NONE)
    assert refusal(manage(owner, invitation, "withdraw")) == (409, MEMBERS, NONE)
    assert changed(world) == after


def test_a_withdrawn_invitation_cannot_be_answered(
    world: World, invitation: str, newcomer: HttpClient, owner: HttpClient
) -> None:
    taken = manage(owner, invitation, "withdraw")
    assert taken.outcome == (200, f"{world.accounts[NEWCOMER].name} is no longer invited.")
    after = {f"/memberships/{invitation}": row(world, "manager", "withdrawn")}
    assert changed(world) == after
    for what in ("accept", "decline"):
        assert refusal(reply(newcomer, invitation, what))[::2] == (409, NONE)
    assert refusal(manage(owner, invitation, "withdraw")) == (409, MEMBERS, NONE)
    assert changed(world) == after
    assert invite(owner, world.accounts[NEWCOMER].email, "member").status_code == 200


@pytest.mark.parametrize("role", ["manager", "member"])
def test_only_higher_roles_withdraw_an_invitation(world: World, invitation: str, role: str) -> None:
    with unchanged(world):
        reason = f"Only somebody with a higher role than {world.accounts[NEWCOMER].name} can do that."
        assert refusal(manage(log_in(world, role), invitation, "withdraw")) == (403, MEMBERS, reason)


@pytest.mark.parametrize("what", ["accept", "decline"])
def test_only_the_invited_account_answers(world: World, invitation: str, what: str) -> None:
    with unchanged(world):
        for other in ("admin", "client", "agency-owner"):
            assert reply(log_in(world, other), invitation, what).status_code == 404


REFUSED = {
    "an unknown address": ("nobody@worklane.test", 422, "Nobody here has this email address."),
    "no address": ("", 422, "Nobody here has this email address."),
    "the agent": ("support-agent", 422, "Nobody here has this email address."),
    "themselves": ("client", 409, "{} is already in the team."),
    "somebody already in": ("member", 409, "{} is already in the team."),
    "somebody invited": (NEWCOMER, 409, "{} has already been invited."),
}


@pytest.mark.parametrize(("whom", "status", "message"), REFUSED.values(), ids=REFUSED)
def test_an_impossible_invitation_is_refused(
    world: World, invitation: str, owner: HttpClient, whom: str, status: int, message: str
) -> None:
    account = world.accounts.get(whom)
    with unchanged(world):
        answered = invite(owner, account.email if account else whom, "member")
        assert refusal(answered) == (status, MEMBERS, message.format(account and account.name))


def test_a_closed_account_cannot_be_invited(world: World, owner: HttpClient) -> None:
    manage(owner, membership_of(world, "member", team_of(world, "client")), "remove")
    before = world.state()
    assert before["accounts"]["member"]["status"] == "closed"
    for role in ("client", "agency-owner"):
        reader = log_in(world, role)
        if role == "agency-owner":
            switch(reader, team_of(world, role))
        answered = invite(reader, world.accounts["member"].email, "member")
        assert refusal(answered) == (409, MEMBERS, "That account is closed.")
    assert world.state() == before
