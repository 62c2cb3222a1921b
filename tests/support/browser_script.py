"""Plays the people of a world by the control API and the words of the guide."""

from typing import Any, Literal

import requests
from playwright.sync_api import Locator, Page, expect


class Script:
    """A world, and the page on which its people log in."""

    def __init__(self, page: Page, base_url: str, **request: Any) -> None:
        self.page, self.control = page, f"{base_url}/_control"
        self.made = requests.post(f"{self.control}/worlds", json=request, timeout=10).json()
        self.obligations: dict[str, Any] = self.call("GET", "catalog")["obligations"]

    def call(self, method: str, path: str, body: object = None) -> Any:
        answer = requests.request(method, f"{self.control}/{path}", json=body, timeout=10)
        assert answer.ok, answer.text
        return answer.json()

    def read(self, part: str = "") -> Any:
        """A part of this world, such as ``/changes``; its state if none is named."""
        return self.call("GET", f"worlds/{self.made['world']}{part}")

    def changed(self) -> dict[str, Any]:
        """The new values since the seeded state by path, without mail."""
        changes = self.read("/changes")["changes"]
        return {change["path"]: change["to"] for change in changes if not change["path"].startswith("/mail/")}

    def status(self, key: str) -> str:
        return str(self.read()["accounts"][key]["status"])

    def enter(self, key: str) -> None:
        """Log an account in with its email and password."""
        account = self.made["accounts"][key]
        self.page.goto(self.made["login_url"])
        self.page.get_by_label("Email", exact=True).fill(account["email"])
        self.page.get_by_label("Password", exact=True).fill(account["password"])
        self.press("Log in", "button")

    def press(self, name: str, role: Literal["button", "link"] = "link", *, within: Locator | None = None) -> None:
        """Press the only control of that name on the page, or within a place."""
        place = within.first if within else self.page
        place.get_by_role(role, name=name, exact=True).click()

    def settings(self, section: str) -> None:
        """Open a section of the settings."""
        self.press("Account menu", "button")
        self.press("Settings")
        self.press(section, within=self.page.get_by_role("navigation", name="Settings", exact=True))

    def leave_team(self) -> None:
        """Leave the team that My Teams lists first."""
        self.settings("My Teams")
        self.press("Actions", "button", within=self.page.get_by_role("listitem").filter(has_text="since"))
        self.press("Leave Team")
        self.press("Leave", "button")

    def resolve(self, name: str) -> None:
        """Follow a link of the refusal, and settle that obligation as the catalog says."""
        obligation = self.obligations[name]
        self.page.get_by_role("dialog").get_by_role("link", name=obligation["remedy"], exact=True).click()
        if obligation["by"] == "reader":
            self.page.get_by_role("button", name=obligation["settles"], exact=True).first.click()
            expect(self.page.get_by_role("status")).to_be_visible()
        else:
            self.wait(obligation["settles"])

    def wait(self, settles: str) -> None:
        """Advance the clock by what the catalog says settles an obligation."""
        self.call("POST", f"worlds/{self.made['world']}/clock", {"advance": settles})

    def ends_with(self, heading: str) -> None:
        """Check the heading of the last page."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
