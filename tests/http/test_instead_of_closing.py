"""What can be done instead of closing: chosen, seen by others, undone; and what is refused, with nothing changed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from flows.site.client import World
from tests.support.aftermath import changed, mailed, said
from tests.support.browserless import Browserless, at, heading, words
from tests.support.gated_edition import complaints, gated, stored

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
OPTIONS = {
    "public": ("anyone", "anyone"),
    "members": ("members", "members"),
    "hidden": ("nobody", "anyone"),
    "private": ("nobody", "nobody"),
}
VISIBILITY = [
    {"id": name, "label": name.title(), "found_by": found, "opened_by": opened}
    for name, (found, opened) in OPTIONS.items()
]
PANELS = ["availability", "visibility", "pause", "user-name"]
MINE = "/settings/me"


def site(**changes: Any) -> dict[str, Any]:
    """An edition that has all there is besides closing, in one section."""
    edition = gated()
    edition["sections"].append({"id": "me", "label": "How I am seen", "panels": PANELS})
    return {**edition, "visibility": VISIBILITY, **changes}


@pytest.fixture
def seen(make_world: MakeWorld) -> World:
    """A world whose freelancer chooses how to be seen."""
    return make_world(edition=site(), persona="freelancer")


def found_by(reader: Browserless, world: World) -> bool:
    """Whether a search for the freelancer's name finds the freelancer."""
    page = reader.get(f"/talent/{world.id}", params={"q": world.owner.name})
    return world.owner.name in words(page, "strong")


def opens(reader: Browserless, world: World) -> int:
    return reader.get(f"/talent/{world.id}/freelancer").status_code


@pytest.mark.parametrize("choice", OPTIONS)
def test_each_choice_is_seen_by_exactly_whom_it_says(
    make_world: MakeWorld, log_in: LogIn, seen: World, base_url: str, choice: str
) -> None:
    owner, client = log_in(seen), log_in(seen.accounts["client"])
    assert (
        said(owner.submit(f"{MINE}/visibility", {"visibility": choice.title()}))
        == f"Your profile is now: {choice.title()}."
    )
    foreign = log_in(make_world(edition=site(), persona="client", seed=2))
    readers = {"owner": owner, "client": client, "nobody": Browserless(base_url), "of another world": foreign}
    found, opened = OPTIONS[choice]
    who = {"anyone": set(readers), "members": {"owner", "client"}, "nobody": {"owner"}}
    assert {name for name, reader in readers.items() if found_by(reader, seen)} == who[found]
    assert {name for name, reader in readers.items() if opens(reader, seen) == 200} == who[opened]
    assert {name for name, reader in readers.items() if opens(reader, seen) == 404} == set(readers) - who[opened]
    owner.submit(f"{MINE}/visibility", {"visibility": "Public"})
    assert seen.changes() == []


def test_fewer_find_a_profile_only_after_a_week_and_more_at_once(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=site(visibility_takes="P7D"), persona="freelancer")
    owner, client = log_in(world), log_in(world.accounts["client"])
    owner.submit(f"{MINE}/visibility", {"visibility": "Hidden"})
    facts = {"visibility": "hidden", "visibility_before": "public", "visibility_from": "2026-01-21T10:00:00Z"}
    assert stored(world) == {f"/accounts/freelancer/{name}": value for name, value in facts.items()}
    assert "Searches follow it from 21 January 2026." in words(owner.get(MINE), "p")
    world.advance("P6DT23H59M59S")
    assert found_by(client, world)
    world.advance("PT1S")
    assert not found_by(client, world)
    owner.submit(f"{MINE}/visibility", {"visibility": "Members"})
    assert found_by(client, world)
    owner.submit(f"{MINE}/visibility", {"visibility": "Private"})
    owner.submit(f"{MINE}/visibility", {"visibility": "Hidden"})
    assert stored(world)["/accounts/freelancer/visibility_before"] == "members"
    owner.submit(f"{MINE}/visibility", {"visibility": "Public"})
    assert (found_by(client, world), stored(world)) == (True, {})


def test_a_break_ends_by_itself_and_is_told(seen: World, log_in: LogIn) -> None:
    owner, client = log_in(seen), log_in(seen.accounts["client"])
    owner.submit(f"{MINE}/pause", {"until": "2026-02-01"})
    assert stored(seen) == {"/accounts/freelancer/paused_until": "2026-02-01T00:00:00Z"}
    assert not found_by(client, seen)
    note = f"{seen.owner.name} is on a break until 1 February 2026. No work can be offered until then."
    assert note in words(client.get(f"/talent/{seen.id}/freelancer"), "p")
    seen.advance("P17DT13H59M59S")
    assert not found_by(client, seen)
    seen.advance("PT1S")
    assert (found_by(client, seen), stored(seen)) == (True, {})
    assert [(who, subject) for who, subject, _ in mailed(seen)] == [("freelancer", "Your break is over")]
    seen.advance("P365D")
    assert len(seen.mail()) == 1


