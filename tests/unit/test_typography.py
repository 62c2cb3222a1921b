"""Typographic variants of the same words are equal."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.typography import plain

SPACES = [character for character in map(chr, range(sys.maxunicode + 1)) if character.isspace()]


@pytest.mark.parametrize("space", SPACES, ids=ascii)
def test_every_space_is_plain(space: str) -> None:
    assert plain(f"Close{space}Account") == "Close Account"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Close\u00a0Account", "Close Account"),
        ("  Close \u202f \n Account ", "Close Account"),
        ("Don’t close", "Don't close"),
        ("Reason “other”", 'Reason "other"'),
        ("Two‑step — on", "Two-step - on"),
        ("Loading…", "Loading..."),
        ("Unsub\u00adscribe\u200b", "Unsubscribe"),
        ("Cafe\u0301", "Café"),
        ("Settings › Account", "Settings › Account"),
    ],
)
def test_variants_are_equal(written: str, expected: str) -> None:
    assert plain(written) == expected


@settings(deadline=None)
@given(st.text())
def test_plain_text_is_left_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(text)
