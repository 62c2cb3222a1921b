"""The fixtures, for guides and for tests written by hand alike."""

import os
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from flows.errors import BrowserError
from flows.pages.screen import LOADING, Screen
from flows.plugin.stash import CATALOG, SITE, worlds_of
from flows.site import browsers
from flows.site.client import Site, World
from flows.walk.walker import Walk

# Everything here is on this machine: what takes longer than this has gone wrong.
# Under Playwright's Inspector a person decides how long.
PATIENCE = 0 if os.environ.get("PWDEBUG") else 5_000
STAY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost , EXCLUDE [::1]"


@pytest.fixture(scope="session")
def site(pytestconfig: pytest.Config) -> Site:
    """The site of this run."""
    return pytestconfig.stash[SITE]


@pytest.fixture(scope="session")
def base_url(site: Site) -> str:
    """The address of the site of this run."""
    return site.base_url


@pytest.fixture
def make_world(site: Site, request: pytest.FixtureRequest) -> Callable[..., World]:
    """Makes worlds, with the arguments of ``Site.make_world``; their secrets are kept out of the artifacts."""

    def make(**asked: Any) -> World:
        world = site.make_world(**asked)
        worlds_of(request.node).append(world)
        return world

    return make


@pytest.fixture
def world(make_world: Callable[..., World], request: pytest.FixtureRequest) -> World:
    """The world of this test, of the edition and with what else ``@pytest.mark.world(...)`` asks for."""
    marker = request.node.get_closest_marker("world")
    return make_world(**(marker.kwargs if marker else {}))


@pytest.fixture
def screen(page: Page) -> Screen:
    """What is on the page of this test."""
    return Screen(page)


@pytest.fixture
def open_page(
    new_context: Callable[..., BrowserContext], playwright: Playwright, browser_name: str, pytestconfig: pytest.Config
) -> Callable[[str], Page]:
    """Opens a page in a browser context of its own, on a device: ``desktop``, or one of Playwright's by name."""

    def open_on(device: str) -> Page:
        page = new_context(**_device(playwright, browser_name, device)).new_page()
        page.set_default_timeout(pytestconfig.getoption("--patience"))
        page.set_default_navigation_timeout(LOADING)
        return page

    return open_on


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    """The browser context of this test; it gives up early, since nothing here is far away."""
    context = new_context()
    context.set_default_timeout(PATIENCE)
    context.set_default_navigation_timeout(LOADING)
    return context


@pytest.fixture
def walk(world: World, open_page: Callable[[str], Page], pytestconfig: pytest.Config, output_path: str) -> Walk:
    """Walks guides through the world of this test."""
    grouped = pytestconfig.getoption("--tracing") != "off"
    return Walk(world, pytestconfig.stash[CATALOG], open_page, Path(output_path), grouped=grouped)


def _device(playwright: Playwright, browser_name: str, device: str) -> dict[str, Any]:
    if device == "desktop":
        return {}
    described = {key: value for key, value in playwright.devices[device].items() if key != "default_browser_type"}
    if browser_name == "firefox":
        described.pop("is_mobile", None)  # Firefox has no such emulation; the size and the name it gives stay
    return described


@pytest.fixture(scope="session", autouse=True)
def delete_output_dir() -> None:
    """The plugin empties the folder once, before the workers start; each of them doing it would lose artifacts."""


@pytest.fixture(scope="session")
def browser_name(pytestconfig: pytest.Config) -> str:
    """The engine of the browser that was named; Chromium if none was."""
    return browsers.engine_of(pytestconfig.getoption("--browser-named"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], browser_name: str, site: Site) -> dict[str, Any]:
    """No browser is told of a proxy, and Chromium looks up no other host than the site's: nothing leaves here."""
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    options = {**browser_type_launch_args, "env": environment}
    if browser_name == "chromium":
        options["args"] = [*browser_type_launch_args.get("args", []), f"{STAY_HERE} , EXCLUDE {site.host}"]
    return options


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], launched_with: dict[str, Any]) -> dict[str, Any]:
    """Nothing moves, since each frame costs; a Firefox that Playwright did not build is not asked to emulate media."""
    if launched_with.get("channel") != "moz-firefox":
        return {**browser_context_args, "reduced_motion": "reduce"}
    media = dict.fromkeys(("color_scheme", "reduced_motion", "forced_colors", "contrast"), "null")
    return {**browser_context_args, **media}


@pytest.fixture(scope="session")
def launched_with() -> dict[str, Any]:
    """The options the browser of this run was found with; filled when it starts."""
    return {}


@pytest.fixture(scope="session")
def browser(
    launch_browser: Callable[..., Browser], pytestconfig: pytest.Config, launched_with: dict[str, Any]
) -> Generator[Browser]:
    """The first browser that starts: the one named, Playwright's own, or one on this machine."""
    named, headed = pytestconfig.getoption("--browser-named"), pytestconfig.getoption("--headed")
    try:
        found, candidate = browsers.find(named, headed=headed, launch=lambda each: launch_browser(**each.options))
    except BrowserError as error:
        pytest.exit(str(error), returncode=4)
    launched_with.update(candidate.options)
    if pytestconfig.getoption("--tracing") == "retain-on-failure":
        found.on("context", _film_nothing)
    yield found
    found.close()


def _film_nothing(context: BrowserContext) -> None:
    """Have the trace of a context go without its film: most are thrown away, and the film is most of what they cost."""
    # pytest-playwright starts traces, and has no option for it.
    start = context.tracing.start
    context.tracing.start = lambda **options: start(**{**options, "screenshots": False})  # type: ignore[method-assign]
