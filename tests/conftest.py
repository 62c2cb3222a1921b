"""Fixtures for all tests: worlds, clients, walks with a short timeout, and checks by axe."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from flows.plugin.stash import GUIDES
from flows.reading import guide as guides
from flows.reading.guide import Guide
from flows.reports.result import of_walk
from flows.site.client import Site, World
from flows.walk.reader import Reader
from flows.walk.walker import Walk, WalkError
from tests.support.editions import FOLDERS, read_edition
from tests.support.guide_files import write_guide
from tests.support.http_client import HttpClient, log_in
from tests.support.types import CheckLooks, EditionData, LoggedIn, MakeWorld, OpenPage, Scheme, WalkOn, WalkText
from tests.support.windows import emulate_colours

# A guide that fails waits this long for what never appears.
PATIENCE = 1_500
SIZES = {"wide": (1280, 800), "phone": (360, 740), "at 200 %": (640, 400)}
# Every run checks each page in one of the first two viewports, by turns; ``make thorough`` checks it in all.
VIEWPORTS: list[tuple[str, Scheme]] = [
    *(("wide", "light"), ("phone", "dark"), ("wide", "dark"), ("phone", "light")),
    *(("at 200 %", "light"), ("wide", "forced"), ("phone", "forced")),
]


def pytest_configure(config: pytest.Config) -> None:
    """Have the guides of these tests walked, too; refuse to run without the development packages."""
    if missing := missing_packages():
        raise pytest.UsageError(
            f"the tests need the development packages ({', '.join(missing)}): run make test once, or make .venv/all"
        )
    config.stash.setdefault(GUIDES, []).append(FOLDERS)


def missing_packages() -> list[str]:
    """The development packages the tests import and this Python does not have."""
    return [name for name in ("axe_playwright_python", "hypothesis", "schemathesis") if find_spec(name) is None]


@pytest.fixture
def visitor(base_url: str) -> HttpClient:
    """A client that is not logged in."""
    return HttpClient(base_url)


@pytest.fixture
def make_world(make_world: Callable[..., World]) -> MakeWorld:
    """The plugin's ``make_world``, which requires an edition, with a default: the tests' own edition, ``own``."""

    def make(edition: str | EditionData = "", persona: str = "freelancer", **arguments: Any) -> World:
        return make_world(edition=edition or read_edition("own"), persona=persona, **arguments)

    return make


@pytest.fixture(scope="session")
def still_world(site: Site) -> Iterator[World]:
    """A world of a freelancer, for tests on pages of their own: they change nothing in it but its clock."""
    world = site.make_world(read_edition("own"), "freelancer")
    yield world
    world.delete()


@pytest.fixture
def logged_in(make_world: MakeWorld) -> LoggedIn:
    """Makes a world and logs its owner in; returns both."""

    def make(*arguments: Any, **options: Any) -> tuple[World, HttpClient]:
        world = make_world(*arguments, **options)
        return world, log_in(world)

    return make


@pytest.fixture
def open_impatiently(open_page: OpenPage) -> OpenPage:
    """Opens pages with a short timeout."""

    def open_on(device: str) -> Page:
        page = open_page(device)
        page.set_default_timeout(PATIENCE)
        return page

    return open_on


@pytest.fixture
def walk_on(make_world: MakeWorld, site: Site, open_impatiently: OpenPage, tmp_path: Path) -> WalkOn:
    """Walks a guide on an edition, in its own circumstances by default; returns the last reader."""

    def walk(guide: Guide, edition: EditionData, circumstances: list[str] | None = None) -> Reader:
        front = guide.front
        in_these = front.circumstances if circumstances is None else circumstances
        world = make_world(edition, front.persona, having=front.having, circumstances=in_these)
        return Walk(world, site.catalog(), open_impatiently, tmp_path, grouped=False).through(guide)

    return walk


@pytest.fixture
def walk_text(
    make_world: MakeWorld, still_world: World, site: Site, open_impatiently: OpenPage, tmp_path: Path
) -> WalkText:
    """Walks sentences that a test writes, one a line; returns the one that is false, or "ends", and why."""

    def walk(sentences: str, content: str = "", linked: str = "", login: str = "", **world: Any) -> tuple[str, str]:
        def guide_of(name: str, front: str, lines: str) -> Path:
            return write_guide(
                str(tmp_path / "own" / name), front, "\n".join(f"1. {line}" for line in lines.splitlines())
            )

        def open_on(device: str) -> Page:
            page = open_impatiently(device)
            if content:
                page.set_content(content)
            return page

        guide_of("_linked.md", "title: Linked\npersona: support-agent", linked)
        # It never ends so, as the stored state tells without a wait for the screen.
        front = f"title: Written\npersona: {world.get('persona', 'freelancer')}\nends: still suspended"
        guide = guides.load(guide_of("written.md", front, sentences))
        made = make_world(**world) if world or not content else still_world
        made = replace(made, login_url=site.base_url + login) if login else made
        attempt = Walk(made, site.catalog(), open_on, tmp_path, grouped=False)
        with pytest.raises(WalkError) as raised:
            attempt.through(guide)
        where, _, why = str(raised.value).partition(": ")
        result = of_walk(guide, attempt)
        false = [step.text for step in result.steps if step.outcome == "false"]
        (failure,) = result.failures
        assert false == [text for _, text in failure.trail[:1] if text]
        assert failure.trail[-1][0] == where
        line = int(where.rpartition(":")[2])
        lines = (tmp_path / "own" / Path(where.rpartition(":")[0]).name).read_text("utf-8").splitlines()
        return lines[line - 1].removeprefix("1. "), why.partition("”: ")[2] or why

    return walk


@pytest.fixture(params=[pytest.param(False, id="seen"), pytest.param(True, id="all", marks=pytest.mark.thorough)])
def check_looks(request: pytest.FixtureRequest) -> CheckLooks:
    """Checks that a page, or each of these paths, is accessible and does not scroll sideways."""

    from axe_playwright_python.sync_playwright import Axe

    turns = cycle([VIEWPORTS[:1], VIEWPORTS[1:2]])

    def check(page: Page, *paths: str) -> None:
        for path in paths or (page.url,):
            if paths:
                page.goto(path)
            page.wait_for_load_state()
            page.evaluate(Axe().axe_script)
            viewports = VIEWPORTS if request.param else next(turns)
            faults = {viewport: _faults(page, *viewport) for viewport in viewports}
            assert {viewport: lines for viewport, lines in faults.items() if lines} == {}, page.url

    return check


def _faults(page: Page, size: str, scheme: Scheme) -> list[str]:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    emulate_colours(page, scheme)
    violations = [
        f"{violation['id']}: {node['target']}"
        for violation in page.evaluate("axe.run({resultTypes: ['violations']}).then(results => results.violations)")
        for node in violation["nodes"]
    ]
    needed, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [*violations, *([f"{needed} px wide in {room}"] if needed > room else [])]
