"""Pictures of pages cover whatever shows a secret, and nothing else."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page

from flows.site.client import World
from tests.support.changes import unchanged

COVER = (255, 0, 255)  # Playwright's colour of masks
PAGE = """
<p>Nothing secret</p>
<p>Your code is <b>{secret}</b></p>
<label>Email <input></label>
<label>Code <input></label>
<label>Key <input value="NOBODYHASREADTHIS"></label>
<img alt="QR code" width="50" height="50">
"""


def is_covered(page: Page, part: Locator) -> bool:
    """Whether a part of the page is covered in a picture of it."""
    box = part.bounding_box()
    assert box
    with Image.open(BytesIO(page.screenshot())) as picture:
        colour = picture.convert("RGB").getpixel((int(box["x"] + box["width"] / 2), int(box["y"] + box["height"] / 2)))
    return colour == COVER


@pytest.fixture
def shown(world: World, page: Page) -> Page:
    """A page that shows a secret as a text and in a field."""
    page.set_content(PAGE.format(secret=world.owner.password.replace("&", "&amp;")))
    page.get_by_label("Email").fill(world.owner.email)
    page.get_by_label("Code").fill(world.owner.password)
    return page


def test_what_shows_a_secret_is_covered(world: World, shown: Page) -> None:
    with unchanged(world):
        assert is_covered(shown, shown.get_by_text(world.owner.password))
        assert is_covered(shown, shown.get_by_label("Code"))


def test_a_key_that_nobody_has_read_is_covered(shown: Page) -> None:
    assert is_covered(shown, shown.get_by_label("Key"))
    assert is_covered(shown, shown.get_by_alt_text("QR code"))


def test_everything_else_is_seen(shown: Page) -> None:
    assert not is_covered(shown, shown.get_by_text("Nothing secret"))
    assert not is_covered(shown, shown.get_by_label("Email"))


def test_a_second_page_and_a_picture_with_covers_of_its_own(world: World, shown: Page) -> None:
    second = shown.context.new_page()
    second.set_content("<p>Cover this</p><p>Nothing else</p>")
    part = second.get_by_text("Cover this")
    with Image.open(BytesIO(second.screenshot(mask=[part]))) as picture:
        assert COVER in {colour for _, colour in picture.convert("RGB").getcolors(2**24) or ()}
    assert not is_covered(second, part)
