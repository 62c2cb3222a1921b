"""An edition in which companies and agencies are closed, teams are left, and an account goes with all there is."""

from copy import deepcopy
from typing import Any

from browserless import Browserless, at

NUMBERS = {"account": 0, "company": 1, "agency": 2, "membership": 3}
GONE = "There is no account here any more."
CLOSINGS: list[dict[str, Any]] = [
    {
        "by": ["freelancer"],
        "of": "account",
        "at": "papers",
        "control": "Close everything",
        "stages": [{"heading": "Close everything?", "button": "Yes, everything", "does": "close"}],
        "after": {
            "heading": "Everything is closed",
            "mail": "Everything of yours is closed",
            "login": GONE,
            "restore": {"by": "support"},
        },
    },
    {
        "by": ["client"],
        "of": "company",
        "at": "papers",
        "control": "Close the company",
        "stages": [{"heading": "Close the company?", "button": "Yes, close it", "does": "close"}],
        "after": {
            "heading": "The company is closed",
            "mail": "A company is closed",
            "login": GONE,
            "restore": {"by": "support"},
            "with_account": {"heading": "The company and the account are closed", "mail": "Both are closed"},
        },
    },
    {
        "by": ["agency-owner"],
        "of": "agency",
        "at": "papers",
        "control": "Close the agency",
        "stages": [{"heading": "Close the agency?", "button": "Yes, close it", "does": "close"}],
        "after": {"heading": "The agency is closed", "mail": "An agency is closed", "login": GONE},
    },
    {
        "by": ["admin", "manager"],
        "of": "membership",
        "at": "teams",
        "control": "Leave",
        "stages": [{"heading": "Leave it?", "button": "Yes, leave", "does": "close"}],
        "after": {
            "heading": "You are out of it",
            "mail": "You are out of a team",
            "login": GONE,
            "with_account": {"heading": "You are out of it, and of the site", "mail": "You are out of the site"},
        },
    },
]


def team_edition(**changes: dict[str, Any]) -> dict[str, Any]:
    """The edition; what is given for a subject changes its closing. Nothing blocks unless that is given."""
    closings = deepcopy(CLOSINGS)
    for of, change in changes.items():
        closings[NUMBERS[of]].update(change)
    return {
        "title": "Teams of the tests",
        "withdrawal_takes": "P2D",
        "menu": {"settings": "Settings", "log-out": "Log out"},
        "sections": [
            {"id": "papers", "label": "Papers", "panels": ["contact", "create-account"]},
            {"id": "teams", "label": "Teams", "panels": ["my-teams"]},
        ],
        "closing": closings,
    }


def begin(reader: Browserless, of: str, team: str | None = None) -> str:
    """Begin the closing of something, of a team if one is given; answers the address of its stages."""
    start = f"/closing/start/{NUMBERS[of]}"
    return at(reader.get(f"{start}/{team}" if team else start)).rpartition("/")[0]
