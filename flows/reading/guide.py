"""Reads a guide file: its front matter, and its sentences with the acts they mean."""

import json
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from flows.errors import GuideError, shown
from flows.language.act import Act
from flows.language.understand import understand
from flows.language.vocabulary import LINKED
from flows.reading.front_matter import FrontMatter, line_of, read_front_matter
from flows.reading.markdown import MARKDOWN, numbered_items, readable, structured
from flows.reading.repeated_items import Item, merged

GUIDES = Path(__file__).parents[1] / "guides"
EDITION_FILE = "edition.toml"


@dataclass(frozen=True)
class Sentence:
    """A sentence of a guide, its line in the file, and the acts it comes to."""

    line: int
    text: str
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Guide:
    """A guide, with those it links to by link target; ``edition`` is a name, or the content of ``edition.toml``."""

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
        """The file and line that has a key of the front matter."""
        return f"{shown(self.path)}:{line_of(self.front_text, key)}"


def find(*places: Path) -> list[Path]:
    """The guide files among files and in folders, except linked ones. Raises GuideError for a place without any."""
    guides = []
    for place in places:
        files = [place] if place.is_file() else sorted(place.rglob("*.md"))
        walked = [path for path in files if not path.name.startswith("_")]
        if not walked and files:
            raise GuideError(f"{place}: the _ marks a guide that is only linked to; name one that links to it")
        if not walked:
            raise GuideError(f"{place}: there is no guide here; name a guide file, or a folder that contains some")
        guides += walked
    return guides


def load(path: Path, linking: tuple[Path, ...] = ()) -> Guide:
    """Read a guide and those it links to. Raises GuideError with a line for each fault: file, line, fault, remedy."""
    path = path.absolute()
    if path in linking:
        raise GuideError(f"{shown(path)}: links back to itself through {shown(linking[-1])}; remove one of the links")
    front, front_text, sentences, own_faults = _by_itself(path, _read(path))
    faults = [*own_faults]
    linked = {}
    for sentence in sentences:
        for target in [act.args[0] for act in sentence.acts if act.name == LINKED]:
            where = f"{shown(path)}:{sentence.line}: links to {target}"
            if not target.endswith(".md") or Path(target).is_absolute() or ":" in target:
                faults.append(f"{where}, which is not a guide; name a file in the same folder, such as _x.md")
                continue
            try:
                linked[target] = load(path.parent / target, (*linking, path))
            except GuideError as error:
                faults += [f"{where}, which cannot be read", *error.faults]
    if front and not front.ends and not path.name.startswith("_"):
        remedy = "add it, or start the file's name with _ if it is only linked to"
        faults.append(f"{shown(path)}:1: ends: is missing; {remedy}")
    # A linked guide acts in the world of the guide that links to it, and so in its edition.
    edition = path.parent.name if linking else _edition(path.parent, faults)
    if faults or front is None:
        raise GuideError("\n".join(faults))
    return Guide(path, front, front_text, edition, sentences, linked)


@cache  # because a linked guide is read again for each guide that links to it
def _by_itself(path: Path, text: str) -> tuple[FrontMatter | None, str, tuple[Sentence, ...], tuple[str, ...]]:
    """A file without those it links to: the front matter, its text, the sentences, the faults."""
    tokens = MARKDOWN.parse(text)
    front_text = next((token.content for token in tokens if token.type == "front_matter"), "")
    front, faults = read_front_matter(path, front_text)
    sentences = []
    items = [Item(line, structured(item), readable(item)) for line, item in numbered_items(path, tokens, faults)]
    for item in merged(items):
        acts, item_faults = understand(item.text)
        faults += [f"{shown(path)}:{item.line}: {fault}" for fault in item_faults]
        sentences.append(Sentence(item.line, item.shown, tuple(acts)))
    return front, front_text, tuple(sentences), tuple(faults)


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
        remedy = "correct the TOML: put text in quotes, and the names of repeated tables in [[double brackets]]"
        faults.append(f"{shown(own)}: {error}; {remedy}")
    except (TypeError, ValueError) as error:
        faults.append(f"{shown(own)}: {error}; use only text, whole numbers, lists and tables")
    return edition
