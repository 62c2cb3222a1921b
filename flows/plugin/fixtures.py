"""The fixtures of guides and of tests written by hand."""

import contextlib
import os
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from flows.errors import BrowserError, SiteError
from flows.pages.screen import LOADING, Screen
from flows.plugin import artifacts
from flows.plugin.environment import ENVIRONMENT
from flows.plugin.mutant_walks import MutantWalks
from flows.plugin.options import requested_browser
from flows.plugin.pictures import cover_secrets
from flows.plugin.stash import CATALOG, GUIDES, OUTPUT, SITE, WORLDS
from flows.reading.guide import edition_in
from flows.site import browsers, containment
from flows.site.browsers import Engine
from flows.site.client import Site, World
from flows.walk.walker import Walk


@pytest.fixture(scope="session")
def site(pytestconfig: pytest.Config) -> Site:
    """The site of this run."""
    return pytestconfig.stash[SITE]


@pytest.fixture(scope="session")
def base_url(site: Site) -> str:
    """The address of the site of this run."""
    return site.base_url


@pytest.fixture
def defect(request: pytest.FixtureRequest) -> str | None:
    """The defect that this test is tried on, if any; a test by hand has it as a parameter."""
    return getattr(request.node, "defect", None)


@pytest.fixture
def make_world(site: Site, defect: str | None, request: pytest.FixtureRequest) -> Generator[Callable[..., World]]:
    """Makes worlds as ``Site.make_world`` does, by default in the project's edition; deleted when the test ends.

    They have the defect that the test is tried on, if any.
    """
    made: list[World] = []
    request.node.stash[WORLDS] = made
    # As it is, what a test comes near is read, see ``defect_items``.
    recorded = bool(request.config.getoption("--defects")) and not defect

    def make(**arguments: Any) -> World:
        if "edition" not in arguments and (folders := request.config.stash[GUIDES]):
            arguments["edition"] = edition_in(folders[0])
        made.append(site.make_world(**{"recorded": recorded, **arguments}))
        if defect:
            made[-1].put_defects(defect)
        return made[-1]

    yield make
    for world in made:
        with contextlib.suppress(SiteError):  # the test has deleted it, or the site is gone
            world.mail()  # its codes and links are secrets of what this test keeps
            world.delete()


@pytest.fixture
def world(make_world: Callable[..., World], request: pytest.FixtureRequest) -> World:
    """The world of this test, as ``@pytest.mark.world(...)`` describes it."""
    marker = request.node.get_closest_marker("world")
    return make_world(**(marker.kwargs if marker else {}))


@pytest.fixture
def screen(page: Page) -> Screen:
    """The screen of this test's page."""
    return Screen(page)


@pytest.fixture
def open_page(
    new_context: Callable[..., BrowserContext], playwright: Playwright, browser_name: str, pytestconfig: pytest.Config
) -> Callable[[str], Page]:
    """Opens a page in its own browser context, on ``desktop`` or a Playwright device."""

    def open_on(device: str) -> Page:
        options = dict(playwright.devices[device]) if device != "desktop" else {}
        options.pop("default_browser_type", None)
        if browser_name == "firefox":
            options.pop("is_mobile", None)  # Firefox cannot emulate that; size and user agent stay
        return _with_timeouts(new_context(**options), pytestconfig).new_page()

    return open_on


