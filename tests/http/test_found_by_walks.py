"""What random walks have found, each step by step."""

from collections.abc import Callable

from flows.site.client import World
from tests.support.browserless import Browserless, at, heading, words
from tests.support.teams_edition import as_guided, nothing_blocks

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]


def test_an_agent_cannot_be_invited_into_a_team(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(persona="client", edition=as_guided())
    reader = log_in(world)
    reader.get("/members")
    answer = reader.submit("/members", {"email": world.accounts["support-agent"].email, "role": "admin"})
    assert (answer.status_code, words(answer, "p", id="email-wrong")) == (422, ["Nobody here has this email address."])
    assert world.changes() == []


def test_an_agent_has_nothing_to_switch_to(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(having=("dispute",))
    desk = log_in(world.accounts["support-agent"]).get("/support-desk/")
    assert words(desk, "button", value="freelancer") == ["Decide for the freelancer"]
    assert words(desk, "p", id="switch") == []


def test_a_company_closed_by_itself_stays_closed_when_the_account_is_reopened(
    make_world: MakeWorld, log_in: LogIn
) -> None:
    world = make_world(persona="client", circumstances=("dual",), edition=nothing_blocks())
    mine = world.state()["memberships"].values()
    company = next(row["team"] for row in mine if (row["account"], row["role"]) == ("client", "owner"))
    reader, agent = log_in(world), log_in(world.accounts["support-agent"])
    run = at(reader.get(f"/closing/start/2/{company}")).rpartition("/")[0]
    assert heading(reader.submit(f"{run}/1", {"reason": "We no longer hire here"})) == "Your company is closed"
    reader.submit(f"{reader.begin()}/1", {"reason": "I no longer need this account"})
    reader.log_in(world.owner)
    reader.get("/support/reopen")
    reader.submit("/support/reopen", {"message": "I would like to come back."})
    agent.submit("/support-desk/request-1", {"decision": "reopen"})
    state = world.state()
    assert (state["accounts"]["client"]["status"], state["teams"][company]["status"]) == ("open", "closed")


def test_whoever_has_lost_a_company_and_then_the_last_team_has_no_area_of_either(
    make_world: MakeWorld, log_in: LogIn
) -> None:
    world = make_world(persona="admin", circumstances=("several-teams",), edition=nothing_blocks())
    reader, other = log_in(world.accounts["client"]), log_in(world.accounts["client-2"])
    other.get("/members")
    other.submit("/members", {"email": world.accounts["client"].email, "role": "member"})
    (invited,) = (key for key, row in world.state()["memberships"].items() if row["status"] == "invited")
    reader.submit(f"/invitations/{invited}/accept")
    for owner, number in ((reader, 1), (other, 2)):
        owner.submit("/switch", {"capacity": f"team-{number}"})
        run = at(owner.get(f"/closing/start/2/team-{number}")).rpartition("/")[0]
        owner.submit(f"{run}/1", {"reason": "We no longer hire here"})
    assert world.state()["accounts"]["client"]["status"] == "open"
    assert words(reader.get("/settings/"), "nav", **{"aria-label": "Work"}) == [""]
    assert "a former client" in reader.get("/settings/").text
    assert reader.get("/billing").status_code == 404
