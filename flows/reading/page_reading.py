"""How the sentences of a published page are read, procedure by procedure."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from flows.errors import GuideError
from flows.prose.clause import Clause
from flows.prose.read import option_of, read
from flows.prose.sentence import Known
from flows.prose.words import Run, sentences, tokens
from flows.reading.faults import unforeseen_as_fault
from flows.reading.guide import EDITION_FILE, GUIDES
from flows.reading.limits import LINE, PAGE
from flows.reading.page import SUFFIXES, TEMPLATE, Procedure, Step, procedures
from flows.reading.settings import settings_of
from flows.reading.text_file import read_text

# The front matter of a guide says whom it is about.
PERSONA = re.compile(r"\A---\n(?:.*\n)*?persona:(?:.*\n)*?---$", re.MULTILINE)


class ReadSentence(NamedTuple):
    """A sentence of a step, its line in the file, what each clause asks, and the depth of its step.

    ``marked`` is its text with ``**`` around what is set apart.
    """

    line: int
    text: str
    clauses: tuple[Clause, ...]
    depth: int = 0
    marked: str = ""

    @property
    def unclear(self) -> Clause | None:
        """The clause that is not understood, whose ``span`` is that in the text of the sentence."""
        return next((clause for clause in self.clauses if clause.kind == "unclear"), None)


class ReadProcedure(NamedTuple):
    """A procedure by its heading, its line and sentences; ``asides`` are the paragraphs that are not walked.

    ``number`` is which it is of those under the same heading.
    """

    heading: str
    line: int
    sentences: tuple[ReadSentence, ...]
    asides: tuple[str, ...]
    number: int = 1

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


def find_pages(places: Iterable[Path], *, has_guides: bool = True) -> tuple[list[Path], list[Path]]:
    """The published pages among files and in folders; and those of the places that have none, but guides, or nothing.

    Files that say whose account they are about are guides. So is every file of a folder that has an edition, unless
    ``offramp.toml`` speaks of procedures, or nothing but pages is looked for. Raises GuideError for a fault of that.
    """
    pages: list[Path] = []
    others: list[Path] = []
    for place in places:
        files = sorted(_files_below(place)) if place.is_dir() else [place]
        own = [path for path in files if is_page(path, has_guides=has_guides)]
        pages += own
        if not own or any(path.suffix == ".md" and path not in own for path in files):
            others.append(place)
    return list(dict.fromkeys(pages)), others


def _files_below(place: Path) -> Iterator[Path]:
    for folder, names, files in os.walk(place):
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield from (Path(folder, name) for name in files)


def is_page(path: Path, *, has_guides: bool = True) -> bool:
    """Whether a file is a published page, and not a guide. Raises GuideError for a fault of ``offramp.toml``."""
    if path.suffix.lower() not in SUFFIXES or path.absolute().is_relative_to(GUIDES):
        return False
    if has_guides:
        settings = settings_of(path.parent)
        has_edition = settings.edition or os.path.lexists(path.parent / EDITION_FILE)
        if has_edition and not settings.procedure:
            return False
    try:
        return not PERSONA.match(read_text(path, longest=None, largest=PAGE))
    except GuideError:
        return path.is_file()


def read_page(path: Path, known: Mapping[tuple[str, int], Known] = MappingProxyType({})) -> ReadPage:
    """Read a page; what cannot be read is a fault of it.

    ``known`` has what is given for procedures, by their heading and their number among those under the same.
    """
    try:
        with unforeseen_as_fault(path):
            numbers: Counter[str] = Counter()
            read_procedures = []
            for one in procedures(path):
                numbers[one.heading] += 1
                given = known.get((one.heading, numbers[one.heading]), {})
                read_procedures.append(_procedure(one, numbers[one.heading], given))
            return ReadPage(path, tuple(read_procedures))
    except GuideError as error:
        return ReadPage(path, (), tuple(error.faults))


def _procedure(procedure: Procedure, number: int, known: Known) -> ReadProcedure:
    read_sentences: list[ReadSentence] = []
    lists: dict[int, str] = {}
    last: Clause | None = None
    for step in procedure.steps:
        for sentence in _sentences(step, lists.get(step.depth - 1, ""), last, known):
            read_sentences.append(sentence)
            last = sentence.clauses[-1]
            lists[step.depth] = option_of(list(sentence.clauses))
    asides = tuple(aside for step in procedure.steps for aside in step.asides)
    return ReadProcedure(procedure.heading, procedure.line, tuple(read_sentences), asides, number)


def _sentences(step: Step, under: str, after: Clause | None, known: Known) -> Iterator[ReadSentence]:
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
        clauses = read(words, under=under, after=after, known=known)
        start = words[0].span[0]
        moved = (clause._replace(span=(clause.span[0] - start, clause.span[1] - start)) for clause in clauses)
        end = words[-1].span[1]
        marked = _marked(step.runs, start, end)
        yield ReadSentence(step.line, text[start:end].strip(), tuple(moved), step.depth, marked)
        after = clauses[-1]


def _marked(runs: Iterable[Run], start: int, end: int) -> str:
    """The text from ``start`` to ``end``, with ``**`` around what is set apart."""
    marked, at = "", 0
    for run in runs:
        part = run.text[max(0, start - at) : max(0, end - at)]
        marked += f"**{part}**" if run.style and part.strip() else part
        at += len(run.text)
    return marked.strip()
