"""Where the last page of a closing leads: back to the settings where the account goes on, and nowhere else."""

from collections.abc import Callable
from typing import Any

import pytest

from flows.site.client import World
from tests.support.browserless import Browserless, at, heading

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
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


def gone(world: World, reader: Browserless, number: int) -> str:
    """Go through a closing of the first team of the persona; answers the address of its last page."""
    team = next(row["team"] for row in world.state()["memberships"].values() if row["account"] == world.persona)
    stage = at(reader.get(f"/closing/start/{number}/{team}"))
    return at(reader.submit(stage))


@pytest.mark.parametrize(
    ("persona", "number", "place", "page"),
    [("admin", 0, "/settings/teams", "Teams"), ("agency-owner", 1, "/settings/", "Settings")],
    ids=["a section that the reader has", "a section that only an agency has"],
)
def test_whoever_is_logged_in_still_goes_back_to_settings_that_are_there(
    make_world: MakeWorld, log_in: LogIn, persona: str, number: int, place: str, page: str
) -> None:
    world = make_world(edition=EDITION, persona=persona, circumstances=("dual",))
    reader = log_in(world)
    last = reader.get(gone(world, reader, number))
    assert f'href="{place}">{BACK}</a>' in last.text
    found = reader.get(place)
    assert (found.status_code, heading(found)) == (200, page)


def test_whoever_is_logged_out_with_the_account_is_led_nowhere(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=EDITION, persona="admin")
    reader = log_in(world)
    last = reader.get(gone(world, reader, 0))
    assert heading(last) == "Gone"
    assert BACK not in last.text


def test_somebody_else_with_the_ticket_is_led_nowhere(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=EDITION, persona="admin", circumstances=("dual",))
    address = gone(world, log_in(world), 0)
    last = log_in(world.accounts["support-agent"]).get(address)
    assert heading(last) == "Gone"
    assert BACK not in last.text


@pytest.mark.parametrize(("persona", "advice"), [("manager", "Ask them, or leave"), ("member", "Ask them.")])
def test_only_whoever_can_leave_a_team_is_told_to(
    make_world: MakeWorld, log_in: LogIn, persona: str, advice: str
) -> None:
    world = make_world(edition=EDITION, persona=persona)
    page = log_in(world).get("/settings/papers")
    assert f"Only the owner can close it. {advice}" in page.text
