"""Collects the results of tests from their reports, in the process that started the run."""

import contextlib
import os
from collections import defaultdict
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

import pytest

from flows.errors import shown
from flows.plugin import defect_items, defect_report, durations, interrupt, junit, mutant_report, run_facts
from flows.reports import drift_matrix, record, run_page
from flows.reports.result import (
    AGREES,
    ANY_RED,
    FALSE,
    NOT_ALL_WALKED,
    NOT_FOR,
    NOT_READ,
    NOT_WALKED,
    SKIPPED,
    TRUE,
    UNSTABLE,
    Result,
    exit_code,
    of_fields,
    summary,
)
from flows.reports.result_lines import differs, second_lines

PHASES = ("setup", "call", "teardown")
WORKER_GONE = "the process that walked it has stopped"


def result_of(reports: Sequence[pytest.TestReport]) -> Result:
    """The result of one attempt at a test, from all its reports."""
    result = Result("", by_hand=True)
    for report in reports:
        result = of_fields(fields) if (fields := getattr(report, "guide", None)) else result
        _judge(result, report)
    return result


class ResultCollector:
    """Collects the result of each test, calls ``on_result`` with it, and writes the report and the matrix."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.on_result: Callable[[Result], None] = lambda _: None
        self.summary = ""
        self.entries: list[drift_matrix.MatrixEntry] = []
        self._only_guides: bool = config.getoption("--lines")
        # By node ids, which a test keeps when it is run again.
        self._by_test: dict[str, Result] = {}
        self._uncollected: list[Result] = []
        self._unfinished: dict[str, Result] = {}
        self._seconds: defaultdict[str, float] = defaultdict(float)
        # The reports of what was false.
        self._failed: dict[str, pytest.TestReport] = {}
        self._places: dict[str, tuple[str, int | None, str]] = {}
        self._facts = run_facts.RunFacts(config)
        self._unwritten = False

    @property
    def results(self) -> list[Result]:
        """The results so far, one for each test and each file that cannot be collected."""
        return [*self._uncollected, *self._by_test.values()]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            faults = [str(report.longrepr)]
            self._uncollected.append(Result(report.nodeid, NOT_READ, faults=faults, id=report.nodeid, by_hand=True))
            self.on_result(self._uncollected[-1])

    def pytest_runtest_logstart(self, nodeid: str, location: tuple[str, int | None, str]) -> None:
        self._places[nodeid] = location

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> Generator[None]:
        result = self._attempt(report)
        _judge(result, report)
        self._seconds[report.nodeid] += report.duration
        self._facts.browser = getattr(report, "browser", self._facts.browser)
        if not result.by_hand:
            junit.name_case(self.config, report)
        # If a worker crashes, there is no teardown, but a report whose ``when`` is none of pytest's.
        if report.when not in PHASES[:2]:
            self._finish(report)
        elif result.verdict == FALSE:
            self._failed[report.nodeid] = report
        yield
        if report.when == "call" and result.verdict == NOT_WALKED:
            junit.mark_not_walked(self.config, report)

    def _attempt(self, report: pytest.TestReport) -> Result:
        """The result so far of the attempt that a report is about."""
        nodeid = report.nodeid
        fields = getattr(report, "guide", None)
        if report.when == "setup" and (former := self._unfinished.pop(nodeid, None)):
            self._by_test[nodeid] = former  # it is run again, and its teardown was not reported
        if fields:
            self._unfinished[nodeid] = of_fields(fields)
        elif nodeid not in self._unfinished:
            file, _, name = self._places.get(nodeid, report.location)
            path = Path(os.path.normpath(self.config.rootpath / file))
            title = name.partition(": ")[2] or name
            self._unfinished[nodeid] = Result(shown(path), title=title, id=nodeid, by_hand=True)
        return self._unfinished[nodeid]

    def _finish(self, report: pytest.TestReport) -> None:
        """Join the attempts at a test, the last of which ends with this report."""
        nodeid = report.nodeid
        result, failed = self._unfinished.pop(nodeid), self._failed.pop(nodeid, None)
        result.seconds = round(self._seconds[nodeid], 2)
        for attempt in filter(None, (result, result.again)):
            attempt.traces = [str(self.config.invocation_params.dir / path) for path in attempt.traces]
        if result.again:
            result = join_attempts(result, result.again)
        if former := self._by_test.get(nodeid):
            result = join_attempts(former, result)
        self._by_test[nodeid] = result
        if failed and result.again:
            first, *others = second_lines(result)
            failed.sections.append((first, "\n".join(others)))  # for pytest's own terminal
        if result.defect:
            result.defect["seconds"] = round(self._seconds[nodeid], 1)
            defect_items.note_progress(self.config, result)
        junit.describe(self.config, report, result)
        self.on_result(result)

    def _finish_interrupted(self) -> None:
        """Count what was false before the run was stopped, in a second attempt or while it tidied up."""
        for nodeid in [nodeid for nodeid, result in self._unfinished.items() if result.verdict == FALSE]:
            self._finish(self._failed[nodeid])

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None, object, object]:
        self._finish_interrupted()
        if interrupt.exit_code():
            self._write(session)  # tidying up may take too long
        try:
            return (yield)
        finally:
            if not self.summary:  # whether or not a signal has come since
                self._write(session)
            if self.config.getoption("--store-durations"):
                self._store_durations()
            if fault := self.config.stash.get(junit.UNWRITTEN, ""):
                self._note_unwritten(fault)
            self._set_exit_code(session)

    def _store_durations(self) -> None:
        walked = [result.id for result in self.results if result.verdict == TRUE]
        try:
            durations.store({test: self._seconds[test] for test in walked})
        except OSError as error:
            self._note_unwritten(f"cannot write {shown(Path(error.filename))}: {error.strerror}")

    def _note_unwritten(self, fault: str) -> None:
        self._unwritten = True
        self.summary += f"\n{fault}"

    def _set_exit_code(self, session: pytest.Session) -> None:
        """Exit by the verdicts: pytest does not know those that are neither true nor false."""
        results = self.results
        if self.config.getoption("--closings"):  # guides may be false on editions that are not their own
            results = [each for each in results if each.verdict == NOT_WALKED or drift_matrix.counts(each)]
        code = exit_code(results, len(results) + self._total(session) - len(self.results))
        if self.config.getoption("--mutants") and mutant_report.faults(self.config, results):
            code = ANY_RED
        if self.config.getoption("--defects") and defect_report.faults(self.config, results):
            code = ANY_RED
        by_pytest = session.exitstatus
        if by_pytest in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) and results:
            session.exitstatus = code or (NOT_ALL_WALKED if self._unwritten else code)
        elif by_pytest == pytest.ExitCode.INTERRUPTED and code == ANY_RED and not interrupt.exit_code():
            session.exitstatus = ANY_RED  # with workers, -x interrupts
        elif by_pytest == pytest.ExitCode.INTERNAL_ERROR and self._only_guides:
            session.exitstatus = ANY_RED if code == ANY_RED else NOT_ALL_WALKED

    def _total(self, session: pytest.Session) -> int:
        return len(self._uncollected) + max(len(self._by_test), session.testscollected)

    def _write(self, session: pytest.Session) -> None:
        total = self._total(session)
        if not total or self.config.option.collectonly:
            return
        results = self.results
        path = Path(self.config.getoption("--output")) / run_page.NAME
        run = self._facts.run(results, total, path.parent)
        self.summary = f"{summary(results, total, run.noun)}, in {max(1, round(run.seconds))} s."
        try:
            path.with_name(record.NAME).write_text(record.as_json(run), "utf-8")
            run_page.write(path, run)
            if self.config.getoption("--closings"):
                self.entries = drift_matrix.entries(results)
            if self.config.getoption("--mutants"):
                self.summary = "\n".join([*mutant_report.write(self.config, results), self.summary])
            if self.config.getoption("--defects"):
                self.summary = "\n".join([*defect_report.write(self.config, results), self.summary])
            self.summary += f" Report: {shown(path)}"
        except OSError as error:
            for written in (path, path.with_name(record.NAME)):
                with contextlib.suppress(OSError):
                    written.unlink()
            self._note_unwritten(f"cannot write {shown(path)}: {error.strerror}")


def _judge(result: Result, report: pytest.TestReport) -> None:
    """Take what a report says into a result."""
    if fields := getattr(report, "again", None):
        result.again = of_fields(fields)
    result.traces = _artifacts(report, "playwright_trace")
    result.picture = result.picture or next(iter(_artifacts(report, "playwright_screenshot")), "")
    for name in ("failures", "changes"):  # of a test by hand
        if rows := getattr(report, name, None):
            setattr(result, name, getattr(of_fields({"file": "", name: rows}), name))
    reason = WORKER_GONE if report.when not in PHASES else getattr(report, "not_walked", "")
    if reason and result.again:
        result.again.faults = [reason]
    elif reason and result.verdict != FALSE:
        result.verdict, result.faults = NOT_WALKED, [reason]
    elif report.failed or str(report.outcome) == "rerun":  # so pytest-rerunfailures calls an attempt but the last
        result.verdict = NOT_READ if result.verdict == NOT_READ else FALSE
        result.faults += str(report.longrepr).splitlines() if result.verdict == NOT_READ else [str(report.longrepr)]
    elif report.skipped:
        result.verdict = SKIPPED if result.by_hand else NOT_FOR
        result.faults += [_why_skipped(report)] if result.by_hand else []


def _artifacts(report: pytest.TestReport, kind: str) -> list[str]:
    return [str(path) for name, path in report.user_properties if name == kind]


def _why_skipped(report: pytest.TestReport) -> str:
    if hasattr(report, "wasxfail"):
        return f"expected to fail: {report.wasxfail}".removesuffix(": ")
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else ""


def join_attempts(first: Result, second: Result) -> Result:
    """The result of a test that was run twice: that of the first attempt if it was false, else that of the second."""
    if first.verdict in (FALSE, UNSTABLE):
        first.again = second
        if second.verdict in (TRUE, AGREES) or differs(first):
            first.verdict = UNSTABLE
        return first
    if first.verdict in (TRUE, AGREES) and second.verdict == FALSE:
        second.verdict = UNSTABLE
    return second
