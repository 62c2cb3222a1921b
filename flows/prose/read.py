"""Reads a published sentence: cuts it into clauses, and says what each asks of the reader."""

import re
from types import MappingProxyType

from flows.language.act import act
from flows.prose.acts import imperative
from flows.prose.before_act import aim, condition, lead, place
from flows.prose.clause import Clause
from flows.prose.complement import complement
from flows.prose.lexicon import WORDS, phrase_at
from flows.prose.meanings import MEANINGS, SUBJECTS
from flows.prose.reader import ASKED, Reader, add, follow, remark
from flows.prose.sentence import CONNECTIVES, Known, Sentence, UnclearError
from flows.prose.statements import act_follows, instructs, is_duty, states, to_verb
from flows.prose.words import Token, without_kind

BETWEEN = CONNECTIVES | {"or"} | frozenset("()")
SHOWN = ("strong", "label", "quote")  # styles of names, and not of what is only stressed
# What is said of one name, and nothing more: it is gone.
GONE = re.compile(r"(?P<name>«[^«»]+») (?:is (?:not (?:shown|displayed|visible)|gone)|has disappeared)")
DASHES = ("-", "–", "—")


def option_of(clauses: list[Clause]) -> str:
    """What the items of a list are whose first sentence has these clauses: options or details; empty if steps."""
    last = clauses[-1]
    if last.kind == "choice":
        return "choice"
    return "detail" if last.text.lower().startswith("for example") or " following " in f" {last.words} " else ""


def read(
    words: list[Token], *, under: str = "", after: Clause | None = None, known: Known = MappingProxyType({})
) -> list[Clause]:
    """The clauses of a sentence; ``under`` is what it is in the list of another, if it is in one: ``option_of`` that.

    ``after`` is the last clause before it, which says what "it" is. ``known`` is what is given for what clauses need.
    """
    sentence = Sentence(_without_brackets(words), known)
    reader = Reader(sentence, under)
    if after:
        follow(reader, after)
    at, other = lead(reader), False
    try:
        while (at := sentence.skip(at, BETWEEN)) < len(sentence):
            before, number = at, len(reader.clauses)
            at = _clause(reader, at)
            if at <= before:
                raise UnclearError(f"“{sentence.tokens[at].text}”", at)
            joint = sentence.low[before - 1] if before and number else ""
            other = joint == "or" or (other and joint == "and")  # "or open **A** and press **B**"
            if other:
                others = (clause._replace(condition="or", acts=()) for clause in reader.clauses[number:])
                reader.clauses[number:] = others
        if reader.place or (reader.condition and not reader.clauses):
            raise UnclearError("no act after this", 0)
        _check_names(reader)
    except UnclearError as error:
        token = sentence.tokens[min(error.at, len(sentence) - 1)]
        return [Clause("unclear", error.cause, words=token.text, span=token.span)]
    return reader.clauses or [Clause("statement", sentence.text(0, len(sentence)))]


def _check_names(reader: Reader) -> None:
    """Raise UnclearError at a name that no clause mentions, and that is not in an aim."""
    text = " ".join(f"{clause.condition} {clause.text}" for clause in reader.clauses)
    for at, token in enumerate(reader.sentence.tokens):
        lost = token.is_name and not all(without_kind(label) in text for label in token.path)
        if lost and token.style != "address" and not any(at in aimed for aimed in reader.aims):
            raise UnclearError("a name that would be lost", at)


def _without_brackets(words: list[Token]) -> list[Token]:
    """The words without brackets round the whole sentence."""
    around = bool(words) and words[0].text == "(" and not any(token.text == ")" for token in words[1:-2])
    return [token for token in words if not around or token.text not in "()"]


def _clause(reader: Reader, at: int) -> int:
    """Read the clause at a position; returns where the next begins."""
    sentence, low = reader.sentence, reader.sentence.low
    if end := _elsewhere(reader, at):
        return end
    if length := phrase_at(low, at, WORDS["conditions"]):
        return condition(reader, at, length)
    kind, length = sentence.verb(at)
    if not kind:
        kind, length = sentence.gerund(at)
    if kind == "check":
        return _check(reader, at, length)
    if at and low[at - 1] in DASHES and not sentence.is_act(at):
        return remark(reader, at)
    if kind:
        return imperative(reader, at, kind, length)
    if low[at] == "to" and (end := aim(sentence, at)):
        reader.aims.append(range(at, end))
        return end
    if phrase_at(low, at, WORDS["prepositions"]) and (end := place(reader, at)):
        return end
    if low[at] == "never" or low[at : at + 2] == ["do", "not"]:
        raise UnclearError("“not”", at + (low[at] == "do"))
    return _statement(reader, at)


