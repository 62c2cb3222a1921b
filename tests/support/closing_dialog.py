"""The dialog of a freelancer's closing in the browser, opened from any page."""

from playwright.sync_api import Page

from flows.pages.screen import Screen

PATH = ("Account menu", "Settings", "Contact Info", "Close my account")


def open_dialog(page: Page) -> Screen:
    screen = Screen(page)
    for control in PATH:
        screen.press(control)
    return screen


def fill_dialog(page: Page) -> Screen:
    """Open the dialog and choose a reason."""
    screen = open_dialog(page)
    screen.choose("Reason")
    return screen
