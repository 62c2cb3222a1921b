"""The fields a stage of a closing can ask for, and what makes an answer good. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mocksite.catalog.field_labels import LABELS
from mocksite.rules.one_time_codes import NOTHING_SENT, Sent, same
from mocksite.rules.one_time_codes import wrong as wrong_code

LONGEST = 2000
TOO_LONG = f"Use at most {LONGEST} characters."
LONGEST_ANSWER = 100
LONGEST_LINE = 120
USER_NAME = re.compile(r"[a-z][a-z0-9.-]{2,29}")
QUESTIONS = [
    "What was the name of your first pet?",
    "What street did you grow up in?",
    "What was the first concert you went to?",
]
# Never kept with the closing: they prove who the reader is, and have no use afterwards.
SECRET = {"password", "security-answer", "code"}


@dataclass(frozen=True)
class Expected:
    """What the answers of one reader are held against; ``stopped`` says of a field why no try is taken now."""

    password: str
    security_answer: str | None
    now: datetime
    code: Sent = NOTHING_SENT
    reasons: Sequence[str] = ()
    stopped: Mapping[str, str] = field(default_factory=dict)


def written(form: Mapping[str, str], name: str) -> str:
    """What a form has in a field, as it counts: line ends as one character, no space around it; a password as it is."""
    given = form.get(name, "")
    return given if name == "password" else given.replace("\r\n", "\n").strip()


def wrong_text(label: str, given: str) -> str | None:
    """What is wrong with a text that has to be given, in a sentence for its reader; None when it is good."""
    if not given:
        return f"{label} is needed."
    return TOO_LONG if len(given) > LONGEST else None


def wrong_line(label: str, given: str) -> str | None:
    """What is wrong with a line that has to be given; None when it is good."""
    if len(given) > LONGEST_LINE or not given.isprintable():
        return f"Write at most {LONGEST_LINE} characters, on one line."
    return wrong_text(label, given)


def wrong_user_name(given: str) -> str | None:
    """What is wrong with a name to log in by; None when it is good."""
    if USER_NAME.fullmatch(given):
        return None
    return "Use 3 to 30 letters, digits, dots and dashes, with a letter first."


def wrong_question(question: str, answer: str) -> dict[str, str]:
    """What is wrong with a security question and its answer that are to be set, by field."""
    found = {}
    if question not in QUESTIONS:
        found["question"] = "Choose one of the questions."
    if not answer or len(answer) > LONGEST_ANSWER:
        found["answer"] = f"Give an answer of at most {LONGEST_ANSWER} characters."
    return found


def complaint(name: str, given: str, expected: Expected) -> str | None:
    """What is wrong with an answer that was given, in a sentence for its reader; None when it is good."""
    if name in expected.stopped:
        return expected.stopped[name]
    if len(given) > LONGEST:
        return TOO_LONG
    if name == "reason" and given not in expected.reasons:
        return "Choose one of the reasons."
    if name == "password" and not same(given, expected.password):
        return "That is not your password."
    if name == "security-answer" and not same(given.casefold(), (expected.security_answer or "").casefold()):
        return "That is not the answer you gave."
    if name == "code":
        return wrong_code(given, expected.code, expected.now, "We have sent you a new one.")
    return None


def complaints(asks: Mapping[str, bool], given: Mapping[str, str], expected: Expected) -> dict[str, str]:
    """What is wrong with the answers to a stage, by field. ``asks`` says of each field whether it is required."""
    found = {}
    for name, required in asks.items():
        answer = written(given, name)
        if not answer.strip():
            if required:
                found[name] = f"{LABELS[name]} is needed."
        elif wrong := complaint(name, answer, expected):
            found[name] = wrong
    return found
