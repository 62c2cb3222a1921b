"""Lists of what is unsettled, some of which a world can be without (ADR 19)."""

from collections.abc import Iterable
from typing import Any

from flask import g

from mocksite.catalog.worlds import LISTED


def listed(rows: Iterable[Any]) -> list[Any]:
    """The rows that the pages of the reader's world list."""
    hidden = [LISTED[name] for name in g.account.world.without if name in LISTED]
    return [row for row in rows if (row.noun(), row.status) not in hidden]
