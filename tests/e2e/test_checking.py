"""``flows check`` on other folders: a line for each guide, and the exit code."""

import os
import pty
import re
import signal
import subprocess

import pytest
from playwright.sync_api import Page, expect

from tests.support.flows_process import CLOSE, EDITION, TYPO, WRONG, GuideFolder

# A plugin that sends Ctrl-C outside a walk, followed by an error of its own.
LATE = """\
import contextlib, os, signal

def pytest_runtest_logreport(report):
    if report.when == "teardown":
        with contextlib.suppress(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
        raise RuntimeError("the browser is gone")
"""
# Two signals that arrive at once, as the results are about to be written.
LAST = """\
import os, signal

def pytest_sessionfinish():
    both = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, both)
    for number in both:
        os.kill(os.getpid(), number)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, both)
"""
# A plugin with a fault in the harness itself, which no line of a guide causes.
FAULT = """\
from flows.pages.screen import Screen

def choose(self, *_):
    raise RuntimeError("nobody foresaw this")

Screen.choose = choose
"""
# Another plugin, which expects pytest's reporter and adds a line to its summary.
OTHER = """\
import pytest

def pytest_terminal_summary(terminalreporter):
    assert isinstance(terminalreporter, pytest.TerminalReporter)
    terminalreporter.write_line(f"{len(terminalreporter.stats['error'])} error")
"""


@pytest.mark.parametrize("workers", ["1", pytest.param("2", marks=pytest.mark.thorough)])
def test_each_guide_has_a_line_and_faults_stop_no_other(folder: GuideFolder, workers: str) -> None:
    folder.write(close=CLOSE, label=WRONG, typo=TYPO, also=CLOSE)
    code, lines = folder.check("--workers", workers, "--tracing", "retain-on-failure")

    assert code == 1
    guides = sorted(line for line in lines if line.startswith(("✓", "✗")))
    assert guides == [
        "✓ also.md  Close → closed",
        "✓ close.md  Close → closed",
        "✗ label.md  Close with a wrong label",
        "✗ typo.md  cannot be read",
    ]
    label = lines.index("✗ label.md  Close with a wrong label")
    assert lines[label + 1].startswith(
        "    label.md:8: “Click your picture and select Settings › Contact Details.”: looked for a control named "
        "'Contact Details'; there was link "
    )
    assert re.fullmatch(r"    picture: artifacts/\S+/where-it-failed\.png", lines[label + 2])
    typo = lines.index("✗ typo.md  cannot be read")
    assert lines[typo + 1].startswith("    typo.md:7: does not understand 'Juggle'; ")
    assert re.fullmatch(r"4 guides: 2 true, 1 false, 1 not read, in \d+ s\. Report: artifacts/report\.html", lines[-1])
    assert re.fullmatch(r"    trace: artifacts/\S+/trace\.zip", lines[label + 3])
    assert len(lines) == len(guides) + 5


def test_true_guides_are_one_line_each(folder: GuideFolder) -> None:
    folder.write(close=CLOSE)
    code, lines = folder.check()

    assert code == 0
    assert lines[0] == "✓ close.md  Close → closed"
    assert re.fullmatch(r"1 guide: 1 true, in \d+ s\. Report: artifacts/report\.html", lines[1])
    assert len(lines) == 2


def test_other_plugins_find_the_reporter_they_know(folder: GuideFolder) -> None:
    folder.write(typo=TYPO)
    (folder.path / "other.py").write_text(OTHER, "utf-8")
    folder.plugin = "other"
    assert folder.check()[1][-1] == "1 error"


TOML = "correct the TOML: put text in quotes, and the names of repeated tables in [[double brackets]]"
NO_TOML = f"edition.toml: Invalid value (at line 1, column 9); {TOML}"
ADRIFT = "edition.toml: closing[1].at: there is no place 'nowhere'; write one of settings, navigation, account"
FAULTY = {
    "no TOML, read only": ("title = \n", NO_TOML, ["--read-only"]),
    "no TOML, walked": ("title = \n", NO_TOML, []),
    "no TOML, workers": ("title = \n", NO_TOML, ["--workers", "2"]),
    "does not hold together": (EDITION.replace('at = "account"', 'at = "nowhere"'), ADRIFT, []),
}


@pytest.mark.parametrize(("edition", "fault", "options"), FAULTY.values(), ids=FAULTY)
def test_a_fault_in_the_edition_is_reported_once(
    folder: GuideFolder, edition: str, fault: str, options: list[str]
) -> None:
    folder.write(close=CLOSE, keep=CLOSE, edition=edition)
    code, lines = folder.check(*options)

    assert code == 1
    assert sorted(lines[:4:2]) == ["✗ close.md  cannot be read", "✗ keep.md  cannot be read"]  # workers have no order
    assert lines[1:4:2] == [f"    {fault}", "    edition.toml has faults, listed above"]
    assert lines[4].startswith("2 guides: 2 not read")


def test_a_fault_in_a_linked_procedure_is_reported_once(folder: GuideFolder) -> None:
    linking = CLOSE.replace("Log in.", "[Go on](_linked.md).")
    folder.write(close=linking, keep=linking, _linked=TYPO.replace("ends: closed\n", ""))
    code, lines = folder.check("--read-only")

    assert code == 1
    assert lines[1] == "    close.md:7: links to _linked.md, which cannot be read"
    assert lines[2].startswith("    _linked.md:6: does not understand 'Juggle'")
    assert lines[4:6] == [
        "    keep.md:7: links to _linked.md, which cannot be read",
        "    _linked.md has faults, listed above",
    ]


