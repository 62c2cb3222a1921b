"""Who may invite, change and remove whom: each role against each, in companies and agencies alike. Claims D12, D24."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from flows.site.client import World
from mocksite.catalog.personas import with_article
from tests.support.aftermath import NOW, mailed, said
from tests.support.browserless import Browserless
from tests.support.teams_edition import nothing_asked
from tests.support.teamwork import (
    KINDS,
    MEMBERS,
    OWNERS,
    ROLES,
    act,
    bring_in,
    changed_since,
    place,
    refused,
    team_of,
    who,
)

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
BELOW = {"owner": ("admin", "manager", "member"), "admin": ("manager", "member"), "manager": ("member",), "member": ()}
# Whoever owns another team and is brought into this one.
NEWCOMER = {"company": "client-2", "agency": "agency-owner-2"}
# An agency is as a company to each role: every run sees one of them there, ``make thorough`` all.
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
    """Somebody of one role who acts for a team, and the place in it of somebody else of another role."""

    world: World
    reader: Browserless
    role: str
    other: str
    key: str

    @property
    def row(self) -> dict[str, Any]:
        found: dict[str, Any] = self.world.state()["memberships"][self.key]
        return found

    @property
    def name(self) -> str:
        return self.world.accounts[self.row["account"]].name

    @property
    def why_not(self) -> str:
        """What somebody is told who may not do anything to that place."""
        if self.role == self.other == "owner":
            return "You cannot do that to yourself."
        return f"Only somebody with a higher role than {self.name} can do that."


@pytest.fixture(params=CELLS)
def cell(request: pytest.FixtureRequest, make_world: MakeWorld, log_in: LogIn) -> Cell:
    kind, role, other = request.param
    world = make_world(edition=nothing_asked(), persona="admin", circumstances=(*KINDS[kind], "several-teams"))
    owner = world.accounts[OWNERS[kind]]
    if other == "owner":
        key = place(world, owner.key, team_of(world, owner.key))
    else:
        newcomer = log_in(world.accounts[NEWCOMER[kind]])
        key = bring_in(world, log_in(owner), newcomer, NEWCOMER[kind], other)
    reader = log_in(world.accounts[who(kind, role)])
    return Cell(world, reader, role, other, key)


def test_removing(cell: Cell) -> None:
    before, mail = cell.world.state(), len(cell.world.mail())
    answer = act(cell.reader, cell.key, "remove")
    if cell.other not in BELOW[cell.role]:
        assert refused(answer) == (403, MEMBERS, cell.why_not)
        assert cell.world.state() == before
        return
    assert (answer.status_code, said(answer)) == (200, f"{cell.name} has been removed.")
    row = f"/memberships/{cell.key}"
    assert changed_since(cell.world, before) == {f"{row}/status": "removed", f"{row}/ended_at": NOW}
    assert [to for to, *_ in mailed(cell.world, mail)] == [cell.row["account"]]


def test_changing_a_role(cell: Cell) -> None:
    for new in ROLES:
        check_change(cell, new)


def check_change(cell: Cell, new: str) -> None:
    """A role is given that is below one's own, to somebody below oneself; else nothing is changed."""
    before, mail, role = cell.world.state(), len(cell.world.mail()), cell.row["role"]
    answer = act(cell.reader, cell.key, "role", role=new)
    if cell.other not in BELOW[cell.role]:
        assert refused(answer) == (403, MEMBERS, cell.why_not)
        assert cell.world.state() == before
    elif new not in BELOW[cell.role]:
        assert refused(answer) == (422, MEMBERS, "Choose a role below your own.")
        assert cell.world.state() == before
    else:
        team = before["teams"][cell.row["team"]]["name"]
        assert (answer.status_code, said(answer)) == (200, f"{cell.name} is now {with_article(new)}.")
        assert changed_since(cell.world, before) == ({} if new == role else {f"/memberships/{cell.key}/role": new})
        assert [mail[:2] for mail in mailed(cell.world, mail)] == [(cell.row["account"], f"Your role in {team}")]
