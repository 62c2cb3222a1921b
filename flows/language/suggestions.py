"""What to do about a clause that is not understood: a word that may be meant, bold for a name, the nearest entries."""

import difflib
import re
from collections.abc import Iterable

from flows.language.normalise import FACTS, SMALL, STRUCTURE, WORDS
from flows.language.vocabulary import ENTRIES

VERBS = {phrase: name for name, phrases in WORDS["verbs"].items() for phrase in phrases}
FIRST = {phrase.split()[0] for phrase in VERBS}
# Every word that has a meaning in a sentence, and so is not misspelt.
KNOWN = FIRST | {word for phrase in (*VERBS, *FACTS) for word in phrase.split()} | set().union(*SMALL.values())
ALIKE = 0.75  # how alike two words must be for one to be taken for the other, misspelt


def hint(text: str) -> str:
    """Remedies for a clause, the likeliest first; names in it are in ``«»``."""
    words = re.findall(r"[a-z-]+", STRUCTURE.sub(" ", text))
    verb = _verb(text)
    told = [f"did you mean “{meant}”" for meant in _misspelt(words)]
    if not told and verb in ("click", "open") and "«" not in text:
        told.append("put a name that is on the screen in bold, **…**")
    return "; ".join([*told, f"the nearest it knows: {_nearest(text, verb)}"])


def _verb(text: str) -> str:
    """What the vocabulary calls the verb that a clause begins with; nothing if it begins with none."""
    said = [phrase for phrase in VERBS if re.match(rf"{re.escape(phrase)}\b", text)]
    return VERBS[max(said, key=len)] if said else ""


def _misspelt(words: list[str]) -> list[str]:
    """The words that are meant: the verb, if a clause begins with none, else others."""
    if words and words[0] not in FIRST:
        return _alike(words[0], FIRST)
    return [meant for word in words if len(word) > 3 and word not in KNOWN for meant in _alike(word, KNOWN)]


def _alike(word: str, known: Iterable[str]) -> list[str]:
    """The word that is most alike, of those that begin with the same letter; none if none is."""
    return difflib.get_close_matches(word, sorted(each for each in known if each[:1] == word[:1]), 1, ALIKE)


def _nearest(text: str, verb: str) -> str:
    """The three entries most alike: those that begin with the same verb first, then by their shape."""
    shape = re.sub("«[^»]*»", "{label}", text)

    def likeness(source: str) -> tuple[bool, float]:
        same_verb = source.split()[0] == verb.split("-")[0]
        return same_verb, difflib.SequenceMatcher(None, source.replace("{path}", "{label}"), shape).ratio()

    sources = sorted((each.expression.source for each in ENTRIES), key=likeness, reverse=True)
    return ", ".join(f"“{source}”" for source in sources[:3])
