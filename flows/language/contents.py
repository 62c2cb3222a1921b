"""What a sentence says that an email or a downloaded file contains."""

from dataclasses import replace
from itertools import pairwise

from flows.language.act import Act, act
from flows.language.lexicon import SMALL, WORDS

SAYING = frozenset(WORDS["contents"]["saying"])
DESCRIBING = SMALL["articles"] | SMALL["fillers"] | set(WORDS["contents"]["describing"])
# What may stand between "says" and what it says.
BETWEEN = SMALL["articles"] | SMALL["fillers"] | SMALL["naming"] | {",", "and", "words", "sentence"} | SMALL["kinds"]
# What the things are called that contain something; they are mentioned by their facts.
EMAIL, FILE = "<email>", "<files>"
CALLED = {EMAIL: EMAIL, FILE: FILE, "download": FILE, "archive": FILE}
# Steps after which "it" is an email, or a file.
MENTIONING = {
    "email_arrives": EMAIL,
    "email_titled_arrives": EMAIL,
    "email_says": EMAIL,
    "email_does_not_say": EMAIL,
    "download": FILE,
    "file_contains": FILE,
}


def contents(tokens: list[str], mentioned: list[str]) -> list[Act] | None:
    """The checks of what an email says ("in the email you read «X»") or a file contains; None if of neither."""
    at = next((at for at, token in enumerate(tokens) if token in SAYING), None)
    if at is None or not any(token[0] == "«" for token in tokens[at:]):
        return None
    before = [token for token in tokens[:at] if token not in DESCRIBING]
    negated = before[-2:] in (["does", "not"], ["do", "not"])
    subject = before[:-2] if negated else before
    thing = CALLED.get(subject[-1]) if subject else None
    if subject == ["it"]:
        thing = mentioned[-1] if mentioned and mentioned[-1] in (EMAIL, FILE) else None
    elif len(subject) > 1 and subject[:-1] != ["in"]:
        thing = None
    if thing is None or any(token[0] != "«" and token not in BETWEEN for token in tokens[at + 1 :]):
        return None
    if negated and thing == FILE:
        return None
    step = "file_contains" if thing == FILE else "email_does_not_say" if negated else "email_says"
    return [act(step, token) for token in tokens[at:] if token[0] == "«"]


def is_in_email(tokens: list[str]) -> bool:
    """Whether something is in the email itself, and not in "your inbox"."""
    return ("in", EMAIL) in pairwise(token for token in tokens if token not in ("the", "that", "this"))


def shown_in_email(acts: list[Act]) -> list[Act]:
    """Checks of the screen as checks of the email."""
    return [replace(act, name="email_says" if act.name == "shown" else "email_does_not_say") for act in acts]
