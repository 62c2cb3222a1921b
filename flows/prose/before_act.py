"""Reads what stands before an act: whether it is optional, its condition, its aim, its places."""

from flows.language.act import act
from flows.prose.clause import Clause
from flows.prose.lexicon import WORDS, phrase_at
from flows.prose.reader import ASKED, NOT_MET, WISHED, Reader, add
from flows.prose.sentence import Sentence, UnclearError
from flows.prose.things import lowered, name_if_known, thing
from flows.prose.wording import only_screen

OPTIONAL = ("optional", "optionally")
# Conditions that are only a matter of time: the guide says that they will be met.
TIMES = (
    "once",
    "after",
    "before",
    "while",
    "because",
    "since",
    "as soon as",
    "although",
    "so that",
    "as long as",
    "even if",
)


def lead(reader: Reader) -> int:
    """Where the sentence starts after "(Optional)", an adverb, or the name of one of several ways."""
    low = reader.sentence.low
    start = 1 if low[:1] == ["("] else 0
    if low[start : start + 1] and low[start] in OPTIONAL:
        reader.condition = WISHED
        return start + 1 + start
    named = len(low) > 2 and reader.sentence.tokens[0].is_name and low[1] == ":"
    reader.aims += [range(1)] if named else []
    return 2 if named else 0


def condition(reader: Reader, at: int, length: int) -> int:
    """Read a condition, before its act or after it."""
    sentence, low = reader.sentence, reader.sentence.low
    word = " ".join(low[at : at + length])

    def ends(here: int) -> bool:
        then = here > at + length + 1 and low[here - 1] == "then" and bool(sentence.verb(here)[1])
        return then or (low[here] == "," and sentence.tokens[here].is_mark)

    end = sentence.until(at, ends)
    text, needs, timed = meaning(sentence, at, end)
    if sentence.skip(end) >= len(sentence):
        if word not in ("if", "when") or not reader.clauses or reader.clauses[-1].condition:
            raise UnclearError(f"“{word}”", at)
        last = reader.clauses[-1]  # "Enter the code, if you have one."
        reader.clauses[-1] = last._replace(condition=text, needs=(*last.needs, *needs), acts=() if needs else last.acts)
    elif timed:
        _await(reader, at, at + length, end)
    elif reader.condition:
        raise UnclearError(f"a second “{word}”", at)
    else:
        reader.condition, reader.needs = text, (*reader.needs, *needs)
    return end + 1


def meaning(sentence: Sentence, at: int, end: int) -> tuple[str, tuple[str, ...], bool]:
    """What a condition says; whether it is met, if only the reader can tell; and whether it is a matter of time."""
    start = at + phrase_at(sentence.low, at, WORDS["conditions"])
    word, words = " ".join(sentence.low[at:start]), set(sentence.low[at:end])
    if word == "until":  # what is done again and again
        raise UnclearError(f"“{word}”", at)
    text, needs = _wording(sentence, at, start, end, words)
    return text, needs, word in TIMES or (word in ("when", "whenever") and text != ASKED)


def _wording(sentence: Sentence, at: int, start: int, end: int, words: set[str]) -> tuple[str, tuple[str, ...]]:
    need = f"whether {sentence.text(start, end)}"
    if words & WORDS["requests"]:
        return ASKED, ()
    if sentence.low[at] == "if" and words & WORDS["wishes"] and "you" in words:
        return WISHED, ()
    if isinstance(met := sentence.known.get(need), bool):
        return ("", ()) if met else (NOT_MET, ())
    shown = words & WORDS["display"] and any(token.is_name for token in sentence.tokens[at:end])
    if shown and (words & (WORDS["guards"] | WORDS["absent"]) or sentence.low[at] == "unless"):
        raise UnclearError("“not” in a condition", at)
    return lowered(sentence.text(at, end)), () if shown else (need,)


def _await(reader: Reader, at: int, start: int, end: int) -> None:
    """Add a check of names that are to appear first: "When **A** opens, …"; other times say nothing more."""
    sentence = reader.sentence
    names = [f"«{token.path[-1]}»" for token in sentence.tokens[at:end] if token.is_name]
    if names and WORDS["display"].intersection(sentence.low[at:end]):
        acts = tuple(act("shown", name) for name in names)
        add(reader, Clause("check", sentence.text(start, end), acts=acts), at, end)


def aim(sentence: Sentence, at: int) -> int:
    """Where an aim before the act ends: "To delete it, …"; 0 if no act follows."""
    commas = [here for here in range(at, len(sentence)) if sentence.tokens[here].is_mark and sentence.low[here] in ",:"]
    ends = (here for here in commas if sentence.starts_clause(here))
    end = next(ends, commas[0] if commas else -1)
    return end + 1


def place(reader: Reader, at: int) -> int:
    """Read the places before an act: "In the sidebar, under **X**, click …"; 0 if no act follows."""
    sentence, low = reader.sentence, reader.sentence.low
    while length := phrase_at(low, at, WORDS["prepositions"]):
        lead = " ".join(low[at : at + length])
        if lead in WORDS["guards"]:
            raise UnclearError(f"“{lead}”", at)
        item, end = thing(sentence, at + length, before_act=True)
        while end < len(sentence) and low[end] in ("of", "and", "or", "to") and not sentence.starts_clause(end):
            if low[end] == "to" and sentence.verb(end + 1)[1]:
                break
            more, stop = thing(sentence, end + 1, before_act=True)
            item.words += [low[end], *more.words]
            item.paths, end = item.paths or more.paths, stop
        if end < len(sentence) and low[end] in WORDS["relatives"] | WORDS["participles"]:
            stop = sentence.clause_end(end)
            item.rest.append(sentence.text(end, stop))
            end = stop
        name_if_known(item, sentence.known)
        known = item.named or only_screen(item.low)
        reader.place += f" {lead} {item.text if known else '{' + item.text + '}'}"
        reader.labels += item.paths
        reader.needs += () if known else (item.text,)
        at = sentence.skip(end)
    if at < len(sentence):
        return at
    reader.place, reader.labels, reader.needs = "", [], ()
    return 0
