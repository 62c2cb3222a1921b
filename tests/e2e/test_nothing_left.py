"""A run that is killed leaves no process and no secret among its artifacts, and the next run removes the rest."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from flows.pages.login_page import authenticator_code
from flows.site.client import Site
from tests.support.editions import FOLDERS, read_edition
from tests.support.flows_process import CLOSE_OWN, ROOT
from tests.support.killing import KillableRun
from tests.support.leaks import leaks

WITH_CODE = (FOLDERS / "own" / "two-factor.md").read_text("utf-8").replace("claims: [D4]\n", "")
GUIDES = {
    "a-code": WITH_CODE,
    "b-false": CLOSE_OWN.replace("**Contact Info**", "**Contact Details**"),
    "c-false-code": WITH_CODE.replace("Click your picture", "Click **Banana**"),
    "d-true": CLOSE_OWN,
    "e-false": CLOSE_OWN.replace("**Close Account**", "**Close it**"),
    "f-code": WITH_CODE,
}
MOMENTS: dict[str, Callable[[KillableRun], None]] = {
    "as the browser starts": lambda run: run.wait_for_role("browser"),
    "after one guide": lambda run: run.wait_for_lines("^[✓✗]"),
    "after four": lambda run: run.wait_for_lines("^[✓✗]", 4),
}
ALWAYS = (signal.SIGKILL, 2, "after one guide")
CASES = [
    pytest.param(
        *case, marks=() if case == ALWAYS else pytest.mark.thorough, id=f"{case[0].name}, {case[1]}, {case[2]}"
    )
    for case in product((signal.SIGKILL, signal.SIGTERM), (1, 2), MOMENTS)
]


def command(guides: Path, artifacts: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "flows", "run", str(guides), "--output", str(artifacts), *options]


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    """Guides that pass and fail, with passwords and codes."""
    folder = tmp_path / "guides"
    folder.mkdir()
    shutil.copy(FOLDERS / "own" / "edition.toml", folder)
    for name, text in GUIDES.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    return folder


@pytest.fixture
def secrets(site: Site) -> list[str]:
    """The secrets of the worlds of the run: the same requests make the same ones."""
    twin = site.make_world(read_edition("own"), circumstances=("two-factor",))
    return [*twin.secrets, authenticator_code(twin.owner, twin)]


@pytest.mark.timeout(240)
@pytest.mark.parametrize(("number", "workers", "moment"), CASES)
def test_no_secret_and_nothing_temporary_is_left(
    guides: Path, secrets: list[str], tmp_path: Path, number: signal.Signals, workers: int, moment: str
) -> None:
    artifacts, temporary = tmp_path / "artifacts", tmp_path / "tmp"
    temporary.mkdir()
    traced = command(guides, artifacts, "--tracing", "on", "--workers", str(workers))
    with KillableRun(traced, ROOT, TMPDIR=str(temporary)) as run:
        MOMENTS[moment](run)
        (folder,) = temporary.iterdir()
        assert folder.stat().st_mode & 0o777 == 0o700
        run.send("run", number)
        run.finish()
        leaked, left = leaks(artifacts, secrets), run.left(30)
    assert (leaked, left) == ([], [])
    if number == signal.SIGTERM:
        assert list(temporary.iterdir()) == []

    last = command(guides / "d-true.md", tmp_path / "others")
    environment = {"TMPDIR": str(temporary), "PATH": "/usr/bin:/bin"}
    subprocess.run(last, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=100)
    assert list(temporary.iterdir()) == []
