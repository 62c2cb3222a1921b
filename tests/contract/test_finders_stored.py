"""What is stored about finders fits the defects, guides and tests that there are."""

import pytest

from flows.claims import finders
from flows.reading.guide import GUIDES
from mocksite.defects import registry

STORED = finders.load(finders.FILE)


def test_every_defect_has_a_finder() -> None:
    assert {name for name in registry.BY_ID if not STORED.get(name)} == set()
    assert set(STORED) <= set(registry.BY_ID)


def test_the_smoke_set_finds_every_defect() -> None:
    smoke = set(finders.load_smoke(finders.FILE))
    assert {name for name, messages in STORED.items() if next(iter(messages)) not in smoke} == set()


@pytest.mark.parametrize("finder", sorted({finder for messages in STORED.values() for finder in messages}))
def test_every_finder_exists(finder: str) -> None:
    file, _, test = finder.partition("::")
    path = GUIDES / (file if test else f"{file}.md")
    assert path.is_file()
    assert f"def {test}" in path.read_text("utf-8") or not test
