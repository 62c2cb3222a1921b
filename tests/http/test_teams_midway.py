"""Pages and dialogs that are open while a place in a team changes: a demotion, a removal, a team that closes."""

import re
from collections.abc import Callable
from html import unescape

import pytest
import requests

from flows.site.client import World
from tests.support.aftermath import changed, said
from tests.support.browserless import Browserless, at, heading, words
from tests.support.teams_edition import nothing_asked
from tests.support.teamwork import act, begin, boss_of, place, refused, switch, team_of

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
CHANGED = "What will close has changed since you opened this page. Nothing was done."


def drawn_for(page: requests.Response) -> dict[str, str]:
    """Which side the form of a page is for, as the form would send it."""
    return {"acting": re.findall(r'name="acting" value="([^"]*)"', page.text)[0]}


def moved(world: World, owner: str) -> str:
    """What is said of a form that was for another team than that of an owner, for which the reader acts now."""
    name = world.state()["teams"][team_of(world, owner)]["name"]
    return f"You switched accounts after you opened this form, so nothing was done. It is for {name} now."


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    """An admin of a company, and of two teams more."""
    return make_world(edition=nothing_asked(), persona="admin", circumstances=("several-teams",))


@pytest.fixture
def team(world: World) -> str:
    return team_of(world, "client")


@pytest.fixture
def owner(world: World, log_in: LogIn) -> Browserless:
    return log_in(world.accounts["client"])


@pytest.fixture
def reader(world: World, log_in: LogIn) -> Browserless:
    return log_in(world)


def test_a_demoted_admin_s_dialog_leaves_nothing(
    world: World, team: str, owner: Browserless, reader: Browserless
) -> None:
    run = begin(reader, "membership", team)
    assert heading(reader.get(f"{run}/1")) == "Leave this team?"
    act(owner, place(world, "admin", team), "role", role="member")
    before = world.state()
    posted = reader.submit(f"{run}/1")
    assert (posted.status_code, heading(posted)) == (409, "You cannot leave by yourself")
    name = world.state()["teams"][team]["name"]
    assert f"ask an admin or a manager to remove you. In {name}: {world.accounts['client'].name} (owner)" in posted.text
    assert world.state() == before


@pytest.mark.parametrize("act_on", ["role", "nothing"])
def test_a_demoted_admin_s_dialog_closes_no_account(make_world: MakeWorld, log_in: LogIn, act_on: str) -> None:
    world = make_world(edition=nothing_asked(account={"by": ["admin"]}), persona="admin")
    reader, owner, team = log_in(world), log_in(world.accounts["client"]), team_of(world, "client")
    run = begin(reader, "account")
    if act_on == "role":
        act(owner, place(world, "admin", team), "role", role="member")
    before = world.state()
    posted = reader.submit(f"{run}/1")
    if act_on == "role":
        assert (at(posted), said(posted)) == ("/settings/contact-info", "You can no longer close that.")
        assert world.state() == before
    else:
        assert heading(posted) == "Your account is closed"


ROW = "Only somebody with a higher role than {} can do that."
DEMOTED = {
    "remove a manager": ("manager", "/members/{}/remove", {}, ROW),
    "change a manager": ("manager", "/members/{}/role", {"role": "member"}, ROW),
    "remove a member": ("member", "/members/{}/remove", {}, ROW),
    "invite": ("client-2", "/members", {"role": "member"}, "Only the owner, admins and managers can invite people."),
}


@pytest.mark.parametrize(("whom", "path", "fields", "told"), DEMOTED.values(), ids=DEMOTED)
def test_a_demoted_admin_s_forms_do_nothing(
    world: World,
    team: str,
    owner: Browserless,
    reader: Browserless,
    whom: str,
    path: str,
    fields: dict[str, str],
    told: str,
) -> None:
    reader.get("/members")
    act(owner, place(world, "admin", team), "role", role="member")
    before, other = world.state(), world.accounts[whom]
    key = place(world, whom, team) if "{}" in path else ""
    answer = reader.submit(path.format(key), {"email": other.email, **fields})
    assert refused(answer) == (403, "Members & Permissions", told.format(other.name))
    assert world.state() == before


@pytest.mark.parametrize("form", ["invite", "remove", "role"])
def test_the_forms_of_a_team_do_nothing_to_another_once_somebody_is_removed(
    world: World, team: str, owner: Browserless, reader: Browserless, form: str
) -> None:
    filled = drawn_for(reader.get("/members"))
    act(owner, place(world, "admin", team), "remove")
    before, member = world.state(), place(world, "member", team)
    path = "/members" if form == "invite" else f"/members/{member}/{form}"
    answer = reader.submit(path, {"email": world.accounts["manager"].email, "role": "member", **filled})
    if form == "invite":
        assert refused(answer) == (409, "Members & Permissions", moved(world, "client-2"))
    else:
        assert answer.status_code == 404
    assert world.state() == before


