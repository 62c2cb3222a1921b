"""Puts the result of a test on its reports, which pytest-xdist carries to the process that started the run."""

import contextlib
import json
from dataclasses import asdict

import pytest

from flows.claims import proof
from flows.errors import FlowsError, SiteError, shown
from flows.plugin.collection import GuideItem, ProcedureItem
from flows.plugin.defect_items import result_on_defect
from flows.plugin.environment import ENVIRONMENT
from flows.plugin.mutant_items import MutantItem
from flows.plugin.stash import CATALOG
from flows.reading.rewrite import Rewrite, suggest_rewrite
from flows.reports.result import NOT_READ, Change, Result, of_walk
from flows.site.client import World
from flows.walk.failure import Failure
from flows.walk.walker import Walk, WalkError

CHANGES = 50  # of the stored state that a result keeps
FAILED = pytest.StashKey[bool]()


def attach_reason(report: pytest.TestReport, item: pytest.Item, reason: str) -> None:
    """Put on a report why nothing was walked, if there is a reason, in place of an error and its traceback."""
    if reason and report.when == "teardown" and item.stash.get(FAILED, False):
        # The test has failed already, and this is what follows.
        report.outcome, report.longrepr, report.sections = "passed", None, []
    elif reason:
        report.outcome, report.longrepr, report.sections = "failed", reason, []
        report.not_walked = reason  # type: ignore[attr-defined]
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed


def attach_result(report: pytest.TestReport, item: ProcedureItem, error: BaseException | None) -> None:
    """Put the result of a procedure on its report, and only the message of an error of ours."""
    if isinstance(error, FlowsError):
        report.longrepr = str(error)
    if report.when != "teardown":
        result = Result(shown(item.path), NOT_READ)
        if isinstance(item, MutantItem):
            result = item.result
        elif isinstance(item, GuideItem):
            result = _of_guide(item, error)
        result.id = item.nodeid
        report.guide = asdict(result)  # type: ignore[attr-defined]


def attach_defect(report: pytest.TestReport, item: pytest.Item, defect: str, error: BaseException | None) -> None:
    """Put on a report what came of a finder that was tried on a defect."""
    if isinstance(error, FlowsError):
        report.longrepr = str(error)
    if report.when != "teardown":
        result = result_on_defect(item, defect)
        result.id = item.nodeid
        report.guide = asdict(result)  # type: ignore[attr-defined]


def attach_place(report: pytest.TestReport, item: pytest.Item, failure: pytest.ExceptionInfo[BaseException]) -> None:
    """Put on the report of a test by hand which of its lines failed, and what its world had changed."""
    within = [entry for entry in failure.traceback if entry.path == item.path] or failure.traceback
    places = [(f"{shown(item.path)}:{entry.lineno + 1}", "") for entry in within[-1:]]
    report.failures = [asdict(Failure(0, places, str(failure.value).partition("\n")[0]))]  # type: ignore[attr-defined]
    if report.when == "call":
        report.changes = [asdict(change) for change in _changes(item)]  # type: ignore[attr-defined]


def attach_browser(report: pytest.TestReport, item: pytest.Item) -> None:
    """Put on a report the browser that is running, if one is."""
    if browser := item.config.stash[ENVIRONMENT].browser:
        report.browser = f"{browser.browser_type.name.capitalize()} {browser.version}"  # type: ignore[attr-defined]


def _of_guide(item: GuideItem, error: BaseException | None) -> Result:
    walk = item.funcargs.get("walk")
    result = of_walk(item.guide, walk if isinstance(walk, Walk) else None, item.on)
    if item.claim:
        proof.describe(result, item.claim)
    if isinstance(error, WalkError):
        result.instead = _rewrite(item, result.reached)
        result.changes = [] if item.claim or item.on else _changes(item)
    return result


def _rewrite(item: GuideItem, failed: int) -> Rewrite | None:
    """What a guide should say on an edition that it is not true of, if that is not its own."""
    catalog = item.config.stash[CATALOG]
    edition = catalog["editions"].get(item.on)
    if not edition or item.guide.described_in:
        return None
    return suggest_rewrite(item.guide, failed, edition, catalog)


def _changes(item: pytest.Item) -> list[Change]:
    """What the test has changed in its world so far, if the site still answers; the clock apart."""
    world = getattr(item, "funcargs", {}).get("world")
    with contextlib.suppress(SiteError):
        rows = world.changes() if isinstance(world, World) else []
        return [_change(row) for row in rows if row["path"] != "/now"][:CHANGES]
    return []


def _change(row: dict[str, object]) -> Change:
    was, now = (json.dumps(row[key], ensure_ascii=False) if key in row else "" for key in ("from", "to"))
    return Change(str(row["path"]), was, now)
