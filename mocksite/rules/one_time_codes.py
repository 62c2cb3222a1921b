"""One-time codes: six digits, valid for ten minutes of the world's clock."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True)
class Sent:
    """The code that was last sent, if any."""

    code: str | None = None
    expires: datetime | None = None
    used: bool = False

    def is_valid(self, now: datetime) -> bool:
        """Whether it is still accepted."""
        return self.code is not None and not self.used and self.expires is not None and self.expires > now


NOTHING_SENT = Sent()


def same(answer: str, expected: str | None) -> bool:
    """Compare a secret in constant time."""
    return expected is not None and compare_digest(answer.encode(), expected.encode())


def generate() -> str:
    """A new random code."""
    return f"{secrets.randbelow(10**6):06}"


def message(code: str) -> str:
    """The message with a code."""
    return f"Your Worklane code is {code}. It works for 10 minutes."


def complaint(answer: str, sent: Sent, now: datetime, if_expired: str) -> str | None:
    """Why a code is refused, if it is; ``if_expired`` says what happens next if it has expired."""
    if not same(answer, sent.code):
        return "That is not the code we sent."
    if sent.used:
        return "That code has been used already."
    return f"That code has expired. {if_expired}" if sent.expires is None or sent.expires <= now else None
