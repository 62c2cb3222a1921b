"""Prints how published pages are read, what refuses them, and what they leave open."""

from collections import Counter
from collections.abc import Iterator

from flows.errors import printable, shown
from flows.prose.clause import KINDS
from flows.reading.page_reading import ReadPage, ReadProcedure, ReadSentence
from flows.reports.result import NOT_READ, READ, Result


def lines(page: ReadPage, *, whole: bool) -> Iterator[str]:
    """The lines of a page: every sentence with its reading if ``whole``, else only those that are not understood."""
    yield from (f"✗ {fault}" for fault in page.faults)
    for procedure in page.procedures:
        if whole:
            yield from _whole(page, procedure)
        else:
            yield from (line for sentence in procedure.sentences for line in _refusal(page, sentence))


def _whole(page: ReadPage, procedure: ReadProcedure) -> Iterator[str]:
    yield f"{shown(page.path)}:{procedure.line}  {printable(procedure.heading)}"
    for sentence in procedure.sentences:
        indent = "  " * (sentence.depth + 1)
        if sentence.unclear:
            yield from (f"  {line}" for line in _refusal(page, sentence))
            continue
        yield f"{indent}{printable(sentence.text)}"
        yield from (f"{indent}    {printable(clause.reading)}" for clause in sentence.clauses)
    if procedure.asides:
        yield f"  not walked: {_count(len(procedure.asides), 'further paragraph')}"
    if procedure.needs:
        yield f"  the page cannot know: {printable('; '.join(procedure.needs))}"


def _refusal(page: ReadPage, sentence: ReadSentence) -> Iterator[str]:
    """The sentence as it is written, with a line that marks what is wrong with it."""
    if not (clause := sentence.unclear):
        return
    place = f"✗ {shown(page.path)}:{sentence.line}: "
    start, end = clause.span
    yield f"{place}{printable(sentence.text)}"
    mark = "^" * max(1, min(end, len(sentence.text)) - start)
    yield f"{' ' * (len(place) + start)}{mark} does not understand this: {printable(clause.text)}"


def result_of(page: ReadPage) -> Result:
    """The result of reading a page, for the formats of other tools."""
    sentences = [sentence for procedure in page.procedures for sentence in procedure.sentences]
    unclear = [(sentence.line, sentence.unclear.text) for sentence in sentences if sentence.unclear]
    faults = [f"{shown(page.path)}:{line}: does not understand this: {printable(text)}" for line, text in unclear]
    faults += page.faults
    return Result(shown(page.path), NOT_READ if faults else READ, faults=faults)


def summary(pages: list[ReadPage]) -> Iterator[str]:
    """How many pages, procedures and sentences are understood; what the clauses are; and the refusals by cause."""
    procedures = [procedure for page in pages for procedure in page.procedures]
    sentences = [sentence for procedure in procedures for sentence in procedure.sentences]
    refused = [clause for sentence in sentences if (clause := sentence.unclear)]
    read = sum(not page.faults for page in pages)
    yield f"{_count(len(pages), 'page')}: {read} read, {sum(bool(page.procedures) for page in pages)} with procedures."
    if not sentences:
        return
    whole = sum(procedure.understood for procedure in procedures)
    yield f"{_count(len(procedures), 'procedure')}: {whole} understood ({whole / len(procedures):.0%})."
    known = len(sentences) - len(refused)
    yield f"{_count(len(sentences), 'sentence')}: {known} understood ({known / len(sentences):.0%})."
    kinds = Counter(clause.kind for sentence in sentences for clause in sentence.clauses)
    yield f"Clauses: {', '.join(f'{kinds[kind]} {kind}' for kind in KINDS if kinds[kind])}."
    if refused:
        causes = Counter(_cause(clause.text) for clause in refused)
        yield "Refused because of:"
        yield from (f"{number:>6}  {printable(cause)}" for cause, number in causes.most_common())


def _cause(text: str) -> str:
    """What is wrong, without the words that it is wrong with."""
    return "words that no rule covers" if "“" in text else text


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
