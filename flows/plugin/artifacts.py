"""The artifacts of a run: clearing those of the last run, listing them, and redacting traces."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from flows.plugin.redaction import is_redacted, redact_trace

LIST = ".artifacts"
FOREIGN = pytest.StashKey[set[str]]()


def clear(config: pytest.Config) -> None:
    """Remove the artifacts of the last run, and note which other files there are."""
    folder = Path(config.getoption("--output"))
    _empty(folder)
    config.stash[FOREIGN] = {path.name for path in folder.iterdir()}


def _empty(folder: Path) -> None:
    """Remove only what the last run listed. Raises UsageError for a folder without such a list."""
    if folder.exists() and not folder.is_dir():
        raise pytest.UsageError(f"{folder} is not a folder, so it cannot hold artifacts; name another")
    listed = folder / LIST
    foreign = [path for path in folder.iterdir() if not (path / LIST).exists()] if folder.is_dir() else []
    if foreign and not listed.exists():
        raise pytest.UsageError(f"{folder} holds files that are not artifacts; name another folder, or empty it")
    for name in listed.read_text("utf-8").splitlines() if listed.exists() else []:
        path = folder / Path(name).name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    listed.touch()


def redact_traces(config: pytest.Config, report: pytest.TestReport, secrets: Iterable[str], *, pictures: bool) -> None:
    """Redact the traces of a test; ``pictures`` as in ``redact_trace``."""
    for name, path in report.user_properties:
        if name == "playwright_trace":
            redact_trace(config.invocation_params.dir / str(path), secrets, pictures=pictures)


def write_list(config: pytest.Config) -> None:
    """List the artifacts of this run, and delete traces that it was stopped before redacting."""
    foreign = config.stash.get(FOREIGN, None)
    if foreign is None:
        return
    folder = Path(config.getoption("--output"))
    for trace in folder.glob("*/trace*.zip"):
        if not is_redacted(trace):
            trace.unlink()
    (folder / LIST).write_text(
        "".join(f"{path.name}\n" for path in folder.iterdir() if path.name not in foreign), "utf-8"
    )
