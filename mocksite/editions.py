"""The editions of the site: one TOML file each, or an object in a request."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mocksite.coherence import faults
from mocksite.errors import EditionError
from mocksite.schema import Edition

FOLDER = Path(__file__).parent / "editions"


def parse(content: object, where: str = "") -> Edition:
    """Make an edition of an object as TOML or JSON gives it.

    ``where`` is named in errors, such as the file it came from. Raises EditionError, a line for each fault: file, key,
    remedy.
    """
    try:
        edition = Edition.model_validate(content)
        lines = faults(edition)
    except ValidationError as error:
        lines = [_line(fault) for fault in error.errors()]
    if lines:
        raise EditionError("\n".join(f"{where}: {line}" if where else line for line in lines))
    return edition


def _line(fault: Any) -> str:
    message = fault["msg"]
    key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in fault["loc"]).lstrip(".")
    if fault["type"] == "extra_forbidden":
        message = "no such key; remove it or correct its spelling"
    elif fault["type"] == "missing":
        message = "is missing; add it"
    elif fault["type"] == "literal_error":
        message = f"{fault['input']!r} is not known; write one of {fault['ctx']['expected']}"
    return f"{key or 'edition'}: {message}"


def names() -> list[str]:
    """The editions that ship."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def load(name: str) -> Edition:
    """The edition of that name. Raises EditionError when there is none or it does not hold together."""
    if name not in names():
        raise EditionError(f"edition {name!r} does not exist; write one of {', '.join(names())}, or give one inline")
    path = FOLDER / f"{name}.toml"
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise EditionError(f"{path.name}: {error}; correct the TOML") from None
    return parse(content, path.name)