def test_whoever_has_closed_meanwhile_is_not_told_that_a_break_is_over(seen: World, log_in: LogIn) -> None:
    owner = log_in(seen)
    owner.submit(f"{MINE}/pause", {"until": "2026-02-01"})
    run = owner.begin()
    owner.submit(f"{run}/1")
    assert heading(owner.submit(f"{run}/2")) == "You have left"
    seen.advance("P60D")
    assert seen.mail() == []


@pytest.mark.parametrize(
    "until",
    [
        "",
        "tomorrow",
        "2026-02-30",
        "2026-01-14",
        "2026-01-13",
        "1970-01-01",
        "2027-01-15",
        "9999-12-31",
        "2026-02-01T00:00",
    ],
)
def test_a_break_until_no_day_to_come_is_refused(seen: World, log_in: LogIn, until: str) -> None:
    owner = log_in(seen)
    refused = owner.submit(f"{MINE}/pause", {"until": until})
    told = {"until": "Choose a day between tomorrow and a year from now."}
    assert (refused.status_code, complaints(refused), seen.changes()) == (422, told, [])


def test_a_break_twice_and_an_end_to_none_are_refused(seen: World, log_in: LogIn) -> None:
    owner = log_in(seen)
    refused = owner.submit(f"{MINE}/resume")
    assert (refused.status_code, said(refused), seen.changes()) == (409, "You are not on a break.", [])
    owner.submit(f"{MINE}/pause", {"until": "2026-02-01"})
    before = seen.state()
    refused = owner.submit(f"{MINE}/pause", {"until": "2026-03-01"})
    assert (refused.status_code, said(refused)) == (409, "You are already on a break until 1 February 2026.")
    assert seen.state() == before
    owner.submit(f"{MINE}/resume")
    assert seen.changes() == []


@pytest.mark.parametrize("what", ["availability", "visibility"])
@pytest.mark.parametrize("given", ["", "Whatever", "public"])
def test_what_is_no_choice_is_refused(seen: World, log_in: LogIn, what: str, given: str) -> None:
    refused = log_in(seen).submit(f"{MINE}/{what}", {what: given})
    assert (refused.status_code, list(complaints(refused)), seen.changes()) == (422, [what], [])


def test_availability_is_said_to_others_and_taken_back(seen: World, log_in: LogIn) -> None:
    owner, client = log_in(seen), log_in(seen.accounts["client"])
    for choice, changes in (("Not available", {"/accounts/freelancer/available": False}), ("Available", {})):
        owner.submit(f"{MINE}/availability", {"availability": choice})
        assert choice in words(client.get(f"/talent/{seen.id}/freelancer"), "span")
        assert stored(seen) == changes


def test_the_new_user_name_logs_in_and_the_old_one_does_not(seen: World, log_in: LogIn, visitor: Browserless) -> None:
    owner, old = log_in(seen), seen.owner.username
    assert said(owner.submit(f"{MINE}/user-name", {"user-name": " Zoe.2 "})) == "Your user name is now: zoe.2."
    assert changed(seen) == {"/accounts/freelancer/username": "zoe.2"}
    visitor.get(seen.login_url)
    password = {"password": seen.owner.password}
    assert visitor.submit("/login", {"email": old, **password}).status_code == 401
    assert at(visitor.submit("/login", {"email": "zoe.2", **password})) == "/home"
    owner.submit(f"{MINE}/user-name", {"user-name": old})
    assert seen.changes() == []


NOT_A_NAME = "Use 3 to 30 letters, digits, dots and dashes, with a letter first."


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        *((given, NOT_A_NAME) for given in ("", "ab", "1st", "zoe smith", "zoe@x.test", "zoë", "z" * 31, "zoe\n2")),
        ("{own}", "That is already your user name."),
        ("{OTHER}", "Somebody else has that user name."),
    ],
)
def test_a_user_name_that_cannot_be_is_refused(seen: World, log_in: LogIn, given: str, complaint: str) -> None:
    other = seen.accounts["client"].username.upper()
    refused = log_in(seen).submit(
        f"{MINE}/user-name", {"user-name": given.format(own=seen.owner.username, OTHER=other)}
    )
    assert (refused.status_code, complaints(refused), seen.changes()) == (422, {"user-name": complaint}, [])


def test_two_tabs_at_once_leave_one_of_the_two(seen: World, log_in: LogIn) -> None:
    tabs = [log_in(seen) for _ in range(4)]
    for tab in tabs:
        tab.get(MINE)
    names = ["zoe.1", "zoe.2", "zoe.3", "zoe.4"]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda tab, name: tab.submit(f"{MINE}/user-name", {"user-name": name}), tabs, names))
    assert {answer.status_code for answer in answers} == {200}
    assert seen.state()["accounts"]["freelancer"]["username"] in names


@pytest.mark.parametrize("what", [*PANELS, "resume"])
def test_an_edition_without_the_panel_has_no_such_page(make_world: MakeWorld, log_in: LogIn, what: str) -> None:
    world = make_world(edition=gated(), persona="freelancer")
    assert log_in(world).submit(f"/settings/account/{what}", {"until": "2026-02-01"}).status_code == 404
    assert world.changes() == []
