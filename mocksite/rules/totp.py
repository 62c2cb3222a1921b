"""Codes of an authenticator app (RFC 6238): six digits that change every thirty seconds. Each works once."""

from datetime import datetime, timedelta

import pyotp
import segno

from mocksite.rules.one_time_codes import same

CREDENTIAL = "authenticator-code"
NOT_RIGHT = "That code is not right. Take the newest one from your authenticator."
USED = "That code has been used already. Wait for the next one."
WINDOW = (0, -1, 1)  # clocks differ, so the steps before and after the current one count too


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step that a code belongs to, near the current one; None if it belongs to none."""
    totp = pyotp.TOTP(secret)
    for offset in WINDOW:
        moment = now + timedelta(seconds=offset * totp.interval)
        if same(code, totp.at(moment)):
            return totp.timecode(moment)
    return None


def complaint(step: int | None, last_step: int) -> str | None:
    """Why a code of that time step is not accepted, as a sentence for the reader; None if it is."""
    if step is None:
        return NOT_RIGHT
    return USED if step <= last_step else None


def address(secret: str, username: str) -> str:
    """The ``otpauth:`` address in the QR code, by which an authenticator knows the account."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name="Worklane (mock)")


def qr_code(secret: str, username: str) -> str:
    """The QR code that an authenticator scans, as a data URI."""
    code: str = segno.make(address(secret, username), micro=False).svg_data_uri(scale=5, border=3, light="#fff")
    return code
