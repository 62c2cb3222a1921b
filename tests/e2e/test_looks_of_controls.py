"""Where a guide says that something is, and of what kind: each is so, or is what the error says instead."""

from contextlib import nullcontext

import pytest
from playwright.sync_api import Page

from flows.appearance import Appearance
from flows.errors import ScreenError
from flows.pages.screen import Screen
from tests.conftest import PATIENCE

PAGE = """
<style>
  body { margin: 0 } header, footer { display: flex; justify-content: space-between }
  main { display: grid; grid-template-columns: 200px 1fr; min-height: 1500px } nav ul { padding: 0 }
  a.filled { background: teal; padding: 4px } a.framed { border: 1px solid teal } button { width: auto }
</style>
<header><p role=note>A mock</p><a href="#">Home</a><button>Picture</button></header>
<main>
  <nav aria-label=Settings><ul><li><a href="#">First</a></li><li><a href="#">Last</a></li></ul>
    <div style="height: 900px"></div><a href="#">Deep</a></nav>
  <div>
    <h1>Settings</h1>
    <p role=status>Saved</p>
    <label for=v>Visibility</label><br><select id=v><option>Public</option></select>
    <label for=n>Name</label><input id=n>
    <form><input aria-label=Word><br><button type=button>Send</button></form>
    <p>Some words <a href="#">Plain</a>, <a href="#" class=filled>Filled</a>, <a href="#" class=framed>Framed</a></p>
    <div style="display: flex; justify-content: space-between"><span>Here</span><button>There</button></div>
    <p hidden>Hidden</p>
    <button>Close</button> <button>Beside</button>
  </div>
</main>
<footer><a href="#">Help</a> <a href="#" style="padding-right: 9px">Terms</a></footer>
"""
DIALOG = """<dialog open style="position: fixed; left: 50px; width: 300px; margin: 0"><h2>Sure?</h2>
    <button>Yes</button><div style="text-align: right"><button>No</button></div></dialog>"""

SCROLLING = """<dialog open style="position: fixed; width: 300px; height: 150px; overflow: auto"><h2>Really?</h2>
    <label><input type=checkbox>Sure</label><div style="height: 300px"></div><p>Much more</p><button>Maybe</button>
    <div style="position: sticky; bottom: 0; background: white; padding: 20px"><button>Yes</button></div></dialog>"""

TRUE: list[tuple[str, Appearance]] = [
    ("Picture", Appearance(sides=("top", "right"))),
    ("Picture", Appearance(sides=("top",))),
    ("Picture", Appearance(container="header")),
    ("Home", Appearance(kind="link", sides=("top",))),
    ("First", Appearance(kind="tab", sides=("left",))),
    ("First", Appearance(sides=("left",), container="list")),
    ("First", Appearance(container="sidebar")),
    ("First", Appearance(container="menu")),
    ("First", Appearance(sides=("top",), part="list")),
    ("Last", Appearance(sides=("bottom",), part="list")),
    ("Send", Appearance(kind="button", sides=("bottom",), part="form")),
    ("Filled", Appearance(kind="button")),
    ("Framed", Appearance(kind="button")),
    ("Plain", Appearance(kind="link")),
    ("There", Appearance(sides=("right",))),
    ("Close", Appearance(kind="button", sides=("bottom",))),
    ("Beside", Appearance(sides=("bottom",))),
    ("Help", Appearance(container="footer")),
    ("Help", Appearance(sides=("bottom", "left"))),
    ("Terms", Appearance(sides=("bottom", "right"))),
]
FALSE: list[tuple[str, Appearance, str]] = [
    ("Picture", Appearance(sides=("bottom",)), "named 'Picture' at the bottom; there was one with “"),
    ("Picture", Appearance(sides=("top", "left")), "in the top left; there was one on the right"),
    ("Picture", Appearance(sides=("bottom", "right")), "in the bottom right; there was one further up"),
    ("Picture", Appearance(container="footer"), "in the footer; there was one that is in none"),
    ("Picture", Appearance(kind="link"), "looked for a link named 'Picture'; there was button 'Picture'"),
    ("First", Appearance(kind="button"), "looked for a button named 'First'; there was a link that does not look like"),
    ("First", Appearance(sides=("right",), container="list"), "in the list on the right; there was one on the left"),
    (
        "First",
        Appearance(sides=("bottom",), part="list"),
        "at the bottom of the list; there was one with “Last” below it",
    ),
    ("Deep", Appearance(sides=("top",)), "at the top; there was one with “First” above it"),
    ("Send", Appearance(sides=("top",), part="form"), "there was one with “Word” above it"),
    ("Send", Appearance(sides=("bottom",)), "there was one with “Some words"),
    ("Plain", Appearance(kind="button"), "there was a link that does not look like a button"),
    (
        "Filled",
        Appearance(kind="tab", sides=("bottom",)),
        "a tab named 'Filled' at the bottom; there was one with “Here”",
    ),
    ("There", Appearance(sides=("left",)), "on the left; there was one on the right"),
    ("There", Appearance(sides=("top", "right")), "in the top right; there was one further down"),
    (
        "There",
        Appearance(sides=("right",), container="menu"),
        "in the menu on the right; there was one that is in none",
    ),
    ("First", Appearance(container="dropdown"), "in the dropdown; there was one that is in none"),
    ("Close", Appearance(sides=("top",)), "at the top; there was one with “Visibility” above it"),
    ("Close", Appearance(sides=("bottom",), part="form"), "of the form; there was one that is in none"),
    ("Help", Appearance(sides=("top",)), "at the top; there was one with “"),
]