def test_read_only_prints_readings_and_starts_no_browser(folder: GuideFolder) -> None:
    linking = CLOSE.replace("Log in.", "Log in now, in June, then [go on](_linked.md).")
    folder.write(close=linking, _linked=CLOSE.replace("ends: closed\n", ""), label=WRONG)
    code, lines = folder.check("--read-only", "--browser-path", "/bin/false")

    assert code == 0
    assert lines[:5] == [
        "close.md  Close → closed",
        "    1. Log in now, in June, then go on.",
        "       log in; do ⟦_linked.md⟧; ignored: “in June”",
        "       _linked.md:6: log in",
        "       _linked.md:7: click «Account menu»; click «Settings»›«Account»",
    ]
    assert "label.md  Close with a wrong label → closed" in lines
    assert lines[-1] == "2 guides: 2 read."
    assert not folder.report.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--base-url", "http://127.0.0.1:9"], "is not a mock that answers"),
        (["--browser-path", "/bin/false"], "no browser starts (/bin/false:"),
        (["--browser-path", "/bin/false", "--workers", "2"], "no browser starts (/bin/false:"),
        (["--read-only", "--against", "own"], "--against walks guides, and --read-only does not"),
        (["nowhere"], "flows: nowhere: there is no guide here; name a guide file, or a folder that contains some"),
    ],
    ids=["no mock", "no browser", "no browser for workers", "nothing to walk", "no guides"],
)
def test_a_check_that_cannot_start_is_a_usage_error(folder: GuideFolder, options: list[str], message: str) -> None:
    folder.write(close=CLOSE)
    code, lines = folder.check(*options)

    assert code == 2
    assert message in "\n".join(lines)


@pytest.mark.parametrize(("wish", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)], ids=["terminal", "NO_COLOR"])
def test_colour_is_only_for_terminals_that_want_it(folder: GuideFolder, wish: dict[str, str], coloured: bool) -> None:
    folder.write(typo=TYPO)
    ours, theirs = pty.openpty()
    folder.environment |= wish
    with subprocess.Popen(folder.command(), **folder.process, stdout=theirs, stderr=theirs) as process:
        process.wait(timeout=60)
    os.close(theirs)
    output = os.read(ours, 65536).decode()
    os.close(ours)

    assert ("\x1b[31m✗\x1b[0m typo.md  cannot be read" in output) is coloured
    assert ("\x1b" in output) is coloured


def test_no_colour_where_there_is_no_terminal(folder: GuideFolder) -> None:
    folder.write(typo=TYPO)
    assert "\x1b" not in "\n".join(folder.check()[1])


def test_ctrl_c_stops_and_counts_guides_not_walked(folder: GuideFolder) -> None:
    folder.write(close=CLOSE, keep=CLOSE, label=WRONG)
    # A terminal sends the signal to the whole process group, including the site and the browser.
    with subprocess.Popen(
        folder.command(), **folder.process, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as process:
        assert process.stdout
        first = process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        rest = process.stdout.read().splitlines()

    assert first == "✓ close.md  Close → closed\n"
    assert rest[0] == "Stopped."
    assert rest[1].startswith("3 guides: 1 true, 2 not walked, in ")
    assert rest[2:] == [""] * len(rest[2:])
    assert process.returncode == 130
    assert folder.report.exists()


def test_failures_after_ctrl_c_are_not_reported(folder: GuideFolder) -> None:
    folder.write(close=CLOSE, keep=CLOSE)
    (folder.path / "late.py").write_text(LATE, "utf-8")
    folder.plugin = "late"
    code, lines = folder.check()

    assert code == 130
    assert lines[:2] == ["✓ close.md  Close → closed", "Stopped."]
    assert lines[2].startswith("2 guides: 1 true, 1 not walked, in ")
    assert len(lines) == 3


def test_signals_at_the_end_change_the_exit_code_only(folder: GuideFolder) -> None:
    folder.write(close=CLOSE)
    (folder.path / "last.py").write_text(LAST, "utf-8")
    folder.plugin = "last"
    code, lines = folder.check()

    assert code == 143
    assert lines[0] == "✓ close.md  Close → closed"
    assert lines[1].startswith("1 guide: 1 true, in ")
    assert lines[2:] == ["Stopped."]


@pytest.mark.parametrize("workers", [pytest.param("1", marks=pytest.mark.thorough), "2"])
def test_an_unexpected_error_is_shown_with_its_traceback(folder: GuideFolder, workers: str, page: Page) -> None:
    folder.write(close=CLOSE)
    (folder.path / "fault.py").write_text(FAULT, "utf-8")
    folder.plugin = "fault"
    code, lines = folder.check("--workers", workers)
    page.goto(folder.report.as_uri())

    assert code == 1
    assert "    E   RuntimeError: nobody foresaw this" in lines
    assert "in walk_guide" in "\n".join(lines)
    expect(page.locator("pre")).to_contain_text("RuntimeError: nobody foresaw this")
