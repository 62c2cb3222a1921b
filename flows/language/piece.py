"""A piece of a sentence: a verb with what belongs to it, and the names in that."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from flows.language.conditions import Condition
from flows.language.lexicon import BEFORE_NAMES, CHANGING, PRONOUNS, SMALL

# A main act; the purpose of one ("to …"); the means to one ("by …"); context, which is not done; or not understood.
Role = Literal["main", "purpose", "means", "context", "unclear"]
# What is done for each of several: only this act, or the chain of acts that it belongs to.
Repeat = Literal["", "act", "chain"]


class Names(NamedTuple):
    """The links, labels and facts among some words, no fact twice.

    Labels are ``direct`` if they are acted on, ``places`` if a place word leads to them ("in «Reason»").
    ``direct_facts`` are the facts acted on, or all where each has a place word before it, without their brackets.
    """

    links: list[str]
    labels: list[str]
    direct: list[str]
    places: list[str]
    facts: list[str]
    direct_facts: list[str]


@dataclass(frozen=True)
class Piece:
    """A verb with what belongs to it; ``written`` is the verb as it stands in the sentence.

    ``words`` are all its words as they stand there; ``tokens`` are those besides the verb, as they are understood. The
    words of a ``condition`` are a piece of context that has it, too; ``written`` is its first word. One that
    is ``announced`` says what the reader will have to do.
    """

    verb: str | None
    written: str = ""
    role: Role = "main"
    tokens: list[str] = field(default_factory=list)
    condition: Condition | None = None
    repeat: Repeat = ""
    words: list[str] = field(default_factory=list)
    announced: bool = False

    @cached_property
    def names(self) -> Names:
        return names_in(self.tokens)

    @cached_property
    def bare(self) -> bool:
        """Whether it holds no name and no word that changes its meaning."""
        return CHANGING.isdisjoint(self.tokens) and not any(token[0] in "«⟦<" for token in self.tokens)


@dataclass(frozen=True)
class Complement:
    """What belongs to a verb: labels acted on, labels of places, facts, and the names ``mentioned`` before it."""

    written: str
    tokens: list[str]
    labels: list[str]
    direct: list[str]
    places: list[str]
    facts: list[str]
    mentioned: list[str]

    def pronoun(self, kind: str) -> str | None:
        """What "it" or "one" stands for: the last label (``«``) or fact (``<``) mentioned."""
        if PRONOUNS.isdisjoint(self.tokens):
            return None
        return next((name for name in reversed(self.mentioned) if name.startswith(kind)), None)


def names_in(tokens: list[str]) -> Names:
    """The names among some words."""
    names = Names([], [], [], [], [], [])
    lead = ""
    for token in tokens:
        led = lead in SMALL["places"]
        if token[0] == "«":
            names.labels.append(token)
            (names.places if led else names.direct).append(token)
        elif token[0] == "⟦":
            names.links.append(token)
        elif token[0] == "<":
            names.facts.append(token)
            if not led:
                names.direct_facts.append(token)
        if token not in BEFORE_NAMES:
            lead = token
    acted_on = dict.fromkeys(names.direct_facts or names.facts)
    return names._replace(facts=list(dict.fromkeys(names.facts)), direct_facts=[fact.strip("<>") for fact in acted_on])
