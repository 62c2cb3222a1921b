"""Makes the pictures of the README: the last dialog of a closing, and the newest matrix of `make matrix`."""

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from flows.pages.account_menu import AccountMenu
from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.pages.settings import Settings
from flows.reading import guide
from flows.site import browsers
from flows.site.client import Site
from flows.site.server import own_site

ROOT = Path(__file__).parents[1]
# The guide that the README shows.
GUIDE = guide.load(min(guide.GUIDES.glob("*/close-freelancer.md")))
PICTURES = ROOT / "docs" / "pictures"
MATRIX = ROOT / "artifacts" / "matrix" / "report.html"


def closing(browser: Browser, base_url: str) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    world = Site(base_url).make_world(GUIDE.edition)
    LoginPage(page, world).log_in(world.owner)
    AccountMenu(page).choose("Settings")
    Settings(page).open("Contact Info")
    Screen(page).press("Close my account")
    page.screenshot(path=PICTURES / "closing.png")


def matrix(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 626})
    page.goto(f"{MATRIX.as_uri()}#matrix")
    page.screenshot(path=PICTURES / "matrix.png")


def main() -> None:
    if not MATRIX.exists():
        sys.exit(f"pictures: there is no {MATRIX.relative_to(ROOT)}; make it with: make matrix")
    with own_site() as base_url, sync_playwright() as playwright:
        launch = browsers.launcher(playwright, headed=False)
        browser, _ = browsers.find(None, headed=False, launch=launch)
        closing(browser, base_url)
        matrix(browser)


if __name__ == "__main__":
    main()
