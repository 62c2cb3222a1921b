"""The tests' edition with every kind of account and team, and variants of it."""

import tomllib
from pathlib import Path

from tests.support.types import EditionData

NUMBERS = {"account": 0, "company": 1, "agency": 2, "membership": 3}  # of the closings of nothing_asked()
GONE = "This account is closed."
FILE = Path(__file__).with_suffix(".toml")
ENDED = {
    "account": ["active-contract", "hourly-contract", "open-proposal"],
    "company": ["active-contract", "hourly-contract"],
    "agency": ["active-contract", "hourly-contract", "open-proposal"],
}


def as_guided() -> EditionData:
    """The edition as its guide describes it: every obligation blocks a closing."""
    return tomllib.loads(FILE.read_text("utf-8"))


def nothing_blocks() -> EditionData:
    """Nothing blocks a closing; every obligation outlives it."""
    edition = as_guided() | {"withdrawal_takes": "P3D"}
    for closing in edition["closing"]:
        closing["block"] = []
    return edition


def nothing_outlives() -> EditionData:
    """A closing cancels work, loses the balance and deletes the work history."""
    edition = nothing_blocks()
    for closing in edition["closing"]:
        if closing["of"] in ENDED:
            closing["after"] |= {"lost": ["balance"], "cancelled": ENDED[closing["of"]]}
    return edition | {"retention": {"work-history": "deleted"}}


def nothing_asked(**changes: EditionData) -> EditionData:
    """Every closing takes one button, under Contact Info; memberships end where the teams are listed.

    ``changes`` changes the closings by what they close.
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
