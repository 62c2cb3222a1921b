"""Carries the results of guides from the processes that walk to the one that started the run."""

import time
from collections.abc import Callable, Generator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from flows.claims import proof
from flows.errors import FlowsError, shown
from flows.plugin import junit
from flows.plugin.collection import GuideItem, ProcedureItem
from flows.plugin.stash import CATALOG
from flows.reading.rewrite import suggest_rewrite
from flows.reports import drift_matrix, run_page
from flows.reports.result import FALSE, NOT_FOR, NOT_READ, Result, of_walk, summary
from flows.walk.walker import Walk, WalkError


def attach_result(report: pytest.TestReport, item: ProcedureItem, error: BaseException | None) -> None:
    """Put the result of a procedure on its report, and only the message of an error of ours."""
    if isinstance(error, FlowsError):
        report.longrepr = str(error)
    if report.when != "teardown":
        result = _of_guide(item, error) if isinstance(item, GuideItem) else Result(shown(item.path), NOT_READ)
        result.id = item.nodeid
        report.guide = asdict(result)  # type: ignore[attr-defined]


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
    rewrite = suggest_rewrite(item.guide, failed, edition, catalog) if edition else None
    return asdict(rewrite) if rewrite else {}


class ResultCollector:
    """Collects the result of each guide, calls ``on_result`` with it, and writes the report and the matrix of the run.

    With ``--lines``, every test and every file that fails to be collected counts as a guide.
    """

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.on_result: Callable[[Result], None] = lambda _: None
        self.results: list[Result] = []
        self.summary = ""
        self.entries: list[drift_matrix.MatrixEntry] = []
        self._only_guides: bool = config.getoption("--lines")
        self._unfinished: dict[str, Result] = {}
        self._uncollected = 0
        self._started = time.monotonic()

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and self._only_guides:
            self._uncollected += 1
            self._add(Result(report.nodeid, NOT_READ, faults=[str(report.longrepr)], id=report.nodeid))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if fields := getattr(report, "guide", None):
            junit.name_case(self.config, report)
            self._unfinished[report.nodeid] = Result(**fields)
        result = self._unfinished.get(report.nodeid)
        if result is None and not self._only_guides:
            return  # a test written by hand
        result = result or Result(report.nodeid, id=report.nodeid)
        if report.skipped:
            result.verdict = NOT_FOR
        if report.failed:
            result.verdict = NOT_READ if result.verdict == NOT_READ else FALSE
            result.faults += str(report.longrepr).splitlines() if result.verdict == NOT_READ else [str(report.longrepr)]
        # If a worker crashes, there is no teardown, but a report whose ``when`` is neither.
        if report.when not in ("setup", "call"):
            traces = [str(path) for name, path in report.user_properties if name == "playwright_trace"]
            result.traces = [str(self.config.invocation_params.dir / path) for path in traces]
            self._unfinished.pop(report.nodeid, None)
            self._add(result)

    def _add(self, result: Result) -> None:
        self.results.append(result)
        self.on_result(result)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None, object, object]:
        try:
            return (yield)
        finally:
            self._write(session)
            red = session.exitstatus == pytest.ExitCode.TESTS_FAILED
            if red and self.config.getoption("--closings") and drift_matrix.is_good(self.results):
                session.exitstatus = pytest.ExitCode.OK  # guides may be false on editions that are not their own

    def _write(self, session: pytest.Session) -> None:
        total = session.testscollected + self._uncollected if self._only_guides else len(self.results)
        if not total:
            return
        path = Path(self.config.getoption("--output")) / run_page.NAME
        seconds = max(1, round(time.monotonic() - self._started))
        noun = "walk" if self.config.getoption("--proofs") or self.config.getoption("--against") else "guide"
        run_page.write(path, self.results, total, seconds, noun)
        if self.config.getoption("--closings"):
            self.entries = [drift_matrix.entry_of(result) for result in self.results if result.on]
            self.entries.sort(key=lambda entry: (entry.procedure, entry.on))
        if self.entries:
            path = drift_matrix.write(path.parent, self.entries)
        self.summary = f"{summary(self.results, total, noun)}, in {seconds} s. Report: {shown(path)}"
