"""Pages that are open while a membership changes or its team closes."""

import pytest

from flows.site.client import World
from tests.support.changes import changed, unchanged
from tests.support.http_client import HttpClient, log_in
from tests.support.teams import (
    begin,
    boss_of,
    close,
    create_company,
    invite,
    manage,
    membership_of,
    refusal,
    switch,
    team_name,
    team_of,
    teams_of,
)
from tests.support.teams_edition import nothing_asked
from tests.support.types import LoggedIn

CHANGED = "What will close has changed since you opened this page. Nothing was done."


def wrong_team(world: World, owner: str) -> str:
    """The message for a form of another team than that of this owner."""
    name = team_name(world, team_of(world, owner))
    return f"You switched accounts after you opened this form, so nothing was done. It is for {name} now."


pytestmark = pytest.mark.world(edition=nothing_asked(), persona="admin", circumstances=("several-teams",))


@pytest.fixture
def team(world: World) -> str:
    return team_of(world, "client")


@pytest.fixture
def owner(world: World) -> HttpClient:
    return log_in(world, "client")


def test_a_demoted_admin_cannot_leave_by_an_open_dialog(
    world: World, team: str, owner: HttpClient, reader: HttpClient
) -> None:
    run = begin(reader, "membership", team)
    assert reader.get(f"{run}/1").heading == "Leave this team?"
    manage(owner, membership_of(world, "admin", team), "role", role="member")
    before = world.state()
    posted = reader.submit(f"{run}/1")
    assert (posted.status_code, posted.heading) == (409, "You cannot leave by yourself")
    name = team_name(world, team)
    assert f"ask an admin or a manager to remove you. In {name}: {world.accounts['client'].name} (owner)" in posted.text
    assert world.state() == before


@pytest.mark.parametrize("act_on", ["role", "nothing"])
def test_a_demoted_admin_cannot_close_by_an_open_dialog(logged_in: LoggedIn, act_on: str) -> None:
    world, reader = logged_in(nothing_asked(account={"by": ["admin"]}), "admin")
    owner, team = log_in(world, "client"), team_of(world, "client")
    run = begin(reader, "account")
    if act_on == "role":
        manage(owner, membership_of(world, "admin", team), "role", role="member")
    before = world.state()
    posted = reader.submit(f"{run}/1")
    if act_on == "role":
        assert (posted.path, posted.message) == ("/settings/contact-info", "You can no longer close that.")
        assert world.state() == before
    else:
        assert posted.heading == "Your account is closed"


ROW = "Only somebody with a higher role than {} can do that."
DEMOTED = {
    "remove a manager": ("manager", "/members/{}/remove", {}, ROW),
    "change a manager": ("manager", "/members/{}/role", {"role": "member"}, ROW),
    "remove a member": ("member", "/members/{}/remove", {}, ROW),
    "invite": ("client-2", "/members", {"role": "member"}, "Only the owner, admins and managers can invite people."),
}


@pytest.mark.parametrize(("whom", "path", "fields", "reason"), DEMOTED.values(), ids=DEMOTED)
def test_open_forms_of_a_demoted_admin_do_nothing(
    world: World,
    team: str,
    owner: HttpClient,
    reader: HttpClient,
    whom: str,
    path: str,
    fields: dict[str, str],
    reason: str,
) -> None:
    reader.get("/members")
    manage(owner, membership_of(world, "admin", team), "role", role="member")
    before, other = world.state(), world.accounts[whom]
    key = membership_of(world, whom, team) if "{}" in path else ""
    answer = reader.submit(path.format(key), {"email": other.email, **fields})
    assert refusal(answer) == (403, "Members & Permissions", reason.format(other.name))
    assert world.state() == before


@pytest.mark.parametrize("form", ["invite", "remove", "role"])
def test_forms_of_a_removed_member_do_not_change_another_team(
    world: World, team: str, owner: HttpClient, reader: HttpClient, form: str
) -> None:
    filled = reader.get("/members").hidden("acting")
    manage(owner, membership_of(world, "admin", team), "remove")
    before, member = world.state(), membership_of(world, "member", team)
    path = "/members" if form == "invite" else f"/members/{member}/{form}"
    answer = reader.submit(path, {"email": world.accounts["manager"].email, "role": "member", **filled})
    if form == "invite":
        assert refusal(answer) == (409, "Members & Permissions", wrong_team(world, "client-2"))
    else:
        assert answer.status_code == 404
    assert world.state() == before


