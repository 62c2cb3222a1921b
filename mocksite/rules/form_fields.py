"""The fields of forms, and the complaints about answers, each a sentence for the reader."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, count

from mocksite.catalog.field_labels import LABELS
from mocksite.rules import one_time_codes
from mocksite.rules.one_time_codes import NOTHING_SENT, Sent, same

LONGEST = 2000
TOO_LONG = f"Use at most {LONGEST} characters."
LONGEST_ANSWER = 100
LONGEST_LINE = 120
SHORTEST_PASSWORD = 8
USER_NAME = re.compile(r"[a-z][a-z0-9.-]{2,29}")
QUESTIONS = [
    "What was the name of your first pet?",
    "What street did you grow up in?",
    "What was the first concert you went to?",
]
# Credentials, never stored with a closing.
SECRET = {"password", "security-answer", "code"}


@dataclass(frozen=True)
class Expected:
    """What the answers are checked against; ``stopped`` says why a field accepts no attempt now."""

    password: str
    security_answer: str | None
    now: datetime
    code: Sent = NOTHING_SENT
    reasons: Sequence[str] = ()
    stopped: Mapping[str, str] = field(default_factory=dict)


def written(form: Mapping[str, str], name: str) -> str:
    """The answer in a field, stripped and with normalized line ends; a password is left unchanged."""
    answer = form.get(name, "")
    return answer if name == "password" else answer.replace("\r\n", "\n").strip()


def text_complaint(label: str, answer: str) -> str | None:
    """The complaint about a required text, if any."""
    if not answer:
        return f"{label} is needed."
    return TOO_LONG if len(answer) > LONGEST else None


def line_complaint(label: str, answer: str) -> str | None:
    """The complaint about a required single line, if any."""
    if len(answer) > LONGEST_LINE or not answer.isprintable():
        return f"Write at most {LONGEST_LINE} characters, on one line."
    return text_complaint(label, answer)


def new_password_complaint(answer: str) -> str | None:
    """The complaint about a new password, if any."""
    if answer.strip() and SHORTEST_PASSWORD <= len(answer) <= LONGEST_LINE:
        return None
    return f"Choose a password of {SHORTEST_PASSWORD} to {LONGEST_LINE} characters."


def user_name_complaint(answer: str) -> str | None:
    """The complaint about a new user name, if any."""
    if USER_NAME.fullmatch(answer):
        return None
    return "Use 3 to 30 letters, digits, dots and dashes, with a letter first."


def free_user_name(wanted: str, taken: Collection[str]) -> str:
    """The user name, numbered if it is taken: ``ada``, ``ada2``, ``ada3``."""
    numbered = (f"{wanted}{number}" for number in count(2))
    return next(name for name in chain([wanted], numbered) if name not in taken)


def question_complaints(question: str, answer: str) -> dict[str, str]:
    """The complaints about a new security question and its answer, by field."""
    by_field = {}
    if question not in QUESTIONS:
        by_field["question"] = "Choose one of the questions."
    if not answer or len(answer) > LONGEST_ANSWER:
        by_field["answer"] = f"Give an answer of at most {LONGEST_ANSWER} characters."
    return by_field


def complaint(name: str, answer: str, expected: Expected) -> str | None:
    """The complaint about an answer, if any."""
    if name in expected.stopped:
        return expected.stopped[name]
    if len(answer) > LONGEST:
        return TOO_LONG
    if name == "reason" and answer not in expected.reasons:
        return "Choose one of the reasons."
    if name == "password" and not same(answer, expected.password):
        return "That is not your password."
    if name == "security-answer" and not same(answer.casefold(), (expected.security_answer or "").casefold()):
        return "That is not the answer you gave."
    if name == "code":
        return one_time_codes.complaint(answer, expected.code, expected.now, "We have sent you a new one.")
    return None


def complaints(required: Mapping[str, bool], form: Mapping[str, str], expected: Expected) -> dict[str, str]:
    """The complaints about a form, by field; ``required`` says of each field whether it needs an answer."""
    by_field = {}
    for name, is_required in required.items():
        answer = written(form, name)
        if not answer.strip():
            if is_required:
                by_field[name] = f"{LABELS[name]} is needed."
        elif text := complaint(name, answer, expected):
            by_field[name] = text
    return by_field
