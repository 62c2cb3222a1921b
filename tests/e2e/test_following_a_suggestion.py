"""What a guide is told to say on another edition is right: whoever follows it has a guide that is true there."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from shipped_guides import SHIPPED, one_of_each

from flows import guide as guides
from flows import ways
from flows.guide import Guide
from flows.items import closes
from flows.repair import repair, text
from flows.walk import Walk, WalkError
from flows.worlds import Site, World
from mocksite import editions

EDITIONS = {name: editions.load(name).model_dump(mode="json", by_alias=True) for name in editions.names()}
OTHERS = [
    (guide, name)
    for guide in SHIPPED
    for name in EDITIONS
    if closes(guide) and name != guide.edition and ways.closing_of(EDITIONS[name], guide.front.persona)
]
NewWalk = Callable[[Guide, str], Walk]


@pytest.fixture
def new_walk(make_world: Callable[..., World], site: Site, open_page: Callable[[str], Page], tmp_path: Path) -> NewWalk:
    """A walk through an edition, of an impatient reader."""

    def open_impatiently(device: str) -> Page:
        page = open_page(device)
        page.set_default_timeout(1_500)
        return page

    def walk(guide: Guide, name: str) -> Walk:
        world = make_world(edition=name, persona=guide.front.persona)
        return Walk(world, site.catalog(), open_impatiently, tmp_path / "pictures", grouped=False)

    return walk


@pytest.mark.parametrize(("guide", "name"), one_of_each(OTHERS, lambda _, name: name))
def test_whoever_follows_it_has_a_true_guide(new_walk: NewWalk, tmp_path: Path, guide: Guide, name: str) -> None:
    first = new_walk(guide, name)
    try:
        first.through(guide)
    except WalkError:
        said = repair(guide, first.true, EDITIONS[name])
        assert said is not None
        shutil.copytree(guide.path.parent, tmp_path / name)
        mended = tmp_path / name / "mended.md"
        mended.write_text(text(guide, said), "utf-8")
        new_walk(guide, name).through(guides.load(mended))
    else:
        # Nothing is told where nothing is wrong.
        assert guide.front.ends == ways.ends(ways.closing_of(EDITIONS[name], guide.front.persona) or {})
