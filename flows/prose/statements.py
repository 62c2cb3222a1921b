"""Tells statements from instructions, and finds the instructions in them."""

from flows.prose.lexicon import WORDS
from flows.prose.sentence import Sentence
from flows.prose.words import Run, Token, tokens

# What is said after one of these is not what the sentence says.
SUBORDINATE = frozenset(
    ("to", "that", "which", "who", "whether", "where", "when", "if", "because", "while", "until", "so")
)
ASKING = ("asked", "prompted", "required", "requested")
INSTRUCTING = ("press", "go", "enter", "change", "goal")


def states(sentence: Sentence, at: int, end: int) -> bool:
    """Whether words have a subject and say what it is or does, or begin with an article, as no instruction does."""
    low, token = sentence.low, sentence.tokens[at]
    if low[at] in WORDS["determiners"] and end - at > 3:
        return True
    if low[at] not in WORDS["pronouns"] and not token.is_name and sentence.begins_thing(at + 1):
        return False  # "Define a rule that …" begins with a verb in no list
    if (
        token.text[:1].isupper()
        and low[at + 1 : at + 2]
        and low[at + 1].endswith("s")
        and sentence.begins_thing(at + 2)
    ):
        return True  # "Acme saves the …"
    until = sentence.until(at + 1, lambda here: low[here] in SUBORDINATE)
    begins = token.is_name or low[at] in WORDS["pronouns"] | WORDS["determiners"] | WORDS["participles"]
    finite = [here for here in range(at, end if begins else min(until, end)) if sentence.is_finite(here)]
    return bool(finite) and (begins or finite[-1] > at)


def instructs(token: Token) -> bool:
    """Whether a name is an instruction that is set apart as a whole: "**Delete the project**"."""
    if token.style not in ("strong", "link") or len(token.path) != 1:
        return False
    kind, length = Sentence(list(tokens([Run(token.path[0])]))).verb(0)
    return bool(length) and kind != "look"


def is_duty(sentence: Sentence, at: int) -> bool:
    """Whether "you" is followed by "must", "need to" …, or by what the reader does."""
    return bool(_after_duty(sentence, at + 1))


def to_verb(sentence: Sentence, at: int) -> int:
    """The position of the verb of what "you" do, must do, or will be asked to do; 0 if a statement follows."""
    first = sentence.skip(at + 1, frozenset())
    if sentence.verb(first)[0] in INSTRUCTING:
        return first  # "You open the menu and …"
    if duty := _after_duty(sentence, at + 1):
        return duty if sentence.verb(duty)[1] else 0
    request = next((here for here in range(at, min(at + 6, len(sentence) - 2)) if sentence.low[here] in ASKING), 0)
    return request + 2 if request and sentence.low[request + 1] == "to" else 0


def _after_duty(sentence: Sentence, at: int) -> int:
    at = sentence.skip(at, frozenset(("will",)))
    if sentence.verb(at)[0] in INSTRUCTING:
        return at
    at = sentence.skip(at, frozenset(("may", "might")))  # "you may need to …", but not "you may …"
    length = next((n for n in (4, 3, 2, 1) if " ".join(sentence.low[at : at + n]) in WORDS["duties"]), 0)
    after = sentence.skip(at + length, frozenset()) if length else len(sentence)
    return after if after < len(sentence) else 0


def act_follows(sentence: Sentence, at: int) -> bool:
    """Whether an instruction follows a statement: "…, and click **X**", "; enter it"."""
    low = sentence.low[at]
    if sentence.tokens[at].is_name or low not in (",", ";", "and", "then", ":", "–", "—"):
        return False
    after = sentence.skip(at)
    kind, length = sentence.verb(after)
    if after == at or not length:
        return False
    if low == "and":  # "the page opens and lists …"
        named = any(token.is_name for token in sentence.tokens[after : after + 6])
        return kind == "enter" or (kind == "press" and named)
    return low != "," or kind not in ("goal", "change", "outside", "go")
