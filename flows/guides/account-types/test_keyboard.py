"""The dialog of a closing by keyboard: where the focus is, where it goes, and how it is left."""

import pytest
from playwright.sync_api import Page, expect

from flows.pages.account_menu import AccountMenu
from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.pages.settings import Settings
from flows.site.client import World

IN_DIALOG = "() => document.activeElement === document.body || !!document.activeElement.closest('dialog')"


@pytest.mark.world(edition="account-types")
def test_the_dialog_takes_the_focus_and_lets_it_go(world: World, page: Page, screen: Screen) -> None:
    LoginPage(page, world).log_in(world.owner)
    AccountMenu(page).choose("Settings")
    Settings(page).open("Contact Info")
    screen.press("Close my account")
    expect(screen.heading.filter(has_text="Close your account")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(IN_DIALOG), "the focus is on the page behind the dialog"
    page.keyboard.press("Escape")
    expect(screen.heading).to_have_text("Contact Info")
    assert world.changes() == []


@pytest.mark.world(edition="account-types")
def test_settings_are_in_the_order_of_the_edition(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    AccountMenu(page).choose("Settings")
    listed = [section["label"] for section in world.edition["sections"] if not section["under"]]
    shown = Settings(page).navigation.get_by_role("link").all_inner_texts()
    assert shown == [label for label in listed if label in shown]
