"""My Jobs, Proposals and Payments, where obligations are settled."""

from playwright.sync_api import Page

from flows.pages.screen import Screen


class MyJobs:
    """Active and past contracts."""

    def __init__(self, page: Page) -> None:
        self.screen = Screen(page)
        self.active = page.get_by_role("list", name="Active contracts").get_by_role("listitem")
        self.past = page.get_by_role("list", name="Past contracts").get_by_role("listitem")

    def open(self) -> None:
        self.screen.press("My Jobs")

    def end_all(self) -> None:
        self.screen.press_each("End contract")


class Proposals:
    """Proposals that have no answer yet."""

    def __init__(self, page: Page) -> None:
        self.screen = Screen(page)
        self.all = page.get_by_role("region", name="Your proposals").get_by_role("listitem")

    def open(self) -> None:
        self.screen.press("Proposals")

    def withdraw_all(self) -> None:
        self.screen.press_each("Withdraw")


class Payments:
    """The balance, and the payments under review."""

    def __init__(self, page: Page) -> None:
        self.screen = Screen(page)
        self.balance = page.get_by_role("region", name="Balance")

    def open(self) -> None:
        self.screen.press("Payments")

    def withdraw(self) -> None:
        self.screen.press("Withdraw")