def _elsewhere(reader: Reader, at: int) -> int:
    """Read what another page says, examples, or the choices after a colon; 0 if there is nothing of the kind."""
    sentence, low = reader.sentence, reader.sentence.low
    token = sentence.tokens[at]
    pointed = at + 1 < len(sentence) and sentence.tokens[at + 1].style in ("link", "em", "quote", "address")
    if phrase_at(low, at, WORDS["pointers"]) or (low[at] == "see" and pointed):
        end = sentence.until(at + 1, lambda here: act_follows(sentence, here))
        reader.clauses.append(Clause("pointer", sentence.text(at, end)))
        return end
    if low[at : at + 2] in (["for", "example"], ["for", "instance"]):
        return remark(reader, at)
    if low[at] == "as" and not WORDS["pronouns"].isdisjoint(low[at + 1 : at + 2]):
        return remark(reader, at, sentence.clause_end(at))  # "exactly as it is shown"
    if token.style == "link" and instructs(token):
        end = sentence.clause_end(at)
        text = sentence.text(at, end)
        return add(reader, Clause("act", f"do what {text} says", needs=(text,)), at, end)
    if token.is_name and at and low[at - 1] == ":" and not any(word in WORDS["finite"] for word in low[at:]):
        reader.clauses.append(Clause("choice", sentence.text(at, len(sentence))))
        return len(sentence)
    return 0


def _check(reader: Reader, at: int, length: int) -> int:
    """Read a check of names on the screen, of being logged in, or of something that only the reader can tell."""
    sentence = reader.sentence
    end = sentence.until(at, lambda here: sentence.low[here] == "," and sentence.starts_clause(here))
    words = sentence.tokens[at + length : end]
    low = {word.low for word in words}
    text = sentence.text(at + length, end)
    if gone := GONE.fullmatch(text):
        return add(reader, Clause("check", text, acts=(act("gone", gone["name"]),)), at, end)
    if low & WORDS["guards"]:
        raise UnclearError("“not” in what is checked", at)
    names = [f"«{word.path[-1]}»" for word in words if word.is_name and word.style != "link"]
    if low & {"logged", "signed"}:
        return add(reader, MEANINGS["log"]("log in", complement(sentence, at + length + 4, "log")), at, end)
    if names and low & WORDS["display"] and not low & WORDS["absent"]:
        return add(reader, Clause("check", text, acts=tuple(act("shown", name) for name in names)), at, end)
    return add(reader, Clause("check", text, needs=(text,)), at, end)


def _statement(reader: Reader, at: int) -> int:
    """Read what is or happens; a duty of the reader, which is an act; or an option of what a list is about."""
    sentence, low = reader.sentence, reader.sentence.low
    if low[at] == "you" and (verb := to_verb(sentence, at)):
        reader.condition = reader.condition or ("" if is_duty(sentence, at) else ASKED)
        if sentence.verb(verb)[1]:
            return imperative(reader, verb, *sentence.verb(verb))
        raise UnclearError(f"“{sentence.tokens[verb].text}”", verb)
    named = sentence.tokens[at].is_name
    if (
        named
        and low[at + 1 : at + 2] in ([dash] for dash in DASHES)
        and (sentence.verb(at + 2)[1] or sentence.gerund(at + 2)[1])
    ):
        raise UnclearError("a dash before what is done", at + 1)
    if named and not reader.under and len(sentence) - at <= 2 and instructs(sentence.tokens[at]):
        label = sentence.tokens[at].path[0]
        need = f"how to {label[:1].lower()}{label[1:]}"
        return add(reader, Clause("act", sentence.text(at, at + 1), needs=(need,)), at, at + 1)
    end = sentence.until(at + 1, lambda here: act_follows(sentence, here))
    words = sentence.tokens[at:end]
    if reader.under and not any(word.low in WORDS["finite"] for word in words):
        kind = "choice" if reader.under == "choice" else "statement"
        return add(reader, Clause("choice" if kind == "choice" else "statement", sentence.text(at, end)), at, end)
    if not states(sentence, at, end):
        raise UnclearError(f"“{sentence.tokens[at].text}”", at)
    low_words = {word.low for word in words}
    names = [
        f"«{word.path[-1]}»" for word in words if word.style in SHOWN or (word.is_name and word.path[0][:1].isupper())
    ]
    guarded = low_words & (WORDS["guards"] | WORDS["absent"])
    if names and {"email", "arrives"} <= low_words and low_words & SUBJECTS and not guarded:
        titled = act("email_titled_arrives", names[0])
        return add(reader, Clause("check", sentence.text(at, end), acts=(titled,)), at, end)
    if names and low_words & WORDS["display"] and not (guarded or low_words & {"permission", "can", "able"}):
        return add(
            reader, Clause("check", sentence.text(at, end), acts=tuple(act("shown", name) for name in names)), at, end
        )
    return add(reader, Clause("statement", sentence.text(at, end)), at, end)
