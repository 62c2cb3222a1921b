"""Adds to pytest's JUnit results the names of guides, and verdicts that are neither passed nor failed."""

import contextlib
from pathlib import Path
from typing import Any

import pytest
from _pytest.junitxml import LogXML, bin_xml_escape, xml_key

from flows.errors import shown
from flows.reports.result import AGREES, UNSTABLE, Result
from flows.reports.result_lines import second_lines

UNWRITTEN = pytest.StashKey[str]()
# The file and line of each case, which pytest leaves out of it as long as it may change.
PLACES = pytest.StashKey[dict[Any, tuple[str, int]]]()


def name_case(config: pytest.Config, report: pytest.TestReport) -> None:
    """Name the case of a guide by its ``ProcedureId``; by pytest, ``a/b.md`` and ``a.b.md`` would be of one class."""
    if xml := _results(config):
        file, _, name = report.nodeid.partition("::")
        case = xml.node_reporter(report)
        case.add_attribute("classname", file)
        case.add_attribute("name", name)


def mark_not_walked(config: pytest.Config, report: pytest.TestReport) -> None:
    """Make a failed case an error, which in JUnit means that the test itself did not work."""
    if xml := _results(config):
        for node in xml.node_reporter(report).nodes:
            if node.tag == "failure":
                node.tag = "error"
                xml.stats["failure"] -= 1
                xml.add_stats("error")


def describe(config: pytest.Config, report: pytest.TestReport, result: Result) -> None:
    """Give a case its verdict, and its failure what came of the second attempt; a case that is unstable has failed.

    One that agrees with its own draft is skipped: JUnit has no other name for what is neither passed nor failed.
    """
    if xml := _results(config):
        case, second = xml.node_reporter(report), "\n".join(second_lines(result))
        case.add_property("verdict", result.verdict)
        config.stash.setdefault(PLACES, {})[case] = result.place
        failures = [node for node in case.nodes if node.tag in ("failure", "error")]
        if result.verdict == UNSTABLE and not failures:
            case._add_simple("failure", UNSTABLE, "\n".join([*result.faults, second]))
        if result.verdict == AGREES:
            case._add_simple("skipped", AGREES, AGREES)
        for node in failures if second else ():
            node.text = f"{node.text}\n{bin_xml_escape(second)}"


def report_unwritten(config: pytest.Config) -> None:
    """Have results that cannot be written be a line of the run, rather than an error of the harness."""
    if xml := _results(config):
        write = xml.pytest_sessionfinish

        def write_if_possible() -> None:
            # pytest counts a case twice that has passed before its worker died, or that is unstable.
            for case, (file, line) in config.stash.get(PLACES, {}).items():
                case.to_xml().attrib.update(file=bin_xml_escape(file), line=str(line))
            xml.cnt_double_fail_tests = sum(xml.stats.values()) - len(xml.node_reporters_ordered)
            try:
                if xml.node_reporters_ordered:  # a run without tests leaves the last results
                    write()
            except OSError as error:
                with contextlib.suppress(OSError):
                    Path(xml.logfile).unlink()
                config.stash[UNWRITTEN] = f"cannot write {shown(Path(xml.logfile))}: {error.strerror}"

        config.pluginmanager.unregister(xml)
        xml.pytest_sessionfinish = write_if_possible  # type: ignore[method-assign]
        config.pluginmanager.register(xml)


def _results(config: pytest.Config) -> LogXML | None:
    return config.stash.get(xml_key, None)
