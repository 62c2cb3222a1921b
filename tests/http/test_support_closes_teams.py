"""Asking support to close a team or a membership. Claims D5, D11."""

from typing import Any

import pytest

from flows.site.client import World
from tests.support.changes import NOW, changed_since, unchanged
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.support_desk import decide, informed
from tests.support.teams import OWNERS, begin, boss_of, manage, membership_of, team_of
from tests.support.teams_edition import NUMBERS, nothing_asked
from tests.support.types import LoggedIn, MakeWorld

STAGE = {"heading": "Ask support", "asks": ["message"], "button": "Send", "does": "ask-support"}
ASK: dict[str, Any] = {"stages": [STAGE], "asked": {"heading": "Support has it", "mail": "You asked support"}}
PLEASE = {"message": "Please let me go."}


def asked_support(make_world: MakeWorld, of: str, persona: str, **options: Any) -> tuple[World, HttpClient, str]:
    """A reader who has asked support to close a team or a membership in it, and the team."""
    made = make_world(nothing_asked(**{of: ASK}), persona, **options)
    reader = log_in(made)
    team = team_of(made, persona if of in OWNERS else boss_of(made))
    assert reader.submit(f"{begin(reader, of, team)}/1", PLEASE).heading == "Support has it"
    return made, reader, team


@pytest.mark.parametrize("persona", ["admin", "manager"])
def test_support_lets_somebody_leave(make_world: MakeWorld, persona: str) -> None:
    world, reader, team = asked_support(make_world, "membership", persona, circumstances=("dual",))
    before, mail, key = world.state(), len(world.mail()), membership_of(world, persona, team)
    answer = decide(log_in(world, "support-agent"), "close")
    assert answer.message == informed(world)
    left = {f"/memberships/{key}/status": "left", f"/memberships/{key}/ended_at": NOW}
    assert changed_since(world, before) == left | {"/support_requests/request-1/status": "done"}
    assert [mail[:2] for mail in mailed(world, mail)] == [(persona, "You have left a team")]
    assert reader.get("/home").path == "/home"


@pytest.mark.parametrize("of", ["company", "agency"])
def test_support_closes_a_team(make_world: MakeWorld, of: str) -> None:
    circumstances = ("dual",) if of == "company" else ()
    world, _, team = asked_support(make_world, of, OWNERS[of], circumstances=circumstances)
    before, agent = world.state(), log_in(world, "support-agent")
    desk = agent.get("/support-desk/")
    assert f"Closes the {of} {before['teams'][team]['name']}." in desk.text
    assert desk.texts("ul", aria_label="What this affects") == ["Your account stays open: as a freelancer."]
    answer = decide(agent, "close")
    assert answer.message == informed(world)
    closed = {f"/teams/{team}/status": "closed", f"/teams/{team}/closed_at": NOW}
    assert changed_since(world, before) == closed | {"/support_requests/request-1/status": "done"}


def test_a_blocker_of_a_team_stops_the_agent(logged_in: LoggedIn) -> None:
    edition = nothing_asked(company=ASK | {"block": ["team-member"]})
    world, reader = logged_in(edition, "client")
    agent = log_in(world, "support-agent")
    reader.submit(f"{begin(reader, 'company', team_of(world, 'client'))}/1", PLEASE)
    reader.get("/members")
    newcomer = log_in(world, "freelancer")
    reader.submit("/members", {"email": world.accounts["freelancer"].email, "role": "member"})
    newcomer.get("/home")
    newcomer.submit("/invitations/membership-2/accept")
    before = world.state()
    assert before["accounts"]["client"]["owes"] == ["team-member"]
    answer = decide(agent, "close")
    refusal = "The account cannot be closed yet: Other team member. Ask for it to be settled, or decline."
    assert answer.outcome == (409, refusal)
    assert world.state() == before


@pytest.mark.parametrize("circumstances", [("dual",), ()], ids=["something else too", "nothing else"])
def test_a_removed_member_cannot_be_let_go(make_world: MakeWorld, circumstances: tuple[str, ...]) -> None:
    world, reader, team = asked_support(make_world, "membership", "admin", circumstances=circumstances)
    agent = log_in(world, "support-agent")
    manage(log_in(world, boss_of(world)), membership_of(world, "admin", team), "remove")
    with unchanged(world):
        answer = decide(agent, "close")
        refusal = "They are no longer in that team. Decline the request."
        assert answer.outcome == (409, refusal)
    stays = "open" if circumstances else "closed"
    declined = decide(agent, "decline", "You are out already.")
    assert declined.message == informed(world, stays)
    assert world.state()["support_requests"]["request-1"]["status"] == "declined"
    assert mailed(world)[-1] == ("admin", f"Your account stays {stays}", "You are out already.")
    assert reader.get("/home").path == ("/home" if circumstances else "/login")


def test_a_member_cannot_ask_support_to_leave(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(membership=ASK), "member")
    answer = reader.submit(f"{begin(reader, 'membership', team_of(world, 'client'))}/1", PLEASE)
    assert (answer.status_code, answer.heading) == (409, "You cannot leave by yourself")
    assert world.changes() == []


def test_one_request_at_a_time(make_world: MakeWorld) -> None:
    world, reader, team = asked_support(make_world, "membership", "admin", circumstances=("dual",))
    with unchanged(world):
        again = reader.get(f"/closing/start/{NUMBERS['membership']}/{team}")
        message = "Support already has your request. If it has a question, you can answer it here."
        assert (again.path, again.message) == ("/support", message)
