"""Two tabs and a double click: the account is closed once, and every page makes sense."""

from playwright.sync_api import Page, expect

from flows.pages.login_page import LoginPage
from flows.site.client import World
from tests.support.last_button import to_the_last_button


def closed_once(world: World) -> None:
    assert world.state()["accounts"]["freelancer"]["status"] == "closed"
    assert len(world.mail()) == 1


def test_a_second_tab_is_told_that_the_account_is_closed(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    other_page = page.context.new_page()
    other_page.goto(page.url)
    one, other = to_the_last_button(page), to_the_last_button(other_page)
    one.press("Close Account")
    other.press("Close Account")

    expect(one.heading).to_have_text("Your account is closed")
    expect(other.heading).to_have_text("Your account is closed")
    closed_once(world)


def test_a_double_click_closes_once(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    screen = to_the_last_button(page)
    screen.control("Close Account").dblclick()

    expect(screen.heading).to_have_text("Your account is closed")
    closed_once(world)


def test_going_back_after_the_closing_shows_that_it_is_closed(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    screen = to_the_last_button(page)
    screen.press("Close Account")
    page.go_back()

    expect(screen.heading).to_have_text("Your account is closed")
    closed_once(world)
