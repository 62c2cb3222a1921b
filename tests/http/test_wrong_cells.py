"""A cell or an end is wrong if more happened than it says."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from flows.cells.decide import result_of
from flows.cells.http_reader import HttpReader
from flows.site.client import Site, World
from flows.walk.end_checks import Evidence
from flows.walk.judge import faults_of_end
from flows.walk.reader import Reader
from tests.support.catalog_cells import CATALOG, blocks
from tests.support.http_client import log_in
from tests.support.teams import close, manage, membership_of
from tests.support.teams_edition import nothing_asked
from tests.support.types import MakeWorld, State

LEAVES = next(block[0] for name, block in blocks(pairs=False).items() if name.endswith("manager · Leave Team, desktop"))


class Unfair(World):
    """A world where an admin leaves along with every other leaver."""

    def state(self) -> State:
        state = super().state()
        next(row for row in state["memberships"].values() if row["account"] == "admin")["status"] = "left"
        return state


class Silent(World):
    """A world that sends no mail."""

    def mail(self) -> list[dict[str, str]]:
        return []


WRONG = {Unfair: "also out of the team: admin", Silent: "no mail says"}


@pytest.mark.parametrize("kind", WRONG)
def test_a_cell_fails_on_extra_changes_or_missing_mail(site: Site, kind: type[World]) -> None:
    def make_world(*arguments: Any) -> World:
        made = site.make_world(*arguments)
        return kind(site, made.id, made.persona, made.login_url, made.accounts, made.edition)

    fault = result_of(LEAVES, cast("Site", SimpleNamespace(make_world=make_world)), CATALOG, HttpReader).fault
    assert str(fault).startswith(WRONG[kind])


@pytest.mark.parametrize("besides", ["nothing", "admin", "team"])
def test_out_of_the_team_fails_on_other_changes(make_world: MakeWorld, besides: str) -> None:
    world = make_world(nothing_asked(), "manager", circumstances=("several-teams",))
    reader, boss, other = (log_in(world, name) for name in ("manager", "client", "client-2"))
    close(reader, "membership", "team-1")
    if besides == "admin":
        manage(boss, membership_of(world, "admin", "team-1"), "remove")
    if besides == "team":
        close(other, "company", "team-2")
    state: State = world.state()
    last = cast("Reader", SimpleNamespace(world=world))
    faults = faults_of_end(Evidence(state, CATALOG, last, "out of the team", []))
    name = state["teams"]["team-2"]["name"]
    expected = {"nothing": [], "admin": ["the place of admin is removed"], "team": [f"the team {name} is closed"]}
    assert faults == expected[besides]
