"""What identifies a procedure: its file, and the heading it stands under."""

from pathlib import Path
from typing import NamedTuple

from flows.errors import shown

PROJECT = Path(__file__).parents[2]


class ProcedureId(NamedTuple):
    """A procedure in results, reports, and names of tests; no two share one, wherever their files are."""

    file: str
    heading: str

    def __str__(self) -> str:
        return f"{self.file}::{self.heading}"


def file_id(path: Path) -> str:
    """A file from the folder of the project, if it and the reader are in it; otherwise, as its reader would type it."""
    inside = path.is_relative_to(PROJECT) and Path.cwd().is_relative_to(PROJECT)
    text = shown(Path.cwd() / path.relative_to(PROJECT)) if inside else shown(path)
    # pytest takes what follows the first :: for the name of a test.
    return text.replace("::", r":\x3a")
