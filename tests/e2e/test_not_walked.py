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
        exit_code, output = run(CLOSE_OWN, "--tracing", "off")

    assert exit_code == code
    assert re.fullmatch(line, output.splitlines()[0])
    assert "Traceback" not in output


def test_a_guide_whose_world_has_expired_is_not_walked(folder: GuideFolder) -> None:
    folder.write(close=WRONG)
    # As if the run had been suspended for longer than its worlds live.
    (folder.path / "short_lives.py").write_text("from flows.plugin import hooks\n\nhooks.LIFETIME = 'PT1S'\n", "utf-8")
    folder.plugin = "short_lives"
    code, lines = folder.check("--tracing", "off")

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


def test_settings_of_pytest_have_no_effect(folder: GuideFolder) -> None:
    folder.write(close=CLOSE)
    for name, section in {"pytest.ini": "pytest", "tox.ini": "pytest", "setup.cfg": "tool:pytest"}.items():
        (folder.path / name).write_text(f"[{section}]\naddopts = --collect-only\n", "utf-8")
    (folder.path / "conftest.py").write_text("raise RuntimeError('conftest.py was run')\n", "utf-8")
    folder.environment |= {"PYTEST_ADDOPTS": "--collect-only -k nothing", "PYTEST_PLUGINS": "no_such_plugin"}
    code, lines = folder.check()

    assert (code, lines[0]) == (0, "✓ close.md  Close → closed")
