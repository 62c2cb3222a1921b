"""What identifies a procedure: its file, and the heading it stands under."""

from pathlib import Path
from typing import NamedTuple

from flows.errors import PROJECT, shown

# pytest takes what follows the first :: for the name of a test.
COLONS = r":\x3a"


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
    return text.replace("::", COLONS)


def path_of(test: str) -> Path:
    """The file of a procedure, given the id of its test: what ``file_id`` names."""
    folder = PROJECT if Path.cwd().is_relative_to(PROJECT) else Path.cwd()
    return folder / test.partition("::")[0].replace(COLONS, "::")
