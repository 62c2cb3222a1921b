"""What a sentence makes its acts depend on: "if «X» appears", "if you are asked for a code", "if you want to"."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from flows.language.act import ASSUMED, DIALOG, UNCLEAR, Act, unclear_at
from flows.language.lexicon import CHANGING, PRONOUNS, SMALL, events, unknown

# What is on the screen; that the site asks for a fact, or offers the act; the reader's choice; facts that an act gives.
Kind = Literal["shown", "dialog", "asked", "offered", "wanted", "given"]
# Words before a condition that the site may not meet.
UNCERTAIN = ("if", "unless")
OPPOSITE = {"shown": "gone", "gone": "shown"}
# Steps that are always possible, so that they do not tell whether the site offers something.
ALWAYS_POSSIBLE = ("scroll", "read")


@dataclass(frozen=True, eq=False)
class Condition:
    """A condition as a sentence has it, with its first word; each is equal only to itself."""

    kind: Kind
    word: str
    tokens: list[str]

    @property
    def facts(self) -> list[str]:
        return [token.strip("<>") for token in self.tokens if token[0] == "<"]

    @property
    def unclear(self) -> Act:
        """An act that is not understood, in the words of the condition."""
        words = [self.word, *self.tokens]
        return unclear_at(Act(UNCLEAR, (" ".join(words).replace("<", "").replace(">", ""),)), words)


def uncertain(word: str, tokens: list[str], *, follows: bool) -> Condition | None:
    """The condition after "if" or "unless", None if nothing on the screen tells; ``follows`` if it follows its act."""
    words = set(tokens)
    labelled = any(token[0] == "«" for token in tokens)
    changing = CHANGING - SMALL["negations"] | {*UNCERTAIN, "when"}
    if any(token[0] == "⟦" or token.isdigit() for token in tokens) or not changing.isdisjoint(words):
        return None
    if labelled:
        return None if words & (SMALL["wishes"] | SMALL["requests"]) else Condition("shown", word, tokens)
    kind = None if word == "unless" or words & SMALL["negations"] else _kind(tokens, follows=follows)
    return Condition(kind, word, tokens) if kind else None


def _kind(tokens: list[str], *, follows: bool) -> Kind | None:
    """The kind of a condition without a label and a negation."""
    words = set(tokens)
    facts = any(token[0] == "<" for token in tokens)
    if words & SMALL["wishes"]:
        return "wanted" if "you" in words else None
    if words & SMALL["requests"]:
        return "asked" if facts else "offered"
    if events(tokens) != {"shown"} or unknown(tokens):
        return None
    if words & {"field", "box", "<security-question>"}:
        return "asked" if facts else None
    if follows and tokens[0] in PRONOUNS:
        return "offered"  # "click «X» if it appears"
    return "dialog" if words & SMALL["dialogs"] else None


def checks(condition: Condition, stated: list[Act], acts: list[Act]) -> tuple[Act, ...] | None:
    """What must be so for these acts, the first that depend on a condition; None if the condition is not clear.

    ``stated`` are the acts that its words would be if they stood alone.
    """
    match condition.kind:
        case "shown":
            return _stated(condition, stated)
        case "dialog":
            return (DIALOG,)
        case "wanted":
            return (ASSUMED,)
        case "asked":
            sets_question = any("security-question" in act.args or act.name == "set_security_question" for act in acts)
            return tuple(_asking(fact, sets_question=sets_question) for fact in condition.facts)
    telling = next((act for act in acts if act.name not in ALWAYS_POSSIBLE), None)
    return (Act(telling.name, telling.args),) if telling else ()


def _stated(condition: Condition, stated: list[Act]) -> tuple[Act, ...] | None:
    if not stated or any(act.name not in OPPOSITE for act in stated):
        return None
    if condition.word != "unless":
        return tuple(stated)
    # Unless both are shown, either is gone; that is no list of checks.
    return (replace(stated[0], name=OPPOSITE[stated[0].name]),) if len(stated) == 1 else None


def _asking(fact: str, *, sets_question: bool) -> Act:
    if fact == "security-question" and not sets_question:
        fact = "security-answer"
    return Act("choose_reason") if fact == "reason" else Act("enter", (fact,))


def is_given(fact: str, acts: Iterable[Act]) -> bool:
    """Whether some act gives a fact, or uses the email."""
    return any(fact in _given(act) for outer in acts for act in (outer, *outer.inside))


def _given(act: Act) -> set[str]:
    given = {arg for arg in act.args if isinstance(arg, str)}
    if given & {"mailed-code", "authenticator-code"}:
        given.add("code")
    if "security-answer" in given or act.name == "set_security_question":
        given |= {"security-question", "security-answer"}
    if act.name in ("choose_reason", "choose_this_reason"):
        given.add("reason")
    if act.name == "log_in":
        given |= {"email", "user-name", "password"}
    return given | {"email"} if act.name in ("email_arrives", "email_titled_arrives", "open_mailed_link") else given
