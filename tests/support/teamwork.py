"""What people of a team do to each other, and what that leaves behind."""

from typing import Any

import requests

from flows.site.client import World
from mocksite.control.state_snapshot import differences
from tests.support.aftermath import said
from tests.support.browserless import Browserless, at, heading
from tests.support.teams_edition import NUMBERS

MEMBERS = "Members & Permissions"
OWNERS = {"company": "client", "agency": "agency-owner"}
KINDS = {"company": (), "agency": ("in-agency",)}
ROLES = ("owner", "admin", "manager", "member")


def changed_since(world: World, before: dict[str, Any]) -> dict[str, Any]:
    """All that differs from an earlier state but the mail: the new value, by its path."""
    found = {change["path"]: change["to"] for change in differences(before, world.state())}
    return {path: value for path, value in found.items() if not path.startswith("/mail/")}


def who(kind: str, role: str) -> str:
    """The account of somebody of that role, in a world of whoever is in a team."""
    return OWNERS[kind] if role == "owner" else role


def team_of(world: World, owner: str) -> str:
    """The team that an account owns."""
    rows = world.state()["memberships"].values()
    return next(str(row["team"]) for row in rows if (row["account"], row["role"]) == (owner, "owner"))


def boss_of(world: World) -> str:
    """The account whose team somebody is in who is in a team, the first of several."""
    rows = world.state()["memberships"].values()
    team = next(row["team"] for row in rows if row["account"] == world.persona and row["role"] != "owner")
    return next(str(row["account"]) for row in rows if (row["team"], row["role"]) == (team, "owner"))


def place(world: World, account: str, team: str) -> str:
    """The newest place of an account in a team."""
    rows = world.state()["memberships"].items()
    return [str(key) for key, row in rows if (row["account"], row["team"]) == (account, team)][-1]


def invite(reader: Browserless, email: str, role: str) -> requests.Response:
    """Invite an address, from the page of the members."""
    reader.get("/members")
    return reader.submit("/members", {"email": email, "role": role})


def act(reader: Browserless, key: str, what: str, **fields: str) -> requests.Response:
    """Do something to a row of the members, from their page: ``role``, ``remove``, ``withdraw``."""
    reader.get("/members")
    return reader.submit(f"/members/{key}/{what}", fields)


def begin(reader: Browserless, of: str, team: str | None = None) -> str:
    """Begin the closing of something, of a team if one is given; answers the address of its stages."""
    start = f"/closing/start/{NUMBERS[of]}"
    return at(reader.get(f"{start}/{team}" if team else start)).rpartition("/")[0]


def switch(reader: Browserless, side: str) -> requests.Response:
    """Act as another side."""
    reader.get("/home")
    return reader.submit("/switch", {"capacity": side})


def answer(reader: Browserless, invitation: str, what: str) -> requests.Response:
    """Answer an invitation on the home page: ``accept``, ``decline``."""
    reader.get("/home")
    return reader.submit(f"/invitations/{invitation}/{what}")


def bring_in(world: World, owner: Browserless, newcomer: Browserless, account: str, role: str) -> str:
    """Somebody is invited by an owner and accepts; answers their place."""
    assert invite(owner, world.accounts[account].email, role).status_code == 200
    invited = world.state()["memberships"]
    key = next(str(key) for key, row in invited.items() if (row["account"], row["status"]) == (account, "invited"))
    assert answer(newcomer, key, "accept").status_code == 200
    return key


def refused(answer: requests.Response) -> tuple[int, str, str]:
    """The status, the page, and what is said on it."""
    return answer.status_code, heading(answer), said(answer)
