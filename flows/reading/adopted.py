"""Procedures of published pages that ``offramp.toml`` makes walkable: it says what their pages cannot know."""

import json
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from flows.errors import GuideError, printable, shown
from flows.language.act import ASSUMED, Act, act
from flows.prose.clause import Clause
from flows.prose.reader import ASKED, WISHED
from flows.reading.faults import first, unforeseen_as_fault
from flows.reading.front_matter import FrontMatter
from flows.reading.guide import EDITION_FILE, Guide, Sentence, load
from flows.reading.limits import TITLE
from flows.reading.page_reading import ReadPage, ReadProcedure, ReadSentence, is_page, read_page
from flows.reading.settings import Adopted, file_of, settings_in
from flows.reading.text_file import read_text
from flows.reading.toml_file import read_toml

NAME = re.compile("«([^»]*)»")
LOG_IN = act("log_in")
# The key of an edition that nobody has reviewed; its value says what it was drafted from.
DRAFT = "draft"
STARTS = ("log_in", "open_site")


def _of_page(file: Path, page: Path) -> list[Adopted]:
    path = Path(os.path.abspath(page))
    entries = settings_in(file).procedure
    return [entry for entry in entries if Path(os.path.abspath(file.parent / entry.page)) == path]


def read_adopted(page: Path) -> ReadPage:
    """Read a page with what is given for its procedures. Raises GuideError for a fault of ``offramp.toml``."""
    file = file_of(page.parent)
    return read_page(page, {entry.key: entry.needs for entry in _of_page(file, page)} if file else {})


def is_adopted(page: Path) -> bool:
    """Whether any procedure of a page is to be walked. Raises GuideError for a fault of ``offramp.toml``."""
    file = file_of(page.parent)
    return bool(file and any(entry.persona for entry in _of_page(file, page)))


def walkable(path: Path) -> list[Guide]:
    """What is walked of a file: a guide, or the adopted procedures of a page. Raises GuideError."""
    file = file_of(path.parent)
    listed = settings_in(file).procedure if file else []
    if not (file and listed and is_page(path)):
        return [load(path)]
    if not any(entry.persona for entry in listed):
        raise GuideError(f"{shown(file)}: no procedure has a persona; write whose account each is about")
    return adopted_in(path, file)


def adopted_in(path: Path, file: Path, *, with_edition: bool = True) -> list[Guide]:
    """The adopted procedures of a page; without their editions, if these are yet to be drafted. Raises GuideError."""
    with unforeseen_as_fault(path):
        adopted = [entry for entry in _of_page(file, path) if entry.persona]
        page = read_adopted(path)
        procedures = {(one.heading, one.number): one for one in page.procedures}
        faults = [*page.faults]
        faults += [
            f"{shown(file)}: no procedure {entry.number} stands under {entry.heading!r} in {entry.page}; correct it"
            for entry in adopted
            if entry.key not in procedures and not page.faults
        ]
        pairs = [(entry, procedures[entry.key]) for entry in adopted if entry.key in procedures]
        for entry, procedure in pairs:
            faults += _faults(path, file, entry, procedure)
        if faults:
            raise GuideError("\n".join(first(path, faults)))
        usual = settings_in(file).edition or EDITION_FILE
        names = [entry.edition or usual for entry, _ in pairs]
        editions = [_edition(file, name) if with_edition else name for name in names]
        return [_guide(path, file, *pair, edition) for pair, edition in zip(pairs, editions, strict=True)]


def _faults(page: Path, file: Path, entry: Adopted, procedure: ReadProcedure) -> Iterator[str]:
    for sentence in procedure.sentences:
        if sentence.unclear:
            yield f"{shown(page)}:{sentence.line}: does not understand {printable(sentence.unclear.words)!r}"
    where = f"{shown(file)}: {printable(entry.heading)}"
    if not entry.ends:
        yield f"{where}: ends: is missing; say how it ends"
    for need in procedure.needs:
        remedy = "is empty; write it" if need in entry.needs else "is missing; add it under [procedure.needs]"
        yield f"{where}: needs: {need!r} {remedy}"


