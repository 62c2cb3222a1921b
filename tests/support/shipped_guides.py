"""The guides that ship, and walking them through an edition that is not theirs."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from flows.reading import guide as guides
from flows.reading.guide import Guide
from mocksite.editions import loader

Edition = dict[str, Any]
# A guide, the edition it is walked in, and the circumstances if they are not its own.
WalkOn = Callable[..., None]


def effort(guide: Guide) -> int:
    """How much there is to do on the way."""
    return len(guide.sentences) + len(guide.front.having)


# Those with little to do come first, so that they stand for the others.
SHIPPED = sorted(map(guides.load, guides.find(guides.GUIDES)), key=effort)


def edition_of(guide: Guide) -> Edition:
    """The edition of a shipped guide, every default filled in; its own copy."""
    return loader.load(str(guide.edition)).model_dump(mode="json", by_alias=True)


def one_of_each(
    cases: Sequence[tuple[Any, ...]], sort: Callable[..., Hashable] = lambda *_: None
) -> list[ParameterSet]:
    """Cases as parameters: of each sort the first is for every run, the others only for ``make thorough``.

    Without ``sort`` all are of one.
    """
    seen: set[Hashable] = set()
    found = []
    for case in cases:
        known = sort(*case) in seen
        seen.add(sort(*case))
        name = "-".join(str(getattr(part, "label", getattr(part, "__name__", part))) for part in case)
        found.append(pytest.param(*case, id=name, marks=[pytest.mark.thorough] if known else []))
    return found
