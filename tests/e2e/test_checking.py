"""``flows check`` on other folders: a line for each guide, whatever else is there, and the exit code."""

import os
import re
import signal
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from playwright.sync_api import Locator, Page, expect

from flows.__main__ import main
from flows.errors import UNPRINTABLE, shown
from tests.support.flows_process import CLOSE, EDITION, TYPO, WRONG, GuideFolder
from tests.support.hostile_files import KINDS, NAMES, write_named

# Has a fault in the harness itself, which only one guide comes upon. Also expects pytest's own reporter.
PLUGIN = """\
import pytest
from flows.pages.screen import Screen

choose = Screen.choose

def choose_or_fail(self, label, option=None):
    if option == "Whatever":
        raise RuntimeError("nobody foresaw this")
    choose(self, label, option)

Screen.choose = choose_or_fail

def pytest_terminal_summary(terminalreporter):
    assert isinstance(terminalreporter, pytest.TerminalReporter)
    terminalreporter.write_line(f"{len(terminalreporter.stats['error'])} errors")
"""
# Sends Ctrl-C outside a walk, followed by an error of its own.
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
# Settings of pytest, Playwright and Python that are somebody else's.
FOREIGN = {
    "PYTEST_ADDOPTS": "--collect-only -k nothing",
    "PYTEST_PLUGINS": "no_such_plugin",
    "PWDEBUG": "1",
    "SELENIUM_REMOTE_URL": "http://127.0.0.1:9",
    "NODE_OPTIONS": "--no-such-option",
    "PYTHONOPTIMIZE": "2",
}
FOREIGN_FILES = {
    "conftest.py": "raise RuntimeError('conftest.py was run')\n",
    **{
        name: f"[{section}]\naddopts = --collect-only\n"
        for name, section in {"pytest.ini": "pytest", "tox.ini": "pytest", "setup.cfg": "tool:pytest"}.items()
    },
}
STAY = CLOSE[: CLOSE.index("2. ")].replace("title: Close", "title: Stay").replace("ends: closed", "ends: still open")
LINKED = "---\ntitle: Pay\npersona: freelancer\n---\n\n1. {}\n"
GUIDES = {
    # Sentences whose condition is not met.
    "unmet": f"""{STAY}
2. If **Banana** appears, click **Banana**.
3. Click **Payments** and, if **Banana** appears, click it.
4. If **My Jobs** appears, click **Proposals** and click **My Jobs**.
""",
    "linked": f"""{STAY}
2. If **Banana** appears, [do that](_pays.md).
3. If **My Jobs** appears, [do this](_pays.md).
4. Then [do nothing](_not_met.md).
""",
    "mistaken": f"""{STAY}
2. If **Banana** appears, [do that](_false.md).
3. If **My Jobs** appears, [do it](_false.md).
4. Click **Payments**.
""",
    "_pays": LINKED.format("Go to **Payments**.\n2. If **Banana** appears, click **Banana**."),
    "_not_met": LINKED.format("If **Banana** appears, click **Banana**."),
    "_false": LINKED.format("If **My Jobs** appears, click **Banana**."),
    "good": CLOSE,
    "unforeseen": CLOSE.replace("choose a reason", "choose **Whatever** as your reason"),
}
MARKS = {
    "good.md": "✓ good.md  Close → closed",
    "unmet.md": "✓ unmet.md  Stay → still open (1 sentence did not apply, 1 sentence applied only in part)",
    "linked.md": "✓ linked.md  Stay → still open (2 sentences did not apply)",
    "mistaken.md": "✗ mistaken.md  Stay",
    "unforeseen.md": "✗ unforeseen.md  Close",
    r"wrong \udcff.md": r"✗ wrong \udcff.md  Close with a wrong label",
}
# Names that pytest, a terminal, and a worker's channel would each trip over.
WALKED = [b"close [draft].md", b"a::b.md", b"\x1b[31mred.md", b"latin-1 \xe9.md"]


def write_all(folder: GuideFolder) -> dict[str, str]:
    """Fill a folder with guides of every sort and what else may be there; returns the first lines by file."""
    folder.write(**GUIDES)
    for name, (make, _) in KINDS.items():
        make(folder.path / f"{name}.md")
    marks = MARKS | {f"{name}.md": f"✗ {name}.md  cannot be read" for name in KINDS}
    for path in write_named(folder.path, TYPO):
        name = shown(path).removeprefix(f"{shown(folder.path)}/")
        marks[name] = f"✗ {name}  cannot be read"
        if os.fsencode(path.name) in WALKED:
            path.write_text(STAY, "utf-8")
            marks[name] = f"✓ {name}  Stay → still open"
    (folder.path / os.fsdecode(b"wrong \xff.md")).write_text(WRONG, "utf-8")
    for name, text in {**FOREIGN_FILES, "plugin.py": PLUGIN}.items():
        (folder.path / name).write_text(text, "utf-8")
    folder.environment |= FOREIGN
    folder.plugin = "plugin"
    return marks


