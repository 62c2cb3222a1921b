"""Persona + what it still owes -> plausible rows. Same request and seed, same rows, but for the world's mail domain."""

import secrets
from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from mocksite.catalog import CIRCUMSTANCES, COUNTERPART, PERSONAS, SUPPORT_AGENT
from mocksite.errors import WorldError
from mocksite.furnish import START, Furnisher
from mocksite.models import Account, World
from mocksite.obligations import OBLIGATIONS
from mocksite.schema import Edition

# How a world is made to have an obligation.
OWE: dict[str, Callable[[Furnisher, Account, Account], object]] = {
    "active-contract": Furnisher.fixed,
    "hourly-contract": Furnisher.hourly,
    "open-proposal": Furnisher.proposal,
    "pending-payment": Furnisher.pending,
    "balance": Furnisher.balance,
    "withdrawal-under-way": Furnisher.under_way,
    "pending-refund": Furnisher.refund,
    "dispute": Furnisher.dispute,
}


def check(persona: str, having: Sequence[str], circumstances: Sequence[str]) -> None:
    """Raise WorldError when a world of this persona cannot have these obligations and circumstances."""
    if persona not in PERSONAS:
        raise WorldError("persona", f"{persona!r} is not known; write one of {', '.join(PERSONAS)}")
    possible = [name for name, obligation in OBLIGATIONS.items() if persona in obligation.who]
    for name in having:
        if name not in OBLIGATIONS:
            raise WorldError("having", f"{name!r} is not known; write any of {', '.join(possible)}")
        if name not in possible:
            raise WorldError("having", f"a {persona} cannot have {name!r}; write any of {', '.join(possible)}")
    for name in circumstances:
        if name not in CIRCUMSTANCES:
            raise WorldError("circumstances", f"{name!r} is not known; write any of {', '.join(CIRCUMSTANCES)}")


def make_world(
    db: Session, edition: Edition, persona: str, having: Sequence[str], circumstances: Sequence[str], seed: int
) -> tuple[World, list[Account]]:
    """Add a world and its accounts, the persona's own first.

    An obligation named twice is had twice. Raises WorldError when the persona cannot have what is asked.
    """
    check(persona, having, circumstances)
    world = World(
        id=secrets.token_hex(6),
        edition=edition.model_dump(mode="json", by_alias=True),
        now=START,
    )
    db.add(world)
    db.flush()
    furnisher = Furnisher(db, world, seed)
    mine = furnisher.account(persona, circumstances)
    other = furnisher.account(COUNTERPART[persona])
    agent = furnisher.account(SUPPORT_AGENT)
    furnisher.history(mine, other)
    for name in having:
        OWE[name](furnisher, mine, other)
    db.flush()
    return world, [mine, other, agent]
