"""The device is what the browser says it is, however wide its window. Claim D2."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.site.client import World
from tests.support.closing_dialog import fill_dialog

DESKTOP_IPAD = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/605.1.15"
)


def close(page: Page, world: World) -> None:
    LoginPage(page, world).log_in(world.owner)
    screen = fill_dialog(page)
    screen.press("Close Account")
    expect(screen.heading).to_have_text("Your account is closed")


DESKTOPS = {
    "a window as narrow as a phone": {"viewport": {"width": 320, "height": 640}},
    "a touch screen": {"viewport": {"width": 820, "height": 1180}, "has_touch": True},
    "an iPad that asks for desktop pages": {"user_agent": DESKTOP_IPAD},
}  # fmt: skip


@pytest.mark.parametrize("options", DESKTOPS.values(), ids=DESKTOPS)
def test_a_desktop_user_agent_can_close(
    world: World, new_context: Callable[..., BrowserContext], options: dict[str, object]
) -> None:
    close(new_context(**options).new_page(), world)
    assert world.state()["accounts"]["freelancer"]["status"] == "closed"


@pytest.mark.parametrize("name", ["Pixel 7", "iPhone 15", "iPad (gen 11)", "Galaxy Tab S9"])
def test_a_wide_phone_or_a_tablet_is_not_a_desktop(world: World, open_page: Callable[[str], Page], name: str) -> None:
    page = open_page(name)
    page.set_viewport_size({"width": 1600, "height": 900})
    LoginPage(page, world).log_in(world.owner)
    page.goto("/settings/contact-info")
    screen = Screen(page)
    expect(screen.words("An account can only be closed in a desktop browser.")).to_be_visible()
    expect(screen.control("Close my account")).to_have_count(0)

    page.goto("/closing/start/0")
    expect(page.get_by_role("dialog")).to_contain_text("This needs a desktop browser")
    assert world.changes() == []
