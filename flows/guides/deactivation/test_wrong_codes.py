"""Passwords, sessions and codes that must not work: wrong, old, used and late ones, and those of somebody else."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from flows.pages.account_menu import AccountMenu
from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.pages.settings import Settings
from flows.site.client import World

OpenPage = Callable[[str], Page]


def last_code(world: World, to: str) -> str:
    """The code in the last message to an address or a number."""
    bodies = [mail["body"] for mail in world.mail() if mail["to"] == to]
    return str(re.findall(r"\b\d{6}\b", bodies[-1])[-1])


@pytest.mark.world(edition="deactivation", persona="client")
def test_wrong_passwords_end_in_a_wait(world: World, page: Page) -> None:
    login = LoginPage(page, world)
    login.open()
    for says in ["That password is not right."] * 4 + ["That was wrong five times."]:
        login.screen.fill("Email", world.owner.email)
        login.screen.fill("Password", "not this one")
        login.screen.press("Log in")
        expect(login.complaint).to_contain_text(says)


@pytest.mark.world(edition="deactivation", persona="client")
def test_a_new_password_ends_other_sessions(world: World, page: Page, open_page: OpenPage) -> None:
    elsewhere = open_page("desktop")
    for each in (page, elsewhere):
        LoginPage(each, world).log_in(world.owner)
    AccountMenu(page).choose("Settings")
    Settings(page).open("Password & Login")
    screen = Screen(page)
    screen.press("Change password")
    screen.fill("Current password", world.owner.password)
    screen.fill("New password", "correct horse")
    screen.press("Save password")
    elsewhere.reload()
    expect(Screen(elsewhere).heading).to_have_text("Log in to Worklane")


@pytest.mark.world(edition="deactivation", persona="client", circumstances=("two-factor",))
def test_a_code_of_an_authenticator_works_once(world: World, open_page: OpenPage) -> None:
    for works in (True, False):
        login = LoginPage(open_page("desktop"), world)
        login.log_in(world.owner)
        login.enter_code(world.owner)
        if works:
            expect(login.screen.heading).to_contain_text("Hello")
        else:
            expect(login.complaint).to_contain_text("used already")


@pytest.mark.world(edition="deactivation", persona="client", circumstances=("identity-check",))
def test_a_mailed_code_expires(world: World, page: Page, screen: Screen) -> None:
    LoginPage(page, world).log_in(world.owner)
    AccountMenu(page).choose("Settings")
    Settings(page).open("Account")
    screen.press("Deactivate Account")
    screen.press("Continue")
    screen.choose("Reason")
    screen.press("Continue")
    screen.press("Confirm Deactivation")
    world.advance("PT11M")
    screen.fill("Code", last_code(world, world.owner.email))
    screen.press("Verify")
    expect(page.get_by_role("alert")).to_contain_text("That code has expired.")
    assert world.state()["accounts"]["client"]["status"] == "open"


@pytest.mark.world(edition="deactivation", persona="client")
def test_a_code_is_for_one_number(world: World, open_page: OpenPage) -> None:
    screens = []
    for number in (1, 2):
        page = open_page("desktop")
        LoginPage(page, world).open()
        screens.append(screen := Screen(page))
        screen.press("Sign up")
        screen.fill("Name", f"Robin Example {number}")
        screen.fill("Email", f"robin{number}@{world.id}.worklane.test")
        screen.fill("Phone", f"(555) 020-100{number}")
        screen.fill("Password", "correct horse")
        screen.press("Join as a client")
    screens[0].fill("Code", last_code(world, "(555) 020-1002"))
    screens[0].press("Continue")
    expect(screens[0].page.get_by_role("alert")).to_contain_text("That is not the code we sent.")
