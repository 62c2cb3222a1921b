"""Every page and dialog: no accessibility fault axe knows of, and no sideways scrolling on a phone."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from flows.pages.login_page import LoginPage
from flows.worlds import World

SIZES = {"wide": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}}
PAGES = ["/home", "/my-jobs", "/proposals", "/payments", "/settings/", "/settings/contact-info", "/settings/my-profile",
         "/settings/security", "/closing/start/0", "/nowhere"]  # fmt: skip
OWED = ("active-contract", "hourly-contract", "open-proposal", "pending-payment", "balance")


def faults(page: Page) -> list[str]:
    page.wait_for_load_state()
    found = [
        f"{page.url}: {fault['id']}: {node['target']}"
        for fault in Axe().run(page).response["violations"]
        for node in fault["nodes"]
    ]
    width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [*found, *([f"{page.url}: {width} px wide in {room}"] if width > room else [])]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_accessible_and_fits(
    make_world: Callable[..., World], new_context: Callable[..., BrowserContext], scheme: str, size: str
) -> None:
    page = new_context(viewport=SIZES[size], color_scheme=scheme).new_page()
    owing = make_world(having=OWED, circumstances=("no-security-question",))
    login = LoginPage(page, owing)
    login.open()
    found = faults(page)
    login.log_in(owing.owner)
    page.get_by_role("button", name="Account menu").click()
    found += faults(page)
    for path in PAGES:
        page.goto(path)
        found += faults(page)

    reviewed = make_world(circumstances=("support-review", "two-factor"))
    login = LoginPage(page, reviewed)
    page.context.clear_cookies()
    login.log_in(reviewed.owner)
    found += faults(page)
    login.enter_code(reviewed.owner)
    page.goto("/closing/start/1")
    page.get_by_label("Message").fill("Please close it.")
    found += faults(page)
    page.get_by_role("button", name="Send to support").click()
    found += faults(page)
    page.context.clear_cookies()
    LoginPage(page, reviewed).log_in(reviewed.accounts["support-agent"])
    found += faults(page)

    assert found == []


def test_every_page_says_that_it_is_a_mock(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    for path in ["/login", *PAGES]:
        page.goto(path)
        note = page.get_by_text("This is a mock site. Nothing here is real. Never enter real credentials.")
        assert note.is_visible(), path