@pytest.fixture
def screen(page: Page) -> Screen:
    page.set_viewport_size({"width": 1000, "height": 700})
    page.set_content(PAGE)
    page.set_default_timeout(PATIENCE)
    return Screen(page)


def test_a_control_is_pressed_that_looks_so(screen: Screen) -> None:
    for name, look in TRUE:
        with screen.as_said([(name, look)]):
            screen.press(name)


def test_a_control_that_looks_otherwise_is_not_pressed(screen: Screen) -> None:
    screen.page.evaluate("document.addEventListener('click', () => document.title = 'pressed')")
    screen.page.set_default_timeout(500)
    for name, look, why in FALSE:
        with pytest.raises(ScreenError) as error, screen.as_said([(name, look)]):
            screen.press(name)
        assert why in str(error.value)
        assert screen.page.title() == "", (name, look)


def test_words_are_shown_only_where_and_as_what_they_are(screen: Screen) -> None:
    for words, look, is_so in (
        ("Here", Appearance(sides=("left",)), True),
        ("Here", Appearance(sides=("right",)), False),
        ("Visibility", Appearance(kind="dropdown", sides=("top",)), True),
        ("Name", Appearance(kind="field"), True),
        ("Name", Appearance(kind="dropdown"), False),
        ("Settings", Appearance(kind="heading"), True),
        ("Settings", Appearance(kind="list"), False),
        ("Saved", Appearance(kind="heading"), False),
        ("Close", Appearance(kind="button"), True),
        ("First", Appearance(kind="button"), False),
    ):
        with screen.as_said([(words, look)]):
            assert screen.shows(words) is is_so, (words, look)
            screen.page.set_default_timeout(PATIENCE if is_so else 100)
            with nullcontext() if is_so else pytest.raises(ScreenError):
                screen.expect(words, "shown")


def test_an_open_dialog_has_sides_of_its_own(screen: Screen) -> None:
    screen.page.set_content(PAGE + DIALOG)
    for name, side, is_so in (
        ("Yes", "left", True),
        ("No", "right", True),
        ("No", "bottom", True),
        ("Yes", "bottom", False),
    ):
        with screen.as_said([(name, Appearance(sides=(side,)))]):  # type: ignore[arg-type]
            assert screen.shows(name) is is_so, (name, side)


def test_a_dialog_that_scrolls_ends_at_its_buttons(screen: Screen) -> None:
    screen.page.set_content(SCROLLING)
    for name, side, is_so in (("Yes", "bottom", True), ("Sure", "bottom", False), ("Yes", "top", False)):
        with screen.as_said([(name, Appearance(sides=(side,)))]):  # type: ignore[arg-type]
            assert screen.shows(name) is is_so, (name, side)


def test_what_was_said_does_not_hold_afterwards(screen: Screen) -> None:
    with screen.as_said([("Picture", Appearance(kind="link"))]):
        assert not screen.shows("Picture")
    screen.press("Picture")