def test_open_pages_of_a_closed_team_do_nothing(world: World, team: str, owner: HttpClient, reader: HttpClient) -> None:
    name, run = team_name(world, team), begin(reader, "membership", team)
    filled = reader.get("/members").hidden("acting")
    key = membership_of(world, "manager", team)
    invited = membership_of(world, "member", team)
    assert close(owner, "company", team).heading == "Your company and your account are closed"
    before = world.state()
    for path in (f"/members/{key}/remove", f"/members/{invited}/role", "/members"):
        answer = reader.submit(path, {"role": "member", "email": world.accounts["agency-owner"].email, **filled})
        assert answer.status_code == (409 if path == "/members" else 404)
    assert world.state() == before
    answer = reader.submit(f"{run}/1")
    assert (answer.path, answer.message) == ("/settings/my-teams", f"You are no longer in {name}.")
    assert name not in reader.get("/home").text
    assert switch(reader, team).message == "You can no longer switch to that account."
    assert world.state() == before


def test_an_invitation_to_a_closed_team_is_withdrawn(world: World, team: str, owner: HttpClient) -> None:
    newcomer = log_in(world, "client-2")
    invite(owner, world.accounts["client-2"].email, "member")
    key = membership_of(world, "client-2", team)
    newcomer.get("/home")
    close(owner, "company", team)
    before = world.state()
    assert before["memberships"][key]["status"] == "withdrawn"
    answer = newcomer.submit(f"/invitations/{key}/accept")
    assert answer.outcome == (409, "That invitation is no longer valid.")
    assert world.state() == before


FORMS = {
    "/members": {"email": "nobody@worklane.test", "role": "member"},
    "/my-jobs/post": {"title": "Paint a boat", "budget": "5"},
}


@pytest.mark.parametrize("path", FORMS)
def test_switching_in_another_tab_redirects_no_form(world: World, reader: HttpClient, path: str) -> None:
    other = team_of(world, "client-2")
    filled = FORMS[path] | reader.get(path).hidden("acting") | {"email": world.accounts["agency-owner"].email}
    switch(reader, other)
    with unchanged(world):
        answer = reader.submit(path, filled)
        assert answer.outcome == (409, wrong_team(world, "client-2"))
    assert reader.submit(path, filled | answer.hidden("acting")).status_code == 200  # now it is for that one
    assert [row["team"] for row in changed(world).values() if isinstance(row, dict)] == [other]


def test_switching_in_another_tab_redirects_no_withdrawal(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), "agency-owner", having=("balance", "balance"))
    filled = reader.get("/payments").hidden("acting")
    switch(reader, "freelancer")
    with unchanged(world):
        answer = reader.submit("/payments/withdraw", {"amount": "1", **filled})
        reason = "You switched accounts after you opened this form, so nothing was done. It is for Freelancer now."
        assert refusal(answer) == (409, "Payments", reason)


def test_an_open_dialog_of_a_removed_account_leads_to_log_in(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), "admin")
    team = team_of(world, "client")
    run, key = begin(reader, "membership", team), membership_of(world, "admin", team)
    manage(log_in(world, "client"), key, "remove")
    before, name = changed(world), team_name(world, team)
    answer = reader.submit(f"{run}/1")
    assert (answer.path, answer.message) == ("/login", f"You are no longer in {name}.")
    assert (changed(world), boss_of(world)) == (before, "client")


def test_an_outdated_dialog_closes_nothing(world: World, reader: HttpClient) -> None:
    mine = teams_of(world, "admin")
    *others, last = runs = [begin(reader, "membership", team) for team in mine]
    filled = {run: reader.get(f"{run}/1").hidden("along") for run in runs}
    for run in others:
        assert reader.submit(f"{run}/1", reader.get(f"{run}/1").hidden("along")).heading == "You have left the team"
    before, name = world.state(), world.state()["teams"][mine[0]]["name"]
    assert f"in {name}" in filled[last]["along"]
    answer = reader.submit(f"{last}/1", filled[last])
    assert (answer.status_code, answer.heading) == (409, "Leave this team?")
    assert answer.texts("p", role="alert") == [CHANGED]
    assert "This is your last team, so your account closes with it." in answer.text
    assert world.state() == before
    left = reader.submit(f"{last}/1", answer.hidden("along"))
    assert left.heading == "You have left the team, and your account is closed"


def test_a_new_company_is_announced_before_it_closes(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked())
    run = begin(reader, "account")
    filled = reader.get(f"{run}/1").hidden("along")
    create_company(reader)
    with unchanged(world):
        answer = reader.submit(f"{run}/1", filled)
        assert (answer.status_code, answer.texts("p", role="alert")) == (409, [CHANGED])
        assert "Your company Oak &amp; Sons closes with it." in answer.text
    assert reader.submit(f"{run}/1", answer.hidden("along")).heading == "Your account is closed"
