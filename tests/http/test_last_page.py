"""The last page of a closing links to the settings only if the account goes on."""

from typing import Any

import pytest

from flows.site.client import World
from tests.support.http_client import HttpClient, log_in
from tests.support.types import LoggedIn, MakeWorld

STAGES = [{"heading": "Go?", "button": "Yes", "does": "close"}]
EDITION: dict[str, Any] = {
    "title": "Last pages",
    "menu": {"settings": "Settings", "log-out": "Log out"},
    "sections": [
        {"id": "teams", "label": "Teams", "panels": ["my-teams"]},
        {"id": "agency", "label": "Our agency", "panels": ["agency-profile"], "by": ["agency-owner"]},
        {"id": "papers", "label": "Papers", "panels": ["contact"]},
    ],
    "closing": [
        {"by": ["admin", "manager"], "of": "membership", "at": "teams"},
        {"by": ["agency-owner"], "of": "agency", "at": "agency"},
        {"by": ["client"], "of": "company", "at": "papers"},
    ],
}
for closing in EDITION["closing"]:
    closing |= {"control": "Go", "stages": STAGES, "after": {"heading": "Gone"}}
BACK = "Back to settings"


def close_first_team(world: World, reader: HttpClient, number: int) -> str:
    """Close the first team of the persona; returns the address of the last page."""
    team = next(row["team"] for row in world.state()["memberships"].values() if row["account"] == world.persona)
    stage = reader.get(f"/closing/start/{number}/{team}").path
    return reader.submit(stage).path


@pytest.mark.parametrize(
    ("persona", "number", "place", "page"),
    [("admin", 0, "/settings/teams", "Teams"), ("agency-owner", 1, "/settings/", "Settings")],
    ids=["a section that the reader has", "a section that only an agency has"],
)
def test_the_last_page_links_to_existing_settings(
    logged_in: LoggedIn, persona: str, number: int, place: str, page: str
) -> None:
    world, reader = logged_in(EDITION, persona, circumstances=("dual",))
    last = reader.get(close_first_team(world, reader, number))
    assert BACK in last.texts("a", href=place)
    settings = reader.get(place)
    assert (settings.status_code, settings.heading) == (200, page)


def test_a_closed_account_has_no_link_to_the_settings(logged_in: LoggedIn) -> None:
    world, reader = logged_in(EDITION, "admin")
    last = reader.get(close_first_team(world, reader, 0))
    assert last.heading == "Gone"
    assert BACK not in last.text


def test_others_with_the_ticket_have_no_link_to_the_settings(make_world: MakeWorld) -> None:
    world = make_world(EDITION, "admin", circumstances=("dual",))
    address = close_first_team(world, log_in(world), 0)
    last = log_in(world, "support-agent").get(address)
    assert last.heading == "Gone"
    assert BACK not in last.text


@pytest.mark.parametrize(("persona", "advice"), [("manager", "Ask them, or leave"), ("member", "Ask them.")])
def test_only_roles_that_can_leave_are_advised_to(make_world: MakeWorld, persona: str, advice: str) -> None:
    world = make_world(EDITION, persona)
    page = log_in(world).get("/settings/papers")
    assert f"Only the owner can close it. {advice}" in page.text
