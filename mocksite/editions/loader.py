"""The editions of the site: one TOML file each, or an object in a request."""

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


# What pydantic finds, in words that say what to do.
REMEDIES = {
    "extra_forbidden": "no such key; remove it or correct its spelling",
    "missing": "is missing; add it",
    "string_pattern_mismatch": "has spaces at its ends, doubled, or unseen characters; write it without",
    "string_too_short": "is empty; write something",
    "too_short": "is empty; list at least one",
    "too_long": "is too long; shorten it",
    "string_too_long": "is too long; shorten it",
    "string_type": "is not a text; write it in quotes",
    "list_type": "is not a list; write it in square brackets",
    "dict_type": "is not a table; write keys and values",
    "model_type": "is not a table; write keys and values",
    "model_attributes_type": "is not a table; write keys and values",
    "bool_type": "is neither true nor false; write one of them",
    "bool_parsing": "is neither true nor false; write one of them",
    "int_type": "is not a whole number; write one without quotes",
    "int_parsing": "is not a whole number; write one without quotes",
    "int_from_float": "is not a whole number; write one",
    "time_delta_type": "is not a duration; write one such as P30D",
    "time_delta_parsing": "is not a duration; write one such as P30D",
    "greater_than_equal": "is too short; write a duration such as P30D",
    "less_than_equal": "is too long; write a duration such as P30D",
}


@cache
def _keys() -> list[str]:
    """Every key that some part of an edition has."""
    schema = Edition.model_json_schema()
    return sorted(key for part in (*schema["$defs"].values(), schema) for key in part.get("properties", ()))


def _line(fault: Any) -> str:
    parts = [part for part in fault["loc"] if part != "[key]"]
    key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in parts).lstrip(".")
    message = REMEDIES.get(fault["type"], fault["msg"]).removeprefix("Value error, ")
    if fault["type"] == "extra_forbidden" and (meant := get_close_matches(str(parts[-1]), _keys(), 1, 0.75)):
        message = f"no such key; did you mean {meant[0]}?"
    if fault["type"] == "greater_than_equal" and isinstance(least := fault["ctx"]["ge"], int):
        message = f"is too small; write at least {least}"
    if fault["type"] == "literal_error":
        message = f"{fault['input']!r} is not known; write one of {fault['ctx']['expected']}"
    if fault["type"] == "string_pattern_mismatch" and parts[-1] in ("id", "under"):
        message = "is not an id; write lower-case letters, digits and dashes, such as contact-info"
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
    except (OSError, UnicodeDecodeError) as error:
        raise EditionError(f"{path.name}: cannot be read as UTF-8 text ({error}); save it as such") from None
    return parse(content, path.name)
