"""Walks what was false once more, in a new world and with a trace, so that no other walk pays for one."""

import os
from dataclasses import asdict
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from flows.errors import shown
from flows.plugin.collection import GuideItem, ProcedureItem
from flows.plugin.options import ON_SECOND_WALK
from flows.plugin.result_collector import result_of
from flows.reports.result import NOT_WALKED, Result

# Whether the test is to be run again.
DUE = pytest.StashKey[bool]()
NEXT = pytest.StashKey[pytest.Item | None]()
TIMEOUT = pytest.StashKey[Any]()


def note(report: pytest.TestReport, item: pytest.Item) -> None:
    """Note on the report of what was false that a second walk follows, which is not walked until it has ended."""
    if report.failed and not hasattr(report, "not_walked") and _is_wanted(item):
        item.stash[DUE] = True
        _attach(report, Result(shown(item.path), NOT_WALKED, faults=["the run was stopped before"]))


def walk_if_due(report: pytest.TestReport, item: pytest.Item) -> None:
    """Run a test again once the first run has been tidied up, and put what came of it on its last report.

    pytest-rerunfailures does it in the same way. Nothing is logged, so for pytest the test has run once, and failed.
    """
    if not item.stash.get(DUE, False):
        return
    item.stash[DUE] = False
    config = item.config
    if settings := item.stash.get(TIMEOUT, None):
        config.hook.pytest_timeout_set_timer(item=item, settings=settings)
    first, config.option.tracing = config.option.tracing, "on"
    try:
        item._initrequest()  # type: ignore[attr-defined]  # all that run in a browser are functions
        reports = runtestprotocol(item, log=False, nextitem=item.stash[NEXT])
    finally:
        config.option.tracing = first
    _attach(report, result_of(reports))


def _is_wanted(item: pytest.Item) -> bool:
    """Whether red is a surprise, there is a browser to trace, and nobody is debugging."""
    config = item.config
    if config.option.tracing != ON_SECOND_WALK or config.option.usepdb or os.environ.get("PWDEBUG"):
        return False
    if isinstance(item, ProcedureItem):
        return isinstance(item, GuideItem) and not item.claim and not item.on
    return "new_context" in getattr(item, "fixturenames", ())


def _attach(report: pytest.TestReport, second: Result) -> None:
    report.again = asdict(second)  # type: ignore[attr-defined]