@pytest.fixture
def output_path(pytestconfig: pytest.Config, request: pytest.FixtureRequest) -> str:
    """The folder for what this test keeps; when the test ends, it is moved to the artifacts, without secrets."""
    folder = request.node.stash[OUTPUT] = artifacts.make_folder(pytestconfig, request.node.nodeid)
    return str(folder)


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext], site: Site) -> Callable[..., BrowserContext]:
    """Makes browser contexts whose pages cover secrets in their pictures."""

    def make(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.on("page", lambda page: cover_secrets(page, lambda: site.secrets))
        return context

    return make


@pytest.fixture
def context(new_context: Callable[..., BrowserContext], pytestconfig: pytest.Config) -> BrowserContext:
    """The browser context of this test, with short timeouts."""
    return _with_timeouts(new_context(), pytestconfig)


def _with_timeouts(context: BrowserContext, config: pytest.Config) -> BrowserContext:
    patience: int = config.getoption("--patience")
    context.set_default_timeout(patience)
    context.set_default_navigation_timeout(LOADING if patience else 0)
    return context


@pytest.fixture
def walk(world: World, open_page: Callable[[str], Page], pytestconfig: pytest.Config, output_path: str) -> Walk:
    """Walks guides through the world of this test."""
    grouped = pytestconfig.getoption("--tracing") in ("on", "retain-on-failure")
    keeps_going = pytestconfig.getoption("--keep-going")
    catalog = pytestconfig.stash[CATALOG]
    return Walk(world, catalog, open_page, Path(output_path), grouped=grouped, keeps_going=keeps_going)


@pytest.fixture
def mutant_walks(open_page: Callable[[str], Page], request: pytest.FixtureRequest) -> MutantWalks:
    """Walks guides in worlds of mutants."""
    return MutantWalks(request.node, open_page)


@pytest.fixture(scope="session", autouse=True)
def delete_output_dir() -> None:
    """Does nothing: the plugin has cleared the folder before the workers start."""


@pytest.fixture(scope="session")
def browser_name(pytestconfig: pytest.Config) -> Engine:
    """The engine of the requested browser; Chromium by default."""
    return browsers.engine_of(requested_browser(pytestconfig))


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_name: Engine, site: Site
) -> Generator[dict[str, Any]]:
    """Keeps the browser at the site, and ignores proxies of the environment."""
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment["MOZ_CRASHREPORTER_DISABLE"] = "1"  # Firefox's reports of a crash are sent by another program
    with containment.refusing_port() as refusing:
        yield {
            **browser_type_launch_args,
            **containment.launch_options(browser_name, site.base_url, refusing),
            "env": environment,
        }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], launched_with: dict[str, Any]) -> dict[str, Any]:
    """Reduces motion to save time; a Firefox that Playwright did not build cannot emulate media."""
    if launched_with.get("channel") != "moz-firefox":
        return {**browser_context_args, "reduced_motion": "reduce"}
    media = dict.fromkeys(("color_scheme", "reduced_motion", "forced_colors", "contrast"), "null")
    return {**browser_context_args, **media}


@pytest.fixture(scope="session")
def launched_with() -> dict[str, Any]:
    """The launch options of this run's browser, filled in when it starts."""
    return {}


@pytest.fixture(scope="session")
def browser(
    launch_browser: Callable[..., Browser], pytestconfig: pytest.Config, launched_with: dict[str, Any]
) -> Generator[Browser]:
    """The first browser that starts: the requested one, Playwright's own, or one on this machine."""
    requested, headed = requested_browser(pytestconfig), pytestconfig.getoption("--headed")
    try:
        browser, candidate = browsers.find(
            requested,
            headed=headed,
            launch=lambda candidate: launch_browser(timeout=browsers.STARTING, **candidate.options),
        )
    except BrowserError as error:
        pytest.exit(str(error), returncode=4)
    launched_with.update(candidate.options)
    pytestconfig.stash[ENVIRONMENT].watch(browser)
    if pytestconfig.getoption("--tracing") == "retain-on-failure":
        browser.on("context", _trace_without_screencast)
    yield browser
    pytestconfig.stash[ENVIRONMENT].forget_browser()
    browser.close()


def _trace_without_screencast(context: BrowserContext) -> None:
    """Leave the screencast out of a context's trace: it is most of its cost, and most traces are thrown away.

    pytest-playwright (0.10) switches the screencast on and has no option or fixture to change that, so this wraps
    ``tracing.start``. The only other function of Playwright that we replace is ``page.screenshot``.
    """
    start = context.tracing.start
    context.tracing.start = lambda **options: start(**{**options, "screenshots": False})  # type: ignore[method-assign]
