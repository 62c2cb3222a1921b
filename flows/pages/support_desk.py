"""The support desk, as the agent sees it."""

from playwright.sync_api import Page

from flows.pages.screen import Screen


class SupportDesk:
    """The desk of the support agent: the open requests, and the decided ones."""

    def __init__(self, page: Page) -> None:
        self.screen = Screen(page)
        self.requests = page.get_by_role("list", name="Open requests").get_by_role("listitem")
        self.decided = page.get_by_role("list", name="Decided requests").get_by_role("listitem")
        self.answer = page.get_by_label("Answer")

    def decline(self, answer: str) -> None:
        self.answer.fill(answer)
        self.screen.press("Decline")
