"""What is false is walked again, with a trace, and both walks are shown; without a failure, nothing is traced."""

import json
import re
import signal
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Locator, Page, expect

from flows.site.client import Site
from tests.support.flows_process import CLOSE, EDITION, ROOT, TYPO, WRONG, GuideFolder
from tests.support.killing import KillableRun, Role
from tests.support.leaks import files_in, leaks
from tests.support.types import CheckLooks

# Notes the world of each walk, and shows an empty page in the first walk of a guide, or another one in each.
UNSTEADY = """\
import json
from collections import Counter
from pathlib import Path

import pytest

EMPTY = {"flaky.md": ["/settings/account"], "moving.md": ["/settings/account", "/closing/*/2"]}
walks = Counter()

@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item):
    walk, file = item.funcargs["walk"], item.path.name
    with Path("worlds").open("a") as worlds:
        worlds.write(json.dumps([file, walk.world.id, walk.world.owner.password]) + "\\n")
    empty = EMPTY.get(file, [])[walks[file]:][:1]
    walks[file] += 1
    open_page = walk.open_page

    def open_on(device):
        page = open_page(device)
        for path in empty:
            page.route("**" + path, lambda route: route.fulfill(body="<h1>Nothing</h1>", content_type="text/html"))
        return page

    walk.open_page = open_on
"""
GUIDES = {
    "label": WRONG,
    "shown": CLOSE.replace("4. Press", "4. Check that **It is gone** is shown.\n5. Press"),
    "end": CLOSE.replace("ends: closed", "ends: still open"),
    "flaky": CLOSE,
    "moving": CLOSE,
    "typo": TYPO,
    "true": CLOSE,
}
SECOND = {
    "label": "false in the same place",
    "shown": "false in the same place",
    "end": "false in the same place",
    "flaky": "true",
    "moving": "false elsewhere",
}
UNSTABLE = ("flaky", "moving")


def entry(page: Page, file: str) -> Locator:
    return page.locator(".guide").filter(has=page.locator("summary", has_text=f"{file}.md"))


def unfold(page: Page) -> None:
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")


def verdicts(artifacts: Path) -> dict[str, tuple[str, str]]:
    """The verdict of each case of the JUnit results, and the text of its failure, by the name of a guide or test."""
    cases = ElementTree.parse(artifacts / "junit.xml").iter("testcase")  # noqa: S314  (our own file)
    return {
        str(case.get("classname") if ".md" in str(case.get("classname")) else case.get("name")).partition("[")[0]: (
            "".join(str(row.get("value")) for row in case.iter("property") if row.get("name") == "verdict"),
            case.findtext("failure", ""),
        )
        for case in cases
    }


@pytest.mark.timeout(240)  # for twelve walks
def test_what_is_false_is_walked_again_with_a_trace(
    folder: GuideFolder, page: Page, site: Site, check_looks: CheckLooks
) -> None:
    folder.write(**GUIDES)
    (folder.path / "unsteady.py").write_text(UNSTEADY, "utf-8")
    folder.plugin = "unsteady"
    code, lines = folder.check("--tracing", "on-second-walk")

    assert code == 1
    check_lines(lines)
    page.goto(folder.report.as_uri())
    check_report(page, folder.report.parent)
    check_looks(page)
    check_junit(folder.report.parent)
    check_traces(folder.report.parent)
    check_worlds(folder)
    # The same request makes the same secrets.
    assert leaks(folder.report.parent, site.make_world(tomllib.loads(EDITION)).secrets) == []


def check_lines(lines: list[str]) -> None:
    blocks = re.findall(r"^✗ (\w+)\.md  .*\n((?: {4}.*\n)*)", "\n".join(lines), re.MULTILINE)
    # Of the folder of an artifact, only that it is the second.
    below = {name: re.sub(r"artifacts/[\w-]+?(-2)?/", r"\1/", text).splitlines() for name, text in blocks}
    for name, second in SECOND.items():
        assert below[name][1:3] == ["    picture: /where-it-failed.png", f"    second walk: {second}"]
        assert below[name][-1] == "    trace: -2/trace.zip"
    assert below["moving"][3].startswith("      moving.md:4: ends: the walk did not end 'closed'")
    assert [len(below[name]) for name in (*SECOND, "typo")] == [4, 4, 4, 4, 6, 1]
    unstable = [line for line in lines if line.endswith("Close: unstable, the two attempts differ")]
    assert sorted(line.split()[1] for line in unstable) == ["flaky.md", "moving.md"]
    assert lines[-1].startswith("7 guides: 1 true, 3 false, 2 unstable, 1 not read, in ")


def check_report(page: Page, artifacts: Path) -> None:
    unfold(page)
    for name, second in SECOND.items():
        guide = entry(page, name)
        expect(guide.get_by_role("heading", level=3)).to_have_text(f"Second walk: {second}")
        files = [str(link.get_attribute("href")) for link in guide.locator(".shot, .trace a").all()]
        pictures = ["where-it-failed.png"] * (2 if name == "moving" else 1)
        assert [Path(file).name for file in files] == [*pictures, "trace.zip"]
        assert [file for file in files if not (artifacts / file).is_file()] == []
    expect(page.get_by_role("heading", name="Unstable: the two attempts differ 2")).to_be_visible()
    expect(entry(page, "moving").locator(".again .wrong")).to_contain_text("Ends: closed")
    expect(entry(page, "moving").locator(".again .mismatch")).to_contain_text("the heading is Nothing")


