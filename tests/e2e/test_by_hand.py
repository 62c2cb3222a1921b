"""Tests written by hand, and tests that are run again, are in the report and the JUnit results with their verdicts."""

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support.flows_process import CLOSE_OWN, GUIDES, ROOT

TESTS = """\
import pytest

runs = []

def test_good():
    pass

def test_red():
    assert "this" == "that"

@pytest.mark.skip(reason="not today")
def test_skipped():
    pass

@pytest.mark.xfail(reason="a known bug")
def test_expected_to_fail():
    assert False

def test_flaky():
    runs.append("flaky")
    assert runs.count("flaky") == 2

def test_flaky_and_every_attempt_reported():
    runs.append("reported")
    assert runs.count("reported") == 2
"""
# Runs a failed test once more, and reports the first attempt as pytest-rerunfailures does, or in full.
RERUNS = """\
from _pytest.runner import runtestprotocol

def pytest_runtest_protocol(item, nextitem):
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    failed = next((report for report in reports if report.failed), None)
    if failed and hasattr(item, "_initrequest"):
        if "reported" not in item.name:
            failed.outcome = "rerun"
            reports = reports[: reports.index(failed) + 1]
        for report in reports:
            item.ihook.pytest_runtest_logreport(report=report)
        item._initrequest()
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    return True
"""
VERDICTS = {
    "test_good": "true",
    "test_red": "false",
    "test_skipped": "skipped",
    "test_expected_to_fail": "skipped",
    "test_flaky": "unstable",
    "test_flaky_and_every_attempt_reported": "unstable",
    "Close": "true",
}


def test_every_test_has_its_verdict_in_the_results(tmp_path: Path, base_url: str, page: Page) -> None:
    code, artifacts = run_in(tmp_path, base_url)
    assert code == 1
    check_report(page, artifacts)
    check_junit(artifacts)


def run_in(folder: Path, base_url: str) -> tuple[int, Path]:
    """The exit code and the artifacts of a run of tests written by hand and a guide."""
    tests, guide, artifacts = folder / "test_mine.py", folder / "close.md", folder / "artifacts"
    tests.write_text(TESTS, "utf-8")
    (folder / "reruns.py").write_text(RERUNS, "utf-8")
    guide.write_text(CLOSE_OWN, "utf-8")
    (folder / "edition.toml").write_bytes((GUIDES / "own" / "edition.toml").read_bytes())
    command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "-p", "reruns", "-p", "no:randomly"]
    kept = ["--output", str(artifacts), "--junitxml", str(artifacts / "junit.xml"), "--base-url", base_url]
    done = subprocess.run(
        [*command, *kept, "-p", "no:schemathesis", str(tests), str(guide)],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert "INTERNALERROR" not in done.stdout + done.stderr
    return done.returncode, artifacts


def check_report(page: Page, artifacts: Path) -> None:
    page.goto((artifacts / "report.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("2 of 7 tests are true")
    for name in VERDICTS:
        expect(page.locator(".guide > summary").get_by_text(name, exact=True)).to_have_count(1)
    expect(page.get_by_text("Unstable: the two attempts differ 2")).to_be_visible()
    for reason in ("not today", "expected to fail: a known bug"):
        expect(page.get_by_text(reason)).to_have_count(1)


def check_junit(artifacts: Path) -> None:
    suite = next(ElementTree.parse(artifacts / "junit.xml").iter("testsuite"))  # noqa: S314  (our own file)
    # The last of several attempts.
    cases = {str(case.get("name")): case for case in suite.iter("testcase")}
    verdicts = {
        name: [row.get("value") for row in case.iter("property") if row.get("name") == "verdict"][-1]
        for name, case in cases.items()
    }
    assert verdicts == VERDICTS
    assert (cases["test_red"].get("file"), cases["test_red"].get("line")) == (
        str(artifacts.parent / "test_mine.py"),
        "9",
    )
    failed = {name for name, case in cases.items() if case.find("failure") is not None}
    assert failed == {name for name, verdict in VERDICTS.items() if verdict in ("false", "unstable")}
