"""Makes a world from a persona and what it owes."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from mocksite.catalog.obligations import OBLIGATIONS
from mocksite.catalog.personas import OFFERING, OWNERS, PERSONAS, SUPPORT_AGENT, capacities, with_article
from mocksite.catalog.team_roles import ASSIGNABLE_ROLES
from mocksite.catalog.worlds import CIRCUMSTANCES, OF_FREELANCERS, OF_TEAMS, START
from mocksite.db.models import Account, InWorld, World
from mocksite.editions.schema import Edition
from mocksite.errors import WorldError
from mocksite.rules import plans
from mocksite.seeding.obligation_rows import ObligationSeeder
from mocksite.seeding.people import Party

SUSPENDED_FOR = "Two clients told us that they were asked to pay outside Worklane."
IDLE = timedelta(days=280)  # since the last work of a dormant account


def check(persona: str, having: Sequence[str], circumstances: Sequence[str]) -> None:
    """Raise WorldError if the persona cannot have these obligations and circumstances."""
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
    edition: Edition, persona: str, having: Sequence[str], circumstances: Sequence[str], seed: int
) -> tuple[World, Mapping[type[InWorld], Sequence[Any]]]:
    """A new world, and its rows by their table, for ``database.store``. Raises WorldError.

    An obligation named twice is owed twice. The same seed gives the same rows, except for the mail domain.
    """
    check(persona, having, circumstances)
    world = World(
        id=secrets.token_hex(6),
        edition=edition.model_dump(mode="json", by_alias=True),
        now=START,
    )
    seeder = ObligationSeeder(world, seed)
    mine = seeder.account(persona, circumstances)
    parties = _parties(seeder, mine, dual="dual" in circumstances)
    seeder.account(SUPPORT_AGENT)
    if "suspended" in circumstances:
        mine.status, mine.suspended_for = "suspended", SUSPENDED_FOR
    if "plus" in circumstances:
        mine.plan = "plus"
    seeder.idle = IDLE if "dormant" in circumstances else timedelta(0)
    for party, other in parties.values():
        seeder.history(party, other)
        seeder.profile(party, other)
    if persona in ASSIGNABLE_ROLES:
        _teams_of_others(seeder, mine, circumstances)
    for name in having:
        whose = next(owner for owner in (persona, *parties) if owner in OBLIGATIONS[name].who)
        seeder.add_obligation(name, *parties[whose])
    for account in seeder.accounts:
        if edition.plans and account.freelancer:
            account.connects = plans.monthly_connects(edition.plans, account.plan)
    world.numbers = {table.noun(): len(rows) for table, rows in seeder.rows.items() if table is not Account}
    return world, seeder.rows


def _parties(seeder: ObligationSeeder, mine: Account, *, dual: bool) -> dict[str, tuple[Party, Party]]:
    """Somebody's own capacities by persona, each with the other party: one client and one freelancer in all."""
    own = [name for name in capacities(mine.persona, dual=dual) if name not in ASSIGNABLE_ROLES]
    mine.freelancer = "freelancer" in own
    counterparts: dict[bool, Party] = {}
    parties = {}
    for persona in own:
        hires = persona == "client"
        if hires not in counterparts:
            counterparts[hires] = seeder.new_party("freelancer" if hires else "client")
        parties[persona] = seeder.party(persona, mine), counterparts[hires]
    return parties


def _teams_of_others(seeder: ObligationSeeder, mine: Account, circumstances: Sequence[str]) -> None:
    """Add the teams that somebody is in: the first with every role, others with only their owner."""
    first = seeder.new_party(OWNERS["agency" if "in-agency" in circumstances else "company"])
    seeder.join(first, mine, mine.persona)
    for role in ASSIGNABLE_ROLES:
        if role != mine.persona:
            seeder.join(first, seeder.account(role), role)
    for kind in OWNERS if "several-teams" in circumstances else ():
        seeder.join(seeder.new_party(OWNERS[kind]), mine, mine.persona)
