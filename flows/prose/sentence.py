"""A sentence of a page: what begins, and what ends, at a position of it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from flows.prose.lexicon import VERBS, WORDS, phrase_at, verb_at
from flows.prose.words import Token

# What stands before a clause and says nothing.
CONNECTIVES = WORDS["adverbs"] | frozenset(["and", *",;:.-–—*|'!\"“”"])
STOPS = frozenset(",;:.!?–—")
# Nouns, unless a thing follows them: "data and access", "access the page".
NOUNS = ("access", "use", "email", "share", "link")


class UnclearError(Exception):
    """Words that no rule covers; ``at`` is the position of the first, and ``cause`` is what is wrong with them."""

    def __init__(self, cause: str, at: int) -> None:
        super().__init__(cause)
        self.cause, self.at = cause, at


def is_adverb(word: str) -> bool:
    """Whether a word only says how something is done."""
    return word in WORDS["adverbs"] or (len(word) > 5 and word.endswith("ly") and word not in WORDS["adjectives"])


# What is given for what a page cannot know: a name or value, or whether something is so.
Known = Mapping[str, str | bool]


class Sentence:
    """The tokens of a sentence, and ``low``, their words, that of a name empty; and what is ``known`` besides."""

    def __init__(self, tokens: list[Token], known: Known = MappingProxyType({})) -> None:
        self.tokens = tokens
        self.known = known
        self.low = [token.low for token in tokens]

    def __len__(self) -> int:
        return len(self.tokens)

    def text(self, start: int, end: int) -> str:
        """The words from one position to another, with names in «»."""
        words = (f"«{'»›«'.join(token.path)}»" if token.is_name else token.text for token in self.tokens[start:end])
        return " ".join(words).replace(" ,", ",").strip(" ,.:;")

    def is_stop(self, at: int) -> bool:
        """Whether a mark there can end a clause."""
        return self.tokens[at].is_mark and self.low[at] in STOPS

    def is_finite(self, at: int) -> bool:
        """Whether a word is the verb of a statement, and no noun: "your needs", "the trash can icon"."""
        noun = at and self.low[at - 1] in WORDS["determiners"]
        noun = noun or (at + 1 < len(self) and self.low[at + 1] in WORDS["kinds"])
        return self.low[at] in WORDS["finite"] and not noun

    def verb(self, at: int) -> tuple[str, int]:
        """The class of the imperative at a position, and how many words it has."""
        if at >= len(self) or self.tokens[at].is_name:
            return "", 0
        kind, length = verb_at(self.low, at)
        after = self.low[at + length] if kind and at + length < len(self) else ""
        states = after in WORDS["finite"] and after not in ("see", "show", "open")
        return ("", 0) if states else (kind, length)  # "access is …"

    def gerund(self, at: int) -> tuple[str, int]:
        """The same for a verb that ends in -ing."""
        word = self.low[at] if at < len(self) else ""
        stem = word.removesuffix("ing")
        bases = (stem, f"{stem}e", stem[:-1]) if word != stem else ()
        for base in bases:
            phrase = (base, *self.low[at + 1 : at + 4])
            if length := verb_at(list(phrase), 0)[1]:
                return VERBS[phrase[:length]], length
        return "", 0

    def skip(self, at: int, table: frozenset[str] = CONNECTIVES) -> int:
        """The first position from one on that has no word of a table, and no adverb."""
        while at < len(self) and not self.tokens[at].is_name and (self.low[at] in table or is_adverb(self.low[at])):
            if self.low[at : at + 2] == ["next", "to"] and not self.verb(at + 2)[1]:
                break
            at += 1
        return at

    def starts_clause(self, at: int) -> bool:
        """Whether "and", "then" or a comma at a position leads to another imperative, or to a condition."""
        after = self.skip(at, CONNECTIVES | {"or"})
        if after < len(self) and phrase_at(self.low, after, WORDS["conditions"]):
            return True
        if after == at or not self.verb(after)[1]:
            return False
        return self.low[after] not in NOUNS or self.begins_thing(after + 1)

    def begins_thing(self, at: int) -> bool:
        """Whether a name, or an article, is at a position."""
        return at < len(self) and (self.tokens[at].is_name or self.low[at] in WORDS["determiners"])

    def until(self, at: int, ends: Callable[[int], bool]) -> int:
        """The first position from one on where something ends; the end of the sentence if nowhere."""
        return next((here for here in range(at, len(self)) if ends(here)), max(at, len(self)))

    def clause_end(self, at: int) -> int:
        """Where a remark ends: at a stop, or before another imperative."""
        return self.until(at, lambda here: self.is_stop(here) or self.joins(here))

    def joins(self, at: int) -> bool:
        """Whether "and" or "then" at a position leads to another clause."""
        return self.low[at] in ("and", "then") and self.starts_clause(at)

    def is_act(self, at: int) -> bool:
        """Whether a verb at a position, or after what only connects, says what to press, enter or open."""
        return self.verb(self.skip(at))[0] in ("press", "enter", "go")
