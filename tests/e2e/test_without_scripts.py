"""Without scripts, a closing is finished by mouse or by keyboard, in the reader's own colours, and nothing moves."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from flows.pages.screen import Screen
from flows.site.client import World
from mocksite.catalog.data_categories import PARTS
from tests.e2e.test_keyboard import tab_to
from tests.support.editions import read_edition
from tests.support.http_client import log_in
from tests.support.types import MakeWorld, Scheme
from tests.support.windows import emulate_colours, show_to

# With everything that a dialog can list.
LONG = read_edition("own") | {
    "retention": {name: part.fates[0] for name, part in PARTS.items() if "deleted" in part.fates}
}
NewContext = Callable[..., BrowserContext]
GROUND = {"light": "rgb(247, 245, 248)", "dark": "rgb(23, 18, 26)"}
SHIFTED = """() => new Promise(resolve => {
  new PerformanceObserver(list => resolve(list.getEntries().map(entry => entry.value)))
    .observe({type: "layout-shift", buffered: true})
  setTimeout(() => resolve([]), 300)
})"""


def dialog_of(world: World, new_context: NewContext, *, scripts: bool, scheme: Scheme) -> Page:
    """The last dialog of a closing, on a phone's screen."""
    page = new_context(java_script_enabled=scripts).new_page()
    page.set_viewport_size({"width": 360, "height": 640})
    emulate_colours(page, scheme)
    show_to(page, log_in(world))
    page.goto("/closing/start/0")
    return page


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_a_closing_is_finished_without_scripts(make_world: MakeWorld, new_context: NewContext, way: str) -> None:
    world = make_world(LONG)
    page = dialog_of(world, new_context, scripts=False, scheme="light")
    reason, screen = page.get_by_label("Reason"), Screen(page)
    if way == "mouse":
        reason.select_option(index=1)
        page.get_by_role("button", name="Close Account").click()
    else:
        heading = page.get_by_role("heading", name="Close your account")
        expect(heading).to_be_focused()
        page.keyboard.press("PageDown")
        expect(heading).not_to_be_in_viewport()
        tab_to(page, "Reason")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Close Account")).to_be_focused()
        page.keyboard.press("Enter")
    expect(screen.heading).to_have_text("Your account is closed")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_reader_without_scripts(
    make_world: MakeWorld, new_context: NewContext, scheme: Scheme, browser_name: str
) -> None:
    if browser_name == "firefox":
        pytest.skip("Playwright cannot choose the colours of a Firefox that it did not build")
    page = dialog_of(make_world(LONG), new_context, scripts=False, scheme=scheme)
    page.goto("/home")
    expect(page.locator("body")).to_have_css("background-color", GROUND[scheme])


def test_nothing_moves_once_it_is_there(make_world: MakeWorld, new_context: NewContext) -> None:
    page = dialog_of(make_world(LONG), new_context, scripts=True, scheme="light")
    for path in (page.url, "/home", "/settings/contact-info", "/settings/security", "/login"):
        page.goto(path)
        page.wait_for_load_state()
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        assert page.evaluate(SHIFTED) == [], path
