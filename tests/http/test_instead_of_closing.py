"""Alternatives to closing: choosing and undoing them, and how others see it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from flows.site.client import World
from tests.support.changes import account_row, changed, changed_rows, unchanged
from tests.support.gated_edition import gated
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.types import LoggedIn, MakeWorld

OPTIONS = {
    "public": ("anyone", "anyone"),
    "members": ("members", "members"),
    "hidden": ("nobody", "anyone"),
    "private": ("nobody", "nobody"),
}
VISIBILITY = [
    {"id": name, "label": name.title(), "found_by": is_found_by, "opened_by": opened_by}
    for name, (is_found_by, opened_by) in OPTIONS.items()
]
PANELS = ["availability", "visibility", "pause", "user-name"]
MINE = "/settings/me"


def site(**changes: Any) -> dict[str, Any]:
    edition = gated()
    edition["sections"].append({"id": "me", "label": "How I am seen", "panels": PANELS})
    return {**edition, "visibility": VISIBILITY, **changes}


pytestmark = pytest.mark.world(edition=site())


def is_found_by(reader: HttpClient, world: World) -> bool:
    page = reader.get(f"/talent/{world.id}", params={"q": world.owner.name})
    return world.owner.name in page.texts("strong")


def opens(reader: HttpClient, world: World) -> int:
    return reader.get(f"/talent/{world.id}/freelancer").status_code


@pytest.mark.parametrize("choice", OPTIONS)
def test_each_visibility_is_seen_by_its_audience(
    make_world: MakeWorld, world: World, base_url: str, choice: str
) -> None:
    owner, client = log_in(world), log_in(world, "client")
    answer = owner.submit(f"{MINE}/visibility", {"visibility": choice.title()})
    assert answer.message == f"Your profile is now: {choice.title()}."
    foreign = log_in(make_world(site(), "client", seed=2))
    readers = {"owner": owner, "client": client, "nobody": HttpClient(base_url), "of another world": foreign}
    finders, openers = OPTIONS[choice]
    who = {"anyone": set(readers), "members": {"owner", "client"}, "nobody": {"owner"}}
    assert {name for name, reader in readers.items() if is_found_by(reader, world)} == who[finders]
    assert {name for name, reader in readers.items() if opens(reader, world) == 200} == who[openers]
    assert {name for name, reader in readers.items() if opens(reader, world) == 404} == set(readers) - who[openers]
    owner.submit(f"{MINE}/visibility", {"visibility": "Public"})
    assert world.changes() == []


def test_a_private_profile_can_say_why_it_is_not_shown(logged_in: LoggedIn, visitor: HttpClient) -> None:
    says = "This profile is private for now."
    world, owner = logged_in(site(visibility=[*VISIBILITY[:3], {**VISIBILITY[3], "says": says}]))
    readers = [log_in(world, "client"), visitor]
    assert not [reader for reader in readers if says in reader.get(f"/talent/{world.id}/freelancer").texts("p")]
    owner.submit(f"{MINE}/visibility", {"visibility": "Private"})
    for reader in readers:
        page = reader.get(f"/talent/{world.id}/freelancer")
        assert (page.status_code, page.heading, world.owner.name in page.text) == (200, "Private", False)
        assert says in page.texts("p")
    assert owner.get(f"/talent/{world.id}/freelancer").heading == world.owner.name
    owner.close_account({}, {})
    assert readers[0].get(f"/talent/{world.id}/freelancer").status_code == 404


def test_visibility_narrows_after_a_week_and_widens_at_once(logged_in: LoggedIn) -> None:
    world, owner = logged_in(site(visibility_takes="P7D"))
    client = log_in(world, "client")
    owner.submit(f"{MINE}/visibility", {"visibility": "Hidden"})
    facts = {"visibility": "hidden", "visibility_before": "public", "visibility_from": "2026-01-21T10:00:00Z"}
    assert changed_rows(world) == {f"/accounts/freelancer/{name}": value for name, value in facts.items()}
    assert "Searches follow it from 21 January 2026." in owner.get(MINE).texts("p")
    world.advance("P6DT23H59M59S")
    assert is_found_by(client, world)
    world.advance("PT1S")
    assert not is_found_by(client, world)
    owner.submit(f"{MINE}/visibility", {"visibility": "Members"})
    assert is_found_by(client, world)
    owner.submit(f"{MINE}/visibility", {"visibility": "Private"})
    owner.submit(f"{MINE}/visibility", {"visibility": "Hidden"})
    assert changed_rows(world)["/accounts/freelancer/visibility_before"] == "members"
    owner.submit(f"{MINE}/visibility", {"visibility": "Public"})
    assert (is_found_by(client, world), changed_rows(world)) == (True, {})


def test_a_break_ends_on_its_day_with_a_mail(world: World, reader: HttpClient) -> None:
    client = log_in(world, "client")
    reader.submit(f"{MINE}/pause", {"until": "2026-02-01"})
    assert changed_rows(world) == {"/accounts/freelancer/paused_until": "2026-02-01T00:00:00Z"}
    assert not is_found_by(client, world)
    note = f"{world.owner.name} is on a break until 1 February 2026. No work can be offered until then."
    assert note in client.get(f"/talent/{world.id}/freelancer").texts("p")
    world.advance("P17DT13H59M59S")
    assert not is_found_by(client, world)
    world.advance("PT1S")
    assert (is_found_by(client, world), changed_rows(world)) == (True, {})
    assert [(who, subject) for who, subject, _ in mailed(world)] == [("freelancer", "Your break is over")]
    world.advance("P365D")
    assert len(world.mail()) == 1


def test_a_closed_account_gets_no_mail_about_its_break(world: World, reader: HttpClient) -> None:
    reader.submit(f"{MINE}/pause", {"until": "2026-02-01"})
    assert reader.close_account({}, {}).heading == "You have left"
    world.advance("P60D")
    assert world.mail() == []


@pytest.mark.parametrize(
    "until",
    [
        *("", "tomorrow", "2026-02-30", "2026-02-01T00:00"),
        *("1970-01-01", "2026-01-13", "2026-01-14", "2027-01-15", "9999-12-31"),
    ],
)
def test_a_break_needs_a_day_within_a_year(world: World, until: str) -> None:
    refused = log_in(world).submit(f"{MINE}/pause", {"until": until})
    complaint = {"until": "Choose a day between tomorrow and a year from now."}
    assert (refused.status_code, refused.complaints, world.changes()) == (422, complaint, [])


def test_a_break_starts_and_ends_once(world: World, reader: HttpClient) -> None:
    refused = reader.submit(f"{MINE}/resume")
    assert (refused.status_code, refused.message, world.changes()) == (409, "You are not on a break.", [])
    reader.submit(f"{MINE}/pause", {"until": "2026-02-01"})
    with unchanged(world):
        refused = reader.submit(f"{MINE}/pause", {"until": "2026-03-01"})
        assert refused.outcome == (409, "You are already on a break until 1 February 2026.")
    reader.submit(f"{MINE}/resume")
    assert world.changes() == []


@pytest.mark.parametrize("what", ["availability", "visibility"])
@pytest.mark.parametrize("value", ["", "Whatever", "public"])
def test_an_unknown_choice_is_refused(world: World, what: str, value: str) -> None:
    refused = log_in(world).submit(f"{MINE}/{what}", {what: value})
    assert (refused.status_code, list(refused.complaints), world.changes()) == (422, [what], [])


def test_availability_is_shown_to_others(world: World, reader: HttpClient) -> None:
    client = log_in(world, "client")
    for choice, changes in (("Not available", {"/accounts/freelancer/available": False}), ("Available", {})):
        reader.submit(f"{MINE}/availability", {"availability": choice})
        assert choice in client.get(f"/talent/{world.id}/freelancer").texts("span")
        assert changed_rows(world) == changes


def test_the_new_user_name_logs_in_and_the_old_one_does_not(
    world: World, reader: HttpClient, visitor: HttpClient
) -> None:
    old = world.owner.username
    assert reader.submit(f"{MINE}/user-name", {"user-name": " Zoe.2 "}).message == "Your user name is now: zoe.2."
    assert changed(world) == {"/accounts/freelancer/username": "zoe.2"}
    visitor.get(world.login_url)
    password = {"password": world.owner.password}
    assert visitor.submit("/login", {"email": old, **password}).status_code == 401
    assert visitor.submit("/login", {"email": "zoe.2", **password}).path == "/home"
    reader.submit(f"{MINE}/user-name", {"user-name": old})
    assert world.changes() == []


NOT_A_NAME = "Use 3 to 30 letters, digits, dots and dashes, with a letter first."


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        *((name, NOT_A_NAME) for name in ("", "ab", "1st", "zoe smith", "zoe@x.test", "zoë", "z" * 31, "zoe\n2")),
        ("{own}", "That is already your user name."),
        ("{OTHER}", "Somebody else has that user name."),
    ],
)
def test_an_invalid_user_name_is_refused(world: World, name: str, complaint: str) -> None:
    other = world.accounts["client"].username.upper()
    written = name.format(own=world.owner.username, OTHER=other)
    refused = log_in(world).submit(f"{MINE}/user-name", {"user-name": written})
    assert (refused.status_code, refused.complaints, world.changes()) == (422, {"user-name": complaint}, [])


def test_tabs_at_once_leave_one_of_their_user_names(world: World) -> None:
    tabs = [log_in(world) for _ in range(4)]
    for tab in tabs:
        tab.get(MINE)
    names = ["zoe.1", "zoe.2", "zoe.3", "zoe.4"]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda tab, name: tab.submit(f"{MINE}/user-name", {"user-name": name}), tabs, names))
    assert {answer.status_code for answer in answers} == {200}
    assert account_row(world)["username"] in names


@pytest.mark.parametrize("what", [*PANELS, "resume"])
def test_an_edition_without_the_panel_has_no_page_for_it(make_world: MakeWorld, what: str) -> None:
    world = make_world(gated())
    assert log_in(world).submit(f"/settings/account/{what}", {"until": "2026-02-01"}).status_code == 404
    assert world.changes() == []
