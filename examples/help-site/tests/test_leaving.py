"""Leaving the site in two browsers at once, which no help page describes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from flows import AccountMenu, LoginPage, Screen, Settings, World


def go_to_the_last_button(page: Page, world: World) -> Screen:
    screen = Screen(page)
    LoginPage(page, world).log_in(world.owner)
    AccountMenu(page).choose("Settings & Privacy")
    Settings(page).open("Your data")
    screen.press("Leave us")
    screen.choose("Reason")  # the first reason
    screen.press("Next")
    return screen


@pytest.mark.world(persona="freelancer")
def test_an_account_is_closed_once(world: World, open_page: Callable[[str], Page]) -> None:
    first = go_to_the_last_button(open_page("desktop"), world)
    second = go_to_the_last_button(open_page("desktop"), world)
    first.press("Yes, leave")
    second.press("Yes, leave")

    for screen in (first, second):
        expect(screen.heading).to_have_text("You have left")
    assert [mail["subject"] for mail in world.mail()] == ["You have left"]
    assert world.state()["accounts"]["freelancer"]["status"] == "closed"
