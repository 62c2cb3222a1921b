"""Names match in any case and typographic variant, and a press lands on no other control."""

import pytest
from playwright.sync_api import Page

from flows.errors import ScreenError
from flows.pages.screen import Screen
from tests.conftest import PATIENCE

STAGE = "<main><button onclick=\"log.append('stage')\">Contact Support</button></main>"
FOOTER = "<footer><a href='#' onclick=\"log.append('footer')\">Contact support</a></footer>"
HEADER = FOOTER.replace("footer", "header")
MENU = """<header><ul popover id=menu><li><a href="#" onclick="log.append('menu')">Settings</a></li></ul></header>
    <script>menu.showPopover()</script>"""
LOG = "<p id=log></p>"


@pytest.fixture
def screen(page: Page) -> Screen:
    page.set_default_timeout(PATIENCE)
    return Screen(page)


@pytest.mark.parametrize(
    ("content", "name", "pressed"),
    [
        (STAGE + FOOTER, "Contact Support", "stage"),
        (STAGE + FOOTER, "Contact support", "footer"),
        (STAGE + HEADER, "Contact Support", "stage"),
        (STAGE, "contact support", "stage"),
        (STAGE, "Contact Support.", "stage"),
        (STAGE + STAGE.replace("Support", "Support.").replace("'stage'", "'other'"), "Contact Support.", "other"),
        (FOOTER, "Contact support", "footer"),
        (MENU, "settings", "menu"),
        (MENU + STAGE.replace("Contact Support", "Settings"), "Settings", "menu"),
        (MENU + STAGE.replace("Contact Support", "Settings"), "settings", "menu"),
        (STAGE.replace("Contact Support", "Don’t go\u00a0–\u00a0stay…"), "don't go - stay...", "stage"),
        (STAGE.replace("Contact Support", "Don't go - stay..."), "Don’t go — stay…", "stage"),
    ],
)
def test_a_press_lands_on_the_control_of_that_name(screen: Screen, content: str, name: str, pressed: str) -> None:
    screen.page.set_content(LOG + content)
    screen.press(name)
    assert screen.page.locator("#log").inner_text() == pressed


@pytest.mark.parametrize(("name", "content"), [("Contact Support", FOOTER), ("CONTACT SUPPORT", HEADER)])
def test_nothing_else_in_header_or_footer_is_pressed(screen: Screen, content: str, name: str) -> None:
    screen.page.set_content(LOG + content)
    with pytest.raises(ScreenError, match=f"named '{name}'; there was 'Contact support' in the header or footer"):
        screen.press(name)
    assert screen.page.locator("#log").inner_text() == ""


def test_two_names_that_differ_in_case_are_several(screen: Screen) -> None:
    screen.page.set_content(LOG + STAGE + STAGE.replace("Support", "support"))
    with pytest.raises(ScreenError, match="one of a control named 'CONTACT SUPPORT', found several"):
        screen.press("CONTACT SUPPORT")


def test_fields_and_options_match_in_any_variant(screen: Screen) -> None:
    screen.page.set_content(
        "<label for=a>Your\u00a0name</label><input id=a><label for=b>Your Name</label><input id=b>"
        "<label for=c>Why?</label><select id=c><option>Other</option><option>I’m\u00a0done…</option></select>"
    )
    screen.fill("Your name", "first")
    screen.fill("Your Name", "second")
    screen.choose("why?", "I'm done...")
    assert [screen.page.locator(f"#{key}").input_value() for key in "abc"] == ["first", "second", "I’m\u00a0done…"]
