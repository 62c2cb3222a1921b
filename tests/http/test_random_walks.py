"""Random walks of all accounts keep the stored state consistent; faults that they found."""

from typing import Any

import pytest

from tests.support.changes import account_row
from tests.support.http_client import log_in
from tests.support.invariants import checks_of
from tests.support.random_walk import walk
from tests.support.support_desk import ask_to_reopen, decide
from tests.support.teams import invite
from tests.support.teams_edition import as_guided, nothing_blocks, nothing_outlives
from tests.support.types import LoggedIn, MakeWorld

GIVING = ("team-member", "team-member", "open-job", "active-contract", "hourly-contract", "unpaid-invoice")
OFFERING = ("hourly-contract", "open-proposal", "balance", "pending-payment")
WORLDS: dict[str, dict[str, Any]] = {
    "freelancer": {"persona": "freelancer", "having": (*OFFERING, "pending-refund", "dispute", "active-contract")},
    "freelancer under review": {"persona": "freelancer", "having": OFFERING[:1], "circumstances": ("support-review",)},
    "client with a team": {"persona": "client", "having": (*GIVING, "open-billing-cycle", "dispute")},
    "client and freelancer": {"persona": "client", "having": (*GIVING, "balance"), "circumstances": ("dual",)},
    "agency with members": {"persona": "agency-owner", "having": ("team-member", "team-member", *OFFERING)},
    "admin of three teams": {"persona": "admin", "circumstances": ("several-teams",)},
    "manager and freelancer": {"persona": "manager", "circumstances": ("in-agency", "dual"), "having": OFFERING},
}
# What blocks their closings, and what outlives them.
EDITIONS = {"as guided": as_guided, "nothing blocks": nothing_blocks, "nothing outlives": nothing_outlives}
WALKS = [
    ("freelancer", "nothing outlives", 1),
    ("client with a team", "as guided", 3),
    ("agency with members", "nothing blocks", 6),
    ("admin of three teams", "as guided", 7),
    ("manager and freelancer", "nothing outlives", 8),
]
# Similar to the others: a freelancer, a client with a team, an account that is both.
ALIKE = [
    ("freelancer under review", "nothing blocks", 2),
    ("client with a team", "nothing blocks", 4),
    ("client and freelancer", "nothing outlives", 5),
]


@pytest.mark.parametrize(
    ("kind", "variant", "seed"), [*WALKS, *(pytest.param(*walk_, marks=pytest.mark.thorough) for walk_ in ALIKE)]
)
def test_random_walks_keep_the_state_consistent(make_world: MakeWorld, kind: str, variant: str, seed: int) -> None:
    world = make_world(**WORLDS[kind], edition=EDITIONS[variant](), seed=seed)
    walk(world, f"{seed} {kind}, {variant}", checks_of(world.state()), length=200)


def test_an_agent_cannot_be_invited_into_a_team(logged_in: LoggedIn) -> None:
    world, reader = logged_in(persona="client", edition=as_guided())
    answer = invite(reader, world.accounts["support-agent"].email, "admin")
    assert (answer.status_code, answer.texts("p", id="email-wrong")) == (422, ["Nobody here has this email address."])
    assert world.changes() == []


def test_an_agent_has_no_capacity_to_switch_to(make_world: MakeWorld) -> None:
    world = make_world(having=("dispute",))
    desk = log_in(world, "support-agent").get("/support-desk/")
    assert desk.texts("button", value="freelancer") == ["Decide for the freelancer"]
    assert desk.texts("p", id="switch") == []


def test_reopening_an_account_leaves_its_closed_company_closed(make_world: MakeWorld) -> None:
    world = make_world(persona="client", circumstances=("dual",), edition=nothing_blocks())
    mine = world.state()["memberships"].values()
    company = next(row["team"] for row in mine if (row["account"], row["role"]) == ("client", "owner"))
    reader, agent = log_in(world), log_in(world, "support-agent")
    run = reader.get(f"/closing/start/2/{company}").path.rpartition("/")[0]
    assert reader.submit(f"{run}/1", {"reason": "We no longer hire here"}).heading == "Your company is closed"
    reader.close_account({"reason": "I no longer need this account"})
    ask_to_reopen(reader, world)
    decide(agent, "reopen")
    state = world.state()
    assert (state["accounts"]["client"]["status"], state["teams"][company]["status"]) == ("open", "closed")


def test_losing_the_company_and_the_last_team_leaves_no_area(make_world: MakeWorld) -> None:
    world = make_world(persona="admin", circumstances=("several-teams",), edition=nothing_blocks())
    reader, other = log_in(world, "client"), log_in(world, "client-2")
    invite(other, world.accounts["client"].email, "member")
    (invited,) = (key for key, row in world.state()["memberships"].items() if row["status"] == "invited")
    reader.submit(f"/invitations/{invited}/accept")
    for owner, number in ((reader, 1), (other, 2)):
        owner.submit("/switch", {"capacity": f"team-{number}"})
        run = owner.get(f"/closing/start/2/team-{number}").path.rpartition("/")[0]
        owner.submit(f"{run}/1", {"reason": "We no longer hire here"})
    assert account_row(world, "client")["status"] == "open"
    assert reader.get("/settings/").texts("nav", aria_label="Work") == [""]
    assert "a former client" in reader.get("/settings/").text
    assert reader.get("/billing").status_code == 404
