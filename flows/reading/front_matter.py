"""The front matter of a guide, and its faults."""

from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, Field, ValidationError

from flows.errors import shown

CLAIM = r"^[A-Z]\d+$"


class FrontMatter(BaseModel, extra="forbid", use_attribute_docstrings=True):
    """What a guide says about itself."""

    title: str
    """what the guide does, in one line (required)"""
    persona: str
    """whose account it is about (required)"""
    having: list[str] = []
    """the obligations still unsettled, in square brackets: `[balance, dispute]`"""
    circumstances: list[str] = []
    """anything else special about the account"""
    device: str = "desktop"
    """`desktop` (the default), or a Playwright device such as `Pixel 7` or `iPad (gen 11)`"""
    claims: list[Annotated[str, Field(pattern=CLAIM)]] = []
    """the claims of `claims.toml` that it proves; your own guides need none"""
    gone: list[str] = []
    """the parts of the account's data that must be deleted or masked by the end: `[profile, messages]`"""
    kept: list[str] = []
    """the parts that must be there before and still be there at the end"""
    ends: str | None = None
    """the expected outcome (required, except in a linked guide)"""


def read_front_matter(path: Path, text: str) -> tuple[FrontMatter | None, list[str]]:
    """The front matter of a file, and a line for each fault in it."""
    if not text:
        return None, [f"{shown(path)}:1: there is no front matter; start the file with --- title, persona, ends ---"]
    try:
        return FrontMatter.model_validate(yaml.safe_load(text) or {}), []
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or "cannot be read"
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        return None, [f"{shown(path)}:{line}: the front matter is not YAML: {problem}"]
    except ValidationError as error:
        return None, [_fault(path, text, fault) for fault in error.errors()]
    except ValueError as error:  # such as an impossible date
        return None, [f"{shown(path)}:2: the front matter is not YAML: {error}; put quotes around the value"]


def _fault(path: Path, text: str, fault: Any) -> str:
    key = str(fault["loc"][0]) if fault["loc"] else "front matter"
    message = {
        "extra_forbidden": f"is not known; write one of {', '.join(FrontMatter.model_fields)}",
        "missing": "is missing; add it",
        "list_type": "is not a list; write it in square brackets, such as [balance]",
        "string_type": "is not text; put it in quotes",
        "string_pattern_mismatch": f"{fault['input']!r} is not the ID of a claim, such as D4",
    }.get(fault["type"], fault["msg"])
    return f"{shown(path)}:{line_of(text, key)}: {key}: {message}"


def line_of(text: str, key: str) -> int:
    """The line of a key of the front matter in its file; the first line if the key is missing."""
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines, 2) if line.startswith(f"{key}:")), 1)


def parse_end(ends: str) -> tuple[str, list[str]]:
    """The name of an end, and the obligations it lists: ``blocked by balance, open-proposal``."""
    if ends.startswith("blocked by "):
        return "blocked by …", [name.strip() for name in ends.removeprefix("blocked by ").split(",")]
    return ends, []
