"""Who may invite, change and remove whom, in every team. Claims D12, D24."""

from dataclasses import dataclass

import pytest

from flows.site.client import World
from mocksite.catalog.personas import with_article
from tests.support.changes import NOW, changed_since
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.teams import (
    BELOW,
    KINDS,
    MEMBERS,
    OWNERS,
    ROLES,
    account_of,
    bring_in,
    manage,
    membership_of,
    refusal,
    team_of,
)
from tests.support.teams_edition import nothing_asked
from tests.support.types import MakeWorld, Row

# The owner of another team, who is brought into this one.
NEWCOMER = {"company": "client-2", "agency": "agency-owner-2"}
# Roles are the same in agencies and companies: every run checks one role in agencies, ``make thorough`` all.
CELLS = [
    pytest.param(
        (kind, role, other),
        id=f"{role} of {kind} and {other}",
        marks=[pytest.mark.thorough] if kind == "agency" and role != "admin" else [],
    )
    for kind in KINDS
    for role in ROLES
    for other in ROLES
]


@dataclass(frozen=True)
class Cell:
    """An account with one role in a team, and the membership of another account."""

    world: World
    reader: HttpClient
    role: str
    other: str
    key: str

    @property
    def row(self) -> Row:
        row: Row = self.world.state()["memberships"][self.key]
        return row

    @property
    def name(self) -> str:
        return self.world.accounts[self.row["account"]].name

    @property
    def why_not(self) -> str:
        if self.role == self.other == "owner":
            return "You cannot do that to yourself."
        return f"Only somebody with a higher role than {self.name} can do that."


@pytest.fixture(params=CELLS)
def cell(request: pytest.FixtureRequest, make_world: MakeWorld) -> Cell:
    kind, role, other = request.param
    world = make_world(nothing_asked(), "admin", circumstances=(*KINDS[kind], "several-teams"))
    owner, newcomer = OWNERS[kind], NEWCOMER[kind]
    if other == "owner":
        key = membership_of(world, owner, team_of(world, owner))
    else:
        key = bring_in(world, log_in(world, owner), log_in(world, newcomer), newcomer, other)
    return Cell(world, log_in(world, account_of(kind, role)), role, other, key)


def test_each_role_removes_only_lower_ones(cell: Cell) -> None:
    before, mail = cell.world.state(), len(cell.world.mail())
    answer = manage(cell.reader, cell.key, "remove")
    if cell.other not in BELOW[cell.role]:
        assert refusal(answer) == (403, MEMBERS, cell.why_not)
        assert cell.world.state() == before
        return
    assert answer.outcome == (200, f"{cell.name} has been removed.")
    row = f"/memberships/{cell.key}"
    assert changed_since(cell.world, before) == {f"{row}/status": "removed", f"{row}/ended_at": NOW}
    assert [to for to, *_ in mailed(cell.world, mail)] == [cell.row["account"]]


def test_each_role_changes_only_lower_ones(cell: Cell) -> None:
    for new in ROLES:
        check_change(cell, new)


def check_change(cell: Cell, new: str) -> None:
    """Check that only a role below one's own is given, to somebody below oneself."""
    before, mail, role = cell.world.state(), len(cell.world.mail()), cell.row["role"]
    answer = manage(cell.reader, cell.key, "role", role=new)
    if cell.other not in BELOW[cell.role]:
        assert refusal(answer) == (403, MEMBERS, cell.why_not)
        assert cell.world.state() == before
    elif new not in BELOW[cell.role]:
        assert refusal(answer) == (422, MEMBERS, "Choose a role below your own.")
        assert cell.world.state() == before
    else:
        team = before["teams"][cell.row["team"]]["name"]
        assert answer.outcome == (200, f"{cell.name} is now {with_article(new)}.")
        assert changed_since(cell.world, before) == ({} if new == role else {f"/memberships/{cell.key}/role": new})
        assert [mail[:2] for mail in mailed(cell.world, mail)] == [(cell.row["account"], f"Your role in {team}")]
