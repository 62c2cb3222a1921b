"""Everybody of a world at once, at random: whatever they do, nothing fails, and what is stored makes sense."""

from collections.abc import Callable
from typing import Any

import pytest

from flows.site.client import World
from tests.support.consistency import checks_of
from tests.support.teams_edition import as_guided, nothing_blocks, nothing_outlives
from tests.support.walking import walk

MakeWorld = Callable[..., World]
GIVING = ("team-member", "team-member", "open-job", "active-contract", "hourly-contract", "unpaid-invoice")
OFFERING = ("hourly-contract", "open-proposal", "balance", "pending-payment")
WORLDS: dict[str, dict[str, Any]] = {
    "freelancer": {"persona": "freelancer", "having": (*OFFERING, "pending-refund", "dispute", "active-contract")},
    "freelancer under review": {"persona": "freelancer", "having": OFFERING[:1], "circumstances": ("support-review",)},
    "client with a team": {"persona": "client", "having": (*GIVING, "open-billing-cycle", "dispute")},
    "client and freelancer": {"persona": "client", "having": (*GIVING, "balance"), "circumstances": ("dual",)},
    "agency with members": {"persona": "agency-owner", "having": ("team-member", "team-member", *OFFERING)},
    "admin of three teams": {"persona": "admin", "circumstances": ("several-teams",)},
    "manager and freelancer": {"persona": "manager", "circumstances": ("in-agency", "dual"), "having": OFFERING},
}
# How what its people owe stands in the way of what they close.
EDITIONS = {"as guided": as_guided, "nothing blocks": nothing_blocks, "nothing outlives": nothing_outlives}
WALKS = [
    ("freelancer", "nothing outlives", 1),
    ("client with a team", "as guided", 3),
    ("agency with members", "nothing blocks", 6),
    ("admin of three teams", "as guided", 7),
    ("manager and freelancer", "nothing outlives", 8),
]
# Much like another: a freelancer, a client with a team, somebody who is both.
ALIKE = [
    ("freelancer under review", "nothing blocks", 2),
    ("client with a team", "nothing blocks", 4),
    ("client and freelancer", "nothing outlives", 5),
]


@pytest.mark.parametrize(
    ("kind", "variant", "seed"), [*WALKS, *(pytest.param(*each, marks=pytest.mark.thorough) for each in ALIKE)]
)
def test_whatever_everybody_does_at_once_what_is_stored_makes_sense(
    make_world: MakeWorld, kind: str, variant: str, seed: int
) -> None:
    world = make_world(**WORLDS[kind], edition=EDITIONS[variant](), seed=seed)
    walk(world, f"{seed} {kind}, {variant}", checks_of(world.state()), length=200)
