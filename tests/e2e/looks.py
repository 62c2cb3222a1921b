"""How a page looks: to axe, and on a phone."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

NewPage = Callable[[], Page]


def faults(page: Page) -> list[str]:
    """The accessibility faults that axe knows of, and whether a page has to be scrolled sideways."""
    page.wait_for_load_state()
    found = [
        f"{page.url}: {fault['id']}: {node['target']}"
        for fault in Axe().run(page).response["violations"]
        for node in fault["nodes"]
    ]
    width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [*found, *([f"{page.url}: {width} px wide in {room}"] if width > room else [])]
