"""Interruptions, second tabs and double clicks: nothing is done twice, and the reader can go on."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.site.client import World
from tests.support.changes import unchanged
from tests.support.closing_dialog import fill_dialog
from tests.support.editions import read_edition


@pytest.fixture
def lenient() -> dict[str, Any]:
    """An edition in which only a balance blocks, so a blocker can arise as the clock moves."""
    own = read_edition("own")
    own["closing"][0]["block"] = ["balance"]
    return own


def test_a_late_blocker_is_listed_and_can_be_settled(make_world: Any, lenient: dict[str, Any], page: Page) -> None:
    world: World = make_world(lenient, having=("pending-payment",))
    LoginPage(page, world).log_in(world.owner)
    screen = fill_dialog(page)
    world.advance("P10D")
    screen.press("Close Account")

    expect(screen.blockers).to_contain_text(["Balance not withdrawn"])
    assert world.state()["accounts"]["freelancer"]["status"] == "open"
    screen.press("Withdraw it in Payments")
    screen.press("Withdraw")
    fill_dialog(page).press("Close Account")
    expect(screen.heading).to_have_text("Your account is closed")


def test_an_ended_session_leads_back_to_the_last_button(world: World, page: Page) -> None:
    login = LoginPage(page, world)
    login.log_in(world.owner)
    screen = fill_dialog(page)
    page.context.clear_cookies()
    screen.press("Close Account")

    expect(login.complaint).to_have_text("Your session has ended. Log in to continue where you were.")
    assert world.changes() == []
    login.email.fill(world.owner.email)
    login.password.fill(world.owner.password)
    screen.press("Log in")
    expect(screen.dialog).to_contain_text("Close your account")
    screen.choose("Reason")
    screen.press("Close Account")
    expect(screen.heading).to_have_text("Your account is closed")


@pytest.mark.world(having=("open-proposal",))
def test_an_ended_session_leads_back_to_a_proposal(world: World, page: Page) -> None:
    login = LoginPage(page, world)
    login.log_in(world.owner)
    screen = Screen(page)
    screen.press("Proposals")
    page.context.clear_cookies()
    screen.press("Withdraw")
    assert world.changes() == []
    login.email.fill(world.owner.email)
    login.password.fill(world.owner.password)
    screen.press("Log in")

    expect(screen.heading).to_have_text("Proposals")
    screen.press("Withdraw")
    assert world.state()["proposals"]["proposal-1"]["status"] == "withdrawn"


@pytest.mark.world(having=("open-proposal",))
def test_a_stale_form_leads_back_to_its_page(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    page.goto("/proposals")
    other = page.context.new_page()  # logging in again in the other tab invalidates the first page
    LoginPage(other, world).log_in(world.owner)
    screen = Screen(page)
    screen.press("Withdraw")

    expect(screen.heading).to_have_text("This page is out of date")
    assert world.changes() == []
    screen.press("Open the page again")
    screen.press("Withdraw")
    assert world.state()["proposals"]["proposal-1"]["status"] == "withdrawn"


@pytest.mark.world(having=("active-contract",))
def test_a_contract_ended_by_the_client_stays_ended(world: World, page: Page, open_page: Any) -> None:
    LoginPage(page, world).log_in(world.owner)
    page.goto("/my-jobs")
    client = open_page("desktop")
    LoginPage(client, world).log_in(world.accounts["client"])
    client.goto("/my-jobs")
    Screen(client).press("End contract")
    with unchanged(world):
        screen = Screen(page)
        screen.press("Complete contract")

        expect(page.get_by_role("alert")).to_contain_text("is ended already.")
        expect(screen.heading).to_have_text("My Jobs")


def closed_once(world: World) -> None:
    assert world.state()["accounts"]["freelancer"]["status"] == "closed"
    assert len(world.mail()) == 1


def test_a_second_tab_learns_that_the_account_is_closed(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    other_page = page.context.new_page()
    other_page.goto(page.url)
    one, other = fill_dialog(page), fill_dialog(other_page)
    one.press("Close Account")
    other.press("Close Account")

    expect(one.heading).to_have_text("Your account is closed")
    expect(other.heading).to_have_text("Your account is closed")
    closed_once(world)


def test_a_double_click_closes_once(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    screen = fill_dialog(page)
    screen.control("Close Account").dblclick()

    expect(screen.heading).to_have_text("Your account is closed")
    closed_once(world)


def test_going_back_after_closing_shows_the_closed_page(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    screen = fill_dialog(page)
    screen.press("Close Account")
    page.go_back()

    expect(screen.heading).to_have_text("Your account is closed")
    closed_once(world)
