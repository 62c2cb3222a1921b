"""Reads a TOML file beside guides, after checking that it is not nested too deep to be parsed."""

import re
import tomllib
from pathlib import Path
from typing import Any

from flows.errors import GuideError, printable, shown
from flows.reading.limits import DEPTH
from flows.reading.text_file import read_text

# Strings and comments, in which nothing nests; one that does not end goes to the end of its line or file.
TEXTS = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)|\'\'\'.*?(?:\'\'\'|\Z)|"(?:\\.|[^"\\\n])*"?|\'[^\'\n]*\'?|#[^\n]*', re.DOTALL
)
DOTTED = re.compile(rf"(?:\.[^.=,{{}}\[\]\n]*){{{DEPTH}}}")
REMEDY = "correct the TOML: put text in quotes, and the names of repeated tables in [[double brackets]]"


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file. Raises GuideError if it cannot be read, or is nested too deep."""
    text = read_text(path)
    structure = TEXTS.sub("", text)
    if DOTTED.search(structure) or _depth(structure) > DEPTH:
        raise GuideError(f"{shown(path)}: is nested more than {DEPTH} deep; write it flatter")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise GuideError(f"{shown(path)}: {printable(str(error))}; {REMEDY}") from None
    except ValueError as error:  # such as a number of 5,000 digits
        raise GuideError(f"{shown(path)}: {printable(str(error))}; correct the value") from None


def _depth(structure: str) -> int:
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]{}]", structure):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest
