"""One call that advances the clock by a year: everything happens in order and once."""

from collections import Counter
from typing import Any

import pytest

from flows.site.client import World
from mocksite.catalog.data_categories import PARTS
from mocksite.editions import loader
from tests.support.changes import account_row, without_id
from tests.support.gated_edition import CLOSE, CLOSED, gated
from tests.support.http_client import log_in
from tests.support.obligations import CAN_OWE
from tests.support.types import MakeWorld

PANELS = ["visibility", "pause", "plan"]
VISIBILITY = [
    {"id": name, "label": name.title(), "found_by": found_by, "opened_by": "anyone"}
    for name, found_by in (("public", "anyone"), ("private", "nobody"))
]
AFTER = {
    "status": "marked",
    "delete_after": "P40D",
    "mail": "Goodbye",
    "restore": {"by": "support", "within": "P20D", "takes": "P5D"},
}
LATER = {
    name: {"fate": part.fates[0], "after": f"P{60 + at}D"}
    for at, (name, part) in enumerate(PARTS.items())
    if part.fates
}


def everything() -> dict[str, Any]:
    """An edition in which everything that can fall due does."""
    edition = gated(stages=[CLOSE], after=AFTER)
    edition["sections"].append({"id": "me", "label": "How I am seen", "panels": PANELS})
    features = {"visibility": VISIBILITY, "visibility_takes": "P7D", "plans": {}, "withdrawal_takes": "P3D"}
    return {**edition, **features, "retention": LATER, "dormancy": {"warned_after": "P90D", "closed_after": "P30D"}}


def busy(make_world: MakeWorld, leaver: str | None, **changes: Any) -> World:
    """A world where everything is under way."""
    world = make_world(everything() | changes, persona="freelancer", having=(*CAN_OWE["freelancer"], "hourly-contract"))
    owner = log_in(world)
    owner.get("/settings/me")
    owner.submit("/settings/me/visibility", {"visibility": "Private"})
    owner.submit("/settings/me/pause", {"until": "2026-03-03"})
    if leaver:
        assert log_in(world, leaver).close_account().heading == CLOSED
    return world


def contents(world: World) -> Any:
    return without_id(world, [world.state(), world.mail()])


# Most falls due when nobody leaves.
@pytest.mark.parametrize(
    "leaver", [None, *(pytest.param(leaver, marks=pytest.mark.thorough) for leaver in ("freelancer", "client"))]
)
def test_a_year_in_one_call_equals_fifty_two_weeks(make_world: MakeWorld, leaver: str | None) -> None:
    at_once, by_weeks = (busy(make_world, leaver) for _ in range(2))
    at_once.advance("P364D")
    for _ in range(52):
        by_weeks.advance("P7D")
    assert contents(at_once) == contents(by_weeks)


@pytest.mark.parametrize("persona", ["freelancer", "client"])
@pytest.mark.parametrize("name", loader.names())
def test_a_year_has_ordered_mail_and_no_double_bills(make_world: MakeWorld, name: str, persona: str) -> None:
    world = make_world(name, persona, having=CAN_OWE[persona])
    now = world.advance("P365D")
    sent = [mail["sent_at"] for mail in world.mail()]
    assert sent == sorted(sent)
    billed = Counter((row["contract"], row["billed_at"]) for row in world.state()["invoices"].values())
    assert set(billed.values()) <= {1}
    state = world.state()
    waiting = [row for row in state["payments"].values() if row["status"] == "pending"]
    assert [row for row in waiting if row["available_at"] <= now.isoformat().replace("+00:00", "Z")] == []
    assert {row["status"] for row in state["withdrawals"].values()} <= {"arrived", "lost"}


def test_break_connects_and_deletion_fall_due_in_one_year(make_world: MakeWorld) -> None:
    world = busy(make_world, "client", dormancy=None)
    world.advance("P365D")
    state, account = world.state(), account_row(world)
    assert (account["paused_until"], account["connects"]) == (None, 10 + 12 * 10)
    assert [mail["subject"] for mail in world.mail()].count("Your break is over") == 1
    client = state["accounts"]["client"]
    assert (client["status"], client["name"], client["email"]) == ("deleted", "A former member", "")