def _guide(path: Path, file: Path, entry: Adopted, procedure: ReadProcedure, edition: str | dict[str, Any]) -> Guide:
    title = entry.heading if entry.number == 1 else f"{entry.heading} ({entry.number})"
    front = FrontMatter(
        title=(title or path.stem)[:TITLE],
        persona=entry.persona,
        having=entry.having,
        circumstances=entry.circumstances,
        device=entry.device,
        ends=entry.ends,
    )
    sentences = [sentence for one in procedure.sentences if (sentence := _sentence(one)).acts]
    if not any(step.name in STARTS for sentence in sentences[:1] for step in sentence.acts):
        sentences = [Sentence(procedure.line, f"Log in, to begin “{title}”.", (LOG_IN,)), *sentences]
    draft = isinstance(edition, dict) and DRAFT in edition
    if isinstance(edition, dict):
        edition = {key: value for key, value in edition.items() if key != DRAFT}
    return Guide(path, front, "", edition, tuple(sentences), len(sentences), described_in=file, draft=draft)


def _edition(file: Path, edition: str) -> str | dict[str, Any]:
    if not edition.endswith(".toml"):
        return edition
    content = read_toml(file.parent / edition)
    try:
        json.dumps(content, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise GuideError(
            f"{shown(file.parent / edition)}: {printable(str(error))}; use only text and numbers"
        ) from None
    return content


def _sentence(sentence: ReadSentence) -> Sentence:
    acts = tuple(step for clause in sentence.clauses for step in _under_condition(clause))
    ignored = tuple(clause.text for clause in sentence.clauses if not clause.acts)
    return Sentence(sentence.line, sentence.text, acts, ignored, marked=sentence.marked)


def _under_condition(clause: Clause) -> Sequence[Act]:
    """The acts of a clause, with what they depend on as a check of the screen."""
    if not clause.acts or not clause.condition:
        return clause.acts
    checks: tuple[Act, ...] = tuple(act("shown", f"«{name}»") for name in NAME.findall(clause.condition))
    if clause.condition == ASKED:
        checks = (clause.acts[0],)
    elif clause.condition == WISHED:
        checks = (ASSUMED,)
    return [replace(step, condition=checks) for step in clause.acts]


def first_version(file: Path, pages: Iterable[ReadPage]) -> tuple[str, list[str]]:
    """The text of an ``offramp.toml`` with an entry for each procedure, and what is missing in it.

    The entries that the file already has stay as they are. Raises GuideError if it cannot be read.
    """
    there = read_text(file).rstrip("\n") if os.path.lexists(file) else ""
    known = {(entry.page, *entry.key) for entry in (settings_in(file).procedure if there else ())}
    parts = [there or "# What published pages cannot know. See docs/writing-guides.md."]
    missing = []
    for page in pages:
        name = os.path.relpath(page.path, file.parent)
        for procedure in page.procedures:
            if procedure.sentences and (name, procedure.heading, procedure.number) not in known:
                parts.append(_entry(name, procedure))
                needs = f", {len(procedure.needs)} under needs" if procedure.needs else ""
                missing.append(f"{shown(page.path)}:{procedure.line}: {procedure.heading}: persona, ends{needs}")
    text = "\n\n".join([*parts, ""])
    try:
        tomllib.loads(text.encode().decode())
    except ValueError as error:  # TOML cannot add to a list in brackets, nor hold a name that is not UTF-8
        remedy = "write what is there as [[procedure]] tables, and rename pages whose names are not UTF-8"
        raise GuideError(f"{shown(file)}: nothing can be added: {printable(str(error))}; {remedy}") from None
    return text, missing


def _entry(page: str, procedure: ReadProcedure) -> str:
    lines = ["[[procedure]]", f"page = {_quoted(page)}", f"heading = {_quoted(procedure.heading)}"]
    lines += [f"number = {procedure.number}"] if procedure.number > 1 else []
    lines += ['persona = ""', 'ends = ""']
    if procedure.needs:
        lines += ["[procedure.needs]"]
        lines += [
            f"{_quoted(need)} = {'true' if need.startswith('whether ') else _quoted('')}" for need in procedure.needs
        ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
