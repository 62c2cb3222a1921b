"""Authenticator codes (RFC 6238): one step early or late, and none twice."""

from base64 import b32encode
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import segno

from mocksite.rules import totp

SECRET = b32encode(b"12345678901234567890").decode()  # of the test vectors for SHA1
# Appendix B of the RFC has eight digits; a code is the last six.
VECTORS = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}
MOMENT = datetime.fromtimestamp(1234567890, UTC)
STEP = 1234567890 // 30


@pytest.mark.parametrize(("seconds", "code"), VECTORS.items())
def test_codes_match_the_vectors_of_the_rfc(seconds: int, code: str) -> None:
    assert totp.step_of(SECRET, code, datetime.fromtimestamp(seconds, UTC)) == seconds // 30


@pytest.mark.parametrize(
    ("later", "step"),
    [(-60, None), (-31, None), (-30, STEP), (-1, STEP), (29, STEP), (30, STEP), (59, STEP), (60, None), (86400, None)],
)
def test_a_code_is_valid_one_step_early_or_late(later: int, step: int | None) -> None:
    assert totp.step_of(SECRET, VECTORS[1234567890], MOMENT + timedelta(seconds=later)) == step


@pytest.mark.parametrize(
    "code",
    ["", "5924", " 005924", "0005924", "00592", "0059244", "89005924", "００５９２４", "005 924", "-05924", "x" * 9999],
)
def test_an_invalid_code_has_no_step(code: str) -> None:
    assert totp.step_of(SECRET, code, MOMENT) is None


def test_a_code_of_another_secret_has_no_step() -> None:
    assert totp.step_of(b32encode(b"another secret, of 20").decode()[:32], "005924", MOMENT) is None


STEPS = {
    "none's": (None, 0, totp.NOT_RIGHT),
    "the first": (7, 0, None),
    "the next": (7, 6, None),
    "the same again": (7, 7, totp.USED),
    "an earlier one": (6, 7, totp.USED),
}


@pytest.mark.parametrize(("step", "last_step", "complaint"), STEPS.values(), ids=STEPS)
def test_a_code_must_be_newer_than_the_last(step: int | None, last_step: int, complaint: str | None) -> None:
    assert totp.complaint(step, last_step) == complaint


def test_the_qr_code_names_account_and_issuer(monkeypatch: pytest.MonkeyPatch) -> None:
    contents: list[str] = []
    make = segno.make

    def listen(content: str, **options: Any) -> segno.QRCode:
        contents.append(content)
        return make(content, **options)

    monkeypatch.setattr(segno, "make", listen)
    picture = totp.qr_code(SECRET, "ada lovelace/1")
    address = urlsplit(contents[0])
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert unquote(address.path) == "/Worklane (mock):ada lovelace/1"
    assert parse_qs(address.query) == {"secret": [SECRET], "issuer": ["Worklane (mock)"]}
    assert picture.startswith("data:image/svg+xml")
