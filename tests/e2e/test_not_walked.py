"""What is not walked, and what is false: each environment fault, lost worlds, full disks."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from flows.errors import SiteUnavailableError
from flows.site.client import Site
from tests.support.breaking_proxy import breaking_proxy
from tests.support.editions import read_edition
from tests.support.flows_process import CLOSE, GuideFolder

# Lets a fault strike the world of each test. Deletes the world as the test ends, before the test does, and that of
# «Gone» as it begins. As the last test ends, kills the browser or its driver; what closes them is torn down before the
# test is judged. Pages have a second to load, in place of half a minute.
PLUGIN = """\
import os
import signal
import subprocess

import pytest
import requests

from flows.pages import screen
from flows.plugin import fixtures

FAULTS = {faults}
fixtures.LOADING = screen.LOADING = 1_000

def lose(world):
    requests.delete(f"{world.site.base_url}/_control/worlds/{world.id}", timeout=30)

@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item):
    if FAULTS.get(item.name):
        item.funcargs["world"].set_faults(FAULTS[item.name])
    if item.name == "Gone":
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
TRUE, FALSE, CUT = "✓.*", "✗.*", r"·.*: not walked: the site at \S+ refused or cut a connection: net::ERR_\w+"
# By title, in order: another sentence of the guide, the fault of its world, if any, and its line.
GUIDES: dict[str, tuple[str, Mapping[str, object] | None, str]] = {
    "Cut": ("Click **My Jobs**.", {"fault": "cut-page", "path": "/my-jobs"}, CUT),
    "Failing": ("Click **Messages**.", {"fault": "error-before-commit", "path": "/messages"}, FALSE),
    "Failing late": ("Click **Messages**.", {"fault": "error-after-commit", "path": "/messages"}, FALSE),
    "Gone": ("Click **Messages**.", None, r"·.*: not walked: .*: there is no world '\S+'; it may .* have expired.*"),
    "Hanging": (
        "Click **Messages**.", {"fault": "hanging", "path": "/messages"},
        "·.*: not walked: the site did not answer within 1 s",
    ),
    "Jumping": ("Click **Messages**.", {"fault": "clock-jump"}, TRUE),
    "Lost": ("Click **Messages**.", {"fault": "lost-answer", "path": "/messages"}, CUT),
    "Nothing": ("Click **Messages**.", None, TRUE),
    "Nowhere": ("Click **Nowhere**.", None, FALSE),
    "Offline": ("Click **Messages**.", {"fault": "offline", "path": "/messages"}, CUT),
    "Slow": ("Click **Messages**.", {"fault": "slow", "path": "/messages", "seconds": 0.8}, TRUE),
    "Unstyled": ("Click your picture and select **Settings**.", {"fault": "no-stylesheet"}, TRUE),
    "Unstyled areas": ("Click **Messages**.", {"fault": "no-stylesheet"}, CUT),  # they are behind a button then
    "Waiting": (
        "Click **Messages**.", {"fault": "hanging", "path": "*.css"},
        "·.*: not walked: the site did not answer within 1 s",
    ),
    "With all": ("Click **Messages**.", None, r"·.*: not walked: the {victim} has stopped.*"),
}  # fmt: skip


@pytest.mark.parametrize("victim", ["browser", pytest.param("driver", marks=pytest.mark.thorough)])
def test_what_goes_wrong_with_a_walk_is_not_blamed_on_others(folder: GuideFolder, victim: str) -> None:
    texts = {title: STAY.replace("title: Close", f"title: {title}") for title in GUIDES}
    folder.write(**{f"{at:02}": f"{texts[title]}2. {GUIDES[title][0]}\n" for at, title in enumerate(GUIDES)})
    faults = {title: fault for title, (_, fault, _) in GUIDES.items()}
    plugin = PLUGIN.replace("{victim}", victim).replace("{faults}", repr(faults))
    (folder.path / "plugin.py").write_text(plugin, "utf-8")
    folder.plugin = "plugin"
    code, lines = folder.check()

    assert code == 1
    first_lines = [line for line in lines if line.startswith(("✓", "✗", "·"))]
    blamed = {"browser": "browser", "driver": "driver of the browser"}[victim]
    for line, (title, (_, _, expected)) in zip(first_lines, GUIDES.items(), strict=True):
        assert re.fullmatch(expected.replace("{victim}", blamed), line)
        assert f"  {title}" in line
    assert "15 guides: 4 true, 3 false, 8 not walked, in " in lines[-1]


def test_every_fault_has_a_verdict_here(site: Site) -> None:
    assert {fault["fault"] for _, fault, _ in GUIDES.values() if fault} == set(site.catalog()["faults"])


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
