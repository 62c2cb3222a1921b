"""The settings and their side navigation."""

from playwright.sync_api import Page


class Settings:
    """The settings, whose sections depend on the edition; their navigation is always called Settings."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.navigation = page.get_by_role("navigation", name="Settings")

    def open(self, section: str) -> None:
        self.navigation.get_by_role("link", name=section, exact=True).click()
        self.page.wait_for_load_state()
