"""The edition with every kind of account and team that the tests have of their own, and what can be otherwise in it."""

import tomllib
from pathlib import Path
from typing import Any

NUMBERS = {"account": 0, "company": 1, "agency": 2, "membership": 3}  # of its closings, where nothing is asked
GONE = "This account is closed."
FILE = Path(__file__).with_suffix(".toml")
ENDED = {
    "account": ["active-contract", "hourly-contract", "open-proposal"],
    "company": ["active-contract", "hourly-contract"],
    "agency": ["active-contract", "hourly-contract", "open-proposal"],
}


def as_guided() -> dict[str, Any]:
    """The site as its guide describes it: whatever is owed comes first."""
    return tomllib.loads(FILE.read_text("utf-8"))


def nothing_blocks() -> dict[str, Any]:
    """Everything can be closed whatever is owed, and what is owed outlives it."""
    edition = as_guided() | {"withdrawal_takes": "P3D"}
    for closing in edition["closing"]:
        closing["block"] = []
    return edition


def nothing_outlives() -> dict[str, Any]:
    """Everything can be closed, and then work is cancelled, a balance lost, and the history of an account deleted."""
    edition = nothing_blocks()
    for closing in edition["closing"]:
        if closing["of"] in ENDED:
            closing["after"] |= {"lost": ["balance"], "cancelled": ENDED[closing["of"]]}
    return edition | {"retention": {"work-history": "deleted"}}


def nothing_asked(**changes: dict[str, Any]) -> dict[str, Any]:
    """Everything can be closed at a press, in one place but for places in teams.

    What is given for a subject changes its closing.
    """
    edition = nothing_blocks()
    edition["closing"] = [closing for closing in edition["closing"] if not closing.get("when")]
    for closing in edition["closing"]:
        for part in (closing["after"], closing["after"].get("with_account", {})):
            part.pop("text", None)
        for stage in closing["stages"]:
            stage["asks"] = []
        at = closing["at"] if closing["of"] == "membership" else "contact-info"
        closing |= {"at": at, "reasons": [], "violations": [], **changes.get(closing["of"], {})}
    return edition
