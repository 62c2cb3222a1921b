"""Of any words on any screen, exactly one is true: that they are shown, or that they are gone."""

import re

import pytest
from playwright.sync_api import Page

from flows.errors import ScreenError
from flows.pages.screen import Screen, Visibility

SCREENS: dict[str, str] = {
    "a form": """
        <header><nav><a href="#">My Jobs</a></nav></header>
        <main><h1>Close your account</h1>
        <p>You can close my account for good. It’s final…</p>
        <form><label>Reason <select><option>Choose one</option><option>Too busy</option></select></label>
        <label>Code <input value="123456"></label> <input placeholder="Type here">
        <input placeholder="Also here" value="x"><button aria-label="Dismiss">×</button>
        <textarea>What I wrote</textarea><button>Continue</button></form>
        <p hidden>Not yet</p></main><footer><a href="#">Contact support</a></footer>""",
    "a dialog": """
        <div inert><h1>Settings</h1><button>Close my account</button></div>
        <dialog open><h2>Are you sure?</h2><p>This <b>can</b>not be&nbsp;undone</p>
        <button>Close Account</button></dialog>""",
    "an empty page": "",
}
# Whether each is shown on the form, and in the dialog.
LABELS = {
    "My Jobs": (True, False),
    "my jobs": (True, False),
    "Close your account": (True, False),
    "Close my account": (True, False),
    "my account": (True, False),
    "my acc": (False, False),
    "Close Account": (False, True),
    "It's final...": (True, False),
    "It’s final…": (True, False),
    "Reason": (True, False),
    "Too busy": (False, False),
    "123456": (False, False),
    "What I wrote": (False, False),
    "Type here": (True, False),
    "Also here": (True, False),  # the name of a field that has no other
    "Dismiss": (True, False),
    "Not yet": (False, False),
    "contact support": (True, False),
    "Settings": (False, False),
    "cannot be undone": (False, True),
    "can": (True, True),  # an element of its own in the dialog
    "Banana": (False, False),
}


@pytest.mark.parametrize("column", range(len(SCREENS)), ids=SCREENS)
def test_words_are_either_shown_or_gone(page: Page, column: int) -> None:
    page.set_content(list(SCREENS.values())[column])
    screen = Screen(page)
    every = list(LABELS.items())
    for words, shown in every if column < 2 else every[:3]:
        states: tuple[Visibility, Visibility] = ("shown", "gone") if (*shown, False)[column] else ("gone", "shown")
        page.set_default_timeout(5_000)
        screen.expect(words, states[0])
        page.set_default_timeout(50)
        with pytest.raises(ScreenError, match=re.escape(repr(words))):
            screen.expect(words, states[1])


def test_both_wait_for_what_a_page_is_about_to_do(page: Page) -> None:
    loading = "<p id=old>Loading</p><script>setTimeout(() => { {} }, 300)</script>"
    page.set_content(loading.replace("{}", "old.outerHTML = '<p>Your account is closed</p>'"))
    Screen(page).expect("Your account is closed", "shown")
    page.set_content(loading.replace("{}", "old.remove()"))
    Screen(page).expect("Loading", "gone")


def test_words_that_are_missed_are_listed_with_those_most_alike(page: Page) -> None:
    page.set_default_timeout(100)
    page.set_content("<h1>Settings</h1><p>Your account is now closed.</p><p>We are sorry.</p><button>OK</button>")
    with pytest.raises(
        ScreenError, match=r"'Your account is closed'; there was the words 'Your account is now closed\.'"
    ):
        Screen(page).expect("Your account is closed", "shown")
