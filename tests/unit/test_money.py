"""Written amounts of money: which are valid, to the cent, and which are not."""

import pytest

from mocksite.catalog.ledger_rows import dollars
from mocksite.services.money import MOST, cents

GOOD = {
    "7": 700,
    " 7 ": 700,
    "\t7\r\n": 700,
    "$7": 700,
    "7.00": 700,
    "007": 700,
    "0.01": 1,
    "$0.10": 10,
    "19.99": 1_999,
    "1234": 123_400,
    "1,234": 123_400,
    "$1,234.50": 123_450,
    "1234.50": 123_450,
    "12,345,678.90": 1_234_567_890,
    "1000000000": MOST,
    "$1,000,000,000.00": MOST,
}
HOSTILE = [
    *("", " ", "\n", "$", ".", ",", "$.", "seven"),
    *("0", "0.00", "$0", "00", "-5", "-0.01", "+5", "$-5", "-$5", "(5)", "−5"),
    *("1,00", "1,0000", "12,34", ",100", "1,,000", "1,000,", "1234,567", "1.000,00", "1.234.567"),
    *("5.", "5.0", "5.001", ".50", "5..00", "5.0.0", "5,.00"),
    *("1e3", "1E3", "0x10", "1_000", "NaN", "nan", "Infinity", "-inf", "1/2", "5%"),
    *("٣", "５", "１２.５０", "²", "Ⅴ", "5.٠٠", "1٬000"),
    *("5 0", "$ 5", "5 $", "5$", "$$5", "€5", "5 USD", "5\n5", "5\0", "\x005", "5\u200b", "5;", "5' OR '1'='1"),
    *("1000000000.01", "1,000,000,001", "9" * 20, "9" * 39, "9" * 40, "9" * 41, "9" * 5_000),
]


@pytest.mark.parametrize(("written", "amount"), GOOD.items())
def test_an_amount_is_exact_to_the_cent(written: str, amount: int) -> None:
    assert cents(written) == amount


@pytest.mark.parametrize("written", HOSTILE, ids=lambda written: ascii(written[:20]))
def test_an_invalid_amount_is_none(written: str) -> None:
    assert cents(written) is None


@pytest.mark.parametrize("amount", [1, 99, 100, 12_345, 100_000, 123_456_789, MOST - 1, MOST])
def test_an_amount_is_read_as_it_is_written(amount: int) -> None:
    assert cents(dollars(amount)) == amount


LONG = {
    "a digit more": ("0" * 38 + "123", 12_300),
    "words": ("0" * 35 + "12.50 or so", None),
    "a thousandth": ("0" * 36 + "1.005", None),
    "an exponent": ("0" * 39 + "1e9", None),
}


@pytest.mark.parametrize(("written", "whole"), LONG.values(), ids=LONG)
def test_an_amount_is_never_shortened_to_another(written: str, whole: int | None) -> None:
    assert cents(written) in (None, whole)
