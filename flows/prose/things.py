"""Things: what a phrase names on the screen, or describes without a name."""

from dataclasses import dataclass, field

from flows.prose.lexicon import WORDS, phrase_at
from flows.prose.sentence import Known, Sentence, UnclearError
from flows.prose.words import Token, without_kind

DOTS = ("…", "...", "· · ·", "···")  # on a control
SKIPPED = frozenset("'\"|*()[]#")
ENDING = WORDS["relatives"] | WORDS["participles"] | WORDS["conditions"]


@dataclass
class Thing:
    """What a phrase names: by ``paths`` of labels, or only in ``words``; ``rest`` tells it from others of its kind.

    With ``either``, it is one of several. ``style`` is that of its name.
    """

    words: list[str] = field(default_factory=list)
    paths: list[tuple[str, ...]] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    either: bool = False
    style: str = ""

    @property
    def head(self) -> str:
        return " ".join(self.words)

    @property
    def text(self) -> str:
        return " ".join([*self.words, *self.rest])

    @property
    def low(self) -> list[str]:
        """All its words, those of its ``rest`` included, in lower case."""
        return [word.strip(",") for word in self.text.lower().split()]

    @property
    def named(self) -> bool:
        return bool(self.paths)


def lowered(text: str) -> str:
    """A text without the capital letter of its first word, if that is an article or begins a condition."""
    word = text.partition(" ")[0].lower()
    return text[:1].lower() + text[1:] if word in WORDS["determiners"] | WORDS["conditions"] else text


def name_if_known(item: Thing, known: Known) -> None:
    """Give a thing the name that is known for it, and for what tells it from others."""
    value = known.get(lowered(item.text))
    if isinstance(value, str) and value and not item.named:
        item.words, item.rest, item.paths, item.style = [f"«{value}»"], [], [(value,)], "quote"


@dataclass
class _Phrase:
    """A phrase that is read: its words in capitals so far, whether it has an article, and the mark that joins names."""

    thing: Thing = field(default_factory=Thing)
    capitals: list[str] = field(default_factory=list)
    determined: bool = False
    joint: str = ""


def thing(sentence: Sentence, at: int, *, object_of: str = "", before_act: bool = False) -> tuple[Thing, int]:
    """The thing at a position, and where its phrase ends; ``object_of`` is the class of the verb before it.

    An act may follow without a comma, if it is a place ``before_act``. Raises UnclearError.
    """
    phrase = _Phrase()
    start = at
    while at < len(sentence) and not (at > start and _ends(sentence, at, phrase.thing, before_act=before_act)):
        token, low = sentence.tokens[at], sentence.low[at]
        if low == "(":
            at = sentence.until(at, lambda here: sentence.low[here] == ")")
        elif token.is_name:
            _name(phrase, token, at)
        elif token.is_mark and low not in DOTS:
            if low in ("/", ">") and phrase.thing.words:
                _join(phrase, low)
            elif low not in SKIPPED:
                break
        elif low in WORDS["guards"] and not (low == "last" and phrase.thing.words):
            raise UnclearError(f"“{token.text}”", at)
        elif at == start and low in ("and", "or"):
            break
        else:
            _word(phrase, token, is_first=at == 0)
        at += 1
    if phrase.joint:
        raise UnclearError("an arrow that leads nowhere", at - 1)
    _name_in_capitals(phrase, object_of)
    return phrase.thing, at


def _ends(sentence: Sentence, at: int, item: Thing, *, before_act: bool) -> bool:
    """Whether a word cannot be part of a thing."""
    low = sentence.low[at]
    if low in ("and", "or"):
        return sentence.low[at - 1 : at + 2] != ["one", "or", "more"]
    if phrase_at(sentence.low, at, WORDS["prepositions"]):
        return True
    if not item.words:
        return False
    finite = sentence.is_finite(at) and low not in ("open", "need")
    closing = low in WORDS["closing"] and sentence.tokens[at].text.islower()
    return (
        low in ENDING
        or finite
        or closing
        or (before_act and sentence.verb(at)[0] == "press" and at + 1 < len(sentence))
    )


def _name(phrase: _Phrase, token: Token, at: int) -> None:
    item = phrase.thing
    if item.named and not phrase.joint:
        raise UnclearError("two names with nothing between them", at)
    path = tuple(map(without_kind, token.path))
    if phrase.joint == ">" and item.named:
        item.paths[-1] += path
    else:
        item.paths.append(path)
        item.either = item.either or phrase.joint == "/"
    item.words.append(f"«{'»›«'.join(path)}»")
    item.style, phrase.joint = token.style, ""


def _join(phrase: _Phrase, mark: str) -> None:
    phrase.joint = mark
    if mark == ">" and phrase.capitals and not phrase.thing.named:
        phrase.thing.paths, phrase.capitals = [(" ".join(phrase.capitals),)], []


def _word(phrase: _Phrase, token: Token, *, is_first: bool) -> None:
    item = phrase.thing
    article = token.low in WORDS["determiners"] and (token.text[:1].islower() or is_first)
    phrase.determined = phrase.determined or article
    if phrase.joint == ">" and item.named and token.text[:1].isupper():
        item.paths[-1] += (token.text,)
        phrase.joint = ""
    elif not (is_first or item.named or article) and (phrase.capitals or token.text[:1].isupper()):
        phrase.capitals.append(token.text)
    item.words.append(token.text)


def _name_in_capitals(phrase: _Phrase, object_of: str) -> None:
    """Take words in capitals for a name: "Click Cancel plan", "the Domain Names page"; not "your Acme account"."""
    item, capitals = phrase.thing, phrase.capitals
    kinds = next((at for at, word in enumerate(reversed(capitals)) if word.lower() not in WORDS["kinds"]), 0)
    label = capitals[: len(capitals) - kinds]
    whole = not phrase.determined and object_of in ("press", "go")
    alone = len(item.words) == len(capitals)
    if item.named or not label or not (kinds or (whole and alone)) or (whole and not alone):
        return
    if not any(word.endswith(("'s", "s'")) for word in label):
        item.paths, item.style = [(" ".join(label),)], "capitals"
