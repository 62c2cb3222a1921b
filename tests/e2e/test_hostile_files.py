"""Hostile files and names, to plain pytest and to every command: each is reported, and nothing is printed raw."""

import os
import re
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from flows.__main__ import main
from flows.errors import UNPRINTABLE
from mocksite.editions import loader
from tests.support.flows_process import CLOSE, EDITION, TYPO, GuideFolder
from tests.support.hostile_files import write_hostile, write_named


def test_plain_pytest_reports_each_file(folder: GuideFolder) -> None:
    guides = GuideFolder(folder.path / "guides", folder.base_url)
    guides.path.mkdir()
    guides.write()
    unread = len(write_hostile(guides.path)) - 1  # to pytest, a folder is only a folder
    unread += len(write_named(guides.path, TYPO))
    (folder.path / "pyproject.toml").write_text("[tool.offramp]\n", "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "pytest_offramp", "--noconftest"]
    code, output = run(
        folder, *command, "-p", "no:randomly", "-q", "--tb", "line", "--base-url", folder.base_url, "guides"
    )
    assert code == 1
    assert re.search(f"^{unread} errors in ", output, re.MULTILINE)
    assert "INTERNALERROR" not in output


def run(folder: GuideFolder, *command: str) -> tuple[int, str]:
    """The exit code and the output of a command on a folder of guides; it prints nothing raw."""
    done = subprocess.run(command, **folder.process, capture_output=True, timeout=100, check=False)
    output = str(done.stdout + done.stderr)
    assert "Traceback" not in output
    assert [line for line in output.split("\n") if UNPRINTABLE.search(line)] == []
    return done.returncode, output


@pytest.fixture
def named(folder: GuideFolder) -> list[str]:
    """The odd names of guides in a folder: one is right and proves a claim, the others cannot be read."""
    folder.write()
    paths = write_named(folder.path, TYPO)
    paths[0].write_text(CLOSE.replace("ends:", "claims: [A1]\nends:"), "utf-8")
    claim = '[[claims]]\nid = "A1"\nkind = ["path"]\nsays = "It is so"\n'
    red = 'red = { guide = "close [draft]", put = { "closing.*.control" = "Go" }, at = "Close my account" }\n'
    (folder.path / "claims.toml").write_text(claim + red, "utf-8")
    return [path.name for path in paths]


@pytest.mark.parametrize("options", [["check", "--read-only"], ["list"]], ids=" ".join)
def test_a_command_that_reads_takes_every_name(
    folder: GuideFolder, named: list[str], options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.path)
    site = [] if options == ["list"] else ["--base-url", folder.base_url]
    done = CliRunner().invoke(main, [*options, *site, "--", *named])
    assert done.exit_code == 1
    assert "close [draft].md" in done.output
    assert "::b.md" in done.output
    assert [line for line in done.output.split("\n") if UNPRINTABLE.search(line)] == []


@pytest.mark.thorough
@pytest.mark.parametrize(
    "options",
    [["check", "--against", loader.names()[0]], ["proofs"], ["run", "--only", "close*"]],
    ids=" ".join,
)
def test_a_command_that_walks_takes_every_name(folder: GuideFolder, named: list[str], options: list[str]) -> None:
    command = [sys.executable, "-m", "flows", *options, "--base-url", folder.base_url, "--", *named]
    code, output = run(folder, *command)
    assert code == (0 if "--only" in options else 1)
    assert "close [draft].md" in output
    assert ("::b.md" in output) is ("--only" not in options)


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
