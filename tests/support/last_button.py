"""The way to the last button of a freelancer's closing, for tests that are about what happens there."""

from playwright.sync_api import Page

from flows.pages.screen import Screen

TO_THE_DIALOG = ("Account menu", "Settings", "Contact Info", "Close my account")


def to_the_dialog(page: Page) -> Screen:
    """Open the closing's dialog, from any page of whoever is logged in."""
    screen = Screen(page)
    for control in TO_THE_DIALOG:
        screen.press(control)
    return screen


def to_the_last_button(page: Page) -> Screen:
    """Open the dialog and choose a reason."""
    screen = to_the_dialog(page)
    screen.choose("Reason")
    return screen
