"""The temporary folder of a run is private, and a later run removes it if the run was killed."""

import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from flows.site.run_folder import PREFIX, held, run_folder

ROOT = Path(__file__).parents[2]
HOLDS_ONE = """
import sys
from flows.site.run_folder import run_folder
with run_folder() as folder:
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def dead(temporary: Path) -> Path:
    """What is left of a run that was killed: nobody holds it."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    (folder / "worlds.db").write_text("a password", "utf-8")
    return folder


def test_it_is_private_and_removed_at_the_end(temporary: Path) -> None:
    with run_folder() as folder:
        (folder / "worlds.db").write_text("a password", "utf-8")
        assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IRWXU
        assert list(temporary.iterdir()) == [folder]
    assert list(temporary.iterdir()) == []


def test_a_folder_lost_before_it_is_locked_is_replaced(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make, made = tempfile.mkdtemp, []

    def make_and_lose_the_first(prefix: str) -> str:
        made.append(make(prefix=prefix))
        if len(made) == 1:
            Path(made[0]).rmdir()
        return made[-1]

    monkeypatch.setattr(tempfile, "mkdtemp", make_and_lose_the_first)
    with run_folder() as folder:
        assert [str(folder)] == made[1:]


def test_the_folder_of_a_killed_run_is_removed_by_the_next(temporary: Path) -> None:
    command = [sys.executable, "-c", HOLDS_ONE]
    environment = {"TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout
        other = Path(process.stdout.readline().strip())
        with run_folder():
            assert other.exists()
        process.send_signal(signal.SIGKILL)
    assert other.exists()
    with run_folder() as folder:
        assert list(temporary.iterdir()) == [folder]


def test_what_a_run_left_is_looked_for_again_at_the_end(temporary: Path) -> None:
    with run_folder():
        Path(tempfile.mkdtemp(prefix=PREFIX))
    assert list(temporary.iterdir()) == []


def test_a_run_lives_as_long_as_one_of_its_workers(dead: Path) -> None:
    with held(dead), run_folder():
        assert dead.exists()
    with run_folder():
        assert not dead.exists()


def test_what_is_not_of_a_run_is_left_alone(temporary: Path) -> None:
    public, target, link = temporary / f"{PREFIX}public", temporary / "target", temporary / f"{PREFIX}link"
    for folder in (public, target):
        folder.mkdir()
        folder.chmod(0o755)
    target.chmod(0o700)
    link.symlink_to(target)
    (temporary / f"{PREFIX}file").touch()
    with run_folder():
        pass
    assert {path.name for path in temporary.iterdir()} == {"target", public.name, link.name, f"{PREFIX}file"}