@pytest.mark.timeout(240)
def test_each_guide_is_reported_by_itself(folder: GuideFolder, page: Page) -> None:
    marks = write_all(folder)
    named = [os.fsdecode(name) for name in NAMES]  # those that the folder has, too, are walked once
    code, lines = folder.check("--workers", "2", "--tracing", "retain-on-failure", "--", *named)
    assert code == 1
    check_lines(lines, marks)
    check_faults(lines)
    check_trace(folder, lines)
    page.goto(folder.report.as_uri())
    check_report(page)

    junit = folder.report.with_name("junit.xml")
    written = [line for path in (folder.report, junit) for line in path.read_text("utf-8").split("\n")]
    assert [line for line in [*lines, *written] if UNPRINTABLE.search(line)] == []
    cases = list(ElementTree.parse(junit).iter("testcase"))  # noqa: S314  (written by our own run)
    names = sorted(str(case.get("classname")) for case in cases)
    assert names == sorted(name.replace("::", r":\x3a") for name in marks)
    assert {str(case.get("name")) for case in cases} == {"Close", "Stay", "Close with a wrong label", "cannot be read"}


def check_lines(lines: list[str], marks: dict[str, str]) -> None:
    assert sorted(line for line in lines if line.startswith(("✓", "✗", "·"))) == sorted(marks.values())
    true = sum(line.startswith("✓") for line in marks.values())
    *_, total, by_plugin = lines
    counts = f"{len(marks)} guides: {true} true, 3 false, {len(marks) - true - 3} not read"
    assert re.fullmatch(rf"{counts}, in \d+ s\. Report: artifacts/report\.html", total)
    assert by_plugin == f"{len(marks) - true - 3} errors"


def below(lines: list[str], mark: str) -> list[str]:
    """The indented lines below that of a guide."""
    rest = lines[lines.index(mark) + 1 :]
    return rest[: next(at for at, line in enumerate(rest) if not line.startswith("    "))]


def check_faults(lines: list[str]) -> None:
    why, picture, trace = below(lines, MARKS[r"wrong \udcff.md"])
    assert why.startswith(
        r"    wrong \udcff.md:8: “Click your picture and select Settings › Contact Details.”: "
        "looked for a control named 'Contact Details'; there was link "
    )
    assert re.fullmatch(r"    picture: artifacts/\S+/where-it-failed\.png", picture)
    assert re.fullmatch(r"    trace: artifacts/\S+/trace\.zip", trace)
    (typo,) = below(lines, "✗ two words.md  cannot be read")
    assert typo.startswith("    two words.md:7: does not understand 'Juggle'; ")
    mistaken = below(lines, MARKS["mistaken.md"])
    assert mistaken[0].startswith("    _false.md:6: “If My Jobs appears, click Banana.”: looked for ")
    unforeseen = below(lines, MARKS["unforeseen.md"])
    assert "    E   RuntimeError: nobody foresaw this" in unforeseen
    assert "in walk_guide" in "\n".join(unforeseen)


def check_trace(folder: GuideFolder, lines: list[str]) -> None:
    trace = below(lines, MARKS["mistaken.md"])[-1].partition("trace: ")[2]
    with zipfile.ZipFile(folder.path / trace) as archive:
        steps = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".trace")]
    assert any("did not apply, because this is not so: «Banana» is shown" in text for text in steps)
    assert any('"frame-snapshot"' in text for text in steps)
    assert not any('"screencast-frame"' in text for text in steps)  # a film is for what is traced from the start


def entry(page: Page, file: str) -> Locator:
    return page.locator(".guide").filter(has=page.locator("summary", has_text=file))


def check_report(page: Page) -> None:
    expected = {"unmet": "✓–✓✓✓", "linked": "✓–✓–✓", "mistaken": "✓–✗··"}
    marks_by_guide = {name: entry(page, f"{name}.md").locator("ol .mark > [aria-hidden]") for name in expected}
    assert {name: "".join(marks.all_text_contents()) for name, marks in marks_by_guide.items()} == expected
    sentences = entry(page, "unmet.md").locator("ol > li")
    expect(sentences.nth(1)).to_contain_text("did not apply: If Banana appears, click Banana.")
    expect(sentences.nth(2)).to_contain_text("applied only in part")
    expect(sentences.nth(3)).not_to_contain_text("appl")
    expect(entry(page, "mistaken.md").locator("blockquote")).to_contain_text("_false.md:6")
    expect(page.locator("pre")).to_contain_text("RuntimeError: nobody foresaw this")


