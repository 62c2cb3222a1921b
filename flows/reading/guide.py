"""Reads a guide file: its front matter, and its sentences with the acts they mean."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from flows.errors import UNPRINTABLE, GuideError, printable, shown
from flows.language.act import Act, without_announced
from flows.language.understand import Reading, understand
from flows.language.vocabulary import LINKED
from flows.reading.faults import first, unforeseen_as_fault
from flows.reading.front_matter import FrontMatter, line_of, read_front_matter
from flows.reading.limits import LINE, LINKS, WALKED
from flows.reading.markdown import numbered_items, parsed, readable, structured
from flows.reading.procedure_id import ProcedureId, file_id
from flows.reading.repeated_items import Item, merged
from flows.reading.settings import edition_of
from flows.reading.text_file import read_text
from flows.reading.toml_file import read_toml

GUIDES = Path(__file__).parents[1] / "guides"
EDITION_FILE = "edition.toml"
ANNOUNCES_ONLY = "only announces what the next sentence says to do; write both as one, or remove it"


@dataclass(frozen=True)
class Sentence:
    """A sentence of a guide, its line in the file, the acts it comes to, and what it says besides.

    ``marked`` is its text with ``**`` around what is in bold type.
    """

    line: int
    text: str
    acts: tuple[Act, ...]
    ignored: tuple[str, ...] = ()
    announces_only: bool = False
    marked: str = ""

    @property
    def reading(self) -> str:
        """How it is read: the acts in order, then the words that none of them stands for."""
        ignored = f"ignored: {', '.join(f'“{words}”' for words in self.ignored)}"
        return "; ".join([*(act.reading for act in self.acts), *([ignored] if self.ignored else [])])


@dataclass(frozen=True)
class Guide:
    """A guide, with those it links to by link target; ``edition`` is a name, or the content of ``edition.toml``.

    ``walked`` is how many sentences a walk of it has, those of linked guides included. A procedure of a published page
    is ``described_in`` a file beside it; its edition is a ``draft`` until somebody has reviewed that.
    """

    path: Path
    front: FrontMatter
    front_text: str
    edition: str | dict[str, Any]
    sentences: tuple[Sentence, ...]
    walked: int
    linked: dict[str, "Guide"] = field(default_factory=dict)
    described_in: Path | None = None
    draft: bool = False

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def id(self) -> ProcedureId:
        """What identifies it in results, reports and the names of tests."""
        return ProcedureId(file_id(self.path), self.front.title)

    @property
    def label(self) -> str:
        return label(self.path)

    def at(self, key: str) -> str:
        """The file and line that has a key of the front matter, or the file that describes a procedure of a page."""
        if self.described_in:
            return f"{shown(self.described_in)}: {printable(self.front.title)}"
        return f"{shown(self.path)}:{line_of(self.front_text, key)}"


def label(path: Path) -> str:
    """A shipped guide, or folder of guides, as commands take it; another as its reader would type it."""
    path = Path(os.path.abspath(path))
    return str(path.relative_to(GUIDES)).removesuffix(".md") if path.is_relative_to(GUIDES) else shown(path)


def find(*places: Path) -> list[Path]:
    """The guide files among files and in folders, except linked ones. Raises GuideError for a place without any.

    Whatever is called ``*.md`` is one, and so is a folder that cannot be listed: ``load`` says what is wrong with it.
    """
    guides = []
    for place in places:
        files = sorted(_below(place)) if os.path.isdir(place) else [place] if os.path.lexists(place) else []
        walked = [path for path in files if not path.name.startswith("_")]
        if not walked and files:
            raise GuideError(f"{shown(place)}: the _ marks a guide that is only linked to; name one that links to it")
        if not walked:
            remedy = "name a guide file, or a folder that contains some"
            raise GuideError(f"{shown(place)}: there is no guide here; {remedy}")
        guides += walked
    return guides


def _below(place: Path) -> Iterator[Path]:
    folders = [place]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            yield folder
            continue
        folders += [Path(entry) for entry in entries if entry.is_dir(follow_symlinks=False)]
        yield from (Path(entry) for entry in entries if entry.name.endswith(".md"))


def load_all(*places: Path) -> tuple[list[Guide], list[str]]:
    """The guides among files and in folders, and the faults of those that cannot be read. Raises as ``find`` does."""
    loaded: list[Guide] = []
    faults: list[str] = []
    for path in find(*places):
        try:
            loaded.append(load(path))
        except GuideError as error:
            faults += error.faults
    return loaded, faults


def load(path: Path) -> Guide:
    """Read a guide and those it links to. Raises GuideError with a line for each fault: file, line, fault, remedy."""
    path = Path(os.path.abspath(path))
    with unforeseen_as_fault(path):
        return _load(path, (), {})


def _load(path: Path, linking: tuple[Path, ...], loaded: dict[Path, Guide | GuideError]) -> Guide:
    """Read a guide, unless another that is linked to has been ``loaded`` from the same file."""
    if path in linking:
        raise GuideError(f"{shown(path)}: links back to itself through {shown(linking[-1])}; remove one of the links")
    if len(linking) > LINKS:
        raise GuideError(f"{shown(path)}: is linked to through more than {LINKS} others; link to it more directly")
    if path not in loaded:
        try:
            loaded[path] = _with_linked(path, linking, loaded)
        except GuideError as error:
            loaded[path] = error
    guide = loaded[path]
    if isinstance(guide, GuideError):
        raise guide
    return guide


def _with_linked(path: Path, linking: tuple[Path, ...], loaded: dict[Path, Guide | GuideError]) -> Guide:
    front, front_text, sentences, own_faults = _by_itself(path, read_text(path))
    faults = [*own_faults]
    linked: dict[str, Guide] = {}
    for sentence in sentences:
        for target in [act.args[0] for act in sentence.acts if act.name == LINKED]:
            where = f"{shown(path)}:{sentence.line}: links to {printable(target)}"
            if not target.endswith(".md") or Path(target).is_absolute() or ":" in target:
                faults.append(f"{where}, which is not a guide; name a file in the same folder, such as _x.md")
                continue
            try:
                linked[target] = _load(Path(os.path.abspath(path.parent / target)), (*linking, path), loaded)
            except GuideError as error:
                faults += [f"{where}, which cannot be read", *error.faults]
    if front and not front.ends and not path.name.startswith("_"):
        remedy = "add it, or start the file's name with _ if it is only linked to"
        faults.append(f"{shown(path)}:1: ends: is missing; {remedy}")
    # A linked guide acts in the world of the guide that links to it, and so in its edition.
    edition = path.parent.name if linking else _edition(path.parent, faults)
    if (walked := sum(_walked(sentence, linked) for sentence in sentences)) > WALKED:
        faults.append(f"{shown(path)}:1: has more than {WALKED:,} sentences with those it links to; divide it")
    if faults or front is None:
        raise GuideError("\n".join(first(path, faults)))
    return Guide(path, front, front_text, edition, sentences, walked, linked)


def _walked(sentence: Sentence, linked: Mapping[str, Guide]) -> int:
    """How many sentences are walked for one: itself, and those of the guides it links to."""
    targets = [act.args[0] for act in sentence.acts if act.name == LINKED]
    return 1 + sum(linked[target].walked for target in targets if target in linked)


@cache  # because a linked guide is read again for each guide that links to it
def _by_itself(path: Path, text: str) -> tuple[FrontMatter | None, str, tuple[Sentence, ...], tuple[str, ...]]:
    """A file without those it links to: the front matter, its text, the sentences, the faults."""
    faults: list[str] = []
    tokens = parsed(path, text, faults)
    front_text = next((token.content for token in tokens if token.type == "front_matter"), "")
    front, front_faults = read_front_matter(path, front_text)
    faults += front_faults
    sentences = []
    items = [
        Item(line, structured(item), readable(item), readable(item, "**"))
        for line, item in numbered_items(path, tokens, faults)
    ]
    for item in merged(items):
        acts, item_faults, ignored = _understood(item)
        faults += [f"{shown(path)}:{item.line}: {printable(fault)}" for fault in item_faults]
        sentences.append(Sentence(item.line, item.shown, tuple(acts), tuple(ignored), marked=item.marked))
    sentences = list(map(_without_announced, sentences, [*sentences[1:], None]))
    only_announce = [sentence for sentence in sentences if sentence.announces_only]
    faults += [f"{shown(path)}:{sentence.line}: {ANNOUNCES_ONLY}" for sentence in only_announce]
    return front, front_text, tuple(sentences), tuple(faults)


def _understood(item: Item) -> Reading:
    if len(item.text) > LINE:
        return Reading([], [f"is longer than {LINE:,} characters with what it repeats; divide it"], [])
    if match := UNPRINTABLE.search(item.shown):
        return Reading([], [f"contains the control character {match[0]}; remove it"], [])
    return understand(item.text)


def _without_announced(sentence: Sentence, following: Sentence | None) -> Sentence:
    """The sentence without the acts that it only announces, because the following one tells them."""
    acts, words = without_announced(list(sentence.acts), following.acts if following else ())
    ignored = (*sentence.ignored, *words)
    return replace(sentence, acts=tuple(acts), ignored=ignored, announces_only=bool(words) and not acts)


def edition_in(folder: Path) -> str | dict[str, Any]:
    """The edition of the guides in a folder. Raises GuideError with a line for each fault."""
    faults: list[str] = []
    edition = _edition(folder, faults)
    if faults:
        raise GuideError("\n".join(faults))
    return edition


def _edition(folder: Path, faults: list[str]) -> str | dict[str, Any]:
    """The edition of the guides in a folder: the file beside them, the one in the settings, or the folder's name."""
    own = folder / EDITION_FILE
    edition: dict[str, Any] = {}
    try:
        if not os.path.lexists(own):
            named = edition_of(folder)
            if isinstance(named, str):
                return named or folder.name
            own = named
        edition = read_toml(own)
        json.dumps(edition, allow_nan=False)
    except GuideError as error:
        faults += error.faults
    except (TypeError, ValueError) as error:
        faults.append(f"{shown(own)}: {printable(str(error))}; use only text, whole numbers, lists and tables")
    return edition
