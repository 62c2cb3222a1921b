"""A company is reopened with its owner's account, for its owner alone. Claim D23."""

import pytest

from flows.site.client import World
from tests.support.changes import changed
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.support_desk import ask_to_reopen, decide, informed
from tests.support.teams import areas, close, invite, membership_of, switch, team_of
from tests.support.teams_edition import nothing_asked
from tests.support.types import LoggedIn


def reopen(world: World, reader: HttpClient, agent: HttpClient, key: str = "request-1") -> None:
    ask_to_reopen(reader, world)
    assert decide(agent, "reopen", key=key).message == informed(world)


def test_a_company_comes_back_with_its_owner_alone(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), "client", having=("team-member", "open-job"))
    member, agent = log_in(world, "member"), log_in(world, "support-agent")
    team = team_of(world, "client")
    assert close(reader, "company", team).heading == "Your company and your account are closed"
    reopen(world, reader, agent)
    mine = f"/memberships/{membership_of(world, 'member', team)}"
    after = changed(world)
    [job] = world.state()["jobs"]
    kept = {f"{mine}/status": "closed", f"{mine}/ended_at": world.state()["now"]}
    kept |= {f"/jobs/{job}/status": "closed", f"/jobs/{job}/closed_at": world.state()["now"]}
    kept["/accounts/client/owes"] = []
    assert {path: value for path, value in after.items() if not path.startswith("/support_")} == kept
    assert mailed(world)[-1][:2] == ("client", "Your Worklane account is open again")
    assert reader.log_in(world.owner).path == "/home"
    [members] = reader.get("/members").texts("ul", aria_label="Members")
    assert (world.owner.name in members, world.accounts["member"].name in members) == (True, False)
    assert "You are in no team any more." in member.get("/home").text
    assert invite(reader, world.accounts["member"].email, "member").status_code == 200


def test_teams_that_closed_with_the_account_come_back(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), "agency-owner", circumstances=("dual",))
    agent = log_in(world, "support-agent")
    switch(reader, "freelancer")
    assert close(reader, "account").heading == "Your account is closed"
    reopen(world, reader, agent)
    assert {path for path in changed(world) if not path.startswith("/support_")} == set()


@pytest.mark.parametrize("between", ["", "P1D"])
def test_a_team_that_closed_earlier_stays_closed(logged_in: LoggedIn, between: str) -> None:
    world, reader = logged_in(nothing_asked(), "agency-owner")
    agent, team = log_in(world, "support-agent"), team_of(world, "agency-owner")
    assert close(reader, "agency", team).heading == "Your agency is closed"
    before = changed(world)
    if between:
        world.advance(between)
    assert close(reader, "account").heading == "Your account is closed"
    reopen(world, reader, agent)
    assert {
        path: value for path, value in changed(world).items() if not path.startswith(("/support_", "/now"))
    } == before


def test_memberships_in_teams_of_others_do_not_come_back(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), "admin", circumstances=("dual",))
    agent = log_in(world, "support-agent")
    switch(reader, "freelancer")
    assert close(reader, "account").heading == "Your account is closed"
    [key] = [key for key, row in world.state()["memberships"].items() if row["account"] == "admin"]
    reopen(world, reader, agent)
    assert world.state()["memberships"][key]["status"] == "left"
    assert reader.log_in(world.owner).path == "/home"
    assert areas(reader) == ["My Jobs Find Work Proposals Payments Disputes Messages"]
