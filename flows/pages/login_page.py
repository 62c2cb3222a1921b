"""The log-in page and the code it may ask for."""

import pyotp
from playwright.sync_api import Page

from flows.pages.screen import Screen
from flows.site.client import Account, World


class LoginPage:
    """``/login``: the same in every edition."""

    def __init__(self, page: Page, world: World) -> None:
        self.page = page
        self.world = world
        self.email = page.get_by_label("Email")
        self.password = page.get_by_label("Password")
        self.code = page.get_by_label("Code")
        self.complaint = page.get_by_role("alert")

    def open(self) -> None:
        self.page.goto(self.world.login_url)

    def log_in(self, account: Account) -> None:
        self.open()
        self.email.fill(account.email)
        self.password.fill(account.password)
        Screen(self.page).press("Log in")

    def enter_code(self, account: Account) -> None:
        """The authenticator's code, at the world's time."""
        self.code.fill(authenticator_code(account, self.world))
        Screen(self.page).press("Continue")


def authenticator_code(account: Account, world: World) -> str:
    """What the account's authenticator shows (RFC 6238), by the world's clock."""
    if account.totp_secret is None:
        raise ValueError(f"{account.key} has no authenticator")
    return pyotp.TOTP(account.totp_secret).at(world.now())
