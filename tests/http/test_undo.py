"""Undoing what costs money or removes somebody: everything is as it was, once, and only for a while."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.site.client import Site, World
from tests.support.changes import changed, from_tabs, statuses, unchanged
from tests.support.http_client import HttpClient, Page, log_in
from tests.support.mail import mailed
from tests.support.signup import open_signup, sign_up
from tests.support.site_process import SiteProcess
from tests.support.teams import begin, invite, manage, membership_of, refusal, switch, team_of
from tests.support.teams_edition import nothing_asked
from tests.support.types import LoggedIn, MakeWorld

UNDONE = "You have undone it. Everything is as it was before."
CHANGED = "You can no longer undo this: something that depends on it has changed."
AGAIN = "You have undone this already."
PLAN = "/settings/plan/plan"


def buttons(page: Page) -> list[str]:
    """The addresses of the Undo buttons of a page."""
    return [form.path for form in page.forms if form.path.startswith("/undo/")]


def undo(reader: HttpClient, page: Page) -> Page:
    """Press the first of them."""
    return reader.submit(buttons(page)[0])


def plans() -> Any:
    edition = nothing_asked()
    edition["sections"].append({"id": "plan", "label": "Your plan", "panels": ["plan"]})
    return {**edition, "plans": {}}


def end(key: str, verb: str = "end") -> Callable[[World, HttpClient], Page]:
    return lambda _world, reader: reader.submit(f"/my-jobs/{key}/{verb}")


def remove(world: World, reader: HttpClient) -> Page:
    return manage(reader, membership_of(world, "member", team_of(world, world.persona)), "remove")


def pay(_world: World, reader: HttpClient) -> Page:
    reader.get("/billing")
    return reader.submit("/billing/invoice-1/pay")


def approve_refund(_world: World, reader: HttpClient) -> Page:
    reader.get("/payments")
    return reader.submit("/payments/refunds/refund-1/approve")


def change_plan(way: str) -> Callable[[World, HttpClient], Page]:
    def change(_world: World, reader: HttpClient) -> Page:
        reader.get("/settings/plan")
        return reader.submit(f"{PLAN}/{way}")

    return change


CONTRACTS = ("active-contract", "hourly-contract")
# Each act: who does it, in which world, and whom it mails.
ACTS: dict[str, tuple[str, dict[str, Any], Callable[[World, HttpClient], Page], list[str]]] = {
    "complete a contract": ("freelancer", {"having": CONTRACTS}, end("contract-4", "complete"), ["client"]),
    "end a contract": ("client", {"having": CONTRACTS}, end("contract-4"), ["freelancer"]),
    "end an hourly one": ("freelancer", {"having": CONTRACTS}, end("contract-5"), ["client"]),
    "remove somebody, whose account closes": ("client", {"having": ("team-member",)}, remove, ["member"]),
    "pay an invoice": ("client", {"having": ("unpaid-invoice",)}, pay, []),
    "approve a refund": ("freelancer", {"having": ("pending-refund",)}, approve_refund, ["client"]),
    "take Plus": ("freelancer", {}, change_plan("up"), []),
    "go back to Basic": ("freelancer", {"circumstances": ("plus",)}, change_plan("down"), []),
}


@pytest.mark.parametrize(("persona", "arguments", "act", "others"), ACTS.values(), ids=ACTS)
def test_an_act_is_undone_without_a_trace(
    make_world: MakeWorld, persona: str, arguments: dict[str, Any], act: Any, others: list[str]
) -> None:
    world = make_world(plans(), persona, **arguments)
    reader = log_in(world)
    reader.get("/home")
    page = act(world, reader)
    assert (page.status_code, len(buttons(page))) == (200, 1)
    assert changed(world) != {}
    subjects = [subject for _, subject, _ in mailed(world)]
    answer = undo(reader, page)
    assert (answer.path, answer.message, buttons(answer)) == (page.path, UNDONE, [])
    assert changed(world) == {}
    body = f"{world.owner.name} has undone this. Everything is as it was before."
    assert mailed(world, len(subjects)) == [
        (other, f"Undone: {subject}", body) for other, subject in zip(others, subjects, strict=True)
    ]
    assert act(world, reader).status_code == 200  # it can be done again


@pytest.fixture
def ended(logged_in: LoggedIn) -> tuple[World, HttpClient, Page]:
    """A world whose freelancer has ended a contract."""
    world, reader = logged_in(nothing_asked(), having=CONTRACTS)
    return world, reader, reader.submit("/my-jobs/contract-4/end")


def test_the_button_stays_while_it_is_possible(ended: tuple[World, HttpClient, Page]) -> None:
    world, reader, page = ended
    says = page.message
    assert page.texts("p", id=buttons(page)[0][1:].replace("/", "-")) == ["You can undo this until 10:15."]
    again = reader.get("/my-jobs")
    assert again.texts("div", class_="undo") == [f"{says} You can undo this until 10:15. Undo"]
    world.advance("PT14M59S")
    assert buttons(reader.get("/my-jobs")) == buttons(page)
    world.advance("PT1S")
    assert buttons(reader.get("/my-jobs")) == []
    with unchanged(world):
        assert refusal(undo(reader, page)) == (409, "My Jobs", "It is too late: you could undo this until 10:15.")


def test_it_ends_at_midnight(logged_in: LoggedIn) -> None:
    world, reader = logged_in(having=CONTRACTS)
    world.advance("PT13H50M")
    page = reader.submit("/my-jobs/contract-4/end")
    assert "You can undo this until 00:00." in page.text


def test_two_acts_are_undone_each_by_itself(ended: tuple[World, HttpClient, Page]) -> None:
    world, reader, first = ended
    both = reader.submit("/my-jobs/contract-5/end")
    assert buttons(both)[1:] == buttons(first)
    undo(reader, first)
    assert {path for path in changed(world) if path.startswith("/contracts/contract-4")} == set()
    assert changed(world)["/contracts/contract-5/status"] == "ended"


def test_three_tabs_at_once_undo_once(ended: tuple[World, HttpClient, Page]) -> None:
    world, reader, page = ended
    answers = from_tabs(reader, buttons(page)[0])
    assert statuses(answers) == [200, 409, 409]
    assert {answer.message for answer in answers} == {UNDONE, AGAIN}
    assert changed(world) == {}
    assert [subject.partition(":")[0] for _, subject, _ in mailed(world)] == ["Contract ended", "Undone"]


@pytest.mark.parametrize("other", ["client", "support-agent", "somebody new"])
def test_nobody_else_undoes_it(ended: tuple[World, HttpClient, Page], visitor: HttpClient, other: str) -> None:
    world, _, page = ended
    reader = log_in(world, other) if other in world.accounts else sign_up(open_signup(visitor, world), world)
    assert buttons(reader.get("/my-jobs")) == []
    with unchanged(world):
        assert undo(reader, page).status_code == 404


def test_it_is_undone_in_the_capacity_in_which_it_was_done(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), circumstances=("dual",), having=CONTRACTS)
    contracts = world.state()["contracts"].items()
    key = next(key for key, row in contracts if (row["freelancer"], row["status"]) == ("freelancer", "active"))
    page, form = reader.submit(f"/my-jobs/{key}/end"), {"acting": "freelancer"}
    other = next(row["team"] for row in world.state()["memberships"].values() if row["account"] == "freelancer")
    switch(reader, other)
    assert buttons(reader.get("/my-jobs")) == []
    with unchanged(world):
        assert reader.submit(buttons(page)[0], form).status_code == 409
        assert reader.submit(buttons(page)[0]).status_code == 404
    switch(reader, "freelancer")
    assert reader.submit(buttons(page)[0], form).message == UNDONE


def test_closing_an_account_takes_it_away(ended: tuple[World, HttpClient, Page]) -> None:
    world, reader, page = ended
    client = log_in(world, "client")
    client.submit(f"{begin(client, 'company', team_of(world, 'client'))}/1")
    assert buttons(reader.get("/my-jobs")) == []
    with unchanged(world):
        assert undo(reader, page).status_code == 404


def test_somebody_invited_again_stays_removed(logged_in: LoggedIn) -> None:
    world, reader = logged_in(nothing_asked(), "client", circumstances=("dual",), having=("team-member",))
    newcomer = log_in(world, "freelancer")
    invite(reader, world.accounts["freelancer"].email, "member")
    newcomer.get("/home")
    joined = membership_of(world, "freelancer", team_of(world, "client"))
    newcomer.submit(f"/invitations/{joined}/accept")
    page = manage(reader, joined, "remove")
    invite(reader, world.accounts["freelancer"].email, "member")
    with unchanged(world):
        assert refusal(undo(reader, page)) == (409, "Members & Permissions", CHANGED)


def test_what_is_erased_cannot_be_undone(make_world: MakeWorld) -> None:
    edition = plans() | {"retention": {"name": "masked"}}
    for closing in edition["closing"]:
        closing["after"].pop("restore", None)
    world = make_world(edition, "client", having=("team-member",))
    page = remove(world, log_in(world))
    assert (page.status_code, buttons(page)) == (200, [])
    assert world.state()["accounts"]["member"]["name"] == "A former member"


@pytest.fixture(scope="module")
def readable(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A site whose database the test can write to."""
    path = tmp_path_factory.mktemp("database") / "worlds.db"
    with SiteProcess(path) as own:
        yield Site(own.base_url), path


