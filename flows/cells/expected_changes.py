"""The changes of the stored state that a cell must make, and those it may make."""

from collections.abc import Iterable, Mapping
from typing import Any

from flows.cells.cell import Cell
from flows.site import closing_path
from flows.site.personas import Catalog
from flows.site.pointer_patterns import matches

Obligations = Mapping[str, Mapping[str, Any]]
ALWAYS = ["/mail/*", "/accounts/*/owes", "/now"]
SUPPORT = ["/support_requests/*", "/support_messages/*"]
# A member removed from their last team loses their account with it.
REMOVED = ["/accounts/member*/status", "/accounts/member*/closed_at", "/accounts/member*/login_says"]
# The columns of a closed account that are set if its closing has these keys in ``after``.
ACCOUNT = {"delete_at": "delete_after", "restore_by": "restore", "email_again": "email_again"}


def unexpected(cell: Cell, catalog: Catalog, paths: Iterable[str]) -> list[str]:
    """The paths that changed and should not have."""
    patterns = [*_required(cell, catalog, cell.having), *_allowed(cell, catalog["obligations"])]
    return [path for path in paths if not any(matches(path, pattern) for pattern in patterns)]


def missing(cell: Cell, catalog: Catalog, settled: Iterable[str], paths: Iterable[str]) -> list[str]:
    """The patterns of required changes that did not happen; a new row matches all its columns."""
    changed, required = list(paths), dict.fromkeys(_required(cell, catalog, settled))
    return [
        pattern
        for pattern in required
        if not pattern.endswith("?")
        and not any(matches(path, pattern) or matches(path, pattern.rpartition("/")[0]) for path in changed)
    ]


def _required(cell: Cell, catalog: Catalog, settled: Iterable[str]) -> list[str]:
    """What settling these obligations and closing changes."""
    by_settling = [pattern for name in settled for pattern in catalog["obligations"][name]["changes"]]
    gone = closing_path.erased(catalog["editions"][cell.edition], cell.closing)
    by_erasing = [pattern for part in sorted(gone) for pattern in catalog["parts"][part]["changes"]]
    return [*by_settling, *_closing(cell, keeps_reasons="reasons" not in gone), *by_erasing]


def _closing(cell: Cell, *, keeps_reasons: bool) -> list[str]:
    closing, after = cell.closing, cell.closing["after"]
    asks = {ask["name"] for stage in closing["stages"] for ask in stage["asks"]}
    answers = [f"close_{name}" for name in ("reason", "feedback") if name in asks and keeps_reasons]
    team = ["/teams/*/status", "/teams/*/closed_at"]
    of_team = [*team, *(f"/teams/*/{column}" for column in answers)]
    if closing["of"] == "agency":
        return of_team
    columns = ["status", "closed_at", "login_says", *answers]
    columns += [column for column, key in ACCOUNT.items() if after[key]]
    columns += ["restore_until"] if after["restore"] and after["restore"]["within"] else []
    account = [f"/accounts/{cell.persona}/{column}" for column in columns]
    if closing["of"] == "membership":
        return [*account, "/memberships/*/status", "/memberships/*/ended_at"]
    if cell.persona == "client":
        account += of_team if closing["of"] == "company" else team
    return account


def _allowed(cell: Cell, obligations: Obligations) -> list[str]:
    """What else may change: what settling leaves behind, for others too, and what closing ends."""
    left = _left_behind(cell.having, obligations)
    if any(obligations[name]["by"] == "clock" for name in left):
        left |= {name for name, obligation in obligations.items() if obligation["by"] == "clock"}  # of others, too
    patterns = [*ALWAYS, *(pattern for name in left for pattern in obligations[name]["changes"])]
    if "team-member" in cell.having:
        patterns += REMOVED
    if any(stage["does"] == "ask-support" for stage in cell.closing["stages"]):
        patterns += SUPPORT
    return patterns


def _left_behind(having: Iterable[str], obligations: Obligations) -> set[str]:
    reached: set[str] = set()
    waiting = list(having)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += obligations[name]["leaves"]
    return reached
