"""Codes of an authenticator app, RFC 6238: six digits that change every thirty seconds, none taken twice."""

from datetime import datetime, timedelta

import pyotp
import segno

from mocksite.rules.one_time_codes import same

PROOF = "authenticator-code"
NOT_RIGHT = "That code is not right. Take the newest one from your authenticator."
USED = "That code has been used already. Wait for the next one."
WINDOW = (0, -1, 1)  # clocks differ, so the steps beside the present one are good too


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step whose code it is, near the present one; None where it is none's."""
    totp = pyotp.TOTP(secret)
    for offset in WINDOW:
        moment = now + timedelta(seconds=offset * totp.interval)
        if same(code, totp.at(moment)):
            return totp.timecode(moment)
    return None


def complaint(step: int | None, last_step: int) -> str | None:
    """What is wrong with a code of that step, in a sentence for its reader; None when it is good."""
    if step is None:
        return NOT_RIGHT
    return USED if step <= last_step else None


def address(secret: str, username: str) -> str:
    """What the QR code says: the address by which an authenticator knows the account."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name="Worklane (mock)")


def qr_code(secret: str, username: str) -> str:
    """The QR code that an authenticator scans, as the address of a picture."""
    code: str = segno.make(address(secret, username), micro=False).svg_data_uri(scale=5, border=3, light="#fff")
    return code
