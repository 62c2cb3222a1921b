"""A guide file -> Guide: front matter, and a numbered list of sentences that are understood before anything starts."""

import json
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from flows.entries import Act
from flows.errors import GuideError
from flows.repetition import Item, merged
from flows.understanding import understand

GUIDES = Path(__file__).parent / "guides"
EDITION_FILE = "edition.toml"
# How deep the text of an item stands in its list, and what may not stand beside it there.
ITEM = 3
NESTED = (
    "ordered_list_open",
    "bullet_list_open",
    "blockquote_open",
    "heading_open",
    "fence",
    "code_block",
    "html_block",
)
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
    """which claims of the five guides it proves; yours need none"""
    gone: list[str] = []
    """which parts of the account's data must be deleted or masked by the end: `[profile, messages]`"""
    kept: list[str] = []
    """which parts must still be there"""
    ends: str | None = None
    """how it must come out (needed, but not in a procedure that is only linked to)"""


@dataclass(frozen=True)
class Sentence:
    """A sentence of a guide, where it stands, and the acts it comes to."""

    line: int
    text: str
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Guide:
    """A procedure: for whom, with what still owed, on which device, how it ends, and its sentences.

    ``edition`` is a name, or an edition itself where the guide's folder has an ``edition.toml``.
    """

    path: Path
    front: FrontMatter
    front_text: str
    edition: str | dict[str, Any]
    sentences: tuple[Sentence, ...]
    linked: dict[str, "Guide"] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def label(self) -> str:
        return f"{self.path.parent.name}/{self.name}"

    def at(self, key: str) -> str:
        """Where a key of the front matter stands, as file and line."""
        return f"{shown(self.path)}:{line_of(self.front_text, key)}"


def find(*places: Path) -> list[Path]:
    """The guide files of files and folders, without those only ever linked. Raises GuideError if one has none."""
    found = []
    for place in places:
        files = [place] if place.is_file() else sorted(place.rglob("*.md"))
        walked = [path for path in files if not path.name.startswith("_")]
        if not walked and files:
            raise GuideError(f"{place}: is only ever linked to, as its _ says; name the guide that links to it")
        if not walked:
            raise GuideError(f"{place}: there is no guide here; name a guide file, or a folder that holds some")
        found += walked
    return found


def load(path: Path, linking: tuple[Path, ...] = ()) -> Guide:
    """Read a guide and every procedure it links to.

    Raises GuideError with one line for each fault: file, line, what is wrong, remedy.
    """
    path = path.absolute()
    if path in linking:
        raise GuideError(f"{shown(path)}: links back to itself through {shown(linking[-1])}; remove one of the links")
    tokens = _markdown().parse(_read(path))
    front_text = next((token.content for token in tokens if token.type == "front_matter"), "")
    front, faults = _front_matter(path, front_text)
    sentences = []
    items = [Item(line, _structured(item), _plain(item)) for line, item in _sentences(path, tokens, faults)]
    for item in merged(items):
        acts, wrong = understand(item.text)
        faults += [f"{shown(path)}:{item.line}: {fault}" for fault in wrong]
        sentences.append(Sentence(item.line, item.shown, tuple(acts)))
    linked = {}
    for sentence in sentences:
        for target in [act.args[0] for act in sentence.acts if act.name == "do"]:
            where = f"{shown(path)}:{sentence.line}: links to {target}"
            if not target.endswith(".md") or Path(target).is_absolute() or ":" in target:
                faults.append(f"{where}, which is no guide; name a file beside this one, such as _x.md")
                continue
            try:
                linked[target] = load(path.parent / target, (*linking, path))
            except GuideError as error:
                faults += [f"{where}, which cannot be read", *error.faults]
    if front and not front.ends and not path.name.startswith("_"):
        remedy = "add it, or start the file's name with _ if it is only linked to"
        faults.append(f"{shown(path)}:1: ends: is missing; {remedy}")
    # A procedure that is linked to acts in the world, and so in the edition, of the guide that links to it.
    edition = path.parent.name if linking else _edition(path.parent, faults)
    if faults or front is None:
        raise GuideError("\n".join(faults))
    return Guide(path, front, front_text, edition, tuple(sentences), linked)


def shown(path: Path) -> str:
    """A path as its reader would type it."""
    path = path.absolute()
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").use(front_matter_plugin)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise GuideError(f"{shown(path)}: there is no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise GuideError(f"{shown(path)}: cannot be read as UTF-8 text: {error}") from None


def _edition(folder: Path, faults: list[str]) -> str | dict[str, Any]:
    own = folder / EDITION_FILE
    if not own.exists():
        return folder.name
    edition: dict[str, Any] = {}
    try:
        edition = tomllib.loads(_read(own))
        json.dumps(edition, allow_nan=False)
    except GuideError as error:
        faults += error.faults
    except tomllib.TOMLDecodeError as error:
        faults.append(f"{shown(own)}: {error}; correct the TOML")
    except (TypeError, ValueError) as error:
        faults.append(f"{shown(own)}: {error}; write texts, whole numbers, lists and tables only")
    return edition


def _front_matter(path: Path, found: str) -> tuple[FrontMatter | None, list[str]]:
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


def _sentences(path: Path, tokens: list[Token], faults: list[str]) -> list[tuple[int, list[Token]]]:
    """Each item of the numbered list: its line, and what it is made of."""
    found = []
    lists = 0
    for token in tokens:
        line = token.map[0] + 1 if token.map else 0
        if token.level == 0 and token.type == "ordered_list_open":
            lists += 1
        stray = token.level == 0 and token.nesting >= 0 and token.type not in ("front_matter", "ordered_list_open")
        nested = token.level > 0 and token.type in NESTED
        if stray or nested or (lists > 1 and token.type == "ordered_list_open"):
            where = "stands outside the numbered list" if stray else "is a list of its own"
            faults.append(f"{shown(path)}:{line}: {where}; make it an item of the one list, or remove it")
        elif token.type == "inline" and token.level == ITEM and lists == 1:
            found.append((line, token.children or []))
    if not found:
        faults.append(f"{shown(path)}:1: there is no sentence to walk; write a numbered list")
    return found


def _structured(children: list[Token]) -> str:
    """A sentence to be understood: labels in ``«»``, and links as what they lead to, in ``⟦⟧``."""
    text = ""
    links = 0
    for token in children:
        if token.type == "strong_open":
            text += "«"
        elif token.type == "strong_close":
            text += "»"
        elif token.type == "link_open":
            text += f"⟦{unquote(str(token.attrs['href']).partition('#')[0])}⟧"
            links += 1
        elif token.type == "link_close":
            links -= 1
        elif token.type in ("softbreak", "hardbreak"):
            text += " "
        elif not links:
            text += token.content
    return text


def _plain(children: list[Token]) -> str:
    """A sentence as its reader sees it."""
    return "".join(" " if token.type in ("softbreak", "hardbreak") else token.content for token in children)
