"""Only its owner closes a team, once nothing blocks. Claims D7, D8, D13."""

import pytest

from mocksite.catalog.obligations import OBLIGATIONS
from tests.support.changes import NOW, changed
from tests.support.http_client import log_in
from tests.support.mail import mailed
from tests.support.teams import (
    FREELANCER_AREAS,
    KINDS,
    OWNERS,
    account_closed,
    areas,
    begin,
    close,
    membership_of,
    switch,
    team_closed,
    team_name,
    team_of,
)
from tests.support.teams_edition import GONE, NUMBERS, nothing_asked
from tests.support.types import Changes, EditionData, LoggedIn

BLOCK = {kind: [name for name, row in OBLIGATIONS.items() if owner in row.who] for kind, owner in OWNERS.items()}
EACH = [(kind, name) for kind, names in BLOCK.items() for name in names]
NOT_OWNERS = [(kind, role) for kind in KINDS for role in ("admin", "manager", "member")]


@pytest.mark.parametrize(("kind", "role"), NOT_OWNERS)
def test_only_the_owner_closes_a_team(logged_in: LoggedIn, kind: str, role: str) -> None:
    world, reader = logged_in(nothing_asked(), role, circumstances=KINDS[kind])
    team = team_of(world, OWNERS[kind])
    owner, name = world.accounts[OWNERS[kind]].name, team_name(world, team)
    leaves = ", or leave the team yourself" if role != "member" else ""
    advice = f"{name} belongs to {owner}. Only the owner can close it. Ask them{leaves}."
    page = reader.get("/settings/contact-info")
    assert advice in page.text
    assert "/closing/start/" not in page.text
    run = begin(reader, kind, team)
    dialog, posted = reader.get(f"{run}/1"), reader.submit(f"{run}/1")
    for answer, status in ((dialog, 200), (posted, 409)):
        assert (answer.status_code, answer.heading) == (status, "This is not yours to close")
        assert advice in answer.text
    assert reader.get(f"/closing/start/{NUMBERS['account']}").status_code == 404
    assert world.changes() == []


@pytest.mark.parametrize(("kind", "name"), EACH)
def test_each_obligation_blocks_closing_a_team(logged_in: LoggedIn, kind: str, name: str) -> None:
    changes: EditionData = {kind: {"block": BLOCK[kind]}}
    world, reader = logged_in(nothing_asked(**changes), OWNERS[kind], having=(name,))
    team = team_of(world, OWNERS[kind])
    run = begin(reader, kind, team)
    posted = reader.submit(f"{run}/1")
    assert (posted.status_code, posted.heading) == (409, f"You cannot close your {kind} yet")
    assert posted.blockers == reader.get(f"{run}/1").blockers == [OBLIGATIONS[name].says]
    assert world.changes() == []


def test_all_blockers_are_listed_at_once(logged_in: LoggedIn) -> None:
    names = BLOCK["company"]
    world, reader = logged_in(nothing_asked(company={"block": names}), "client", having=tuple(names))
    run = begin(reader, "company", team_of(world, "client"))
    assert reader.submit(f"{run}/1").blockers == [OBLIGATIONS[name].says for name in names]
    assert world.changes() == []


def test_blocking_members_are_named_until_removed(logged_in: LoggedIn) -> None:
    having = ("team-member", "team-member")
    world, reader = logged_in(nothing_asked(company={"block": ["team-member"]}), "client", having=having)
    team = team_of(world, "client")
    run = begin(reader, "company", team)
    for left in (["member", "member-2"], ["member-2"]):
        [listed] = reader.submit(f"{run}/1").texts("ul", class_="blockers")
        assert ", ".join(world.accounts[member].name for member in left) in listed
        reader.get("/members")
        reader.submit(f"/members/{membership_of(world, left[0], team)}/remove")
    reader.get(f"{run}/1")
    assert reader.submit(f"{run}/1").heading == "Your company and your account are closed"


