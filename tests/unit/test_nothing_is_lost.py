"""Every name, negation and count of a sentence is in its acts, in their conditions, or in what is ignored."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.language.understand import Reading, understand
from flows.reading import guide as guides
from flows.reading.markdown import MARKDOWN, numbered_items, structured
from tests.support.sentences import labelled

HERE = Path(__file__).parent
NAME = re.compile(r"«([^»]*)»|(⟦[^⟧]*⟧)")
# Facts that no other word of these sentences is written as.
FACTS = {"password": "password", "code": "code", "feedback": "feedback", "security question": "security"}
# Words that change the meaning of those around them, wherever they stand.
CHANGING = ("not", "never", "twice", "second", "or", "without", "«Zebra»", "⟦_zebra.md⟧", "7")
# How often a word is put into a sentence in every run: the first of each such number of sentences.
EACH = 12


def sentences() -> Iterator[str]:
    """The sentences of the shipped guides and the held-out ones, if they are understood."""
    texts = dict.fromkeys(
        structured(item)
        for path in guides.GUIDES.rglob("*.md")
        for _, item in numbered_items(path, MARKDOWN.parse(path.read_text("utf-8")), [])
    )
    held_out = (HERE / "held_out_sentences.txt").read_text("utf-8").splitlines()
    phrases = (HERE / "held_out_phrases.txt").read_text("utf-8").splitlines()
    held_out += [line.split("\t")[1] for line in phrases]
    return (text for text in [*sorted(texts), *map(labelled, held_out)] if not understand(text).faults)


UNDERSTOOD = list(sentences())


def words_of(reading: Reading) -> str:
    """All that is printed of a reading."""
    return " ".join([*(act.reading for act in reading.acts), *reading.ignored]).lower()


def lost(sentence: str, reading: Reading) -> list[str]:
    """The names of a sentence that its reading does not have."""
    printed = words_of(reading)
    names = [label or link for label, link in NAME.findall(sentence)]
    names += [word for phrase, word in FACTS.items() if re.search(rf"\b{phrase}\b", NAME.sub("", sentence), re.I)]
    return [name for name in names if name.lower().rstrip(".:,") not in printed and name.lower() != "your picture"]


def test_the_names_of_published_sentences_are_in_their_readings() -> None:
    missing = {sentence: names for sentence in UNDERSTOOD if (names := lost(sentence, understand(sentence)))}
    assert len(UNDERSTOOD) > 600
    # Whoever logs in enters the password.
    assert {sentence: names for sentence, names in missing.items() if names != ["password"]} == {}
    assert all("log in" in words_of(understand(sentence)) for sentence in missing)


def with_a_word_more(sentence: str, word: str) -> Iterator[str]:
    """The sentence with a word more, at each place between its words."""
    masked = NAME.sub(lambda name: "#" * len(name[0]), sentence)
    for at in [0, *(space.end() for space in re.finditer(" ", masked))]:
        yield f"{sentence[:at]}{word} {sentence[at:]}"


@pytest.mark.parametrize("word", CHANGING)
@pytest.mark.parametrize("share", [pytest.param(3, marks=pytest.mark.thorough), EACH])
def test_a_word_that_changes_a_sentence_is_never_dropped(word: str, share: int) -> None:
    dropped = []
    for sentence in UNDERSTOOD[::share]:
        if "why" in sentence.lower():
            continue  # why somebody leaves is a reason, whatever it is
        before = [act.reading for act in understand(sentence).acts]
        for longer in with_a_word_more(sentence, word):
            reading = understand(longer)
            recorded = word.lower() in words_of(reading)
            changed = word[0] not in "«⟦" and [act.reading for act in reading.acts] != before
            if not (reading.faults or recorded or changed):
                dropped.append(longer)
    assert dropped == []


NAMES = st.sampled_from(["«Alpha»", "«Beta»", "⟦_gamma.md⟧"])
WORDS = """
    click open go to select choose enter type check that see is shown appears the your button link tab in on from under
    and then , if when asked for by to so which log in email arrives reason wait 3 days confirm with a . ; : ( )
"""


@settings(deadline=None)
@given(st.lists(NAMES | st.sampled_from(WORDS.split()), min_size=3, max_size=14).map(" ".join))
def test_no_name_is_lost_from_any_sentence(sentence: str) -> None:
    reading = understand(sentence)
    assert reading.faults or not lost(sentence, reading)
