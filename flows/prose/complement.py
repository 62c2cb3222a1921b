"""What follows a verb: rules for the phrases of a clause, each tried in order at each position."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flows.prose.lexicon import WORDS, phrase_at
from flows.prose.sentence import Known, Sentence, UnclearError, is_adverb
from flows.prose.things import SKIPPED, Thing, name_if_known, thing

EXAMPLES = (["example"], ["instance"])
SHOWING = ("show", "display", "reveal")


@dataclass
class Complement:
    """The objects of a verb, the places of what is acted on, the positions of the means, the aim and the condition.

    What the aim ``leads_to`` are labels. It ``states`` something if an object is the subject of a verb. ``end`` is
    where the clause ends. ``known`` is what is given besides.
    """

    objects: list[Thing] = field(default_factory=list)
    places: list[tuple[str, Thing]] = field(default_factory=list)
    means: list[int] = field(default_factory=list)
    aim: int = 0
    aim_end: int = 0
    aim_text: str = ""
    leads_to: list[tuple[str, ...]] = field(default_factory=list)
    condition: tuple[int, int] = (0, 0)
    states: bool = False
    end: int = 0
    known: Known = field(default_factory=dict)

    @property
    def last(self) -> Thing | None:
        """The thing that what follows is about."""
        return self.places[-1][1] if self.places else self.objects[-1] if self.objects else None

    @property
    def things(self) -> list[Thing]:
        return [*self.objects, *(place for _, place in self.places)]


@dataclass
class _Reading:
    """A complement that is read, and the position; a ``lead`` is the preposition that the next thing also has."""

    sentence: Sentence
    verb: str
    at: int
    has: Complement = field(default_factory=Complement)
    lead: str = ""

    @property
    def low(self) -> str:
        return self.sentence.low[self.at]

    @property
    def after(self) -> list[str]:
        return self.sentence.low[self.at + 1 : self.at + 2]


def complement(sentence: Sentence, at: int, verb: str) -> Complement:
    """What follows a verb, up to the next clause. Raises UnclearError at a word that no rule covers."""
    reading = _Reading(sentence, verb, at, Complement(known=sentence.known))
    while reading.at < len(sentence) and not _ends(reading):
        before = reading.at
        if not any(rule(reading) for rule in RULES) or reading.at == before:
            raise UnclearError(f"“{sentence.tokens[before].text}”", before)
    reading.has.end = reading.at
    for item in reading.has.things:
        name_if_known(item, sentence.known)
    return reading.has


def _ends(reading: _Reading) -> bool:
    sentence, at = reading.sentence, reading.at
    if sentence.is_stop(at):
        return reading.low != "," or not _continues(reading)
    return reading.low in ("and", "then", "or") and sentence.starts_clause(at)


def _continues(reading: _Reading) -> bool:
    """Whether a comma joins names, or leads to a place that no act follows."""
    sentence, at, objects = reading.sentence, reading.at, reading.has.objects
    if objects and phrase_at(sentence.low, at + 1, WORDS["prepositions"]):
        return not any(sentence.verb(here)[1] for here in range(at + 1, len(sentence)))
    after = sentence.skip(at + 1, frozenset(("and", "or")))
    return after < len(sentence) and sentence.tokens[after].is_name and bool(objects and objects[-1].named)


def _to(reading: _Reading, at: int) -> bool:
    reading.at = at
    return True


def _name(reading: _Reading) -> bool:
    """A name, as an object or where the last preposition leads."""
    return reading.sentence.tokens[reading.at].is_name and _add(reading)


def _joint(reading: _Reading) -> bool:
    """A comma, or "and" and "or" between things."""
    sentence, has = reading.sentence, reading.has
    if reading.low == ",":
        return _to(reading, reading.at + 1)
    if reading.low not in ("and", "then", "or"):
        return False
    reading.lead = has.places[-1][0] if has.places else ""
    if reading.low == "or" and has.last:
        has.last.either = True
        if length := phrase_at(sentence.low, reading.at + 1, WORDS["prepositions"]):
            start = reading.at + 1
            reading.lead, reading.at = " ".join(["or", *sentence.low[start : start + length]]), start + length
            return _add(reading)
    return _to(reading, reading.at + 1)


def _example(reading: _Reading) -> bool:
    """Examples, which say nothing more."""
    matches = reading.low in ("e.g", "i.e") or (reading.low == "for" and reading.after in EXAMPLES)
    return matches and _to(reading, len(reading.sentence))


def _as_asked(reading: _Reading) -> bool:
    """ "as shown", "as prompted"."""
    matches = reading.low == "as" and not WORDS["requests"].union(WORDS["participles"]).isdisjoint(reading.after)
    return matches and _to(reading, reading.sentence.clause_end(reading.at))


def _statement(reading: _Reading) -> bool:
    """What the last thing is or does: "confirm that you want to leave"."""
    if not (reading.has.last and reading.sentence.is_finite(reading.at)):
        return False
    reading.has.states = bool(reading.has.objects)
    sentence = reading.sentence
    return _rest_until(
        reading, sentence.until(reading.at, lambda here: sentence.is_stop(here) or _is_means(sentence, here))
    )


def _condition(reading: _Reading) -> bool:
    """A condition that follows the act: "when prompted"."""
    sentence, at, has = reading.sentence, reading.at, reading.has
    preposition = phrase_at(sentence.low, at, WORDS["prepositions"])
    known = phrase_at(sentence.low, at, WORDS["conditions"]) and (has.last or reading.low in ("if", "when"))
    if not known or (preposition and reading.low not in ("until", "before", "after")):
        return False
    reading.at = sentence.clause_end(at)
    has.condition = at, reading.at
    return True


def _means(reading: _Reading) -> bool:
    """ "by clicking …"."""
    if not _is_means(reading.sentence, reading.at):
        return False
    reading.has.means.append(reading.at + 1)
    return _to(reading, reading.sentence.clause_end(reading.at + 1))


def _is_means(sentence: Sentence, at: int) -> bool:
    return sentence.low[at] == "by" and bool(sentence.gerund(at + 1)[1])


def _aim(reading: _Reading) -> bool:
    """ "to open the page". Names in it are where the act leads, unless they are pressed: that is not clear."""
    sentence, start, has = reading.sentence, reading.at, reading.has
    if reading.low != "to" or not (sentence.verb(start + 1)[1] or _is_base(sentence, start + 1)):
        return False
    kind = sentence.verb(start + 1)[0]
    end = sentence.until(start + 1, lambda here: sentence.is_stop(here) or _joins_act(sentence, here))
    names = [token for token in sentence.tokens[start:end] if token.is_name]
    if kind in ("go", "look") or reading.after in ([word] for word in SHOWING):
        has.leads_to += [token.path for token in names]
    elif kind in ("press", "enter") and any(token.style not in ("em", "link") for token in names):
        raise UnclearError("a name in what the step is for", start)
    has.aim, has.aim_end, has.aim_text = start + 1, end, sentence.text(start, end)
    return _to(reading, end)


def _joins_act(sentence: Sentence, at: int) -> bool:
    return sentence.low[at] in ("and", "then") and sentence.is_act(at) and sentence.skip(at) + 1 < len(sentence)


def _is_base(sentence: Sentence, at: int) -> bool:
    """Whether a word after "to" is a verb in no list: nothing that begins a thing."""
    begins = at >= len(sentence) or sentence.begins_thing(at)
    return not begins and sentence.tokens[at].text[:1].islower()


def _place(reading: _Reading) -> bool:
    """A preposition, and the thing that it leads to."""
    sentence, start = reading.sentence, reading.at
    if not (length := phrase_at(sentence.low, start, WORDS["prepositions"])):
        return False
    reading.lead, reading.at = " ".join(sentence.low[start : start + length]), start + length
    if reading.at >= len(sentence) or reading.lead in WORDS["guards"]:
        raise UnclearError(f"“{reading.lead}”", start)
    return _add(reading)


def _nothing(reading: _Reading) -> bool:
    """Adverbs, and marks that say nothing."""
    low = reading.sentence.tokens[reading.at].text[:1].islower()
    matches = (low and is_adverb(reading.low)) or (reading.low in SKIPPED and reading.low != "(")
    return matches and _to(reading, reading.at + 1)


def _brackets(reading: _Reading) -> bool:
    """A remark in brackets."""
    end = reading.sentence.until(reading.at, lambda here: reading.sentence.low[here] == ")")
    return reading.low == "(" and _to(reading, end + 1)


def _relative(reading: _Reading) -> bool:
    """What tells the last thing from others of its kind: "… that you want to delete", "… located on the left"."""
    sentence, has = reading.sentence, reading.has
    if not has.last or reading.low not in WORDS["relatives"] | WORDS["participles"]:
        return False
    if reading.low in WORDS["naming"]:
        return _naming(reading, has.last)

    def ends(here: int) -> bool:
        return (
            _is_means(sentence, here) or sentence.low[here] == "then" or sentence.is_stop(here) or sentence.joins(here)
        )

    return _rest_until(reading, sentence.until(reading.at, ends))


def _rest_until(reading: _Reading, end: int) -> bool:
    if reading.has.last:
        reading.has.last.rest.append(reading.sentence.text(reading.at, end))
    return _to(reading, end)


def _naming(reading: _Reading, last: Thing) -> bool:
    item, end = thing(reading.sentence, reading.at + 1)
    if not item.named or last.named:
        raise UnclearError("a name that is not set apart", reading.at)
    last.paths, last.style = item.paths, item.style
    last.words += item.words
    return _to(reading, end)


def _add(reading: _Reading) -> bool:
    """The thing at the position: an object, or a place if a preposition leads to it."""
    sentence, at, has, lead = reading.sentence, reading.at, reading.has, reading.lead
    item, reading.at = thing(sentence, at, object_of="" if lead else reading.verb)
    reading.lead = ""
    if lead == "of" and has.last and item.words:
        has.last.rest += ["of", *item.words]
        if item.named and not has.last.named:
            has.last.paths, has.last.style = item.paths, item.style
    elif lead and item.words:
        has.places.append((lead, item))
    elif item.words:
        if has.objects and at and sentence.low[at - 1] not in ("and", "or", ",", "then"):
            raise UnclearError(f"“{item.words[0]}”", at)
        has.objects.append(item)
    return reading.at > at


RULES: tuple[Callable[[_Reading], bool], ...] = (
    _name,
    _joint,
    _example,
    _as_asked,
    _statement,
    _condition,
    _means,
    _aim,
    _place,
    _nothing,
    _relative,
    _brackets,
    _add,
)
