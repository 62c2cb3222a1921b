"""A guide that follows the suggestions for another edition is true there."""

import shutil
from collections.abc import Callable, Hashable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from flows.claims import proof
from flows.plugin.collection import closes
from flows.reading import guide as guides
from flows.reading.guide import Guide
from flows.reading.rewrite import rewritten, suggest_rewrite
from flows.site.client import Site
from flows.site.devices import is_mobile
from flows.walk.walker import Walk, WalkError
from mocksite.editions import loader
from tests.support.catalog_cells import CATALOG
from tests.support.shipped_guides import SHIPPED, one_of_each
from tests.support.types import MakeWorld

EDITIONS = {name: loader.load(name).model_dump(mode="json", by_alias=True) for name in loader.names()}
OTHERS = [
    (guide, name, rewrite)
    for guide in SHIPPED
    for name in EDITIONS
    if name != guide.edition and (rewrite := suggest_rewrite(guide, 0, EDITIONS[name], CATALOG))
]


def cases() -> list[pytest.ParameterSet]:
    """Every run has a case of the matrix and one of the others; ``make thorough`` has the matrix and each other sort.

    Guides are of one sort if they get the same suggestions on an edition, for readers who do not differ there.
    """
    sorts: set[Hashable] = set()
    selected = []
    for guide, name, rewrite in OTHERS:
        front = guide.front
        sort = name, front.persona, *front.circumstances, is_mobile(front.device), *rewrite.steps, *rewrite.front
        if closes(guide, CATALOG) or sort not in sorts:
            selected.append((guide, name))
        sorts.add(sort)
    return one_of_each(selected, lambda guide, _: closes(guide, CATALOG))


NewWalk = Callable[[Guide, str], Walk]


@pytest.fixture
def new_walk(make_world: MakeWorld, site: Site, open_impatiently: Callable[[str], Page], tmp_path: Path) -> NewWalk:
    def walk(guide: Guide, name: str) -> Walk:
        world = make_world(**proof.world_of(guide) | {"edition": name})
        return Walk(world, site.catalog(), open_impatiently, tmp_path / "pictures", grouped=False)

    return walk


@pytest.mark.parametrize(("guide", "name"), cases())
def test_a_guide_that_follows_the_suggestion_is_true(
    new_walk: NewWalk, tmp_path: Path, guide: Guide, name: str
) -> None:
    first = new_walk(guide, name)
    try:
        first.through(guide)
    except WalkError:
        suggestion = suggest_rewrite(guide, len(first.outcomes), EDITIONS[name], CATALOG)
        assert suggestion is not None
        shutil.copytree(guide.path.parent, tmp_path / name)
        mended = tmp_path / name / "mended.md"
        mended.write_text(rewritten(guide, suggestion), "utf-8")
        new_walk(guide, name).through(guides.load(mended))
    else:
        # A guide without a fault gets no suggestions.
        confirmation = suggest_rewrite(guide, len(guide.sentences), EDITIONS[name], CATALOG)
        assert confirmation is not None
        assert confirmation.front == [f"ends: {guide.front.ends}"]
