"""Makes and stores the world of a request."""

from typing import Any

from flask import current_app

from mocksite.catalog import worlds
from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.control import state_snapshot
from mocksite.control.messages import WorldRequest
from mocksite.control.problems import invalid
from mocksite.db import database
from mocksite.db.models import Account, World
from mocksite.editions import loader
from mocksite.editions.recording import recording
from mocksite.editions.schema import Edition
from mocksite.errors import EditionError, WorldError
from mocksite.queries import world_edition
from mocksite.seeding.world import make_world
from mocksite.services import lifetimes


def make(wanted: WorldRequest) -> tuple[World, list[Account]]:
    """A new world, and its accounts, the support agent last. Raises WorldError and Problem, and then stores nothing."""
    db, edition = database.session(), _edition(wanted.edition)
    keys: set[str] = set()
    edition = recording(edition, keys) if wanted.recorded else edition
    lifetimes.delete_expired(db)
    world, rows = make_world(edition, wanted.persona, wanted.having, wanted.circumstances, wanted.seed)
    for name in wanted.without:
        if name not in (*worlds.RULES, *filter(worlds.can_be_without, current_app.view_functions)):
            rules = ", ".join(worlds.RULES)
            raise WorldError("without", f"{name!r} is neither the endpoint of a page or action nor one of {rules}")
    world.without, world.defects = list(wanted.without), []
    world.made_at = lifetimes.now()
    world.expires_at = lifetimes.end_of(wanted.lifetime) if wanted.lifetime else None
    world.seeded = state_snapshot.state_of(world, rows)
    database.store(db, world, rows)
    if wanted.recorded:
        world_edition.record(world, edition, keys)
    else:
        world_edition.keep(world, edition)
    return world, sorted(rows[Account], key=lambda account: account.persona == SUPPORT_AGENT)


def _edition(wanted: str | dict[str, Any]) -> Edition:
    try:
        return loader.load(wanted) if isinstance(wanted, str) else loader.parse(wanted)
    except EditionError as error:
        raise invalid([{"field": "edition", "message": line} for line in str(error).splitlines()]) from None
