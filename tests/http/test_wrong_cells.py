"""What makes a cell of the matrix, or an end of a guide, wrong although all that it looked for is there."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest

from flows.cells.decide import result_of
from flows.cells.http_reader import HttpReader
from flows.site.client import Site, World
from flows.walk.evidence import Evidence
from flows.walk.judge import ENDS
from flows.walk.reader import Reader
from tests.support.browserless import Browserless
from tests.support.cells_of_the_site import CATALOG, blocks
from tests.support.teams_edition import nothing_asked
from tests.support.teamwork import act, begin, place

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
LEAVES = next(block[0] for name, block in blocks(pairs=False).items() if name.endswith("manager · Leave Team, desktop"))


class Unfair(World):
    """A world in which an admin goes along with whoever leaves."""

    def state(self) -> dict[str, Any]:
        found = super().state()
        next(row for row in found["memberships"].values() if row["account"] == "admin")["status"] = "left"
        return found


class Silent(World):
    """A world in which nobody is written to."""

    def mail(self) -> list[dict[str, str]]:
        return []


WRONG = {Unfair: "also out of the team: admin", Silent: "no mail says"}


@pytest.mark.parametrize("kind", WRONG)
def test_a_cell_is_wrong_where_more_ends_or_nobody_is_told(site: Site, kind: type[World]) -> None:
    def make_world(*asked: Any) -> World:
        made = site.make_world(*asked)
        return kind(site, made.id, made.persona, made.login_url, made.accounts, made.edition)

    fault = result_of(LEAVES, cast("Site", SimpleNamespace(make_world=make_world)), CATALOG, HttpReader).fault
    assert str(fault).startswith(WRONG[kind])


@pytest.mark.parametrize("besides", ["nothing", "admin", "team"])
def test_out_of_the_team_is_nobody_else_and_no_team(make_world: MakeWorld, log_in: LogIn, besides: str) -> None:
    world = make_world(edition=nothing_asked(), persona="manager", circumstances=("several-teams",))
    reader, boss, other = (log_in(world.accounts[name]) for name in ("manager", "client", "client-2"))
    reader.submit(f"{begin(reader, 'membership', 'team-1')}/1")
    if besides == "admin":
        act(boss, place(world, "admin", "team-1"), "remove")
    if besides == "team":
        other.submit(f"{begin(other, 'company', 'team-2')}/1")
    state: dict[str, Any] = world.state()
    last = cast("Reader", SimpleNamespace(world=world))
    wrong = ENDS["out of the team"](Evidence(state["accounts"]["manager"], state, CATALOG, last, []))
    name = state["teams"]["team-2"]["name"]
    assert (
        wrong
        == {
            "nothing": [],
            "admin": ["the place of admin is removed"],
            "team": [f"the team {name} is closed"],
        }[besides]
    )
