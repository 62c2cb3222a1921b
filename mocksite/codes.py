"""One-time codes that prove who somebody is: six digits, good for ten minutes of the world's clock."""

import secrets
from datetime import datetime, timedelta
from hmac import compare_digest

LIVES = timedelta(minutes=10)


def same(given: str, expected: str | None) -> bool:
    """Whether a secret is the expected one, in time that tells nothing about it."""
    return expected is not None and compare_digest(given.encode(), expected.encode())


def fresh() -> str:
    """A code that nobody can guess."""
    return f"{secrets.randbelow(10**6):06}"


def told(code: str) -> str:
    """What is written to whoever is to give the code back."""
    return f"Your Worklane code is {code}. It works for 10 minutes."


def wrong(given: str, code: str | None, expires: datetime | None, now: datetime, otherwise: str) -> str | None:
    """What is wrong with a code that was given, in a sentence for its reader; None when it is good.

    ``otherwise`` says what becomes of whoever let it expire.
    """
    if not same(given, code):
        return "That is not the code we sent."
    return f"That code has expired. {otherwise}" if expires is None or expires <= now else None
