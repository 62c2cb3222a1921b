"""Follows a run, and tells what came of each guide: on the terminal as soon as it is done, then as a page."""

import time
from collections.abc import Generator
from pathlib import Path

import pytest
from _pytest.config import create_terminal_writer

from flows.errors import shown
from flows.plugin import interrupt
from flows.reports import drift_matrix
from flows.reports import run_page as page
from flows.reports.result import FALSE, NOT_FOR, NOT_READ, TRUE, Result, count, lines


class Reporter:
    """What pytest calls as guides are read and walked, in the process that started the run.

    With ``lines`` it stands in for pytest's own terminal reporter, which has to be blocked; without, it only writes the
    page, and only if there was a guide.
    """

    def __init__(self, config: pytest.Config, *, lines: bool) -> None:
        self.config = config
        self.lines = lines
        self.results: list[Result] = []
        self._begun: dict[str, Result] = {}
        self._told: set[str] = set()
        self._started = time.monotonic()
        self._stopped = False
        self._tw = create_terminal_writer(config)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        told = getattr(report, "guide", {"file": report.nodeid} if self.lines else None)
        if report.failed and told:
            self._done(Result(**{"verdict": NOT_READ, "faults": [str(report.longrepr)], **told}))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if told := getattr(report, "guide", None):
            self._begun[report.nodeid] = Result(**told)
        result = self._begun.get(report.nodeid)
        if result is None and not self.lines:
            return  # a test by hand
        result = result or Result(report.nodeid)
        if report.skipped:
            result.verdict = NOT_FOR
        if report.failed:
            result.verdict = FALSE
            result.faults.append(str(report.longrepr))
        # After a crash of a worker there is no teardown, but a report of when it was that xdist does not know.
        if report.when not in ("setup", "call"):
            traces = [str(path) for name, path in report.user_properties if name == "playwright_trace"]
            result.traces = [str(self.config.invocation_params.dir / path) for path in traces]
            self._begun.pop(report.nodeid, None)
            self._done(result)

    def _done(self, result: Result) -> None:
        self.results.append(result)
        if not self.lines:
            return
        first, *faults = lines(result, self._told)
        if result.on and self.config.getoption("--closings"):
            faults = []  # the matrix tells them, guide by guide
        self._tw.write(first[0], green=result.verdict == TRUE, red=result.verdict not in (TRUE, NOT_FOR))
        for line in (first[1:], *faults):
            self._tw.line(line)
        self._tw.flush()

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        self._stopped = isinstance(excinfo.value, KeyboardInterrupt)
        if self.lines:
            self._tw.line("Stopped." if self._stopped else str(excinfo.value), red=True)

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool | None:
        """What fails after Ctrl-C only came of it, between two walks too; it is not told."""
        if not (self.lines and interrupt.came(self.config, excinfo.value)):
            return None
        self._stopped = True
        self._tw.line("Stopped.", red=True)
        return True

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None, object, object]:
        if self._stopped:
            session.exitstatus = pytest.ExitCode.INTERRUPTED
        try:
            return (yield)
        except Exception:
            # Ctrl-C reaches the browser too; that it cannot be closed a second time is no news.
            if not (self.lines and self._stopped):
                raise
            return None
        finally:
            self._finish(session)
            red = session.exitstatus == pytest.ExitCode.TESTS_FAILED
            if red and self.config.getoption("--closings") and drift_matrix.is_good(self.results):
                session.exitstatus = pytest.ExitCode.OK  # that guides part from other editions is what was asked

    def _finish(self, session: pytest.Session) -> None:
        walked = sum(result.verdict != NOT_READ for result in self.results)
        found = len(self.results) + (session.testscollected - walked if self.lines else 0)
        if not found:
            return
        path = Path(self.config.getoption("--output")) / page.NAME
        seconds = max(1, round(time.monotonic() - self._started))
        noun = "walk" if self.config.getoption("--proofs") or self.config.getoption("--against") else "guide"
        page.write(path, self.results, found, seconds, noun)
        if self.config.getoption("--closings"):
            path = self._matrix(path.parent) or path
        if self.lines:
            self._tw.line(f"{count(self.results, found, noun)}, in {seconds} s. Report: {shown(path)}")

    def _matrix(self, folder: Path) -> Path | None:
        """Write and tell the matrix, in the order of guides and editions, whichever was walked first."""
        cells = [drift_matrix.cell(result) for result in self.results if result.on]
        if not cells:
            return None
        cells.sort(key=lambda cell: (cell.guide, cell.on))
        for line in ["", *drift_matrix.lines(cells), ""] if self.lines else []:
            self._tw.line(line)
        return drift_matrix.write(folder, cells)
