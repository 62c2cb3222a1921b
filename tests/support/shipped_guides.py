"""The shipped guides and their editions, and the choice of cases that every run takes."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import pytest

from flows.reading import guide as guides
from flows.reading.guide import Guide
from mocksite.editions import loader
from tests.support.types import EditionData


def effort(guide: Guide) -> int:
    """A rough measure of how long a walk of the guide takes."""
    return len(guide.sentences) + len(guide.front.having)


# Short guides come first, so that every run takes those.
SHIPPED = sorted(map(guides.load, guides.find(guides.GUIDES)), key=effort)


def edition_of(guide: Guide) -> EditionData:
    """A copy of the edition of a shipped guide, with all defaults."""
    return loader.load(str(guide.edition)).model_dump(mode="json", by_alias=True)


def one_of_each(
    cases: Sequence[tuple[Any, ...]], sort: Callable[..., Hashable] = lambda *_: None
) -> list[pytest.ParameterSet]:
    """Cases as parameters: the first of each sort is in every run, the others only in ``make thorough``.

    Without ``sort``, all cases are of one sort.
    """
    sorts: set[Hashable] = set()
    parameters = []
    for case in cases:
        marks = [pytest.mark.thorough] if sort(*case) in sorts else []
        sorts.add(sort(*case))
        name = "-".join(str(getattr(part, "label", getattr(part, "__name__", part))) for part in case)
        parameters.append(pytest.param(*case, id=name, marks=marks))
    return parameters
