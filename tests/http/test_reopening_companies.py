"""A company that closed with its owner's account is opened with it again, for its owner alone. Claim D23."""

from collections.abc import Callable

import pytest

from flows.site.client import World
from tests.support.aftermath import changed, mailed, said
from tests.support.browserless import Browserless, at, heading, words
from tests.support.gated_edition import decide
from tests.support.teams_edition import nothing_asked
from tests.support.teamwork import begin, invite, place, team_of

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]


def ask_to_reopen(world: World, reader: Browserless, agent: Browserless, key: str = "request-1") -> None:
    """Log in, be turned away, ask support to open the account, and have it opened."""
    reader.log_in(world.owner)
    reader.get("/support/reopen")
    reader.submit("/support/reopen", {"message": "I am back."})
    assert said(decide(agent, "reopen", key=key)) == f"{world.owner.name} has been told. The account is open."


def test_a_company_comes_back_with_its_owner_alone(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(), persona="client", having=("team-member", "open-job"))
    reader, member, agent = log_in(world), log_in(world.accounts["member"]), log_in(world.accounts["support-agent"])
    team = team_of(world, "client")
    assert heading(reader.submit(f"{begin(reader, 'company', team)}/1")) == "Your company and your account are closed"
    ask_to_reopen(world, reader, agent)
    mine = f"/memberships/{place(world, 'member', team)}"
    after = changed(world)
    [job] = world.state()["jobs"]
    kept = {f"{mine}/status": "closed", f"{mine}/ended_at": world.state()["now"]}
    kept |= {f"/jobs/{job}/status": "closed", f"/jobs/{job}/closed_at": world.state()["now"]}
    assert {path: value for path, value in after.items() if not path.startswith("/support_")} == {
        **kept,
        "/accounts/client/owes": [],
    }
    assert mailed(world)[-1][:2] == ("client", "Your Worklane account is open again")
    assert at(reader.log_in(world.owner)) == "/home"
    [members] = words(reader.get("/members"), "ul", **{"aria-label": "Members"})
    assert (world.owner.name in members, world.accounts["member"].name in members) == (True, False)
    assert "You are in no team any more." in member.get("/home").text
    assert invite(reader, world.accounts["member"].email, "member").status_code == 200


def test_both_teams_come_back_that_closed_with_the_account(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(), persona="agency-owner", circumstances=("dual",))
    reader, agent = log_in(world), log_in(world.accounts["support-agent"])
    reader.get("/home")
    reader.submit("/switch", {"capacity": "freelancer"})
    assert heading(reader.submit(f"{begin(reader, 'account')}/1")) == "Your account is closed"
    ask_to_reopen(world, reader, agent)
    assert {path for path in changed(world) if not path.startswith("/support_")} == set()


@pytest.mark.parametrize("between", ["", "P1D"])
def test_a_team_that_was_closed_before_stays_closed(make_world: MakeWorld, log_in: LogIn, between: str) -> None:
    world = make_world(edition=nothing_asked(), persona="agency-owner")
    reader, agent, team = log_in(world), log_in(world.accounts["support-agent"]), team_of(world, "agency-owner")
    assert heading(reader.submit(f"{begin(reader, 'agency', team)}/1")) == "Your agency is closed"
    before = changed(world)
    if between:
        world.advance(between)
    assert heading(reader.submit(f"{begin(reader, 'account')}/1")) == "Your account is closed"
    ask_to_reopen(world, reader, agent)
    assert {
        path: value for path, value in changed(world).items() if not path.startswith(("/support_", "/now"))
    } == before


def test_places_in_somebody_else_s_teams_do_not_come_back(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(), persona="admin", circumstances=("dual",))
    reader, agent = log_in(world), log_in(world.accounts["support-agent"])
    reader.get("/home")
    reader.submit("/switch", {"capacity": "freelancer"})
    assert heading(reader.submit(f"{begin(reader, 'account')}/1")) == "Your account is closed"
    [key] = [key for key, row in world.state()["memberships"].items() if row["account"] == "admin"]
    ask_to_reopen(world, reader, agent)
    assert world.state()["memberships"][key]["status"] == "left"
    assert at(reader.log_in(world.owner)) == "/home"
    assert words(reader.get("/home"), "nav", **{"aria-label": "Work"}) == [
        "My Jobs Find Work Proposals Payments Disputes Messages"
    ]
