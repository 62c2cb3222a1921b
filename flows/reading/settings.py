"""Reads ``offramp.toml``: what holds for all guides in a folder and below it, and what published pages cannot know."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError
from pydantic_core import ErrorDetails

from flows.errors import PROJECT, GuideError, printable, shown
from flows.reading.limits import TITLE
from flows.reading.toml_file import read_toml
from flows.site.browsers import Engine

FILE = "offramp.toml"


class Adopted(BaseModel, extra="forbid", use_attribute_docstrings=True):
    """What is said about one procedure of a page."""

    page: str
    """the page, by its path from the folder of this file (required)"""
    heading: str
    """the heading that the procedure stands under (required)"""
    number: int = 1
    """its number among the procedures under the same heading, from 1"""
    persona: str = ""
    """whose account it is about; empty for a procedure that is not walked"""
    having: list[str] = []
    """the obligations still unsettled"""
    circumstances: list[str] = []
    """anything else special about the account"""
    device: str = "desktop"
    """`desktop`, or a Playwright device"""
    edition: str = ""
    """the edition: the name of one that ships, or a TOML file beside this one; by default, that of all guides here"""
    ends: Annotated[str, Field(max_length=TITLE)] = ""
    """the expected outcome"""
    needs: dict[str, str | bool] = {}
    """what the page cannot know: names and values, and `true` or `false` for what begins with “whether”"""

    @property
    def key(self) -> tuple[str, int]:
        return self.heading, self.number


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
    procedure: list[Adopted] = []
    """procedures of published pages, each in a table of its own, `[[procedure]]`"""


def file_of(folder: Path) -> Path | None:
    """The settings that hold for a folder: the nearest file in it or above; None for the guides that ship."""
    folder = Path(os.path.abspath(folder))
    if folder.is_relative_to(PROJECT / "flows"):
        return None
    return next((place / FILE for place in (folder, *folder.parents) if os.path.lexists(place / FILE)), None)


def settings_of(folder: Path) -> Settings:
    """The settings that hold for a folder. Raises GuideError with a line for each fault."""
    file = file_of(folder)
    return settings_in(file) if file else Settings()


def settings_in(file: Path) -> Settings:
    """The settings in a file. Raises GuideError with a line for each fault."""
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


def _fault(fault: ErrorDetails) -> str:
    """A fault in words, after its key; an entry of a list has its number, from 1."""
    where = [str(part + 1 if isinstance(part, int) else part) for part in fault["loc"]]
    keys = (Adopted if where[1:] else Settings).model_fields
    known = f"is not known; write one of {', '.join(keys)}"
    return f"{printable(' '.join(where))}: {known if fault['type'] == 'extra_forbidden' else printable(fault['msg'])}"
