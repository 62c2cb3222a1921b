"""Codes from an authenticator app (RFC 6238), which change every thirty seconds and work once."""

from datetime import datetime, timedelta

import pyotp
import segno

from mocksite.rules.one_time_codes import same

CREDENTIAL = "authenticator-code"
NOT_RIGHT = "That code is not right. Take the newest one from your authenticator."
USED = "That code has been used already. Wait for the next one."
WINDOW = (0, -1, 1)  # clocks differ by a step


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step of a code, near the current one, if any."""
    totp = pyotp.TOTP(secret)
    for offset in WINDOW:
        moment = now + timedelta(seconds=offset * totp.interval)
        if same(code, totp.at(moment)):
            return totp.timecode(moment)
    return None


def complaint(step: int | None, last_step: int) -> str | None:
    """Why a code of that time step is refused, if it is."""
    if step is None:
        return NOT_RIGHT
    return USED if step <= last_step else None


def qr_code(secret: str, username: str) -> str:
    """The QR code that an authenticator scans, as a data URI."""
    address = pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name="Worklane (mock)")
    code: str = segno.make(address, micro=False).svg_data_uri(scale=5, border=3, light="#fff")
    return code
