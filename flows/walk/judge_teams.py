"""How a procedure about a team can end: refused, the team closed, or the reader out of it, and nobody else."""

from collections.abc import Mapping
from typing import Any

from flows.walk.evidence import Outcome, not_said, wrong_status


def owner_only(outcome: Outcome) -> list[str]:
    wrong = [*wrong_status(outcome, "open"), *not_said(outcome, "owner only"), *teams_closed(outcome)]
    return [*wrong, *still_in(outcome)]


def teams_closed(outcome: Outcome) -> list[str]:
    return [
        f"the team {team['name']} is closed" for team in outcome.state["teams"].values() if team["status"] != "open"
    ]


def ask_an_admin(outcome: Outcome) -> list[str]:
    return [*wrong_status(outcome, "open"), *not_said(outcome, "ask an admin"), *still_in(outcome)]


def still_in(outcome: Outcome) -> list[str]:
    ended = [row for row in _places(outcome) if row["status"] in ENDED]
    return [f"the reader's place in {outcome.state['teams'][row['team']]['name']} is {row['status']}" for row in ended]


def _places(outcome: Outcome) -> list[Mapping[str, Any]]:
    """The reader's places in teams, also those that have ended."""
    return [row for row in outcome.state["memberships"].values() if row["account"] == outcome.last.world.persona]


def team_closed(outcome: Outcome) -> list[str]:
    """A team of the reader's own is closed, and nothing else is."""
    owned = [row["team"] for row in _places(outcome) if row["role"] == "owner"]
    closed = [key for key, team in outcome.state["teams"].items() if team["status"] != "open"]
    wrong = wrong_status(outcome, "open")
    if not closed:
        wrong.append("no team is closed")
    return [*wrong, *(f"{key} is closed, which is somebody else's" for key in closed if key not in owned)]


def out_of_the_team(outcome: Outcome) -> list[str]:
    """The reader is in a team less; no team is closed, and everybody else is where they were."""
    gone = any(row["status"] in ("left", "removed") for row in _places(outcome))
    wrong = [*wrong_status(outcome, "open"), *([] if gone else ["the reader is in every team still"])]
    return [*wrong, *teams_closed(outcome), *_others_gone(outcome.state, outcome.last.world.persona)]


def _others_gone(state: Mapping[str, Any], persona: str) -> list[str]:
    others = [row for row in state["memberships"].values() if row["account"] != persona]
    return [f"the place of {row['account']} is {row['status']}" for row in others if row["status"] in ENDED]


ENDED = ("left", "removed", "closed")  # what a place in a team is once somebody is not in it any more
