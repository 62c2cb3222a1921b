"""Prints a line for each guide, in place of pytest's own output."""

import os
import sys
from collections.abc import Callable, Generator, Iterable
from typing import Any, TextIO, cast

import pytest

from flows.plugin import environment, interrupt
from flows.plugin.progress import Progress
from flows.plugin.result_collector import ResultCollector
from flows.reports import drift_matrix
from flows.reports.result import RED, SKIPPED, TRUE, Result
from flows.reports.result_lines import lines

NAME = "terminalreporter"
# Goes to the beginning of a line, and clears it.
ERASE = "\r\x1b[K"
REPORTER = pytest.StashKey["GuideReporter"]()


def replace_reporter(config: pytest.Config, collector: ResultCollector) -> None:
    """Take pytest's reporter away until ``register_reporter``, so that pytest-xdist prints no status of its workers."""
    config.pluginmanager.unregister(name=NAME)
    config.option.verbose, config.option.no_summary = -2, True
    config.stash[REPORTER] = GuideReporter(config, collector)


def register_reporter(session: pytest.Session) -> None:
    """Register the replacement of pytest's reporter, if there is one."""
    if reporter := session.config.stash.get(REPORTER, None):
        session.config.pluginmanager.register(reporter, NAME)
        reporter.pytest_sessionstart(session)  # the hook has been called already


class Output:
    """Standard output; if nobody reads it any more, as after ``head`` has ended, the run goes on and prints nothing."""

    def __init__(self, file: TextIO) -> None:
        self._file, self.isatty = file, file.isatty

    def write(self, text: str) -> None:
        self._if_open(lambda: self._file.write(text))

    def flush(self) -> None:
        self._if_open(self._file.flush)

    def _if_open(self, write: Callable[[], object]) -> None:
        try:
            write()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._file.fileno())


class GuideReporter(pytest.TerminalReporter):  # type: ignore[misc]  # final in its types, but made to be replaced
    """pytest's terminal reporter, with a line for each guide instead of its own output."""

    def __init__(self, config: pytest.Config, collector: ResultCollector) -> None:
        super().__init__(config, cast("TextIO", Output(sys.stdout)))
        self._collector = collector
        collector.on_result = self._print
        self._printed: set[str] = set()
        self._progress: Progress | None = None
        self._stopped = False

    def _print(self, result: Result) -> None:
        if (result.mutant or result.defect) and result.verdict == SKIPPED:
            self._show_progress(result.id)
            return  # it is no mutant, or nothing is found
        self._erase_progress()
        first, *faults = lines(result, self._printed)
        if result.on and self.config.getoption("--closings"):
            faults = []  # they are listed below the matrix
        self.write(first[0], green=result.verdict == TRUE, red=result.verdict in RED)
        for line in (first[1:], *faults):
            self.line(line)
        self._show_progress(result.id)

    def _expect(self, tests: Iterable[str]) -> None:
        if self.isatty and not self._progress:
            self._progress = Progress(tests)
            self._show_progress()

    def _show_progress(self, ended: str = "") -> None:
        """Print how far the run is, on a terminal, to be erased before the next line."""
        if self._progress:
            self._progress.end(ended)
            self.write(self._progress.line(), light=True)
        self.flush()

    def _erase_progress(self) -> None:
        if self._progress:
            self.write(ERASE)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Knows now what is walked, without workers."""
        super().pytest_collection_finish(session)
        if session.items:
            self._expect(item.nodeid for item in session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """Knows now what is walked, with workers."""
        self._expect(ids)

    @pytest.hookimpl(wrapper=True)
    def pytest_report_teststatus(self) -> Generator[None, tuple[str, str, object], tuple[str, str, str]]:
        """Counts tests by their outcome and prints nothing for it."""
        category, _, _ = yield
        return category, "", ""

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        self._erase_progress()
        if isinstance(excinfo.value, KeyboardInterrupt):
            self._stop()
        else:
            self.line(str(excinfo.value), red=True)

    def pytest_internalerror(  # type: ignore[override]  # pytest passes whatever a hook names
        self, excrepr: Any, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> bool:
        """Prints an error of the harness, unless it follows from Ctrl-C; in one line if a worker or the disk failed."""
        self._erase_progress()
        if interrupt.stopped(excinfo.value):
            self._stop()
        elif reason := environment.why_ended(excinfo.value):
            self.line(f"The run has ended early: {reason}", red=True)
        else:
            return super().pytest_internalerror(excrepr)
        return True

    def _stop(self) -> None:
        self._stopped = True
        if interrupt.is_first_word():
            self.line("Stopped.", red=True)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int | pytest.ExitCode) -> Generator[None]:
        if self._stopped:
            session.exitstatus = pytest.ExitCode.INTERRUPTED
        self._erase_progress()
        self._progress = None
        try:
            return (yield)
        except Exception:
            # Ctrl-C has closed the browser already, so closing it again fails.
            if not self._stopped:
                raise
        finally:
            for line in ["", *drift_matrix.lines(entries), ""] if (entries := self._collector.entries) else []:
                self.line(line)
            if self._collector.summary:
                self.line(self._collector.summary)
            hook = self.config.hook.pytest_terminal_summary
            hook(terminalreporter=self, exitstatus=exitstatus, config=self.config)
