"""Reads ``offramp.toml``, what holds for all guides in a folder and below it."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

from flows.errors import PROJECT, GuideError, printable, shown
from flows.reading.toml_file import read_toml
from flows.site.browsers import Engine

FILE = "offramp.toml"


class Settings(BaseModel, extra="forbid", use_attribute_docstrings=True):
    """What holds for all guides in a folder; a run's own options come first."""

    edition: Annotated[str, Field(min_length=1)] = ""
    """the edition of guides that have no `edition.toml` beside them: its name, or its file, such as `edition.toml`"""
    browser: Engine | None = None
    """the browser: `chromium` (the default), `firefox` or `webkit`; also in plain pytest"""
    patience: Annotated[int, Field(ge=0)] | None = None
    """how long a control may take to appear, in milliseconds (5000 by default); also in plain pytest"""
    workers: Annotated[int, Field(ge=1)] | None = None
    """how many guides `offramp` walks at once; plain pytest has `-n` for that"""


def file_of(folder: Path) -> Path | None:
    """The settings that hold for a folder: the nearest file in it or above; None for the guides that ship."""
    folder = Path(os.path.abspath(folder))
    if folder.is_relative_to(PROJECT / "flows"):
        return None
    return next((place / FILE for place in (folder, *folder.parents) if os.path.lexists(place / FILE)), None)


def settings_of(folder: Path) -> Settings:
    """The settings that hold for a folder. Raises GuideError with a line for each fault."""
    file = file_of(folder)
    if not file:
        return Settings()
    try:
        return Settings.model_validate(read_toml(file), strict=True)
    except ValidationError as error:
        faults = [f"{shown(file)}: {_fault(fault)}" for fault in error.errors(include_url=False)]
        raise GuideError("\n".join(faults)) from None


def edition_of(folder: Path) -> str | Path:
    """The edition that the settings name for a folder: its name, or its file; empty if they name none.

    Raises GuideError as ``settings_of`` does.
    """
    file, edition = file_of(folder), settings_of(folder).edition
    return file.parent / edition if file and edition.endswith(".toml") else edition


def _fault(fault: object) -> str:
    assert isinstance(fault, dict)  # noqa: S101
    key = printable(str(fault["loc"][0]))
    known = f"is not known; write one of {', '.join(Settings.model_fields)}"
    return f"{key}: {known if fault['type'] == 'extra_forbidden' else printable(fault['msg'])}"
