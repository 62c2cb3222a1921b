"""Requests that the site must always refuse: about rows, teams and roles of others."""

from collections.abc import Callable
from random import Random

from tests.support.types import State

UNKNOWN = (400, 404)  # 400 after a log-out in another tab
REFUSED = (*UNKNOWN, 403, 409, 422)
# The method, the path and the fields; None if the world has nothing to request.
Request = tuple[str, str, dict[str, str]] | None


def _me(state: State, email: str) -> str:
    return next((key for key, row in state["accounts"].items() if row["email"] == email), "")


def _one(random: Random, keys: list[str]) -> str | None:
    return random.choice(keys) if keys else None


def _others_contract(state: State, email: str, random: Random) -> Request:
    me = _me(state, email)
    rows = state["contracts"].items()
    key = _one(random, [key for key, row in rows if me not in (row["freelancer"], row["client"])])
    return ("POST", f"/my-jobs/{key}/{random.choice(('end', 'complete'))}", {}) if key else None


def _others_invitation(state: State, email: str, random: Random) -> Request:
    me = _me(state, email)
    key = _one(random, [key for key, row in state["memberships"].items() if row["account"] != me])
    return ("POST", f"/invitations/{key}/accept", {}) if key else None


def _foreign_memberships(state: State, email: str) -> list[str]:
    """The memberships of teams that an account was never in or invited to."""
    me, rows = _me(state, email), state["memberships"]
    own = {row["team"] for row in rows.values() if row["account"] == me}
    return [key for key, row in rows.items() if row["team"] not in own]


def _other_team(state: State, email: str, random: Random) -> Request:
    act = random.choice(("remove", "role", "withdraw"))
    key = _one(
        random, [key for key in _foreign_memberships(state, email) if state["memberships"][key]["status"] != "invited"]
    )
    return ("POST", f"/members/{key}/{act}", {"role": "member"}) if key else None


def _close_other_team(state: State, email: str, random: Random) -> Request:
    teams = sorted({state["memberships"][key]["team"] for key in _foreign_memberships(state, email)})
    team = _one(random, teams)
    return ("GET", f"/closing/start/{random.choice((2, 3, 4))}/{team}", {}) if team else None


def _another_owner(state: State, email: str, random: Random) -> Request:
    return "POST", "/members", {"email": email, "role": "owner"}


def _another_admin(state: State, email: str, random: Random) -> Request:
    """A change that only owners may make: a new admin."""
    me, rows = _me(state, email), state["memberships"].values()
    owns = any((row["account"], row["role"]) == (me, "owner") for row in rows)
    other = random.choice([row["email"] for row in state["accounts"].values()])
    return None if owns else ("POST", "/members", {"email": other, "role": "admin"})


def _make_owner(state: State, email: str, random: Random) -> Request:
    return "POST", f"/members/{random.choice(list(state['memberships']))}/role", {"role": "owner"}


def _remove_owner(state: State, email: str, random: Random) -> Request:
    owners = [key for key, row in state["memberships"].items() if row["role"] == "owner"]
    return "POST", f"/members/{random.choice(owners)}/remove", {}


def _others_invoice(state: State, email: str, random: Random) -> Request:
    me = _me(state, email)
    in_teams = any(row["account"] == me for row in state["memberships"].values())
    key = None if in_teams else _one(random, list(state["invoices"]))
    return ("POST", f"/billing/{key}/pay", {}) if key else None


# What makes each request, and the statuses that refuse it.
FORBIDDEN: dict[str, tuple[Callable[[State, str, Random], Request], tuple[int, ...]]] = {
    "somebody else's contract": (_others_contract, UNKNOWN),
    "somebody else's invitation": (_others_invitation, UNKNOWN),
    "somebody else's invoice": (_others_invoice, UNKNOWN),
    "another team's member": (_other_team, UNKNOWN),
    "the closing of another team": (_close_other_team, UNKNOWN),
    "a second owner": (_another_owner, REFUSED),
    "an admin, without being an owner": (_another_admin, REFUSED),
    "the role of an owner": (_make_owner, REFUSED),
    "the removal of an owner": (_remove_owner, REFUSED),
}
