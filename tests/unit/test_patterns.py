"""Patterns match what is equal in plain text, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.pages.patterns import whole, within
from flows.typography import PLAIN, plain

LABELS = ["Close my account", "Don't", "Re-open", "More...", 'A "B" / C', "Café", "$14.99 (a month)", "é"]
VARIANTS = st.sampled_from([*"".join(PLAIN.values()), *"'\"-.: ab\u00a0\u202f\n\u0301", "..."])


@pytest.mark.parametrize("label", LABELS)
def test_a_name_is_matched_in_any_case(label: str) -> None:
    assert whole(label).search(label.upper())
    assert within(label).search(f"Now: {label.lower()}, again")


def test_exact_names_differ_in_case() -> None:
    assert whole("Contact Support", exact=True).search("Contact\u00a0Support")
    assert not whole("Contact Support", exact=True).search("Contact support")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Close my account", "Close\u00a0my account"),
        ("Don't", "Don’t"),
        ("Don’t", "Don't"),
        ("Re-open", "Re‑open"),
        ("Re—open", "Re-open"),
        ("More...", "More…"),
        ("More…", "More..."),
        ('"B"', "“B”"),
        ("Unsubscribe", "Unsub\u00adscribe\u200b"),
        ("Cafe\u0301", "Café"),
        ("Café", "Cafe\u0301"),
    ],
)
def test_typographic_variants_match_both_ways(written: str, shown: str) -> None:
    assert whole(written).search(shown)
    assert within(written).search(f"({shown})")


@pytest.mark.parametrize(
    ("words", "text"), [("Art", "Start"), ("$14.9", "$14.99"), ("close", "closed"), ("Close it", "Close bit")]
)
def test_words_are_no_parts_of_longer_words(words: str, text: str) -> None:
    assert not within(words).search(text)


@pytest.mark.parametrize("mark", ".,:")
def test_a_last_mark_may_be_the_sentences(mark: str) -> None:
    assert whole(f"Continue{mark}").search("continue")
    assert whole(f"Continue{mark}").search(f"Continue{mark}")
    assert not whole("Continue").search(f"Continue{mark}")
    assert not whole(f"Continue{mark}", exact=True).search("Continue")
    assert not whole(f"Continue...{mark}").search("Continue..")
    assert not whole(mark).search("")


@pytest.mark.parametrize("text", ["…", ".…", "..…", "...", "....", "….…"])
def test_three_dots_or_more_are_equal(text: str) -> None:
    assert whole("Wait…..").search(f"Wait{text}")


@given(st.lists(VARIANTS, min_size=1, max_size=6).map("".join), st.lists(VARIANTS, max_size=6).map("".join))
def test_a_pattern_matches_what_is_equal_in_plain_text(label: str, text: str) -> None:
    written, shown = plain(label).casefold(), plain(text).casefold()
    equal = written == shown or (written[-1:] in {*".,:"} and written[-2:-1].isalnum() and written[:-1] == shown)
    assert bool(whole(label).search(text)) == equal
