"""The artifacts of a run. ADR 27.

What a test keeps is made in the temporary folder of the run and moved to the artifacts once it has no secrets.
"""

import fcntl
import os
import shutil
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from slugify import slugify

from flows.errors import shown
from flows.plugin.redaction import redact_bytes, redact_folder
from flows.plugin.stash import RUN_FOLDER
from flows.reports import record, run_page

LIST = ".artifacts"
WRITTEN_AT_THE_END = (record.NAME, run_page.NAME)
LONGEST = 80  # characters of a test's name in the name of its folder


def claim(config: pytest.Config) -> None:
    """Lock the folder for this run. Raises UsageError if another run has it, or it has files but no list."""
    folder = _folder(config)
    if folder.exists() and not folder.is_dir():
        raise pytest.UsageError(f"{folder} is not a folder, so it cannot hold artifacts; name another")
    listed = folder / LIST
    foreign = [path for path in folder.iterdir() if not (path / LIST).exists()] if folder.is_dir() else []
    if foreign and not listed.exists():
        raise pytest.UsageError(f"{folder} holds files that are not artifacts; name another folder, or empty it")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        config.add_cleanup(lambda: os.close(lock))
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        listed.touch()
    except BlockingIOError:
        raise pytest.UsageError(f"another run is using {folder}; wait for it, or name another: --output DIR") from None
    except OSError as error:
        raise pytest.UsageError(f"{folder} cannot hold artifacts ({error.strerror}); name another") from None


def clear(config: pytest.Config) -> None:
    """Remove what the last run listed, and list what this one writes at its end."""
    folder = _folder(config)
    listed = (folder / LIST).read_text("utf-8", "replace").splitlines()
    for path in [path for path in folder.iterdir() if path.name in listed]:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    junit = config.getoption("xmlpath", None)
    beside = [Path(junit).name] if junit and Path(junit).absolute().parent == folder.absolute() else []
    (folder / LIST).write_text("".join(f"{name}\n" for name in (*WRITTEN_AT_THE_END, *beside)), "utf-8")


def make_folder(config: pytest.Config, nodeid: str) -> Path:
    """A new folder for what a test keeps, under the name it will have among the artifacts.

    The name is readable, and unique even where upper and lower case are the same.
    """
    digest = sha256(nodeid.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    name = f"{slugify(nodeid)[-LONGEST:].strip('-')}-{digest}"
    for number in count(1):
        folder = _staged(config) / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        # Only now: another worker may have moved its own there in the meantime.
        if not (_folder(config) / folder.name).exists():
            break
    return folder


def keep(config: pytest.Config, folder: Path, secrets: list[str], *, pictures: bool) -> None:
    """Redact what a test has made in its folder, and move it to the artifacts; ``pictures`` as in ``redact_folder``."""
    redact_folder(folder, secrets, pictures=pictures)
    if any(path.is_file() for path in folder.rglob("*")):
        _move(config, folder)
    else:
        shutil.rmtree(folder)


def keep_log(config: pytest.Config, log: Path, secrets: list[str]) -> None:
    """Redact the log of a site that has stopped, and move it to the artifacts."""
    log.write_bytes(redact_bytes(log.read_bytes(), secrets))
    _move(config, log)


def write(config: pytest.Config, name: str, text: str) -> None:
    """Write a file to the artifacts."""
    with (_folder(config) / LIST).open("a", encoding="utf-8") as listed:
        listed.write(f"{name}\n")
    (_folder(config) / name).write_text(text, "utf-8")


def final_paths(config: pytest.Config, text: str) -> str:
    """A text in which paths of folders from ``make_folder`` are those of the artifacts."""
    staged, final = _staged(config), f"{shown(_folder(config))}/"
    return text.replace(f"{staged}/", final).replace(f"{shown(staged)}/", final)


def _move(config: pytest.Config, path: Path) -> None:
    # First the list: if the run is killed between the two, the next one still removes the artifact.
    with (_folder(config) / LIST).open("a", encoding="utf-8") as listed:
        listed.write(f"{path.name}\n")
    shutil.move(path, _folder(config) / path.name)


def _folder(config: pytest.Config) -> Path:
    return Path(config.getoption("--output"))


def _staged(config: pytest.Config) -> Path:
    return config.stash[RUN_FOLDER] / "artifacts"
