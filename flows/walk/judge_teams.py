"""The ends of procedures about a team: a refusal, the team closed, or the reader out of it and nobody else."""

from collections.abc import Mapping
from typing import Any

from flows.walk.evidence import Evidence, check_status, check_words

ENDED = ("left", "removed", "closed")  # the statuses of a membership that is over


def owner_only(evidence: Evidence) -> list[str]:
    faults = [*check_status(evidence, "open"), *check_words(evidence, "owner only")]
    return [*faults, *check_no_team_closed(evidence), *check_still_in(evidence)]


def ask_an_admin(evidence: Evidence) -> list[str]:
    return [*check_status(evidence, "open"), *check_words(evidence, "ask an admin"), *check_still_in(evidence)]


def team_closed(evidence: Evidence) -> list[str]:
    """A team of the reader's own is closed, and nothing else is."""
    owned = [row["team"] for row in _memberships(evidence) if row["role"] == "owner"]
    closed = [key for key, team in evidence.state["teams"].items() if team["status"] != "open"]
    faults = [*check_status(evidence, "open"), *([] if closed else ["no team is closed"])]
    return [*faults, *(f"{key} is closed, and the reader does not own it" for key in closed if key not in owned)]


def out_of_the_team(evidence: Evidence) -> list[str]:
    """The reader is out of a team; no team is closed, and everybody else is still in theirs."""
    out = any(row["status"] in ("left", "removed") for row in _memberships(evidence))
    faults = [*check_status(evidence, "open"), *([] if out else ["the reader is still in every team"])]
    others = [row for row in evidence.state["memberships"].values() if row["account"] != evidence.last.world.persona]
    ended = [f"the place of {row['account']} is {row['status']}" for row in others if row["status"] in ENDED]
    return [*faults, *check_no_team_closed(evidence), *ended]


def check_no_team_closed(evidence: Evidence) -> list[str]:
    closed = [team["name"] for team in evidence.state["teams"].values() if team["status"] != "open"]
    return [f"the team {name} is closed" for name in closed]


def check_still_in(evidence: Evidence) -> list[str]:
    """The reader is still in every team."""
    teams, ended = evidence.state["teams"], [row for row in _memberships(evidence) if row["status"] in ENDED]
    return [f"the reader's place in {teams[row['team']]['name']} is {row['status']}" for row in ended]


def _memberships(evidence: Evidence) -> list[Mapping[str, Any]]:
    """The reader's memberships, also those that have ended."""
    return [row for row in evidence.state["memberships"].values() if row["account"] == evidence.last.world.persona]
