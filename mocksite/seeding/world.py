"""Persona + what it still owes -> plausible rows. Same request and seed, same rows, but for the world's mail domain."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from mocksite.catalog.circumstances import CIRCUMSTANCES, OF_FREELANCERS, OF_TEAMS
from mocksite.catalog.obligations import OBLIGATIONS
from mocksite.catalog.personas import OFFERING, OWNERS, PERSONAS, SUPPORT_AGENT, capacities, with_article
from mocksite.catalog.team_roles import ASSIGNABLE_ROLES
from mocksite.catalog.world_clock import START
from mocksite.db.models import Account, World
from mocksite.editions.schema import Edition
from mocksite.errors import WorldError
from mocksite.rules import plans
from mocksite.seeding import Furnisher, Party

SUSPENDED_FOR = "Two clients told us that they were asked to pay outside Worklane."
IDLE = timedelta(days=280)  # how much longer ago the last work of somebody dormant is


def check(persona: str, having: Sequence[str], circumstances: Sequence[str]) -> None:
    """Raise WorldError when a world of this persona cannot have these obligations and circumstances."""
    if persona not in PERSONAS:
        raise WorldError("persona", f"{persona!r} is not known; write one of {', '.join(PERSONAS)}")
    for name in circumstances:
        if name not in CIRCUMSTANCES:
            raise WorldError("circumstances", f"{name!r} is not known; write any of {', '.join(CIRCUMSTANCES)}")
        if name in OF_TEAMS and persona not in ASSIGNABLE_ROLES:
            raise WorldError("circumstances", f"{with_article(persona)} cannot be in {name!r}; remove it")
        if name in OF_FREELANCERS and persona not in OFFERING:
            raise WorldError("circumstances", f"{with_article(persona)} cannot be in {name!r}; remove it")
    own = set(capacities(persona, dual="dual" in circumstances))
    possible = [name for name, obligation in OBLIGATIONS.items() if own & set(obligation.who)]
    choice = f"write any of {', '.join(possible)}" if possible else "leave it empty"
    for name in having:
        if name not in OBLIGATIONS:
            raise WorldError("having", f"{name!r} is not known; {choice}")
        if name not in possible:
            raise WorldError("having", f"{with_article(persona)} cannot have {name!r}; {choice}")


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
    parties = _parties(furnisher, mine, dual="dual" in circumstances)
    agent = furnisher.account(SUPPORT_AGENT)
    if "suspended" in circumstances:
        mine.status, mine.suspended_for = "suspended", SUSPENDED_FOR
    if "plus" in circumstances:
        mine.plan = "plus"
    furnisher.idle = IDLE if "dormant" in circumstances else timedelta(0)
    for party, other in parties.values():
        furnisher.history(party, other)
        furnisher.profile(party, other)
    if persona in ASSIGNABLE_ROLES:
        _teams_of_others(furnisher, mine, circumstances)
    for name in having:
        whose = next(known for known in (persona, *parties) if known in OBLIGATIONS[name].who)
        furnisher.owe(name, *parties[whose])
    for account in furnisher.accounts:
        if edition.plans and account.freelancer:
            account.connects = plans.monthly_connects(edition.plans, account.plan)
    world.numbers = dict(furnisher.rows)
    db.flush()
    others = [account for account in furnisher.accounts if account not in (mine, agent)]
    return world, [mine, *others, agent]


def _parties(furnisher: Furnisher, mine: Account, *, dual: bool) -> dict[str, tuple[Party, Party]]:
    """What somebody is on their own account, by persona, each with who is on the other side; what they joined as first.

    All the work that they offer is for one client, and all that they give is for one freelancer.
    """
    own = [name for name in capacities(mine.persona, dual=dual) if name not in ASSIGNABLE_ROLES]
    mine.freelancer = "freelancer" in own
    made: dict[bool, Party] = {}
    parties = {}
    for persona in own:
        hires = persona == "client"
        if hires not in made:
            made[hires] = furnisher.party("freelancer" if hires else "client")
        parties[persona] = furnisher.as_(persona, mine), made[hires]
    return parties


def _teams_of_others(furnisher: Furnisher, mine: Account, circumstances: Sequence[str]) -> None:
    """The teams that somebody is in: in the first, everybody else there can be; in the others, only their owners."""
    first = furnisher.party(OWNERS["agency" if "in-agency" in circumstances else "company"])
    furnisher.join(first, mine, mine.persona)
    for role in ASSIGNABLE_ROLES:
        if role != mine.persona:
            furnisher.join(first, furnisher.account(role), role)
    for kind in OWNERS if "several-teams" in circumstances else ():
        furnisher.join(furnisher.party(OWNERS[kind]), mine, mine.persona)
