"""What is not walked, and what is false: cut connections, errors of the site, lost worlds, full disks."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.errors import SiteUnavailableError
from flows.site.client import Site
from tests.support.breaking_proxy import breaking_proxy
from tests.support.editions import read_edition
from tests.support.flows_process import CLOSE, GuideFolder

# Deletes the world of each test as it ends, before the test does, and that of «Lost» as it begins. As the last test
# ends, kills the browser or its driver; what closes them is torn down before the test is judged.
PLUGIN = """\
import os
import signal
import subprocess

import pytest
import requests

def lose(world):
    requests.delete(f"{world.site.base_url}/_control/worlds/{world.id}", timeout=30)

@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item):
    if item.name == "Lost":
        lose(item.funcargs["world"])

@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item, nextitem):
    lose(item.funcargs["world"])
    if nextitem is None:
        session = item.funcargs["browser"].new_browser_cdp_session()
        running = session.send("SystemInfo.getProcessInfo")["processInfo"]
        browser = next(each["id"] for each in running if each["type"] == "browser")
        driver = int(subprocess.run(["pgrep", "-P", str(os.getpid()), "-f", "run-driver"], stdout=-1).stdout)
        os.kill({victim}, signal.SIGKILL)
"""
STAY = CLOSE[: CLOSE.index("2. ")].replace("ends: closed", "ends: still open")
# By title, in order: another sentence of the guide, and its line.
GUIDES = {
    "Cut": ("Click **Payments**.", r"·.*: not walked: the site at \S+ refused or cut a connection: net::ERR_\w+"),
    "Error": ("Click **Messages**.", "✗.*"),
    "Lost": ("Click **My Jobs**.", r"·.*: not walked: .*: there is no world '\S+'; it may .* have expired.*"),
    "Nothing": ("Click **My Jobs**.", "✓.*"),
    "Nowhere": ("Click **Nowhere**.", "✗.*"),
    "Of all": ("Click **My Jobs**.", r"·.*: not walked: the {victim} has stopped.*"),
}


@pytest.mark.parametrize("victim", ["browser", pytest.param("driver", marks=pytest.mark.thorough)])
def test_what_goes_wrong_with_a_walk_is_not_blamed_on_others(folder: GuideFolder, victim: str) -> None:
    texts = {title: STAY.replace("title: Close", f"title: {title}") for title in GUIDES}
    folder.write(**{f"{at}": f"{texts[title]}2. {GUIDES[title][0]}\n" for at, title in enumerate(GUIDES)})
    (folder.path / "plugin.py").write_text(PLUGIN.replace("{victim}", victim), "utf-8")
    folder.plugin = "plugin"
    with breaking_proxy(
        folder.base_url, {"/payments": "cut", "/messages": "503 Service Unavailable"}
    ) as folder.base_url:
        code, lines = folder.check()

    assert code == 1
    first_lines = [line for line in lines if line.startswith(("✓", "✗", "·"))]
    blamed = {"browser": "browser", "driver": "driver of the browser"}[victim]
    for line, (title, (_, expected)) in zip(first_lines, GUIDES.items(), strict=True):
        assert re.fullmatch(expected.replace("{victim}", blamed), line)
        assert f"  {title}" in line
    assert "6 guides: 1 true, 2 false, 3 not walked, in " in lines[-1]


def test_a_control_api_that_fails_blames_no_guide(base_url: str) -> None:
    with (
        breaking_proxy(base_url, {"/_control/worlds": "503 Service Unavailable"}) as address,
        pytest.raises(SiteUnavailableError, match=r"^POST \S+/_control/worlds: status 503"),
    ):
        Site(address).make_world(read_edition("own"), "freelancer")


@pytest.mark.thorough
def test_a_browser_without_enough_files_is_not_walked(folder: GuideFolder) -> None:
    folder.write(close=CLOSE)
    done = _in_shell(folder, 'ulimit -n 100 && "$@"')

    assert done.returncode == 2, done.stdout
    assert ": not walked: " in done.stdout


@pytest.mark.parametrize(
    "redirected",
    [pytest.param('"$@" | head -1; exit ${PIPESTATUS[0]}', marks=pytest.mark.thorough), '"$@" <&- >&- 2>&-'],
    ids=["head", "closed"],
)
def test_the_verdict_does_not_depend_on_who_reads_it(folder: GuideFolder, redirected: str) -> None:
    folder.write(close=CLOSE, other=CLOSE)
    done = _in_shell(folder, redirected)

    assert (done.returncode, done.stderr) == (0, "")
    assert "All 2 guides are true" in folder.report.read_text("utf-8")


def _in_shell(folder: GuideFolder, script: str) -> "subprocess.CompletedProcess[str]":
    shell = ["/bin/bash", "-c", script, "bash", *folder.command()]
    return subprocess.run(shell, **folder.process, capture_output=True, timeout=100, check=False)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 200 kB, which is too small for a trace."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["/bin/umount", str(disk)], check=True)


@pytest.mark.thorough
def test_a_full_disk_is_said_in_a_line(folder: GuideFolder, tiny_disk: Path) -> None:
    folder.write(close=CLOSE)
    output = tiny_disk / "artifacts"
    code, lines = folder.check("--output", str(output), "--tracing", "on")

    assert code == 2
    assert re.fullmatch(r"· close\.md  Close: not walked: cannot write \S+: No space left on device", lines[0])
    assert "cannot write disk/artifacts/report.html: No space left on device" in lines[1:]
    assert [file for file in output.glob("*.*ml") if not file.stat().st_size] == []
