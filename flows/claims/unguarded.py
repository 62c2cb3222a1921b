"""The mutants of an edition that no guide can notice, each with the reason, from the ``unguarded.toml`` beside them."""

import os
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from flows.errors import GuideError, printable, shown
from flows.reading.toml_file import read_toml

FILE = "unguarded.toml"
MOST = 5  # per cent of the mutants of an edition that may be listed


class Unguarded(BaseModel, extra="forbid"):
    """A mutant by its path and change, and why no guide speaks of it."""

    path: str
    change: str
    why: str = Field(min_length=1)

    def __str__(self) -> str:
        return f"{self.path} {self.change}"


class Listed(BaseModel, extra="forbid"):
    """The unguarded mutants of one folder of guides."""

    unguarded: list[Unguarded]


def load(folder: Path) -> dict[str, Unguarded]:
    """The mutants that are listed for a folder of guides, by what they change. Raises GuideError."""
    file = folder / FILE
    if not os.path.lexists(file):
        return {}
    try:
        listed = Listed.model_validate(read_toml(file)).unguarded
    except ValidationError as error:
        faults = (
            printable(f"{shown(file)}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}") for fault in error.errors()
        )
        raise GuideError("\n".join(faults)) from None
    return {str(entry): entry for entry in listed}
