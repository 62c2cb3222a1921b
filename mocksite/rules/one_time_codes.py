"""One-time codes that prove who somebody is: six digits, good for ten minutes of the world's clock."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

LIVES = timedelta(minutes=10)


@dataclass(frozen=True)
class Sent:
    """The code that was sent last, if any was."""

    code: str | None = None
    expires: datetime | None = None
    used: bool = False

    def is_good(self, now: datetime) -> bool:
        """Whether it would still be taken."""
        return self.code is not None and not self.used and self.expires is not None and self.expires > now


NOTHING_SENT = Sent()


def same(given: str, expected: str | None) -> bool:
    """Whether a secret is the expected one, in time that tells nothing about it."""
    return expected is not None and compare_digest(given.encode(), expected.encode())


def fresh() -> str:
    """A code that nobody can guess."""
    return f"{secrets.randbelow(10**6):06}"


def told(code: str) -> str:
    """What is written to whoever is to give the code back."""
    return f"Your Worklane code is {code}. It works for 10 minutes."


def wrong(given: str, sent: Sent, now: datetime, otherwise: str) -> str | None:
    """What is wrong with a code that was given, in a sentence for its reader; None when it is good.

    ``otherwise`` says what becomes of whoever let it expire.
    """
    if not same(given, sent.code):
        return "That is not the code we sent."
    if sent.used:
        return "That code has been used already."
    return f"That code has expired. {otherwise}" if sent.expires is None or sent.expires <= now else None
