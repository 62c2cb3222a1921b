"""What is known of a sentence while its clauses are read."""

import re
from dataclasses import dataclass, field

from flows.language.act import act
from flows.prose.clause import Clause
from flows.prose.sentence import Sentence

NAME = re.compile("«([^»]*)»")
WISHED, ASKED, NOT_MET = "if the reader wants to", "if the site asks for it", "not now"


@dataclass
class Reader:
    """The sentence that is read, and the clauses so far.

    The next act has the ``condition``, the ``place`` with its ``labels``, and what both leave open: ``needs``. "It" is
    the name mentioned ``last``; names in ``aims`` are not acted on. "The link" is in an email if the last act was
    ``mailed``. ``under`` is as in ``read``.
    """

    sentence: Sentence
    under: str = ""
    clauses: list[Clause] = field(default_factory=list)
    condition: str = ""
    place: str = ""
    needs: tuple[str, ...] = ()
    labels: list[tuple[str, ...]] = field(default_factory=list)
    aims: list[range] = field(default_factory=list)
    last: str = ""
    mailed: bool = False


def add(reader: Reader, clause: Clause, at: int, end: int) -> int:
    """Add a clause, with the condition and the place that stand before it; returns where it ends."""
    acts = clause.acts
    if reader.labels and len(acts) == 1 and acts[0].name == "click" and len(acts[0].args[0]) == 1:
        acts = (act("click_in", f"«{acts[0].args[0][0]}»", f"«{reader.labels[-1][-1]}»"),)
    needs = tuple(dict.fromkeys((*clause.needs, *reader.needs)))
    needs = tuple(need for need in needs if reader.sentence.known.get(need) is not True)
    text, condition = f"{clause.text}{reader.place}", clause.condition or reader.condition
    words = reader.sentence.text(at, end)
    acts = () if needs or condition == NOT_MET else acts
    reader.clauses.append(clause._replace(text=text, words=words, needs=needs, acts=acts, condition=condition))
    reader.last = "".join([token.path[-1] for token in reader.sentence.tokens[at:end] if token.is_name][-1:])
    reader.mailed = _is_mailed(reader.clauses[-1])
    reader.place, reader.needs, reader.labels = "", (), []
    return end


def remark(reader: Reader, at: int, end: int = 0) -> int:
    """Add what says nothing to do, up to the end of the sentence; returns where it ends."""
    end = end or len(reader.sentence)
    reader.clauses.append(Clause("statement", reader.sentence.text(at, end)))
    return end


def follow(reader: Reader, after: Clause) -> None:
    """Note what the clause before the sentence mentions."""
    reader.last = "".join(NAME.findall(after.words)[-1:])
    reader.mailed = _is_mailed(after)


def _is_mailed(clause: Clause) -> bool:
    return bool(clause.acts) and clause.acts[-1].name.startswith("email_")