# What may have happened since a contract was completed, in SQL.
SINCE = {
    "its money is released": "UPDATE payments SET status = 'released' WHERE key = 'payment-4' AND world_id = :world",
    "the contract is cancelled": (
        "UPDATE contracts SET status = 'cancelled' WHERE key = 'contract-4' AND world_id = :world"
    ),
    "its money is in dispute": (
        "INSERT INTO disputes (world_id, key, payment_id, about, status, opened_at) "
        "SELECT world_id, 'dispute-1', id, 'It', 'open', available_at FROM payments "
        "WHERE key = 'payment-4' AND world_id = :world"
    ),
    "the other is suspended": "UPDATE accounts SET status = 'suspended' WHERE key = 'client' AND world_id = :world",
}


@pytest.mark.parametrize("statement", SINCE.values(), ids=SINCE)
def test_what_has_changed_since_is_not_undone(readable: tuple[Site, Path], statement: str) -> None:
    site, path = readable
    world = site.make_world(nothing_asked(), "freelancer", having=CONTRACTS)
    reader = log_in(world)
    reader.get("/my-jobs")
    page = reader.submit("/my-jobs/contract-4/complete")
    with sqlite3.connect(path) as db:
        db.execute(statement, {"world": world.id})
    with unchanged(world):
        assert undo(reader, page).outcome == (409, CHANGED)
