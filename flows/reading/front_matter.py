"""The front matter of a guide, and its faults."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, Field, ValidationError

from flows.errors import UNPRINTABLE, printable, shown
from flows.reading.limits import DEPTH, TITLE

CLAIM = r"^[A-Z]\d+(\.[a-z])?$"  # a claim, or a part of one


class FrontMatter(BaseModel, extra="forbid", use_attribute_docstrings=True):
    """What a guide says about itself."""

    title: Annotated[str, Field(min_length=1, max_length=TITLE)]
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
    """the claims of `claims.toml` that it proves, or their parts; your own guides need none"""
    gone: list[str] = []
    """the parts of the account's data of which there was something and nothing is left: `[profile, messages]`"""
    kept: list[str] = []
    """the parts of which there is something, and of which nothing was deleted or masked"""
    ends: str | None = None
    """the expected outcome (required, except in a linked guide)"""


def read_front_matter(path: Path, text: str) -> tuple[FrontMatter | None, list[str]]:
    """The front matter of a file, and a line for each fault in it."""
    if not text:
        return None, [f"{shown(path)}:1: there is no front matter; start the file with --- title, persona, ends ---"]
    try:
        front = FrontMatter.model_validate(_mapping(text))
        return front, [_unprintable(path, text, key) for key, value in front if UNPRINTABLE.search(str(value))]
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or "cannot be read"
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        return None, [f"{shown(path)}:{line}: the front matter cannot be read: {printable(problem)}"]
    except ValidationError as error:
        lines = _lines_of_keys(text)
        return None, [_fault(path, lines, fault) for fault in error.errors(include_url=False)]
    except (ValueError, ArithmeticError) as error:  # such as an impossible date
        reason = printable(str(error))
        return None, [f"{shown(path)}:2: the front matter cannot be read: {reason}; put quotes around the value"]


def _mapping(text: str) -> Any:
    """The front matter as YAML has it. Raises YAMLError for what YAML allows and front matter does not."""
    depth = 0
    # The events of the parser come one by one, so this ends before anything nests too deep for it.
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH:
            raise _refusal(f"it is nested more than {DEPTH} deep", event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            raise _refusal("aliases are not allowed; write the value itself", event.start_mark)
    loader = yaml.SafeLoader(text)
    node = loader.get_single_node()
    _refuse_repeated_keys(node)
    return loader.construct_document(node) if node else {}


def _refuse_repeated_keys(node: yaml.Node | None) -> None:
    keys = [key for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
    seen: set[str] = set()
    for key in keys:
        if str(key.value) in seen:
            raise _refusal(f"{key.value} is there twice; remove one", key.start_mark)
        seen.add(str(key.value))


def _refusal(problem: str, mark: Any) -> yaml.YAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


def _unprintable(path: Path, text: str, key: str) -> str:
    return f"{shown(path)}:{line_of(text, key)}: {key}: contains a line break or control character; remove it"


def _fault(path: Path, lines: Mapping[str, int], fault: Any) -> str:
    key = printable(str(fault["loc"][0])) if fault["loc"] else "front matter"
    message = {
        "extra_forbidden": f"is not known; write one of {', '.join(FrontMatter.model_fields)}",
        "missing": "is missing; add it",
        "list_type": "is not a list; write it in square brackets, such as [balance]",
        "string_type": "is not text; put it in quotes",
        "string_too_short": "is empty; write it",
        "string_too_long": f"is longer than {TITLE} characters; shorten it",
        "string_pattern_mismatch": f"{fault['input']!r} is not the ID of a claim, such as D4 or D4.a",
    }.get(fault["type"], printable(fault["msg"]))
    return f"{shown(path)}:{lines.get(key, 1)}: {key}: {message}"


def line_of(text: str, key: str) -> int:
    """The line of a key of the front matter in its file; the first line if the key is missing."""
    return _lines_of_keys(text).get(key, 1)


def _lines_of_keys(text: str) -> dict[str, int]:
    """The first line of each key in its file."""
    keys = [line.partition(":")[:2] for line in text.splitlines()]
    return {key: number for number, (key, colon) in reversed([*enumerate(keys, 2)]) if colon}


def parse_end(ends: str) -> tuple[str, list[str]]:
    """The name of an end, and the obligations it lists: ``blocked by balance, open-proposal``."""
    if ends.startswith("blocked by "):
        return "blocked by …", [name.strip() for name in ends.removeprefix("blocked by ").split(",")]
    return ends, []
