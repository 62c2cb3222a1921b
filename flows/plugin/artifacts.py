"""The folder of what a run keeps: emptied of what the last one kept, listed at the end, secrets taken out of traces."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from flows.plugin.redaction import is_redacted, redact_trace

LIST = ".artifacts"
FOUND = pytest.StashKey[set[str]]()


def make_room(config: pytest.Config) -> None:
    """Empty the folder of artifacts, and note what is left in it."""
    folder = Path(config.getoption("--output"))
    _empty(folder)
    config.stash[FOUND] = {path.name for path in folder.iterdir()}


def _empty(folder: Path) -> None:
    """Remove what the last run kept, by its list, and nothing else. A folder with other files in it is refused."""
    if folder.exists() and not folder.is_dir():
        raise pytest.UsageError(f"{folder} is not a folder, so no artifacts can be kept in it; name another")
    listed = folder / LIST
    foreign = [path for path in folder.iterdir() if not (path / LIST).exists()] if folder.is_dir() else []
    if foreign and not listed.exists():
        raise pytest.UsageError(f"{folder} holds files that are not artifacts; name another folder, or empty it")
    for name in listed.read_text("utf-8").splitlines() if listed.exists() else []:
        kept = folder / Path(name).name
        if kept.is_dir() and not kept.is_symlink():
            shutil.rmtree(kept)
        else:
            kept.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    listed.touch()


def redact_traces(config: pytest.Config, report: pytest.TestReport, secrets: Iterable[str], *, pictures: bool) -> None:
    """Rewrite the traces of a test without the secrets; ``pictures`` as in ``redact_trace``."""
    for name, path in report.user_properties:
        if name == "playwright_trace":
            redact_trace(config.invocation_params.dir / str(path), secrets, pictures=pictures)


def list_kept(config: pytest.Config) -> None:
    """List what this run has kept. A trace that an interruption left as it was is not kept: it has secrets in it."""
    found = config.stash.get(FOUND, None)
    if found is None:
        return
    folder = Path(config.getoption("--output"))
    for trace in folder.glob("*/trace*.zip"):
        if not is_redacted(trace):
            trace.unlink()
    (folder / LIST).write_text(
        "".join(f"{path.name}\n" for path in folder.iterdir() if path.name not in found), "utf-8"
    )