def test_closing_the_only_company_closes_the_account(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), "client")
    team = team_of(world, "client")
    run = begin(reader, "company", team)
    assert "You have nothing else here, so your account closes with it." in reader.get(f"{run}/1").text
    answer = reader.submit(f"{run}/1")
    assert (answer.status_code, answer.heading) == (200, "Your company and your account are closed")
    assert changed(world) == team_closed(team) | account_closed("client", restore_by="support")
    all_there_was = "It was all you had here, so your account is closed with it."
    again = "Support can look at a request to open it again."
    body = f"Your company and your account are closed.\n{all_there_was}\n{again}"
    assert mailed(world) == [("client", "You have closed your company and your account", body)]
    assert reader.log_in(world.owner).message == GONE


def test_closing_a_company_ends_memberships_and_job_posts(logged_in: LoggedIn) -> None:
    having = ("active-contract", "hourly-contract", "unpaid-invoice", "open-job", "team-member", "team-member")
    world, reader = logged_in(nothing_asked(), "client", having=having, circumstances=("dual",))
    team = team_of(world, "client")
    member = log_in(world, "member")
    before = world.state()
    assert close(reader, "company", team).heading == "Your company is closed"
    ended: Changes = {}
    for key in ("member", "member-2"):
        row = f"/memberships/{membership_of(world, key, team)}"
        ended |= {f"{row}/status": "closed", f"{row}/ended_at": NOW}
    jobs = {
        f"/jobs/{key}/{name}": value
        for key in before["jobs"]
        for name, value in (("status", "closed"), ("closed_at", NOW))
    }
    owes = [name for name in before["accounts"]["client"]["owes"] if name not in ("open-job", "team-member")]
    assert changed(world) == team_closed(team) | ended | jobs | {"/accounts/client/owes": owes}
    assert [to for to, *_ in mailed(world)] == ["member", "member-2", "client"]
    assert areas(reader) == [FREELANCER_AREAS]
    assert switch(reader, team).message == "You can no longer switch to that account."
    assert "You are in no team any more." in member.get("/home").text


def test_the_owner_of_a_closed_agency_stays_a_freelancer(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), "agency-owner", having=("team-member", "open-proposal"))
    team = team_of(world, "agency-owner")
    run = begin(reader, "agency", team)
    stays = "Your account stays open: as a freelancer."
    assert stays in reader.get(f"{run}/1").text
    before = world.state()
    answer = reader.submit(f"{run}/1")
    assert (answer.status_code, answer.heading) == (200, "Your agency is closed")
    row = f"/memberships/{membership_of(world, 'member', team)}"
    owes = [name for name in before["accounts"]["agency-owner"]["owes"] if name != "team-member"]
    ended = {f"{row}/status": "closed", f"{row}/ended_at": NOW, "/accounts/agency-owner/owes": owes}
    assert changed(world) == team_closed(team) | ended
    sentences = ["Your agency is closed.", "It cannot be opened again.", stays]
    assert mailed(world)[1:] == [("agency-owner", "You have closed your agency", "\n".join(sentences))]
    assert areas(reader) == [FREELANCER_AREAS]
    assert reader.get("/settings/contact-info").path == "/settings/contact-info"
    assert reader.get(f"/closing/start/{NUMBERS['agency']}/{team}").status_code == 404


def test_closing_a_company_cancels_only_its_own_work(logged_in: LoggedIn) -> None:
    takes = {"lost": ["balance"], "cancelled": ["active-contract", "hourly-contract", "open-proposal"]}
    edition = nothing_asked(company={"after": {"heading": "Your company is closed", **takes}})
    having = ("active-contract", "hourly-contract", "open-proposal", "balance")
    world, reader = logged_in(edition, circumstances=("dual",), having=having)
    team = team_of(world, "freelancer")
    switch(reader, team)
    assert close(reader, "company", team).heading == "Your company is closed"
    assert changed(world) == team_closed(team)
    assert mailed(world) == []
