"""What is not walked, and what is false: cut connections and errors of the site, full disks, settings of pytest."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.test_proofs_and_drift import CLAIMS, TAKEN_OUT
from tests.support.breaking_proxy import Break, breaking_proxy
from tests.support.flows_process import CLOSE, CLOSE_OWN, WRONG, FlowsRun, GuideFolder

BROKEN = "/settings/contact-info"
# Deletes the world of each test as it ends, before the test does.
LOSING = """\
import pytest
import requests

@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item):
    world = item.funcargs["world"]
    requests.delete(f"{world.site.base_url}/_control/worlds/{world.id}", timeout=30)
"""
# Kills the browser or its driver as the last test ends; what closes them is torn down before the test is judged.
KILLING = """\
import os
import signal
import subprocess

import pytest

@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item):
    session = item.funcargs["browser"].new_browser_cdp_session()
    running = session.send("SystemInfo.getProcessInfo")["processInfo"]
    browser = next(each["id"] for each in running if each["type"] == "browser")
    driver = int(subprocess.run(["pgrep", "-P", str(os.getpid()), "-f", "run-driver"], stdout=-1).stdout)
    os.kill({victim}, signal.SIGKILL)
"""
FOREIGN = {
    "PYTEST_ADDOPTS": "--collect-only -k nothing",
    "PYTEST_PLUGINS": "no_such_plugin",
    "PWDEBUG": "1",
    "SELENIUM_REMOTE_URL": "http://127.0.0.1:9",
    "NODE_OPTIONS": "--no-such-option",
    "PYTHONOPTIMIZE": "2",
}


@pytest.mark.parametrize(
    ("kind", "code", "line"),
    [
        ("cut", 2, r"· \S+  Close: not walked: the site at \S+ refused or cut a connection: net::ERR_\w+"),
        ("503 Service Unavailable", 1, r"✗ \S+  Close"),
    ],
)
def test_a_cut_connection_is_not_walked_and_an_error_is_false(
    run: FlowsRun, base_url: str, kind: Break, code: int, line: str
) -> None:
    with breaking_proxy(base_url, BROKEN, kind) as run.base_url:
        exit_code, output = run(CLOSE_OWN)

    assert exit_code == code
    assert re.fullmatch(line, output.splitlines()[0])
    assert "Traceback" not in output


def test_a_guide_whose_world_has_expired_is_not_walked(folder: GuideFolder) -> None:
    folder.write(close=WRONG)
    # As if the run had been suspended for longer than its worlds live.
    (folder.path / "short_lives.py").write_text("from flows.plugin import hooks\n\nhooks.LIFETIME = 'PT1S'\n", "utf-8")
    folder.plugin = "short_lives"
    code, lines = folder.check()

    assert code == 2
    assert re.fullmatch(r"· \S+  Close.*: not walked: .*: there is no world '\S+'; it may .* have expired", lines[0])


def test_a_proof_does_not_hold_because_a_connection_was_cut(run: FlowsRun, base_url: str) -> None:
    run.guide.write_text(CLOSE_OWN.replace("ends:", "claims: [A1]\nends:"), "utf-8")
    claim = CLAIMS.format(red=TAKEN_OUT, at="Close my account")
    (run.guide.parent / "claims.toml").write_text(claim, "utf-8")
    with breaking_proxy(base_url, BROKEN, "cut") as address:
        arguments = ["--base-url", address, "--output", str(run.artifacts), "--tracing", "off"]
        code, output = run.flows("proofs", str(run.guide), *arguments)

    assert "2 walks: 2 not walked" in output
    assert code == 2


def test_a_control_api_that_fails_is_not_walked(run: FlowsRun, base_url: str) -> None:
    with breaking_proxy(base_url, "/_control/worlds", "503 Service Unavailable") as run.base_url:
        code, output = run(CLOSE_OWN)

    assert code == 2
    assert re.match(r"· \S+: not walked: POST \S+/_control/worlds: status 503", output)


def test_the_lost_world_of_a_former_guide_hides_nothing(folder: GuideFolder) -> None:
    folder.write(a=CLOSE, b=WRONG)
    (folder.path / "losing.py").write_text(LOSING, "utf-8")
    folder.plugin = "losing"
    code, lines = folder.check()

    assert code == 1
    assert [line[0] for line in lines if line[0] in "✓✗·"] == ["✓", "✗"]


@pytest.mark.parametrize(("victim", "blamed"), [("browser", "the browser"), ("driver", "the driver of the browser")])
def test_what_dies_at_the_very_end_is_blamed(folder: GuideFolder, victim: str, blamed: str) -> None:
    folder.write(close=CLOSE)
    (folder.path / "killing.py").write_text(KILLING.replace("{victim}", victim), "utf-8")
    folder.plugin = "killing"
    code, lines = folder.check("--tracing", "on")

    assert code == 2
    assert re.fullmatch(rf"· \S+  Close: not walked: {blamed} has stopped.*", lines[0])


@pytest.mark.thorough
def test_a_browser_without_enough_files_is_not_walked(folder: GuideFolder) -> None:
    folder.write(close=CLOSE)
    done = _in_shell(folder, 'ulimit -n 100 && "$@"')

    assert done.returncode == 2, done.stdout
    assert ": not walked: " in done.stdout


@pytest.mark.parametrize("redirected", ['"$@" | head -1; exit ${PIPESTATUS[0]}', '"$@" <&- >&- 2>&-'])
def test_the_verdict_does_not_depend_on_who_reads_it(folder: GuideFolder, redirected: str) -> None:
    folder.write(close=CLOSE, other=CLOSE)
    done = _in_shell(folder, redirected)

    assert (done.returncode, done.stderr) == (0, "")
    assert "All 2 guides are true" in folder.report.read_text("utf-8")


def _in_shell(folder: GuideFolder, script: str) -> "subprocess.CompletedProcess[str]":
    shell = ["/bin/bash", "-c", script, "bash", *folder.command()]
    return subprocess.run(shell, **folder.process, capture_output=True, timeout=60, check=False)


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
    artifacts = tiny_disk / "artifacts"
    code, lines = folder.check("--output", str(artifacts), "--tracing", "on")

    assert code == 2
    assert re.fullmatch(r"· close\.md  Close: not walked: cannot write \S+: No space left on device", lines[0])
    assert "cannot write disk/artifacts/report.html: No space left on device" in lines[1:]
    assert [file for file in artifacts.glob("*.*ml") if not file.stat().st_size] == []


def test_a_folder_that_cannot_hold_artifacts_is_said_in_a_line(folder: GuideFolder) -> None:
    folder.write(close=CLOSE)
    code, lines = folder.check("--output", "/proc/artifacts")

    assert code == 2
    assert "ERROR: /proc/artifacts cannot hold artifacts (No such file or directory); name another" in lines


def test_settings_of_pytest_and_playwright_have_no_effect(folder: GuideFolder) -> None:
    folder.write(close=CLOSE)
    for name, section in {"pytest.ini": "pytest", "tox.ini": "pytest", "setup.cfg": "tool:pytest"}.items():
        (folder.path / name).write_text(f"[{section}]\naddopts = --collect-only\n", "utf-8")
    (folder.path / "conftest.py").write_text("raise RuntimeError('conftest.py was run')\n", "utf-8")
    folder.environment |= FOREIGN
    code, lines = folder.check()

    assert (code, lines[0]) == (0, "✓ close.md  Close → closed")
