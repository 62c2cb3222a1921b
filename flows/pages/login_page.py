"""The login page, and the page that may then ask for a code."""

import pyotp
from playwright.sync_api import Page

from flows.pages.screen import Screen
from flows.site.client import Account, World


class LoginPage:
    """The login page, which is the same in every edition."""

    def __init__(self, page: Page, world: World, screen: Screen | None = None) -> None:
        self.page = page
        self.world = world
        self.screen = screen or Screen(page)
        self.email = page.get_by_label("Email")
        self.password = page.get_by_label("Password")
        self.code = page.get_by_label("Code")
        self.complaint = page.get_by_role("alert")

    def open(self) -> None:
        self.screen.load(lambda: self.page.goto(self.world.login_url), "the login page")

    def log_in(self, account: Account) -> None:
        self.open()
        self.screen.fill("Email", account.email)
        self.screen.fill("Password", account.password)
        self.screen.press("Log in")

    def enter_code(self, account: Account) -> None:
        """Enter the code that the account's authenticator shows."""
        self.code.fill(authenticator_code(account, self.world))
        self.screen.press("Continue")


def authenticator_code(account: Account, world: World) -> str:
    """The code that an account's authenticator shows (RFC 6238) at the world's time."""
    if account.totp_secret is None:
        raise ValueError(f"{account.key} has no authenticator")
    return pyotp.TOTP(account.totp_secret).at(world.now())
