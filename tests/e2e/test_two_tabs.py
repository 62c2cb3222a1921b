"""Two tabs and a double click: the account is closed only once."""

from playwright.sync_api import Page, expect

from flows.pages.login_page import LoginPage
from flows.site.client import World
from tests.support.closing_dialog import fill_dialog


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