# Reading needs no process of its own.
ReadOnly = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def read_only(folder: GuideFolder, monkeypatch: pytest.MonkeyPatch) -> ReadOnly:
    """Writes guides and reads them; gives the exit code and the lines."""

    def run(*options: str, **guides: str) -> tuple[int, list[str]]:
        folder.write(**guides)
        monkeypatch.chdir(folder.path)
        done = CliRunner().invoke(main, ["check", ".", "--read-only", "--base-url", folder.base_url, *options])
        return done.exit_code, done.output.splitlines()

    return run


TOML = "correct the TOML: put text in quotes, and the names of repeated tables in [[double brackets]]"
FAULTY = {
    "no TOML": ("title = \n", f"edition.toml: Invalid value (at line 1, column 9); {TOML}"),
    "does not hold together": (
        EDITION.replace('at = "account"', 'at = "nowhere"'),
        "edition.toml: closing[1].at: there is no place 'nowhere'; write one of settings, navigation, account",
    ),
}


@pytest.mark.parametrize(("edition", "fault"), FAULTY.values(), ids=FAULTY)
def test_a_fault_in_the_edition_is_reported_once(read_only: ReadOnly, edition: str, fault: str) -> None:
    assert read_only(close=CLOSE, keep=CLOSE, edition=edition) == (
        1,
        [
            *("✗ close.md  cannot be read", f"    {fault}"),
            *("✗ keep.md  cannot be read", "    edition.toml has faults, listed above"),
            "2 guides: 2 not read.",
        ],
    )


def test_a_fault_in_a_linked_procedure_is_reported_once(read_only: ReadOnly) -> None:
    linking = CLOSE.replace("Log in.", "[Go on](_linked.md).")
    code, lines = read_only(close=linking, keep=linking, _linked=TYPO.replace("ends: closed\n", ""))

    assert code == 1
    assert lines[1] == "    close.md:7: links to _linked.md, which cannot be read"
    assert lines[2].startswith("    _linked.md:6: does not understand 'Juggle'")
    assert lines[4:6] == [
        "    keep.md:7: links to _linked.md, which cannot be read",
        "    _linked.md has faults, listed above",
    ]


def test_read_only_prints_how_sentences_are_read(read_only: ReadOnly) -> None:
    linking = CLOSE.replace("Log in.", "Log in now, in June, then [go on](_linked.md).")
    code, lines = read_only(close=linking, _linked=CLOSE.replace("ends: closed\n", ""), label=WRONG)

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
    assert not Path("artifacts").exists()


def test_read_only_and_against_exclude_each_other(read_only: ReadOnly) -> None:
    code, lines = read_only("--against", "own", close=CLOSE)
    assert code == 2
    assert "--against walks guides, and --read-only does not" in lines[-1]


def test_a_folder_without_guides_is_a_usage_error(folder: GuideFolder) -> None:
    folder.write(close=CLOSE)
    missing = "there is no guide here; name a guide file, or a folder that contains some"
    assert folder.check("nowhere") == (2, [f"flows: nowhere: {missing}"])


def test_a_browser_that_does_not_start_stops_workers(folder: GuideFolder) -> None:
    folder.write(close=CLOSE)
    code, lines = folder.check("--browser-path", "/bin/false", "--workers", "2")
    assert code == 2
    assert "no browser starts (/bin/false:" in "\n".join(lines)


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


# No browser is needed to stop a run.


def test_failures_after_ctrl_c_are_not_reported(folder: GuideFolder) -> None:
    folder.write(close=TYPO, keep=TYPO)
    (folder.path / "late.py").write_text(LATE, "utf-8")
    folder.plugin = "late"
    code, lines = folder.check()

    assert code == 130
    assert (lines[0], lines[2]) == ("✗ close.md  cannot be read", "Stopped.")
    assert lines[3].startswith("2 guides: 1 not read, 1 not walked, in ")
    assert len(lines) == 4


def test_signals_at_the_end_change_the_exit_code_only(folder: GuideFolder) -> None:
    folder.write(close=TYPO)
    (folder.path / "last.py").write_text(LAST, "utf-8")
    folder.plugin = "last"
    code, lines = folder.check()

    assert code == 143
    assert lines[0] == "✗ close.md  cannot be read"
    assert lines[2].startswith("1 guide: 1 not read, in ")
    assert lines[3:] == ["Stopped."]
