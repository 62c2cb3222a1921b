"""The verbs of giving: what the reader knows is entered, chosen or left out."""

import re

from flows.language.act import Act, act
from flows.language.lexicon import SMALL, WORDS
from flows.language.piece import Complement

ASKS_WHY = re.compile("«why ", re.IGNORECASE)
# Whom or what a reader does not know: another party, or a name, which can only be written as a label is.
OTHERS = {
    "client", "freelancer", "member", "manager", "admin", "agent", "support", "team", "company", "agency", "name",
    "person", "people", "colleague", "teammate", "whom",
}  # fmt: skip
SPEAKING = ("ask", "tell", "explain", "describe")
WRITTEN = ("message", "feedback")
SUBMITTED = {"email", "user-name", "password", "security-answer", "code"}


def enter(has: Complement) -> list[Act] | None:
    """Enter something, or leave a team: "leave it with «Leave Team»"."""
    left = finish(has) if has.written == "leave" and not has.facts else None
    return left or _give(has)


def _give(has: Complement) -> list[Act] | None:
    if _speaks_to_support(has):
        return [act("enter", "message")]
    last = None if "them" in has.tokens else has.pronoun("<")
    facts = has.facts or ([last.strip("<>")] if last else [])
    fields = _fields(has, facts)
    if {"blank", "empty", "out"} & set(has.tokens):
        return [act("skip", fact) for fact in facts or fields] or None
    if facts == ["reason"]:
        return _give_reason(has, fields)
    if not _is_known(has, facts, fields):
        return None
    facts = [_code(has) if fact == "code" else fact for fact in facts]
    if has.direct and has.places:
        return [act("enter_in", has.direct[0], has.places[0])]
    if facts and has.direct and fields != facts:
        return [act("enter_as", has.direct[0], facts[0])]
    if len(facts) == 1 and len(has.places) == 1 and not fields:
        return [act("enter_known_in", facts[0], has.places[0])]
    return [act("enter", fact) for fact in facts or fields] or None


def _speaks_to_support(has: Complement) -> bool:
    """Whether support is told it: "tell the agent what you want", "tell them why you leave"."""
    message = not has.facts or (has.facts == ["reason"] and has.written in SPEAKING)
    them = {"them"} if has.written in (*SPEAKING, "write") else set()  # "enter them" is no message
    return message and not has.labels and not {"agent", "support", *them}.isdisjoint(has.tokens)


def _fields(has: Complement, facts: list[str]) -> list[str]:
    """The facts that the labelled fields ask for, such as another's email for "Email"."""
    names = [label.strip("«»").lower().replace(" ", "-") for label in has.labels]
    fields = [name for name in names if name in WORDS["facts"]]
    return [next((fact for fact in facts if fact.endswith(f"-{name}")), name) for name in fields]


def _is_known(has: Complement, facts: list[str], fields: list[str]) -> bool:
    """Whether the reader knows what to give, and gives no fact for another field."""
    if fields and facts and not set(fields) <= set(facts):
        return False
    # A question is put to support; else it is not known which.
    if "question" in has.tokens and not facts and fields != ["message"]:
        return False
    foreign = not OTHERS.isdisjoint(has.tokens) or has.written in SPEAKING
    return not foreign or not {*WRITTEN, "reason"}.isdisjoint(facts)


def _give_reason(has: Complement, fields: list[str]) -> list[Act] | None:
    if any(label != "«Reason»" and not ASKS_WHY.match(label) for label in has.places):
        return [act("enter", name) for name in fields if name in WRITTEN] or None
    return choose_reason(has.direct)


def choose_reason(labels: list[str]) -> list[Act]:
    """The choice of the reasons that are named, or of any."""
    reasons = [act("choose_this_reason", label) for label in labels if label != "«Reason»"]
    return reasons or [act("choose_reason")]


def _code(has: Complement) -> str:
    """Which code: the authenticator's, the mailed one, or whichever there is."""
    if {"authenticator", "authentication", "app"} & set(has.tokens):
        return "authenticator-code"
    return "mailed-code" if {"<email>", "mailed", "emailed"} & set(has.tokens) else "code"


def finish(has: Complement) -> list[Act] | None:
    """ "Confirm «X»" clicks it; other verbs must say how: "send it with «Send»"."""
    if not has.direct:
        return confirm_with_fact(has)
    control = has.direct[-1]
    return [act("click", control)] if has.written == "confirm" or _is_means(has.tokens, control) else None


def confirm_with_fact(has: Complement) -> list[Act] | None:
    """ "Confirm your identity with your password", "confirm your password": the fact is entered."""
    facts = [token for token in has.tokens if token[0] == "<"]
    if not facts or has.labels:
        return None
    if has.written == "submit":
        entered = set(has.facts) <= SUBMITTED and set(has.mentioned).isdisjoint(facts)
    else:
        is_means = set(has.facts) <= {"password", "security-answer"} or _is_means(has.tokens, facts[0])
        entered = is_means and has.written in ("confirm", "verify", "prove")
    return [act("enter", fact) for fact in has.facts] if entered else None


def _is_means(tokens: list[str], name: str) -> bool:
    """Whether a name says how: "with «Send»"."""
    before = [token for token in tokens[: tokens.index(name)] if token not in SMALL["articles"]]
    return bool(before) and before[-1] in SMALL["means"]


def keep(has: Complement) -> list[Act] | None:
    """Keep the recovery codes that the site shows once."""
    return [act("keep_codes")] if has.facts == ["recovery-code"] and not has.labels else None


def set_(has: Complement) -> list[Act] | None:
    """Set a security question, or the reason; save recovery codes."""
    if kept := keep(has):
        return kept
    if has.facts == ["reason"] and set(has.labels) <= {"«Reason»"}:
        return [act("choose_reason")]
    if has.labels:
        return None
    question = "security-question" in has.facts or (not has.facts and has.pronoun("<") == "<security-question>")
    return [act("set_security_question")] if question else enter(has)


def answer(has: Complement) -> list[Act] | None:
    """Answer the security question, or give a reason."""
    if has.facts == ["reason"] and not has.labels:
        return [act("choose_reason")]
    if "security-question" not in has.facts and has.pronoun("<") != "<security-question>":
        return None
    answers = [act("enter_as", label, "security-answer") for label in has.labels]
    return answers or [act("enter", "security-answer")]
