"""Random walks of all accounts at once: the stored state stays consistent."""

from typing import Any

import pytest

from tests.support.invariants import checks_of
from tests.support.random_walk import walk
from tests.support.teams_edition import as_guided, nothing_blocks, nothing_outlives
from tests.support.types import MakeWorld

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
# What blocks their closings, and what outlives them.
EDITIONS = {"as guided": as_guided, "nothing blocks": nothing_blocks, "nothing outlives": nothing_outlives}
WALKS = [
    ("freelancer", "nothing outlives", 1),
    ("client with a team", "as guided", 3),
    ("agency with members", "nothing blocks", 6),
    ("admin of three teams", "as guided", 7),
    ("manager and freelancer", "nothing outlives", 8),
]
# Similar to the others: a freelancer, a client with a team, an account that is both.
ALIKE = [
    ("freelancer under review", "nothing blocks", 2),
    ("client with a team", "nothing blocks", 4),
    ("client and freelancer", "nothing outlives", 5),
]


@pytest.mark.parametrize(
    ("kind", "variant", "seed"), [*WALKS, *(pytest.param(*walk_, marks=pytest.mark.thorough) for walk_ in ALIKE)]
)
def test_random_walks_keep_the_state_consistent(make_world: MakeWorld, kind: str, variant: str, seed: int) -> None:
    world = make_world(**WORLDS[kind], edition=EDITIONS[variant](), seed=seed)
    walk(world, f"{seed} {kind}, {variant}", checks_of(world.state()), length=200)
