"""Closings of readers in a hurry: a form that is sent twice, a double click, and two tabs."""

import pytest
from playwright.sync_api import Page, expect

from flows.pages.account_menu import AccountMenu
from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.pages.settings import Settings
from flows.site.client import World

SEND_TWICE = """button => Promise.all(
  [1, 2].map(() => fetch(button.form.action, {method: "POST", body: new FormData(button.form)})))"""


def begin(page: Page) -> Screen:
    """Begin the closing in a page that is logged in, and choose a reason."""
    AccountMenu(page).choose("Settings")
    Settings(page).open("Contact Info")
    screen = Screen(page)
    screen.press("Close my account")
    screen.choose("Reason")
    return screen


@pytest.mark.world(edition="account-types")
def test_a_form_sent_twice_closes_once(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    begin(page).control("Close Account").evaluate(SEND_TWICE)
    expect_closed_once(world)


@pytest.mark.world(edition="account-types")
def test_a_double_click_closes_once(world: World, page: Page, screen: Screen) -> None:
    LoginPage(page, world).log_in(world.owner)
    begin(page).control("Close Account").dblclick()
    expect(screen.heading).to_have_text("Your account is closed")
    expect_closed_once(world)


@pytest.mark.world(edition="account-types")
def test_two_tabs_close_once(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    first, second = begin(page), begin_in_second_tab(page, world)
    for screen in (first, second):
        screen.press("Close Account")
        expect(screen.heading).to_have_text("Your account is closed")
    expect_closed_once(world)


@pytest.mark.world(edition="account-types", persona="client")
def test_a_job_posted_meanwhile_blocks(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    screen, other = begin(page), second_tab(page, world)
    other.press("My Jobs")
    other.press("Post a job")
    other.fill("Title", "Paint a sign")
    other.fill("Budget", "$150.00")
    other.press("Post job")
    screen.press("Close Account")
    expect(screen.blockers).to_have_count(1)
    assert world.state()["accounts"]["client"]["status"] == "open"


def second_tab(page: Page, world: World) -> Screen:
    """The home page in another tab of the same browser."""
    tab = page.context.new_page()
    tab.goto(f"{world.site.base_url}/home")
    return Screen(tab)


def begin_in_second_tab(page: Page, world: World) -> Screen:
    return begin(second_tab(page, world).page)


def expect_closed_once(world: World) -> None:
    assert [mail["subject"] for mail in world.mail()] == ["Your Worklane account is closed"]
    assert world.state()["accounts"]["freelancer"]["status"] == "closed"
