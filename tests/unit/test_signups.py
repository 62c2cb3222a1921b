"""A phone number is the same in any notation, so one person has one account."""

from datetime import UTC, datetime, timedelta

import pytest

from mocksite.rules import one_time_codes
from mocksite.services.signups import phone

AS_KEPT = "(555) 010-1234"
NOW = datetime(2026, 1, 14, 10, 0, tzinfo=UTC)
EXPIRED = "That code has expired. Start again."
WRONG = "That is not the code we sent."


@pytest.mark.parametrize(
    "written",
    [
        AS_KEPT,
        "5550101234",
        "555-010-1234",
        "555.010.1234",
        "555 010 1234",
        " 555\t010\n1234 ",
        "+1 (555) 010-1234",
        "+15550101234",
        "1-555-010-1234",
        "1 5 5 5 0 1 0 1 2 3 4",
        "(555)010-1234",
    ],
    ids=ascii,
)
def test_phone_numbers_are_normalised(written: str) -> None:
    assert phone(written) == AS_KEPT


@pytest.mark.parametrize(
    "written",
    [
        *("", " ", "-", "+", "()", "call me"),
        *("555010123", "15550101", "55501012345", "+44 20 7946 0958", "+2 555 010 1234", "11 555 010 1234"),
        *("555-010-1234 x5", "555/010/1234", "555,010,1234", "555_010_1234", "5550101234\0", "555\u2013010\u20131234"),
        *("٥٥٥٠١٠١٢٣٤", "５５５０１０１２３４", "555010123²", "555\u00a0010\u00a01234", "1e10", "0x5550101234"),
        *("5550101234" + " " * 31, "5" * 41, "5" * 10_000),
    ],
    ids=lambda written: ascii(written[:20]),
)
def test_an_invalid_phone_number_is_none(written: str) -> None:
    assert phone(written) is None


CODES = {
    "right, in time": ("012345", NOW + timedelta(seconds=1), None),
    "right, on the second": ("012345", NOW, EXPIRED),
    "right, late": ("012345", NOW - timedelta(days=1), EXPIRED),
    "wrong": ("012346", NOW + timedelta(minutes=10), WRONG),
    "without its zero": ("12345", NOW + timedelta(minutes=10), WRONG),
    "in wide digits": ("０１２３４５", NOW + timedelta(minutes=10), WRONG),
    "empty": ("", NOW + timedelta(minutes=10), WRONG),
    "long": ("012345" * 1_000, NOW + timedelta(minutes=10), WRONG),
    "wrong, late": ("999999", NOW - timedelta(days=1), WRONG),
}


@pytest.mark.parametrize(("code", "expires", "complaint"), CODES.values(), ids=CODES)
def test_a_code_is_valid_until_it_expires(code: str, expires: datetime, complaint: str | None) -> None:
    assert one_time_codes.complaint(code, one_time_codes.Sent("012345", expires), NOW, "Start again.") == complaint
