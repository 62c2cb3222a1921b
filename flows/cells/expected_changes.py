"""What deciding a cell of the matrix changes in the stored state: what must change, and what may. All else must not."""

from collections.abc import Iterable, Mapping
from typing import Any

from flows.cells.cell import Cell
from flows.site import closing_path
from flows.site.pointer_patterns import fits, holds

Catalog = Mapping[str, Any]
Obligations = Mapping[str, Mapping[str, Any]]
# Told of whoever has fewer obligations now, or of whom the site has written to.
ALWAYS = ["/mail/*", "/accounts/*/owes", "/now"]
SUPPORT = ["/support_requests/*", "/support_messages/*"]
# Whoever is removed from their last team is closed along with it.
REMOVED = ["/accounts/member*/status", "/accounts/member*/closed_at", "/accounts/member*/login_says"]
# What else is stored of an account that is closed, where the edition says so.
ACCOUNT = {"delete_at": "delete_after", "restore_by": "restore", "email_again": "email_again"}


def unexpected(cell: Cell, catalog: Catalog, paths: Iterable[str]) -> list[str]:
    """What has changed and should not have."""
    patterns = [*_changed(cell, catalog, cell.having), *_may(cell, catalog["obligations"])]
    return [path for path in paths if not any(fits(path, pattern) for pattern in patterns)]


def missing(cell: Cell, catalog: Catalog, settled: Iterable[str], paths: Iterable[str]) -> list[str]:
    """What should have changed and has not; of a row that is new, everything has."""
    there, wanted = list(paths), dict.fromkeys(_changed(cell, catalog, settled))
    sure = [pattern for pattern in wanted if not pattern.endswith("?")]
    return [pattern for pattern in sure if not any(fits(path, pattern) or holds(path, pattern) for path in there)]


def _changed(cell: Cell, catalog: Catalog, settled: Iterable[str]) -> list[str]:
    """What settling these, and closing, changes."""
    changed = [pattern for name in settled for pattern in catalog["obligations"][name]["changes"]]
    gone = closing_path.erased(catalog["editions"][cell.edition], cell.closing)
    erased = [pattern for part in sorted(gone) for pattern in catalog["parts"][part]["changes"]]
    return [*changed, *_closed(cell, kept="reasons" not in gone), *erased]


def _closed(cell: Cell, *, kept: bool) -> list[str]:
    closing, after = cell.closing, cell.closing["after"]
    asked = {ask["name"] for stage in closing["stages"] for ask in stage["asks"]}
    told = [f"close_{name}" for name in ("reason", "feedback") if name in asked and kept]
    if closing["of"] == "agency":
        return [f"/teams/*/{column}" for column in ("status", "closed_at", *told)]
    columns = ["status", "closed_at", "login_says", *told]
    columns += [column for column, needs in ACCOUNT.items() if after[needs]]
    columns += ["restore_until"] if after["restore"] and after["restore"]["within"] else []
    found = [f"/accounts/{cell.persona}/{column}" for column in columns]
    if closing["of"] == "membership":
        return [*found, "/memberships/*/status", "/memberships/*/ended_at"]
    if cell.persona == "client":
        found += [
            f"/teams/*/{column}" for column in ("status", "closed_at", *(told if closing["of"] == "company" else []))
        ]
    return found


def _may(cell: Cell, obligations: Obligations) -> list[str]:
    """What may change besides: what is left behind, also to others, and what ends with an account that owes it."""
    left = _left_behind(cell.having, obligations)
    if any(obligations[name]["by"] == "clock" for name in left):
        left |= {name for name, told in obligations.items() if told["by"] == "clock"}  # of others, too
    found = [*ALWAYS, *(pattern for name in left for pattern in obligations[name]["changes"])]
    if "team-member" in cell.having:
        found += REMOVED
    if any(stage["does"] == "ask-support" for stage in cell.closing["stages"]):
        found += SUPPORT
    return found


def _left_behind(having: Iterable[str], obligations: Obligations) -> set[str]:
    found: set[str] = set()
    waiting = list(having)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += obligations[name]["leaves"]
    return found
