"""The front matter of a guide: what it says of itself before its first sentence, and what can be wrong with that."""

from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from flows.errors import shown

CLAIM = r"^[A-Z]\d+$"


class FrontMatter(BaseModel):
    """What a guide says of itself before its first sentence; ``ends`` may be missing in a procedure only linked to."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    title: str
    """what the procedure does, in a line (needed)"""
    persona: str
    """whose account it is about (needed)"""
    having: list[str] = []
    """what is still owed, in square brackets: `[balance, dispute]`"""
    circumstances: list[str] = []
    """what else is special about the account"""
    device: str = "desktop"
    """`desktop` if nothing is said, or a device Playwright knows, such as `Pixel 7`, `iPhone 15` or `iPad (gen 11)`"""
    claims: list[Annotated[str, Field(pattern=CLAIM)]] = []
    """which claims of `claims.toml` it proves; yours need none"""
    gone: list[str] = []
    """which parts of the account's data must be deleted or masked by the end: `[profile, messages]`"""
    kept: list[str] = []
    """which parts must be there at the end, and so must have been there before"""
    ends: str | None = None
    """how it must come out (needed, but not in a procedure that is only linked to)"""


def read_front_matter(path: Path, found: str) -> tuple[FrontMatter | None, list[str]]:
    """The front matter found in a file, and a line for each fault of it."""
    if not found:
        return None, [f"{shown(path)}:1: there is no front matter; start the file with --- title, persona, ends ---"]
    try:
        return FrontMatter.model_validate(yaml.safe_load(found) or {}), []
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or "cannot be read"
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        return None, [f"{shown(path)}:{line}: the front matter is not YAML: {problem}"]
    except ValidationError as error:
        return None, [_front_fault(path, found, fault) for fault in error.errors()]
    except ValueError as error:  # a date that is none, a number that is none
        return None, [f"{shown(path)}:2: the front matter is not YAML: {error}; put quotes around the value"]


def _front_fault(path: Path, front: str, fault: Any) -> str:
    key = str(fault["loc"][0]) if fault["loc"] else "front matter"
    message = {
        "extra_forbidden": f"is not known; write one of {', '.join(FrontMatter.model_fields)}",
        "missing": "is missing; add it",
        "list_type": "is not a list; write it in square brackets, such as [balance]",
        "string_type": "is not a text; write it in quotes",
        "string_pattern_mismatch": f"{fault['input']!r} is not the id of a claim, such as D4",
    }.get(fault["type"], fault["msg"])
    return f"{shown(path)}:{line_of(front, key)}: {key}: {message}"


def line_of(front: str, key: str) -> int:
    """The line of the file that a key of the front matter stands in; the first if it does not."""
    lines = front.splitlines()
    return next((number for number, line in enumerate(lines, 2) if line.startswith(f"{key}:")), 1)
