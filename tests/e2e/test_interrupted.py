"""What comes in between: a new blocker, a session that ends, a stale form. Nothing is done, and the reader goes on."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.pages.work import Payments
from flows.site.client import World
from tests.support.last_button import to_the_last_button


@pytest.fixture
def lenient(edition: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """An edition that waits for a balance, not for a payment under review: so the clock can bring up a blocker."""
    own = edition("own")
    own["closing"][0]["block"] = ["balance"]
    return own


def test_a_blocker_that_appears_before_the_last_button_is_listed_and_settled(
    make_world: Any, lenient: dict[str, Any], page: Page
) -> None:
    world: World = make_world(edition=lenient, having=("pending-payment",))
    LoginPage(page, world).log_in(world.owner)
    screen = to_the_last_button(page)
    world.advance("P10D")
    screen.press("Close Account")

    expect(screen.blockers).to_contain_text(["Balance not withdrawn"])
    assert world.state()["accounts"]["freelancer"]["status"] == "open"
    screen.press("Withdraw it in Payments")
    Payments(page).withdraw()
    to_the_last_button(page).press("Close Account")
    expect(screen.heading).to_have_text("Your account is closed")


def test_a_session_that_ends_before_the_last_button_leads_back_to_it(world: World, page: Page) -> None:
    login = LoginPage(page, world)
    login.log_in(world.owner)
    screen = to_the_last_button(page)
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
def test_a_session_that_ends_before_a_proposal_is_withdrawn_leads_back_to_it(world: World, page: Page) -> None:
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
def test_a_stale_form_is_told_and_leads_back_to_its_page(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    page.goto("/proposals")
    other = page.context.new_page()  # logging in again elsewhere ends what the first page was drawn for
    LoginPage(other, world).log_in(world.owner)
    screen = Screen(page)
    screen.press("Withdraw")

    expect(screen.heading).to_have_text("This page is out of date")
    assert world.changes() == []
    screen.press("Open the page again")
    screen.press("Withdraw")
    assert world.state()["proposals"]["proposal-1"]["status"] == "withdrawn"


@pytest.mark.world(having=("active-contract",))
def test_a_contract_that_the_client_ended_meanwhile_is_not_ended_again(
    world: World, page: Page, open_page: Any
) -> None:
    LoginPage(page, world).log_in(world.owner)
    page.goto("/my-jobs")
    client = open_page("desktop")
    LoginPage(client, world).log_in(world.accounts["client"])
    client.goto("/my-jobs")
    Screen(client).press("End contract")
    before = world.state()
    screen = Screen(page)
    screen.press("Complete contract")

    expect(page.get_by_role("alert")).to_contain_text("is ended already.")
    expect(screen.heading).to_have_text("My Jobs")
    assert world.state() == before
