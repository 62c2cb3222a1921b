"""The closing by keyboard alone: where the focus is on the way, and what a screen reader hears."""

import pytest
from playwright.sync_api import Locator, Page, expect

from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.site.client import World
from tests.support.closing_dialog import fill_dialog, open_dialog
from tests.support.teams_edition import as_guided
from tests.support.types import MakeWorld

NAMELESS = """() => {
  const element = document.activeElement
  const named = element.ariaLabel || element.innerText || element.labels?.[0]?.innerText
  return named?.trim() ? "" : element.outerHTML
}"""


def has_focus(element: Locator) -> bool:
    """Whether one of the elements has the focus."""
    return bool(element.evaluate_all("elements => elements.includes(document.activeElement)"))


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of that name has the focus; each on the way must have a name."""
    wanted = Screen(page).control(name).or_(page.get_by_label(name, exact=True))
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(NAMELESS) == ""
        if has_focus(wanted):
            return
    raise AssertionError(f"Tab never reaches {name!r}")


def enter(page: Page, name: str, then: str, key: str = "Enter") -> Locator:
    """Press Enter on a control, and wait for the heading it leads to."""
    tab_to(page, name)
    page.keyboard.press(key)
    heading = page.get_by_role("heading", name=then, exact=True)
    expect(heading).to_be_visible()
    return heading


def test_an_account_can_be_closed_without_a_mouse(world: World, page: Page, screen: Screen) -> None:
    login = LoginPage(page, world)
    login.open()
    tab_to(page, "Email")
    page.keyboard.type(world.owner.email)
    tab_to(page, "Password")
    page.keyboard.type(world.owner.password)
    page.keyboard.press("Enter")
    expect(screen.heading).to_contain_text("Hello")
    tab_to(page, "Account menu")
    page.keyboard.press("Enter")
    enter(page, "Settings", "Settings")
    enter(page, "Contact Info", "Contact Info")
    expect(enter(page, "Close my account", "Close your account")).to_be_focused()
    tab_to(page, "Reason")
    page.keyboard.press("ArrowDown")
    expect(enter(page, "Close Account", "Your account is closed")).to_be_focused()
    expect(page).to_have_title("Your account is closed · Worklane (mock)")
    assert world.state()["accounts"]["freelancer"]["close_reason"] == "I no longer need this account"


@pytest.mark.parametrize(("control", "key"), [("", "Escape"), ("Cancel", "Enter"), ("Cancel", "Space")])
def test_leaving_the_dialog_leads_back(world: World, page: Page, screen: Screen, control: str, key: str) -> None:
    LoginPage(page, world).log_in(world.owner)
    open_dialog(page)
    if control:
        tab_to(page, control)
    page.keyboard.press(key)

    expect(screen.heading).to_have_text("Contact Info")
    expect(screen.control("Close my account")).to_be_focused()
    expect(screen.dialog).to_have_count(0)
    assert world.changes() == []


def test_the_page_behind_a_dialog_is_inert(world: World, page: Page, screen: Screen) -> None:
    LoginPage(page, world).log_in(world.owner)
    open_dialog(page)

    expect(screen.dialog).to_be_visible()
    expect(screen.dialog).to_have_accessible_name("Close your account")
    expect(screen.control("Account menu")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_count(0)


def test_an_error_is_where_the_focus_is(world: World, page: Page, screen: Screen) -> None:
    LoginPage(page, world).log_in(world.owner)
    fill_dialog(page)
    screen.choices("Reason").evaluate("field => { field.required = false; field.selectedIndex = 0 }")
    screen.press("Close Account")

    expect(page).to_have_title("Error: Close your account · Worklane (mock)")
    expect(page.get_by_role("alert")).to_have_text("Reason is needed.")
    expect(screen.choices("Reason")).to_be_focused()
    expect(screen.choices("Reason")).to_have_accessible_description("Reason is needed.")


def test_a_failed_login_is_where_the_focus_is(world: World, page: Page, screen: Screen) -> None:
    LoginPage(page, world).open()
    screen.fill("Email", world.owner.email)
    screen.fill("Password", "a wrong one")
    screen.press("Log in")

    expect(page).to_have_title("Error: Log in · Worklane (mock)")
    expect(page.get_by_role("alert")).to_be_focused()


def test_a_success_is_where_the_focus_is(world: World, page: Page, screen: Screen) -> None:
    LoginPage(page, world).log_in(world.owner)
    page.goto("/support")
    screen.fill("Message", "May I close my account?")
    screen.press("Send to support")

    message = page.get_by_role("status")
    expect(message).to_be_focused()
    expect(page).to_have_title(f"{message.inner_text()} · Contact support · Worklane (mock)")


@pytest.mark.parametrize("opener", ["Account menu", "Menu", "Actions"])
def test_menus_close_as_readers_expect(make_world: MakeWorld, page: Page, screen: Screen, opener: str) -> None:
    world = make_world(as_guided(), "admin")
    page.set_viewport_size({"width": 800, "height": 600})
    LoginPage(page, world).log_in(world.owner)
    page.goto("/settings/my-teams")
    menu = page.locator(":popover-open")
    button = page.get_by_role("button", name=opener, exact=True)

    button.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(button).to_be_focused()

    button.click()
    expect(menu).to_be_visible()
    page.mouse.click(5, 590)
    expect(menu).to_have_count(0)

    button.click()
    button.click()
    expect(menu).to_have_count(0)
