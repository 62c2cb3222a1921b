"""Loading editions, from TOML files or requests."""

import tomllib
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mocksite.editions.schema import Edition
from mocksite.editions.validate import faults
from mocksite.errors import EditionError

FOLDER = Path(__file__).parent


def parse(content: object, source: str = "") -> Edition:
    """The edition in an object from TOML or JSON.

    Raises EditionError with a line for each fault: the ``source``, the key, what is wrong, and what to do.
    """
    try:
        edition = Edition.model_validate(content)
        lines = faults(edition)
    except ValidationError as error:
        lines = [_fault_line(fault) for fault in error.errors()]
    if lines:
        raise EditionError("\n".join(f"{source}: {line}" if source else line for line in lines))
    return edition


# What to say for what pydantic reports.
REMEDIES = {
    "extra_forbidden": "unknown key; remove it or correct its spelling",
    "missing": "is missing; add it",
    "string_pattern_mismatch": "has invisible characters, or spaces that are doubled or at an end; remove them",
    "string_too_short": "is empty; write something",
    "too_short": "is empty; list at least one",
    "too_long": "is too long; shorten it",
    "string_too_long": "is too long; shorten it",
    "string_type": "must be text; write it in quotes",
    "list_type": "must be a list; write it in square brackets",
    "dict_type": "must be a table; write keys and values",
    "model_type": "must be a table; write keys and values",
    "model_attributes_type": "must be a table; write keys and values",
    "bool_type": "must be true or false; write one of them",
    "bool_parsing": "must be true or false; write one of them",
    "int_type": "must be a whole number; write one without quotes",
    "int_parsing": "must be a whole number; write one without quotes",
    "int_from_float": "must be a whole number; write one",
    "time_delta_type": "must be a duration; write one such as P30D",
    "time_delta_parsing": "must be a duration; write one such as P30D",
    "greater_than_equal": "is too short; write a duration such as P30D",
    "less_than_equal": "is too long; write a duration such as P30D",
}


@cache
def _known_keys() -> list[str]:
    schema = Edition.model_json_schema()
    return sorted(key for table in (*schema["$defs"].values(), schema) for key in table.get("properties", ()))


def _fault_line(fault: Any) -> str:
    parts = [part for part in fault["loc"] if part != "[key]"]
    key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in parts).lstrip(".")
    message = REMEDIES.get(fault["type"], fault["msg"]).removeprefix("Value error, ")
    if fault["type"] == "extra_forbidden" and (close := get_close_matches(str(parts[-1]), _known_keys(), 1, 0.75)):
        message = f"unknown key; did you mean {close[0]}?"
    if fault["type"] == "greater_than_equal" and isinstance(minimum := fault["ctx"]["ge"], int):
        message = f"is too small; write at least {minimum}"
    if fault["type"] == "literal_error":
        message = f"{fault['input']!r} is not known; write one of {fault['ctx']['expected']}"
    if fault["type"] == "string_pattern_mismatch" and parts[-1] in ("id", "under"):
        message = "is not an id; write lower-case letters, digits and dashes, such as contact-info"
    return f"{key or 'edition'}: {message}"


def names() -> list[str]:
    """The names of the editions that ship."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def load(name: str) -> Edition:
    """The edition of that name. Raises EditionError."""
    if name not in names():
        raise EditionError(f"edition {name!r} does not exist; write one of {', '.join(names())}, or give one inline")
    path = FOLDER / f"{name}.toml"
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise EditionError(f"{path.name}: {error}; correct the TOML") from None
    except (OSError, UnicodeDecodeError) as error:
        raise EditionError(f"{path.name}: cannot be read as UTF-8 text ({error}); save it in that encoding") from None
    return parse(content, path.name)