def test_a_page_of_a_team_that_has_closed(world: World, team: str, owner: Browserless, reader: Browserless) -> None:
    name, run = world.state()["teams"][team]["name"], begin(reader, "membership", team)
    filled = drawn_for(reader.get("/members"))
    key, invited = place(world, "manager", team), place(world, "member", team)
    assert heading(owner.submit(f"{begin(owner, 'company', team)}/1")) == "Your company and your account are closed"
    before = world.state()
    for path in (f"/members/{key}/remove", f"/members/{invited}/role", "/members"):
        answer = reader.submit(path, {"role": "member", "email": world.accounts["agency-owner"].email, **filled})
        assert answer.status_code == (409 if path == "/members" else 404)
    assert world.state() == before
    gone = reader.submit(f"{run}/1")
    assert (at(gone), said(gone)) == ("/settings/my-teams", f"You are no longer in {name}.")
    assert name not in reader.get("/home").text
    assert said(switch(reader, team)) == "You can no longer switch to that account."
    assert world.state() == before


def test_an_invitation_of_a_team_that_has_closed(world: World, team: str, owner: Browserless, log_in: LogIn) -> None:
    newcomer = log_in(world.accounts["client-2"])
    owner.get("/members")
    owner.submit("/members", {"email": world.accounts["client-2"].email, "role": "member"})
    key = place(world, "client-2", team)
    newcomer.get("/home")
    owner.submit(f"{begin(owner, 'company', team)}/1")
    before = world.state()
    assert before["memberships"][key]["status"] == "withdrawn"
    answer = newcomer.submit(f"/invitations/{key}/accept")
    assert (answer.status_code, said(answer)) == (409, "That invitation is no longer valid.")
    assert world.state() == before


FORMS = {
    "/members": {"email": "nobody@worklane.test", "role": "member"},
    "/my-jobs/post": {"title": "Paint a boat", "budget": "5"},
}


@pytest.mark.parametrize("path", FORMS)
def test_a_switch_in_another_tab_moves_no_form_to_another_team(world: World, reader: Browserless, path: str) -> None:
    other = team_of(world, "client-2")
    filled = FORMS[path] | drawn_for(reader.get(path)) | {"email": world.accounts["agency-owner"].email}
    switch(reader, other)
    before = world.state()
    answer = reader.submit(path, filled)
    assert (answer.status_code, said(answer)) == (409, moved(world, "client-2"))
    assert world.state() == before
    assert reader.submit(path, filled | drawn_for(answer)).status_code == 200  # now it is for that one
    assert [row["team"] for row in changed(world).values() if isinstance(row, dict)] == [other]


def test_a_switch_in_another_tab_moves_no_withdrawal_to_another_balance(make_world: MakeWorld, log_in: LogIn) -> None:
    having = ("balance", "balance")
    world = make_world(edition=nothing_asked(), persona="agency-owner", having=having)
    reader = log_in(world)
    filled = drawn_for(reader.get("/payments"))
    switch(reader, "freelancer")
    before = world.state()
    answer = reader.submit("/payments/withdraw", {"amount": "1", **filled})
    told = "You switched accounts after you opened this form, so nothing was done. It is for Freelancer now."
    assert refused(answer) == (409, "Payments", told)
    assert world.state() == before


def test_the_last_page_of_a_removal_leads_to_the_log_in(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(), persona="admin")
    reader, team = log_in(world), team_of(world, "client")
    run, key = begin(reader, "membership", team), place(world, "admin", team)
    act(log_in(world.accounts["client"]), key, "remove")
    before, name = changed(world), world.state()["teams"][team]["name"]
    gone = reader.submit(f"{run}/1")
    assert (at(gone), said(gone)) == ("/login", f"You are no longer in {name}.")
    assert (changed(world), boss_of(world)) == (before, "client")


def drawn_along(page: requests.Response) -> dict[str, str]:
    """What a closing affects, as the form of its page would send it."""
    return {"along": unescape(re.findall(r'name="along" value="([^"]*)"', page.text)[0])}


def test_nothing_closes_that_an_open_dialog_said_would_stay(world: World, reader: Browserless) -> None:
    mine = [row["team"] for row in world.state()["memberships"].values() if row["account"] == "admin"]
    *others, last = runs = [begin(reader, "membership", team) for team in mine]
    filled = {run: drawn_along(reader.get(f"{run}/1")) for run in runs}
    for run in others:
        assert heading(reader.submit(f"{run}/1", drawn_along(reader.get(f"{run}/1")))) == "You have left the team"
    before, name = world.state(), world.state()["teams"][mine[0]]["name"]
    assert f"in {name}" in filled[last]["along"]
    answer = reader.submit(f"{last}/1", filled[last])
    assert (answer.status_code, heading(answer)) == (409, "Leave this team?")
    assert words(answer, "p", role="alert") == [CHANGED]
    assert "This is your last team, so your account closes with it." in answer.text
    assert world.state() == before
    assert (
        heading(reader.submit(f"{last}/1", drawn_along(answer))) == "You have left the team, and your account is closed"
    )


def test_a_company_that_is_founded_meanwhile_is_named_before_it_closes(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked())
    reader = log_in(world)
    run = begin(reader, "account")
    filled = drawn_along(reader.get(f"{run}/1"))
    reader.get("/new-account/client")
    reader.submit("/new-account/client", {"company": "Oak & Sons"})
    before = world.state()
    answer = reader.submit(f"{run}/1", filled)
    assert (answer.status_code, words(answer, "p", role="alert")) == (409, [CHANGED])
    assert "Your company Oak &amp; Sons closes with it." in answer.text
    assert world.state() == before
    assert heading(reader.submit(f"{run}/1", drawn_along(answer))) == "Your account is closed"
