"""The link that has reopened an account is used up, even after the next closing."""

import re

import pytest
from playwright.sync_api import Page, expect

from flows.pages.account_menu import AccountMenu
from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.pages.settings import Settings
from flows.site.client import World


def close(world: World, page: Page, screen: Screen) -> str:
    """Close the account; returns the mailed link that reopens it."""
    LoginPage(page, world).log_in(world.owner)
    AccountMenu(page).choose("Settings")
    Settings(page).open("Account")
    for button in ("Close my account", "Yes, close it", "Finish"):
        screen.press(button)
    return str(re.findall(r"http\S+/restore/\S+", world.mail()[-1]["body"])[0])


@pytest.mark.world(edition="account-tab")
def test_a_used_link_reopens_no_later_closing(world: World, page: Page, screen: Screen) -> None:
    used = close(world, page, screen)
    page.goto(used)
    screen.press("Open it again")
    close(world, page, screen)
    page.goto(used)
    expect(page.get_by_role("alert")).to_contain_text("That link was used already")
    assert world.state()["accounts"]["freelancer"]["status"] == "marked"
