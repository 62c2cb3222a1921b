"""The menu behind the profile picture."""

from playwright.sync_api import Page

from flows.pages.screen import Screen


class AccountMenu:
    """The menu behind the profile picture; its items depend on the edition."""

    def __init__(self, page: Page) -> None:
        self.screen = Screen(page)
        self.picture = page.get_by_role("button", name="Account menu")

    def choose(self, item: str) -> None:
        self.picture.click()
        self.screen.press(item)
