"""How the sentences of a published page are read, procedure by procedure."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from flows.errors import GuideError
from flows.prose.clause import Clause
from flows.prose.read import option_of, read
from flows.prose.words import sentences, tokens
from flows.reading.faults import unforeseen_as_fault
from flows.reading.guide import EDITION_FILE, GUIDES
from flows.reading.limits import LINE, PAGE
from flows.reading.page import SUFFIXES, TEMPLATE, Step, procedures
from flows.reading.text_file import read_text

# The front matter of a guide says whom it is about.
PERSONA = re.compile(r"\A---\n(?:.*\n)*?persona:(?:.*\n)*?---$", re.MULTILINE)


class ReadSentence(NamedTuple):
    """A sentence of a step, its line in the file, what each clause asks, and the depth of its step."""

    line: int
    text: str
    clauses: tuple[Clause, ...]
    depth: int = 0

    @property
    def unclear(self) -> Clause | None:
        """The clause that is not understood, whose ``span`` is that in the text of the sentence."""
        return next((clause for clause in self.clauses if clause.kind == "unclear"), None)


class ReadProcedure(NamedTuple):
    """A procedure by its heading, its line and sentences; ``asides`` are the paragraphs that are not walked."""

    heading: str
    line: int
    sentences: tuple[ReadSentence, ...]
    asides: tuple[str, ...]

    @property
    def understood(self) -> bool:
        return not any(sentence.unclear for sentence in self.sentences)

    @property
    def needs(self) -> list[str]:
        """What the page cannot know, each once, in order."""
        clauses = [clause for sentence in self.sentences for clause in sentence.clauses]
        return list(dict.fromkeys(need for clause in clauses for need in clause.needs))


class ReadPage(NamedTuple):
    """A page and its procedures, or the faults for which it cannot be read."""

    path: Path
    procedures: tuple[ReadProcedure, ...]
    faults: tuple[str, ...] = ()


def find_pages(places: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The published pages among files and in folders; and those of the places that have none, but guides, or nothing.

    Files beside an ``edition.toml``, and those that say whose account they are about, are guides.
    """
    pages: list[Path] = []
    others: list[Path] = []
    for place in places:
        files = sorted(_files_below(place)) if place.is_dir() else [place]
        own = [path for path in files if path.suffix.lower() in SUFFIXES and _is_page(path)]
        pages += own
        if not own or any(path.suffix == ".md" and path not in own for path in files):
            others.append(place)
    return pages, others


def _files_below(place: Path) -> Iterator[Path]:
    for folder, names, files in os.walk(place):
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield from (Path(folder, name) for name in files)


def _is_page(path: Path) -> bool:
    if os.path.lexists(path.parent / EDITION_FILE) or path.absolute().is_relative_to(GUIDES):
        return False
    try:
        return not PERSONA.match(read_text(path, longest=None, largest=PAGE))
    except GuideError:
        return path.is_file()


def read_page(path: Path) -> ReadPage:
    """Read a page; what cannot be read is a fault of it."""
    try:
        with unforeseen_as_fault(path):
            return ReadPage(path, tuple(_procedure(one.heading, one.line, one.steps) for one in procedures(path)))
    except GuideError as error:
        return ReadPage(path, (), tuple(error.faults))


def _procedure(heading: str, line: int, steps: tuple[Step, ...]) -> ReadProcedure:
    read_sentences: list[ReadSentence] = []
    lists: dict[int, str] = {}
    last: Clause | None = None
    for step in steps:
        for sentence in _sentences(step, lists.get(step.depth - 1, ""), last):
            read_sentences.append(sentence)
            last = sentence.clauses[-1]
            lists[step.depth] = option_of(list(sentence.clauses))
    return ReadProcedure(heading, line, tuple(read_sentences), tuple(aside for step in steps for aside in step.asides))


def _sentences(step: Step, under: str, after: Clause | None) -> Iterator[ReadSentence]:
    text = "".join(run.text for run in step.runs)
    if not step.runs:
        clause = Clause("unclear", f"a step of more than {LINE:,} characters")
        yield ReadSentence(step.line, "…", (clause,), step.depth)
        return
    if match := TEMPLATE.search(text):
        clause = Clause("unclear", "a template that a command fills in", match[0], span=match.span())
        yield ReadSentence(step.line, text.strip(), (clause,), step.depth)
        return
    for words in sentences(tokens(step.runs)):
        clauses = read(words, under=under, after=after)
        start = words[0].span[0]
        moved = (clause._replace(span=(clause.span[0] - start, clause.span[1] - start)) for clause in clauses)
        yield ReadSentence(step.line, text[start : words[-1].span[1]].strip(), tuple(moved), step.depth)
        after = clauses[-1]