def check_junit(artifacts: Path) -> None:
    cases = {name.removesuffix(".md"): case for name, case in verdicts(artifacts).items()}
    expected = dict.fromkeys(SECOND, "false") | dict.fromkeys(UNSTABLE, "unstable")
    assert {name: verdict for name, (verdict, _) in cases.items()} == expected | {"typo": "not read", "true": "true"}
    for name, second in SECOND.items():
        assert cases[name][1].startswith(f"{name}.md:")
        assert re.search(rf"^second walk: {second}$(?s:.*)^trace: \S+-2/trace\.zip$", cases[name][1], re.MULTILINE)


def check_traces(artifacts: Path) -> None:
    """Only second walks have a trace, with a film and a group for each sentence."""
    traces = sorted(artifacts.glob("*/trace*.zip"))
    assert sorted(trace.parent.name.partition("-md-")[0] for trace in traces) == sorted(SECOND)
    for trace in traces:
        assert trace.parent.name.endswith("-2")
        content = b"".join(text for name, text in files_in(trace.parent) if name == "trace.zip:trace.trace")
        assert b'"screencast-frame"' in content
        assert b"1. Log in." in content


def check_worlds(folder: GuideFolder) -> None:
    """Both walks of a guide are in worlds that are alike, and both worlds are deleted."""
    worlds = [json.loads(line) for line in (folder.path / "worlds").read_text("utf-8").splitlines()]
    assert sorted(name for name, _, _ in worlds) == sorted([*(f"{name}.md" for name in SECOND)] * 2 + ["true.md"])
    assert len({world for _, world, _ in worlds}) == len(worlds)
    assert len({password for _, _, password in worlds}) == 1
    answers = [requests.get(f"{folder.base_url}/_control/worlds/{world}", timeout=30) for _, world, _ in worlds]
    assert {answer.status_code for answer in answers} == {404}


@pytest.mark.parametrize(
    ("role", "number", "workers", "code", "why"),
    [
        ("run", signal.SIGTERM, 1, 143, "the run was stopped before"),
        pytest.param("run", signal.SIGINT, 2, 130, "the run was stopped before", marks=pytest.mark.thorough),
        ("worker", signal.SIGKILL, 2, 1, "the process that walked it has stopped"),
    ],
)
def test_what_was_false_is_not_lost_in_the_second_walk(
    folder: GuideFolder, role: Role, number: signal.Signals, workers: int, code: int, why: str
) -> None:
    folder.write(label=WRONG)
    options = ["--tracing", "on-second-walk", "--slowmo", "200", "-n", str(workers)]
    with KillableRun(folder.command(*options), folder.path, PYTHONPATH=str(ROOT)) as run:
        # The picture is kept when the first walk has ended.
        run.wait_until(lambda: [*folder.report.parent.glob("*/where-it-failed.png")], "a picture")
        for _ in range(workers if role == "worker" else 1):
            run.send(role, number)
        exit_code, output = run.finish()

    assert exit_code == code
    assert f"    second walk: not walked: {why}\n" in output
    assert "1 guide: 1 false, in " in output
    assert "trace: " not in output
    verdict, failure = verdicts(folder.report.parent)["label.md"]
    assert verdict == "false"
    assert failure.startswith("label.md:8: ")
    assert failure.endswith(f"second walk: not walked: {why}")


BY_HAND = """\
import signal
from collections import Counter

import pytest

runs = Counter()

def run(name):
    runs[name] += 1
    return runs[name]

@pytest.fixture
def steady():
    assert run("set-up") == 2

def test_red(page):
    assert page.title() == "never"

def test_flaky(page):
    assert run("flaky") == 2
    assert signal.getitimer(signal.ITIMER_REAL)[0], "each run has its own timeout"

def test_moving(context):
    if run("moving") == 1:
        assert context.pages == "first"
    assert context.pages == "second"

def test_unset(steady, page):
    pass

def test_without_a_browser():
    assert run("unit") == 2

def test_good(page):
    pass
"""
BY_HAND_SECOND: Mapping[str, tuple[str, str]] = {
    "test_red": ("false", "false in the same place"),
    "test_flaky": ("unstable", "true"),
    "test_moving": ("unstable", "false elsewhere"),
    "test_unset": ("unstable", "true"),
    "test_without_a_browser": ("false", ""),
    "test_good": ("true", ""),
}


def test_tests_in_a_browser_are_run_again(tmp_path: Path, base_url: str, page: Page) -> None:
    (tmp_path / "test_mine.py").write_text(BY_HAND, "utf-8")
    artifacts = tmp_path / "artifacts"
    command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "-p", "no:randomly", "-p", "no:schemathesis"]
    kept = ["-n", "1", "--output", str(artifacts), "--junitxml", str(artifacts / "junit.xml"), "--base-url", base_url]
    command += [*kept, str(tmp_path / "test_mine.py")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    page.goto((artifacts / "report.html").as_uri())
    unfold(page)

    assert done.returncode == 1
    for name, (_, second) in BY_HAND_SECOND.items():
        test = page.locator(".guide").filter(has_text=name)
        expect(test.get_by_role("heading", level=3)).to_have_text([f"Second run: {second}"] if second else [])
        expect(test.get_by_role("link", name="trace file")).to_have_count(1 if second else 0)
    expect(page.locator(".guide").filter(has_text="test_red").get_by_role("img")).to_have_count(1)
    printed = re.findall(r"^-+ second run: (.*?) -+$", done.stdout, re.MULTILINE)
    assert sorted(printed) == sorted(second for _, second in BY_HAND_SECOND.values() if second)
    assert {name: verdict for name, (verdict, _) in verdicts(artifacts).items()} == {
        name: verdict for name, (verdict, _) in BY_HAND_SECOND.items()
    }
