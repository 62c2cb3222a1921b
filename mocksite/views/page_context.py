"""What the layout around every page needs: the account menu, the areas in the header, and the reader's capacities."""

from typing import Any

from flask import g

from mocksite.catalog.navigation import SUPPORT, TARGETS, areas_of
from mocksite.db import database
from mocksite.db.models import Account
from mocksite.queries.capacities import capacities_of
from mocksite.views.current_account import edition_of

ALWAYS_REACHABLE = ("settings", "support")  # menu targets that every account has


def page_context() -> dict[str, Any]:
    """The variables that every template has."""
    account: Account | None = g.get("account")
    context: dict[str, Any] = {"account": account, "complaints": g.get("complaints", {}), "support": SUPPORT}
    if account is None:
        return context
    areas = areas_of(g.capacity.who)
    return {
        **context,
        "edition": edition_of(account),
        "areas": areas,
        "targets": TARGETS,
        "reachable": {name for name, page in TARGETS.items() if page in areas.values() or name in ALWAYS_REACHABLE},
        "capacity": g.capacity,
        "capacities": capacities_of(database.session(), account),
    }
