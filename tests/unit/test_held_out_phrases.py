"""Eight things in the words of two ordinary writers, twelve ways each; the word lists were not tuned on these.

A line has the number of the thing, the sentence, and what a careful reader would do. The eight: log in, open settings,
open a section, press, choose a reason, confirm, enter the password, answer the security question.
"""

from pathlib import Path

import pytest

from flows.language.understand import understand
from tests.support.sentences import labelled

LINES = (Path(__file__).parent / "held_out_phrases.txt").read_text("utf-8").splitlines()
WRITERS = {"first": LINES[:96], "second": LINES[96:]}


def read(sentence: str) -> str | None:
    acts, faults, _ = understand(labelled(sentence))
    return None if faults else " + ".join(act.text + (" ?" if act.condition else "") for act in acts)


@pytest.mark.parametrize("lines", WRITERS.values(), ids=WRITERS)
def test_at_least_85_of_96_are_understood_and_none_is_misread(lines: list[str]) -> None:
    meant = {sentence: acts for _, sentence, acts in (line.split("\t") for line in lines)}
    acts_of = {sentence: read(sentence) for sentence in meant}
    assert len(meant) == 96
    assert {sentence: acts for sentence, acts in acts_of.items() if acts not in (None, meant[sentence])} == {}
    assert sum(acts is not None for acts in acts_of.values()) >= 85
