"""The closing of close-freelancer.md, written by hand on the same page objects and fixtures."""

import pytest
from playwright.sync_api import Page, expect

from flows.pages.account_menu import AccountMenu
from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.pages.settings import Settings
from flows.site.client import World


@pytest.mark.world(edition="account-types", persona="freelancer")
def test_close_freelancer(world: World, page: Page, screen: Screen) -> None:
    LoginPage(page, world).log_in(world.owner)
    AccountMenu(page).choose("Settings")
    Settings(page).open("Contact Info")
    screen.press("Close my account")
    screen.choose("Reason")  # the first reason
    screen.press("Close Account")

    expect(screen.heading).to_have_text("Your account is closed")
    assert [mail["subject"] for mail in world.mail()] == ["Your Worklane account is closed"]
    assert world.state()["accounts"]["freelancer"]["status"] == "closed"
    assert {change["path"]: change["to"] for change in world.changes() if "mail" not in change["path"]} == {
        "/accounts/freelancer/status": "closed",
        "/accounts/freelancer/closed_at": "2026-01-14T10:00:00Z",
        "/accounts/freelancer/close_reason": "I no longer need this account",
        "/accounts/freelancer/login_says": "This account is closed. Support can look at a request to reopen it.",
        "/accounts/freelancer/restore_by": "support",
    }


@pytest.mark.world(edition="account-types", persona="freelancer")
def test_two_of_the_reasons_are_violations(world: World) -> None:
    own, by_support = [closing for closing in world.edition["closing"] if "freelancer" in closing["by"]]
    assert own["violations"] == ["I have another account", "I work directly with a client I met here"]
    assert set(own["violations"]) < set(own["reasons"])
    assert by_support["violations"] == []
