"""Puts the result of a test on its reports, which pytest-xdist carries to the process that started the run."""

from dataclasses import asdict
from typing import Any

import pytest

from flows.claims import proof
from flows.errors import FlowsError, shown
from flows.plugin.collection import GuideItem, ProcedureItem
from flows.plugin.mutant_items import MutantItem
from flows.plugin.stash import CATALOG
from flows.reading.rewrite import suggest_rewrite
from flows.reports.result import NOT_READ, Result, of_walk
from flows.walk.walker import Walk, WalkError

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


def attach_place(report: pytest.TestReport, item: pytest.Item, failure: pytest.ExceptionInfo[BaseException]) -> None:
    """Put on the report of a test by hand which of its lines failed."""
    within = [entry for entry in failure.traceback if entry.path == item.path] or failure.traceback
    report.trail = [(f"{shown(item.path)}:{entry.lineno + 1}", "") for entry in within[-1:]]  # type: ignore[attr-defined]


def _of_guide(item: GuideItem, error: BaseException | None) -> Result:
    walk = item.funcargs.get("walk")
    result = of_walk(item.guide, walk if isinstance(walk, Walk) else None)
    if item.claim:
        proof.describe(result, item.claim)
    result.on = item.on
    if isinstance(error, WalkError):
        result.mismatch = error.mismatch
        result.instead = _rewrite(item, result.reached)
        result.picture = str(error.picture or "")
    return result


def _rewrite(item: GuideItem, failed: int) -> dict[str, Any]:
    """What a guide should say on an edition that it is not true of, if that is not its own."""
    catalog = item.config.stash[CATALOG]
    edition = catalog["editions"].get(item.on)
    rewrite = suggest_rewrite(item.guide, failed, edition, catalog) if edition and not item.guide.described_in else None
    return asdict(rewrite) if rewrite else {}
