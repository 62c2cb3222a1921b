"""Verdicts that are neither true nor false: their lines, their exit codes, and the errors behind them."""

from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Playwright

from flows.errors import BrowserError, SiteError
from flows.plugin.result_collector import _judge, join_attempts
from flows.reports.result import (
    AGREES,
    FALSE,
    NOT_FOR,
    NOT_READ,
    NOT_WALKED,
    SKIPPED,
    TRUE,
    UNSTABLE,
    Result,
    Verdict,
)
from flows.reports.result import exit_code as exit_code_of
from flows.reports.result_lines import lines as lines_of
from flows.site import browsers
from flows.site.client import Site
from flows.walk.failure import Failure


@pytest.mark.parametrize(
    ("verdicts", "total", "code"),
    [
        ([TRUE, TRUE], 2, 0),
        ([TRUE, NOT_FOR], 2, 0),
        ([TRUE, SKIPPED], 2, 0),
        ([TRUE, FALSE, NOT_WALKED], 3, 1),
        ([TRUE, UNSTABLE], 2, 1),
        ([TRUE, NOT_READ], 2, 1),
        ([TRUE, NOT_WALKED], 2, 2),
        ([TRUE, AGREES], 2, 2),
        ([FALSE, AGREES], 2, 1),
        ([TRUE], 2, 2),
        ([NOT_FOR], 1, 2),
        ([], 0, 2),
    ],
)
def test_the_exit_code_is_that_of_the_worst_verdict(verdicts: list[Verdict], total: int, code: int) -> None:
    assert exit_code_of([Result("a.md", verdict) for verdict in verdicts], total) == code


@pytest.mark.parametrize(
    ("result", "printed"),
    [
        (
            Result("a.md", NOT_WALKED, "Close", "closed", faults=["the browser has stopped"]),
            ["· a.md  Close: not walked: the browser has stopped"],
        ),
        (Result("a.md", NOT_WALKED, faults=["it is gone"]), ["· a.md: not walked: it is gone"]),
        (
            Result("a.md", UNSTABLE, "Close", faults=["a.md:7: x"]),
            ["✗ a.md  Close: unstable, the two attempts differ", "    a.md:7: x"],
        ),
        (
            Result(
                "a.md", FALSE, "Close", faults=["a.md:7: x"], again=Result("a.md", NOT_WALKED, faults=["it is gone"])
            ),
            ["✗ a.md  Close", "    a.md:7: x", "    second walk: not walked: it is gone"],
        ),
        (Result("test_a.py", TRUE, "test_b", by_hand=True), ["✓ test_a.py  test_b"]),
        (Result("test_a.py", SKIPPED, "test_b", faults=["no"], by_hand=True), ["– test_a.py  test_b: skipped: no"]),
    ],
    ids=["not walked", "not even read", "unstable", "not walked again", "by hand", "skipped"],
)
def test_each_verdict_has_a_line(result: Result, printed: list[str]) -> None:
    assert lines_of(result, set()) == printed


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ((FALSE, 7), (FALSE, 7), FALSE),
        ((FALSE, 7), (FALSE, 8), UNSTABLE),
        ((FALSE, 7), (TRUE, 0), UNSTABLE),
        ((FALSE, 7), (NOT_WALKED, 0), FALSE),
        ((UNSTABLE, 7), (FALSE, 7), UNSTABLE),
        ((TRUE, 0), (FALSE, 7), UNSTABLE),
        ((FALSE, 7), (AGREES, 0), UNSTABLE),
        ((AGREES, 0), (FALSE, 7), UNSTABLE),
        ((NOT_WALKED, 0), (TRUE, 0), TRUE),
        ((NOT_WALKED, 0), (FALSE, 7), FALSE),
    ],
)
def test_two_attempts_have_one_verdict(
    first: tuple[Verdict, int], second: tuple[Verdict, int], verdict: Verdict
) -> None:
    places = [(of_one, [(f"a.md:{line}", "x")]) for of_one, line in (first, second)]
    attempts = [Result("a.md", of_one, failures=[Failure(0, trail)]) for of_one, trail in places]
    joined = join_attempts(*attempts)

    assert joined.verdict == verdict
    # What was false first is shown.
    assert joined is attempts[first[0] not in (FALSE, UNSTABLE)]


def test_a_guide_whose_worker_died_is_not_walked() -> None:
    # So pytest-xdist reports it: ``when`` is none of pytest's.
    report = pytest.TestReport("a.md::A", ("a.md", 0, "A"), {}, "failed", "worker 'gw0' crashed", cast("Any", "???"))
    result = Result("a.md")
    _judge(result, report)
    assert (result.verdict, result.faults) == (NOT_WALKED, ["the process that walked it has stopped"])


def test_a_browser_that_hangs_at_start_is_given_up_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, playwright: Playwright
) -> None:
    sleeper = tmp_path / "sleeper"
    sleeper.write_text("#!/bin/sh\nexec sleep 1000\n", "utf-8")
    sleeper.chmod(0o755)
    monkeypatch.setattr(browsers, "STARTING", 300)
    with pytest.raises(BrowserError) as raised:
        browsers.find(str(sleeper), headed=False, launch=browsers.launcher(playwright, headed=False))
    assert str(raised.value).startswith(
        f"no browser starts ({sleeper}: BrowserType.launch: Timeout 300ms exceeded.); get one with: "
    )
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("token", ["schlüssel", "a\nb"])
def test_a_token_that_http_cannot_send_is_refused(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("OFFRAMP_CONTROL_TOKEN", token)
    with pytest.raises(SiteError, match=r"^OFFRAMP_CONTROL_TOKEN has characters that HTTP cannot send; "):
        Site("http://127.0.0.1:9")
