"""What a guide is told to say on another edition is right: whoever follows it has a guide that is true there."""

import shutil
from collections.abc import Callable, Hashable
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from playwright.sync_api import Page

from flows.claims import proof
from flows.plugin.collection import closes
from flows.reading import guide as guides
from flows.reading.guide import Guide
from flows.reading.rewrite import rewritten, suggest_rewrite
from flows.site.client import Site, World
from flows.site.devices import is_mobile
from flows.walk.walker import Walk, WalkError
from mocksite.editions import loader
from tests.support.cells_of_the_site import CATALOG
from tests.support.shipped_guides import SHIPPED, one_of_each

EDITIONS = {name: loader.load(name).model_dump(mode="json", by_alias=True) for name in loader.names()}
OTHERS = [
    (guide, name, told)
    for guide in SHIPPED
    for name in EDITIONS
    if name != guide.edition and (told := suggest_rewrite(guide, 0, EDITIONS[name], CATALOG))
]


def cases() -> list[ParameterSet]:
    """One of the matrix and one of the others in every run; besides, all of the matrix, and one of each other sort.

    Of one sort are guides that are told the same of an edition, for a reader who differs in nothing that matters there.
    """
    seen: set[Hashable] = set()
    found = []
    for guide, name, told in OTHERS:
        front = guide.front
        sort = name, front.persona, *front.circumstances, is_mobile(front.device), *told.steps, *told.front
        if closes(guide, CATALOG) or sort not in seen:
            found.append((guide, name))
        seen.add(sort)
    return one_of_each(found, lambda guide, _: closes(guide, CATALOG))


NewWalk = Callable[[Guide, str], Walk]


@pytest.fixture
def new_walk(
    make_world: Callable[..., World], site: Site, open_impatiently: Callable[[str], Page], tmp_path: Path
) -> NewWalk:
    """A walk through an edition, of an impatient reader."""

    def walk(guide: Guide, name: str) -> Walk:
        world = make_world(**proof.world_of(guide) | {"edition": name})
        return Walk(world, site.catalog(), open_impatiently, tmp_path / "pictures", grouped=False)

    return walk


@pytest.mark.parametrize(("guide", "name"), cases())
def test_whoever_follows_it_has_a_true_guide(new_walk: NewWalk, tmp_path: Path, guide: Guide, name: str) -> None:
    first = new_walk(guide, name)
    try:
        first.through(guide)
    except WalkError:
        said = suggest_rewrite(guide, first.true, EDITIONS[name], CATALOG)
        assert said is not None
        shutil.copytree(guide.path.parent, tmp_path / name)
        mended = tmp_path / name / "mended.md"
        mended.write_text(rewritten(guide, said), "utf-8")
        new_walk(guide, name).through(guides.load(mended))
    else:
        # Nothing is told where nothing is wrong.
        told = suggest_rewrite(guide, len(guide.sentences), EDITIONS[name], CATALOG)
        assert told is not None
        assert told.front == [f"ends: {guide.front.ends}"]
