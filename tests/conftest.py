"""What the tests share: the editions that the e2e guides come with, worlds of them, readers without a browser."""

import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from browserless import Browserless
from playwright.sync_api import BrowserContext, Page

from flows.guide import Guide
from flows.walk import Walk
from flows.worlds import Account, Site, World

EDITIONS = Path(__file__).parent / "e2e" / "guides"
# Red is found by waiting for what does not come; nothing on this machine takes so long.
PATIENCE = 1_500
SIZES = {"wide": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}}


@pytest.fixture
def visitor(base_url: str) -> Browserless:
    """Somebody who is not logged in."""
    return Browserless(base_url)


@pytest.fixture
def log_in(base_url: str) -> Callable[..., Browserless]:
    """Logs an account in, the owner of a world where a world is given."""

    def enter(who: World | Account, user_agent: str = "desktop") -> Browserless:
        reader = Browserless(base_url, user_agent)
        reader.log_in(who.owner if isinstance(who, World) else who)
        return reader

    return enter


@pytest.fixture
def edition() -> Callable[[str], dict[str, Any]]:
    """Reads the edition of a folder of e2e guides."""
    return lambda name: tomllib.loads((EDITIONS / name / "edition.toml").read_text("utf-8"))


@pytest.fixture
def make_world(make_world: Callable[..., World], edition: Callable[[str], dict[str, Any]]) -> Callable[..., World]:
    """Makes worlds as the plugin does; of the edition ``own`` if none is given, so of none that ships."""
    return partial(make_world, edition=edition("own"))


@pytest.fixture
def walk_on(
    make_world: Callable[..., World], site: Site, open_page: Callable[[str], Page], tmp_path: Path
) -> Callable[..., None]:
    """Walks a guide through an edition that is not its own, in its own circumstances if no others are given."""

    def open_impatiently(device: str) -> Page:
        page = open_page(device)
        page.set_default_timeout(PATIENCE)
        return page

    def walk(guide: Guide, edition: dict[str, Any], circumstances: list[str] | None = None) -> None:
        front = guide.front
        among = front.circumstances if circumstances is None else circumstances
        world = make_world(
            edition=edition, persona=front.persona, having=tuple(front.having), circumstances=tuple(among)
        )
        Walk(world, site.catalog(), open_impatiently, tmp_path, grouped=False).through(guide)

    return walk


# Of both sizes and both schemes, the pairs that every run sees; the others are for ``make thorough``.
SEEN = [("wide", "light"), ("phone", "dark")]
LOOKS = [
    pytest.param((size, scheme), id=f"{size}-{scheme}", marks=[] if (size, scheme) in SEEN else [pytest.mark.thorough])
    for size in SIZES
    for scheme in ("light", "dark")
]


@pytest.fixture(params=LOOKS)
def new_page(new_context: Callable[..., BrowserContext], request: pytest.FixtureRequest) -> Callable[[], Page]:
    """Opens pages of one size and colour scheme, each for another reader."""
    size, scheme = request.param
    return lambda: new_context(viewport=SIZES[size], color_scheme=scheme).new_page()
