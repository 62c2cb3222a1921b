"""What is not offered must not work by its address either: to a phone, to a stranger, or for another request."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.pages.support_desk import SupportDesk
from flows.site.client import AGENT, World

NOWHERE = "There is no such page"
OpenPage = Callable[[str], Page]


@pytest.mark.world(edition="account-types")
def test_a_phone_cannot_close_by_the_address(world: World, open_page: OpenPage) -> None:
    page = open_page("Pixel 7")
    LoginPage(page, world).log_in(world.owner)
    page.goto(f"{world.site.base_url}/closing/start/0")
    expect(Screen(page).heading.first).to_have_text("This needs a desktop browser")


@pytest.mark.world(edition="account-types", persona="client", having=("team-member",))
def test_a_stranger_opens_no_conversation(world: World, page: Page, screen: Screen) -> None:
    contracts = world.state()["contracts"]
    key = next(iter(contracts))
    parties = {contracts[key]["freelancer"], contracts[key]["client"], AGENT}
    stranger = next(account for account in world.accounts.values() if account.key not in parties)
    LoginPage(page, world).log_in(stranger)
    for address in (f"/messages/{key}", "/support-desk/"):
        page.goto(world.site.base_url + address)
        expect(screen.heading).to_have_text(NOWHERE)


@pytest.mark.world(edition="account-types")
def test_support_answers_the_request_it_reads(world: World, open_page: OpenPage) -> None:
    readers = [world.accounts[name] for name in ("freelancer", "client")]
    for account in readers:
        page = open_page("desktop")
        LoginPage(page, world).log_in(account)
        page.goto(f"{world.site.base_url}/support")
        screen = Screen(page)
        screen.fill("Message", f"How do I close my account? {account.name}")
        screen.press("Send to support")
    page = open_page("desktop")
    LoginPage(page, world).log_in(world.accounts[AGENT])
    request = SupportDesk(page).requests.filter(has_text=readers[1].name)
    request.get_by_label("Answer").fill("In the settings.")
    request.get_by_role("button", name="Reply").click()
    expect(page.get_by_role("status")).to_contain_text("has been told")
    assert [row["account"] for row in world.state()["support_requests"].values() if row["status"] == "done"] == [
        "client"
    ]
