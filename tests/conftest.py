"""What the tests share: the editions that the e2e guides come with, worlds of them, readers without a browser."""

import tomllib
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from flows.reading.guide import Guide
from flows.site.client import Account, Site, World
from flows.walk.walker import Walk
from tests.support.browserless import Browserless

EDITIONS = Path(__file__).parent / "e2e" / "guides"
# Red is found by waiting for what does not come; nothing on this machine takes so long.
PATIENCE = 1_500
SIZES = {"wide": (1280, 800), "phone": (360, 740)}
# Of both sizes and both schemes, the pairs that every run sees; the others are for ``make thorough``.
SEEN = [("wide", "light"), ("phone", "dark")]
OTHERS = [("wide", "dark"), ("phone", "light")]


def pytest_configure() -> None:
    """Refuse to run without the development packages, which these tests import."""
    if missing := missing_packages():
        raise pytest.UsageError(
            f"the tests need the development packages ({', '.join(missing)}): run make test once, or make .venv/all"
        )


def missing_packages() -> list[str]:
    """The development packages the tests import and this Python does not have."""
    return [name for name in ("axe_playwright_python", "hypothesis", "schemathesis") if find_spec(name) is None]


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
def open_impatiently(open_page: Callable[[str], Page]) -> Callable[[str], Page]:
    """Opens pages where nothing is waited for that does not come at once."""

    def open_on(device: str) -> Page:
        page = open_page(device)
        page.set_default_timeout(PATIENCE)
        return page

    return open_on


@pytest.fixture
def walk_on(
    make_world: Callable[..., World], site: Site, open_impatiently: Callable[[str], Page], tmp_path: Path
) -> Callable[..., None]:
    """Walks a guide through an edition that is not its own, in its own circumstances if no others are given."""

    def walk(guide: Guide, edition: dict[str, Any], circumstances: list[str] | None = None) -> None:
        front = guide.front
        among = front.circumstances if circumstances is None else circumstances
        world = make_world(
            edition=edition, persona=front.persona, having=tuple(front.having), circumstances=tuple(among)
        )
        Walk(world, site.catalog(), open_impatiently, tmp_path, grouped=False).through(guide)

    return walk


@pytest.fixture(params=[pytest.param(SEEN, id="seen"), pytest.param(OTHERS, id="others", marks=pytest.mark.thorough)])
def faults(request: pytest.FixtureRequest) -> Callable[[Page], list[str]]:
    """What is wrong with a page as it stands: faults that axe knows of, and whether it has to be scrolled sideways."""

    from axe_playwright_python.sync_playwright import Axe

    def found(page: Page) -> list[str]:
        page.wait_for_load_state()
        page.evaluate(Axe().axe_script)
        return [
            f"{page.url}: {size}, {scheme}: {fault}"
            for size, scheme in request.param
            for fault in _seen(page, size, scheme)
        ]

    return found


def _seen(page: Page, size: str, scheme: Literal["light", "dark"]) -> list[str]:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    found = [
        f"{fault['id']}: {node['target']}"
        for fault in page.evaluate("axe.run({resultTypes: ['violations']}).then(found => found.violations)")
        for node in fault["nodes"]
    ]
    needed, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [*found, *([f"{needed} px wide in {room}"] if needed > room else [])]
