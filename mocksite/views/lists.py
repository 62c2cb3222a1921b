"""Lists of what is unsettled, some of which a world can be without (ADR 19)."""

from collections.abc import Iterable
from typing import Any

from flask import g

from mocksite.catalog.worlds import LISTED
from mocksite.queries.world_edition import is_without

RULES = {listed: rule for rule, listed in LISTED.items()}


def listed(rows: Iterable[Any]) -> list[Any]:
    """The rows that the pages of the reader's world list."""
    return [row for row in rows if not is_without(g.account.world, RULES.get((row.noun(), row.status)))]
