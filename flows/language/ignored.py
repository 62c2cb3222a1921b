"""What a sentence says that is no act: every word that no act stands for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from flows.language.act import REPEAT, Act
from flows.language.contents import SAYING
from flows.language.lexicon import (
    ALLOWED,
    CHANGING,
    EMPTY,
    EVENTS,
    NUMBERS,
    PREPOSITIONS,
    PRONOUNS,
    SMALL,
    UNITS,
    unknown,
)
from flows.language.piece import Piece
from flows.language.sentence_parts import ANNOUNCEMENTS
from flows.language.traced_text import Span, Word, spanning

WRITTEN = re.compile(r"«[^«»]*»|⟦[^⟦⟧]*⟧|[\w'’-]+")
LABEL = re.compile(r"«[^«»]*»")
ENDS = re.compile(r"[.;:!?()]")
EVENT_WORDS = {word for phrase in EVENTS for word in phrase.split()}
# Words that only describe what is acted on.
DESCRIBING = (SMALL["ornaments"] | SMALL["sides"]) - EVENT_WORDS
# Those that decide which act it is, and how often.
DECIDING = {
    "blank", "empty", "authenticator", "authentication", "app", "direct", "qr", "billing-cycle",
    *UNITS, *(f"{unit}s" for unit in UNITS), *PRONOUNS, *ANNOUNCEMENTS,
}  # fmt: skip
# Verbs that do something with a fact.
TAKING_FACTS = ("click", "open", "enter", "answer", "set", "skip", "finish")
WAITING = ("wait_days", "wait_hours", "wait_for_billing")
COUNTING = DECIDING | {"half", *NUMBERS}
# What else an act speaks of, by the words it is printed in.
SPOKEN_OF = {
    "log in": "email user name password",
    "security answer": "security question",
    "security question": "security answer",
    "mailed code": "email",
    "message": "agent support them",
    "email says": " ".join(SAYING),
    "email does not say": " ".join(SAYING),
    "file contains": f"files {' '.join(SAYING)}",
}
# Words that mean nothing alone, and those that a remark does not begin or end with.
MEANINGLESS = (EMPTY | PREPOSITIONS | SMALL["starts"] | frozenset(",.;:!?()›") | ANNOUNCEMENTS) - CHANGING
OPENING = EMPTY - {"to", "by"} | {","}
CLOSING = SMALL["joins"] | SMALL["articles"] | {"then", "next", "now"}


@dataclass
class Account:
    """What becomes of the words of a sentence.

    Acts stand for those that are ``used``; ``texts`` is how these are printed. Those ``stated`` only say what is or
    happens. Names that are ``lost`` are acted on, but by none of the acts.
    """

    sentence: str
    used: list[Span] = field(default_factory=list)
    stated: list[Span] = field(default_factory=list)
    lost: list[Word] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, piece: Piece, tokens: list[str], acts: list[Act]) -> None:
        """Account for a piece and its acts; ``tokens`` are those of the piece that are not remarks."""
        if acts:
            self.texts += map(_words_of, acts)
        condition = piece.role == "context" and piece.verb is None and piece.written
        if piece.role == "unclear" or condition or acts == [REPEAT]:
            checked = piece.condition is not None and piece.condition.kind != "given"  # in all its words
            self.used += [word.span for word in _words(piece.words) if checked or not condition or not unknown([word])]
        elif acts or piece.repeat:
            self._add_acts(piece, tokens, acts)
        elif piece.verb is None:
            self.stated += [word.span for word in _words(piece.words)]

    def quoted(self, piece: Piece) -> str:
        """The words of a piece as they are written."""
        start, end = spanning("", piece.words).span
        return self.sentence[start:end].strip(" ,")

    def _add_acts(self, piece: Piece, tokens: list[str], acts: list[Act]) -> None:
        text = " ".join(map(_words_of, acts))
        remarks = {word.span for word in _words(piece.tokens)} - {word.span for word in _words(tokens)}
        verb = len(piece.written.split()) if piece.verb else 0
        acted_on = [*piece.names.labels, *piece.names.links]
        if piece.verb in TAKING_FACTS:
            led = piece.names.facts if "as" in piece.tokens else []
            acted_on += [*(f"<{fact}>" for fact in piece.names.direct_facts), *led]
        self.used += [word.span for word in _words(piece.words[:verb])]
        if acts and all(act.name == "read" or act.name in WAITING for act in acts):
            # Any words may say what to read, and what to wait for after so many days.
            self.stated += [word.span for word in _words(piece.words)]
            counts = [word for word in _words(piece.words) if word in COUNTING or word.isdigit()]
            self.used += [word.span for word in counts if acts[0].name in WAITING]
            return
        for word in _words([*piece.words[verb:], *piece.tokens]):
            if word[0] not in "«⟦<":
                used = word.span not in remarks and (_matters(word) or word in text.split())
            elif not (used := _is_in(word, text)) and word in acted_on:
                self.lost.append(word)
            self.used += [word.span] if used else []


def _is_in(name: str, text: str) -> bool:
    """Whether acts name it; a label can name the field of a fact."""
    plain = name.strip("<>").replace("-", " ")
    if plain in text or name[0] != "«":
        return plain in text
    field = re.escape(name.strip("«»").lower().replace("-", " "))
    return re.search(rf"(?<!\w){field}(?!\w)", LABEL.sub("", text)) is not None


def _words(tokens: Iterable[str]) -> list[Word]:
    return [token for token in tokens if isinstance(token, Word)]


def _words_of(act: Act) -> str:
    text = act.text.replace("-", " ")
    more = [names.replace("-", " ") for words, names in SPOKEN_OF.items() if words in text]
    return " ".join([text, *more, *map(_words_of, act.inside)])


def _matters(word: str) -> bool:
    """Whether a word changes an act or what it acts on."""
    return word in DECIDING or (word in ALLOWED and word not in DESCRIBING)


def remarks(words: list[str], account: Account) -> tuple[list[str], list[str]]:
    """What no act stands for, as it is written; and those of them that change the meaning, or hold a name."""
    sentence = account.sentence
    used = _marked(sentence, account.used)
    runs: list[list[tuple[Span, str]]] = [[]]
    for span, word in _with_dropped(sentence, _words(words)):
        run = runs[-1]
        if run and (any(used[slice(*span)]) or ENDS.search(sentence, run[-1][0][1], span[0])):
            runs.append([])
        if not any(used[slice(*span)]):
            runs[-1].append((span, word))
    stated = _marked(sentence, account.stated)
    text = " ".join(account.texts)
    lost = {word.span for word in account.lost}
    ignored, changing = [], []
    for run in runs:
        ignored += (remark := _trimmed(sentence, run))
        if any(span in lost or _changes(word, text, is_stated=any(stated[slice(*span)])) for span, word in run):
            changing += remark or [sentence[run[0][0][0] : run[-1][0][1]]]
    return ignored, changing


def _changes(word: str, text: str, *, is_stated: bool) -> bool:
    """Whether a word that no act stands for could change what the sentence means."""
    if word[0] in "«⟦":
        return not _is_in(word, text)
    return not is_stated and (word in CHANGING or word[0].isdigit())


def _with_dropped(sentence: str, words: list[Word]) -> list[tuple[Span, str]]:
    """The words, and those that are written but were replaced by nothing, in order."""
    there = _marked(sentence, [word.span for word in words])
    dropped = [
        (match.span(), match[0].lower()) for match in WRITTEN.finditer(sentence) if not any(there[slice(*match.span())])
    ]
    return sorted([*dropped, *((word.span, str(word)) for word in words)])


def _marked(sentence: str, spans: list[Span]) -> bytearray:
    """A byte for each character of the sentence: 1 inside a span."""
    marked = bytearray(len(sentence))
    for start, end in spans:
        marked[start:end] = b"\1" * (end - start)
    return marked


def _trimmed(sentence: str, run: list[tuple[Span, str]]) -> list[str]:
    meaning = [at for at, (_, word) in enumerate(run) if word not in MEANINGLESS]
    if not meaning:
        return []
    first = next(at for at, (_, word) in enumerate(run) if at == meaning[0] or word not in OPENING)
    last = next(at for at in range(len(run) - 1, -1, -1) if at == meaning[-1] or run[at][1] not in CLOSING)
    return [sentence[run[first][0][0] : run[last][0][1]]]
