"""Reads an act of the reader, from its verb on."""

from flows.language.act import act
from flows.prose.before_act import meaning
from flows.prose.clause import Clause
from flows.prose.complement import Complement, complement
from flows.prose.meanings import MAILED_LINK, MEANINGS
from flows.prose.reader import Reader, add
from flows.prose.sentence import Sentence, UnclearError
from flows.prose.things import Thing
from flows.prose.wording import is_pronoun, label
from flows.prose.words import Token

ONE_OF = frozenset(("following", "ways", "either"))


def imperative(reader: Reader, at: int, kind: str, length: int) -> int:
    """Read an act from its verb on."""
    sentence, start = reader.sentence, at + length
    verb = sentence.text(at, start).lower()
    other = sentence.verb(start + 1) if sentence.low[start : start + 1] in (["or"], ["and"]) else ("", 0)
    if other[1]:  # "find and open"
        kind = other[0] if sentence.low[start] == "and" else kind
        start += 1 + other[1]
        verb = sentence.text(at, start).lower()
    has = complement(sentence, start, kind)
    if _leaves_choice(sentence.low[at : has.end], kind, verb):
        return add(reader, Clause("choice", sentence.text(at, has.end)), at, has.end)
    for means in has.means:
        if not (has.objects and {"it", "them"} & {*sentence.low[means : sentence.clause_end(means)]}):
            imperative(reader, means, *sentence.gerund(means))
    if has.means and kind in ("goal", "go"):  # what the means come to
        reader.aims.append(range(at, has.end))
        return has.end
    if verb == "use" and sentence.verb(has.aim)[0] in ("press", "enter"):  # "Use the menu to choose …"
        return add(reader, MEANINGS[kind](verb, has), at, has.aim)
    if kind == "goal" and at == 0 and len(sentence) <= length + 1:
        control = f"«{sentence.tokens[at].text}»"
        return add(reader, Clause("act", f"press {control}", acts=(act("click", control),)), at, has.end)
    reader.aims.append(range(has.aim, has.aim_end))
    if kind == "press":
        _resolve(reader, has)
    clause = MEANINGS[kind](_base(verb), has)
    if kind == "press" and reader.mailed and _is_link(has.objects[0]):
        name = "".join(f" {label(path)}" for path in has.objects[0].paths)
        clause = MAILED_LINK._replace(text=f"open the link{name} in the email")
    return add(reader, _with_condition(sentence, clause, *has.condition), at, has.end)


def _leaves_choice(words: list[str], kind: str, verb: str) -> bool:
    """Whether it is one of several ways that a list then tells."""
    changes = kind == "change" and verb != "do" and "ways" not in words
    return kind in ("press", "go", "change") and not changes and not ONE_OF.isdisjoint(words)


def _base(verb: str) -> str:
    """A verb without -ing."""
    first, _, rest = verb.partition(" ")
    stem = first.removesuffix("ing")
    if stem == first:
        return verb
    base = next(
        (base for base in (stem, f"{stem}e", stem[:-1]) if Sentence([Token(base, base, (0, 0))]).verb(0)[1]), first
    )
    return f"{base} {rest}".strip()


def _with_condition(sentence: Sentence, clause: Clause, at: int, end: int) -> Clause:
    """The clause with a condition that follows it: "when prompted"; one of time says nothing more."""
    if at == end:
        return clause
    text, needs, timed = meaning(sentence, at, end)
    if timed:
        return clause
    return clause._replace(condition=text, needs=(*clause.needs, *needs), acts=() if needs else clause.acts)


def _is_link(item: Thing) -> bool:
    return not {"link", "button"}.isdisjoint(item.low)


def _resolve(reader: Reader, has: Complement) -> None:
    """Put the last name for "it" and "this button"; refuse such words where no name came before."""
    for item in has.things:
        if is_pronoun(item) and not (reader.mailed and _is_link(item)):
            if not reader.last:
                raise UnclearError(f"“{item.head}”", reader.sentence.low.index(item.words[0].lower()))
            item.words, item.paths = [f"«{reader.last}»"], [(reader.last,)]
