"""How long each walk takes, as ``--store-durations`` wrote it; runs are ordered by it, and tell when they may end."""

import json
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from flows.errors import FlowsError, shown
from flows.reading.procedure_id import path_of

# It lies in the folder that holds all guides of the run that wrote it, or in one above.
FILE = "walk-durations.json"
SECONDS_A_SENTENCE = 0.1  # of a walk of which nothing is known
# The edition, claim or repetition of a test, in square brackets.
VARIANT = re.compile(r"(\[[^]]*\])?$")


def seconds(test: str) -> float | None:
    """How long the walk of a test took; None if that is not known."""
    path = path_of(test)
    for folder in path.parents:
        if (file := folder / FILE).is_file():
            return _read(file).get(_key(folder, test))
    return None


@cache
def _read(file: Path) -> dict[str, float]:
    try:
        return {str(key): float(value) for key, value in json.loads(file.read_text("utf-8")).items()}
    except (ValueError, AttributeError, TypeError):
        raise FlowsError(f"{shown(file)} holds no durations; delete it, and write it with: --store-durations") from None


def _key(folder: Path, test: str) -> str:
    return f"{path_of(test).relative_to(folder).as_posix()}::{VARIANT.sub('', test.partition('::')[2])}"


def store(taken: Mapping[str, float]) -> None:
    """Write how many seconds each test took, and keep what is known of other guides. Raises OSError."""
    if not taken:
        return
    folder = Path(os.path.commonpath([path_of(test).parent for test in taken]))
    file = next((each / FILE for each in (folder, *folder.parents) if (each / FILE).is_file()), folder / FILE)
    former = _read(file) if file.is_file() else {}
    kept = {key: value for key, value in former.items() if (file.parent / key.partition("::")[0]).is_file()}
    new = {_key(file.parent, test): round(value, 1) for test, value in taken.items()}
    file.write_text(json.dumps(kept | new, indent=0, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
    _read.cache_clear()
