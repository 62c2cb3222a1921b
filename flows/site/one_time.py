"""What works once, and is a secret until then: mailed codes and links, and the codes of an authenticator."""

import re
from datetime import datetime, timedelta

import pyotp

MAILED = re.compile(r"\b\d{6}\b|(?<=/)[\w.-]{20,}(?=\s|$)")
LINK = re.compile(r"https?://\S+")
STEP = timedelta(seconds=30)


def mailed(body: str) -> list[str]:
    """The codes in a message, and the ends of its links."""
    return MAILED.findall(body)


def without_mailed(body: str) -> str:
    """A message without its codes, and without its links."""
    return MAILED.sub("[code]", LINK.sub("[link]", body))


def authenticator_codes(key: str, now: datetime) -> list[str]:
    """What an authenticator shows (RFC 6238) now, just before and just after."""
    return [pyotp.TOTP(key).at(now + step) for step in (-STEP, timedelta(0), STEP)]
