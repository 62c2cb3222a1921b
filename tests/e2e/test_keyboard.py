"""The closing by keyboard alone, and the focus of its dialog."""

from playwright.sync_api import Page, expect

from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.site.client import World
from tests.support.closing_dialog import open_dialog


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of that name has the focus."""
    wanted = Screen(page).control(name).or_(page.get_by_label(name, exact=True))
    for _ in range(30):
        page.keyboard.press("Tab")
        if wanted.evaluate_all("found => found.includes(document.activeElement)"):
            return
    raise AssertionError(f"Tab never reaches {name!r}")


def enter(page: Page, name: str, then: str) -> None:
    """Press Enter on a control, and wait for the heading it leads to."""
    tab_to(page, name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=then, exact=True)).to_be_visible()


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
    enter(page, "Close my account", "Close your account")
    tab_to(page, "Reason")
    page.keyboard.press("ArrowDown")
    enter(page, "Close Account", "Your account is closed")
    assert world.state()["accounts"]["freelancer"]["close_reason"] == "I no longer need this account"


def test_escape_leaves_the_dialog_without_closing(world: World, page: Page, screen: Screen) -> None:
    LoginPage(page, world).log_in(world.owner)
    open_dialog(page)
    page.keyboard.press("Escape")

    expect(screen.dialog).to_have_count(0)
    expect(screen.heading).to_have_text("Contact Info")
    assert world.changes() == []


def test_the_page_behind_a_dialog_is_inert(world: World, page: Page, screen: Screen) -> None:
    LoginPage(page, world).log_in(world.owner)
    open_dialog(page)

    expect(screen.dialog).to_be_visible()
    expect(screen.control("Account menu")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_count(0)
