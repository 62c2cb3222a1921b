"""A bold name that ends in what the control is, such as **Contact Info tab**."""

import pytest
from playwright.sync_api import Page

from flows.errors import ScreenError
from flows.pages.screen import Screen

PAGE = """
<main><p id=pressed></p>
<a href="#" onclick="pressed.textContent = 'section'">Contact Info</a>
<a href="#" onclick="pressed.textContent = 'copied'">Copy link</a>
<button onclick="pressed.textContent = 'copied'">Copy</button>
<button onclick="pressed.textContent = 'continued'">Continue</button>
<button>Save</button><button>Save button</button></main>
"""


@pytest.fixture
def screen(page: Page) -> Screen:
    page.set_content(PAGE)
    page.set_default_timeout(500)
    return Screen(page)


@pytest.mark.parametrize(
    ("name", "pressed"),
    [("Contact Info tab", "section"), ("Contact Info link", "section"), ("Continue button", "continued")],
)
def test_the_kind_is_not_part_of_the_name(screen: Screen, name: str, pressed: str) -> None:
    screen.press(name)
    assert screen.page.locator("#pressed").text_content() == pressed


def test_a_name_as_written_is_found(screen: Screen) -> None:
    screen.press("Copy link")
    assert screen.page.locator("#pressed").text_content() == "copied"


@pytest.mark.parametrize("name", ["Continue link", "Contact Info button", "Save button", "Copy tab", "tab"])
def test_another_kind_or_several_are_not_taken(screen: Screen, name: str) -> None:
    with pytest.raises(ScreenError):
        screen.press(name)


def test_words_that_are_shown_keep_their_kind(screen: Screen) -> None:
    screen.expect("Continue button", "gone")
