"""The temporary folder of a run: private, locked while the run lives, and removed by a later run if it was killed."""

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "offramp-"


@contextmanager
def run_folder() -> Iterator[Path]:
    """A new folder (mode 0700) for everything temporary of a run; removed at the end, as are those of dead runs."""
    _remove_dead()
    folder, lock = _make()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)
        _remove_dead()


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep the folder of a run from being taken for a dead one, for as long as this process lives."""
    lock = _open(folder)
    fcntl.flock(lock, fcntl.LOCK_SH)
    try:
        yield
    finally:
        os.close(lock)


@contextmanager
def temporary_files_in(folder: Path) -> Iterator[None]:
    """Have this process and those it starts keep their temporary files in a folder."""
    former, tempfile.tempdir = tempfile.tempdir, str(folder)
    environment = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = former
        if environment is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = environment


def _make() -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        # The lock is the kernel's, so it ends with the process, however that ends. Children do not inherit it.
        with suppress(FileNotFoundError):  # another run took it for a dead one before it was locked
            lock = _open(folder)
            fcntl.flock(lock, fcntl.LOCK_SH)
            if folder.exists():
                return folder, lock
            os.close(lock)


def _remove_dead() -> None:
    """Remove the folders that no living process holds. Anything else of that name is left alone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            lock = _open(folder)
            try:
                if _is_ours(lock):
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)


def _open(folder: Path) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)


def _is_ours(folder: int) -> bool:
    facts = os.fstat(folder)
    return facts.st_uid == os.geteuid() and stat.S_IMODE(facts.st_mode) == stat.S_IRWXU
