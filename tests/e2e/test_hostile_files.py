"""Hostile files beside good guides: each is reported by itself, the good ones are walked, nothing is printed raw."""

import os
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from flows.errors import UNPRINTABLE, shown
from mocksite.editions import loader
from tests.support.flows_process import CLOSE, EDITION, ROOT, TYPO, WRONG, GuideFolder
from tests.support.hostile_files import write_hostile, write_named

# Those that pytest, a terminal, and a worker's channel would each trip over.
WALKED = [b"close [draft].md", b"a::b.md", b"\x1b[31mred.md", b"latin-1 \xe9.md"]


def escaped(folder: Path, path: Path) -> str:
    """A file of a folder as it is printed in that folder."""
    return shown(path).removeprefix(f"{shown(folder)}/")


def write_all(folder: GuideFolder) -> dict[str, str]:
    """Fill a folder with hostile files and a few good ones; returns the expected first lines by file."""
    folder.write(good=CLOSE)
    marks = {"good.md": "✓ good.md  Close → closed"}
    for name in write_hostile(folder.path):
        marks[name] = f"✗ {name}  cannot be read"
    for path in write_named(folder.path, TYPO):
        name = escaped(folder.path, path)
        marks[name] = f"✗ {name}  cannot be read"
        if os.fsencode(path.name) in WALKED:
            path.write_text(CLOSE, "utf-8")
            marks[name] = f"✓ {name}  Close → closed"
    (folder.path / os.fsdecode(b"wrong \xff.md")).write_text(WRONG, "utf-8")
    marks[r"wrong \udcff.md"] = r"✗ wrong \udcff.md  Close with a wrong label"
    return marks


def test_each_file_is_reported_by_itself(folder: GuideFolder) -> None:
    marks = write_all(folder)
    code, lines = folder.check("--workers", "2")
    assert code == 1
    assert sorted(line for line in lines if line.startswith(("✓", "✗"))) == sorted(marks.values())
    walked = len(WALKED) + 1
    unread = len(marks) - walked - 1
    assert lines[-1].startswith(f"{len(marks)} guides: {walked} true, 1 false, {unread} not read, in ")

    report, junit = folder.report, folder.report.parent / "junit.xml"
    written = [line for path in (report, junit) for line in path.read_text("utf-8").split("\n")]
    assert [line for line in [*lines, *written] if UNPRINTABLE.search(line)] == []

    cases = list(ElementTree.parse(junit).iter("testcase"))  # noqa: S314  (written by our own run)
    assert sorted(str(case.get("classname")) for case in cases) == sorted(
        name.replace("::", r":\x3a") for name in marks
    )
    names = {str(case.get("name")) for case in cases}
    assert names == {"Close", "Close with a wrong label", "cannot be read"}


def test_plain_pytest_reports_each_file_and_walks_the_good_one(folder: GuideFolder) -> None:
    guides = GuideFolder(folder.path / "guides", folder.base_url)
    guides.path.mkdir()
    guides.write()
    unread = len(write_hostile(guides.path)) - 1  # to pytest, a folder is only a folder
    good, *others = write_named(guides.path, TYPO)
    good.write_text(CLOSE, "utf-8")
    code, output = pytest_on(guides)
    assert code == 1
    assert f"1 passed, {unread + len(others)} errors in " in output
    assert [line for line in output.split("\n") if UNPRINTABLE.search(line)] == []
    assert "Traceback" not in output
    assert "INTERNALERROR" not in output


def pytest_on(folder: GuideFolder, *options: str) -> tuple[int, str]:
    """The exit code and the output of plain pytest on a folder of guides."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        str(ROOT / "pyproject.toml"),
        "--rootdir",
        str(ROOT),
        "--noconftest",
    ]
    command += ["-p", "no:randomly", "-n", "1", "-q", "--base-url", folder.base_url, "--tracing", "off", *options, "."]
    done = subprocess.run(command, **folder.process, capture_output=True, timeout=100, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["check", "--against", loader.names()[0]], marks=pytest.mark.thorough),
        ["proofs"],
        pytest.param(["run", "--only", "close*"], marks=pytest.mark.thorough),
        ["check", "--read-only"],
        ["list"],
    ],
    ids=" ".join,
)
def test_every_command_takes_every_name(folder: GuideFolder, options: list[str]) -> None:
    folder.write()
    paths = write_named(folder.path, TYPO)
    paths[0].write_text(CLOSE.replace("ends:", "claims: [A1]\nends:"), "utf-8")
    claim = '[[claims]]\nid = "A1"\nkind = ["path"]\nsays = "It is so"\n'
    red = 'red = { guide = "close [draft]", put = { "closing.*.control" = "Go" }, at = "Close my account" }\n'
    (folder.path / "claims.toml").write_text(claim + red, "utf-8")
    site = [] if options == ["list"] else ["--base-url", folder.base_url]
    command = [sys.executable, "-m", "flows", *options, *site, "--", *(path.name for path in paths)]
    done = subprocess.run(command, **folder.process, capture_output=True, timeout=100, check=False)
    output = done.stdout + done.stderr
    assert done.returncode == (0 if "--only" in options else 1)
    assert "Traceback" not in output
    assert "close [draft].md" in output
    assert ("::b.md" in output) is ("--only" not in options)
    assert [line for line in output.split("\n") if UNPRINTABLE.search(line)] == []


@pytest.mark.thorough
@pytest.mark.parametrize("workers", ["1", "2"])
def test_200_hostile_files_beside_a_good_guide(
    folder: GuideFolder, workers: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write(good=CLOSE)
    number = 0
    while len(list(folder.path.rglob("*.md"))) < 201:
        inner = folder.path / f"{number}"
        inner.mkdir()
        (inner / "edition.toml").write_text(EDITION, "utf-8")
        write_hostile(inner)
        write_named(inner, TYPO)
        number += 1
    for path in sorted(folder.path.glob("*/*.md"))[200:]:
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    started = time.monotonic()
    with subprocess.Popen(
        folder.command("--workers", workers), **folder.process, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout
        lines = process.stdout.read().splitlines()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    with capsys.disabled():
        peak = usage.ru_maxrss // 1024
        print(f"\n{workers} workers: {time.monotonic() - started:.0f} s, at most {peak} MiB in one process")  # noqa: T201
    assert process.returncode == 1
    assert lines[-1].startswith("201 guides: 1 true, 200 not read, in ")
    assert "✓ good.md  Close → closed" in lines
    assert sum(line.endswith("  cannot be read") for line in lines) == 200
    assert peak < 300
