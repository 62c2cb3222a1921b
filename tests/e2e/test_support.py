"""A support agent may decline: the account stays open, and its owner is informed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from flows.pages.login_page import LoginPage
from flows.pages.support_desk import SupportDesk
from flows.site.client import World
from tests.support.closing_dialog import open_dialog


@pytest.mark.world(circumstances=("support-review",))
def test_a_declined_request_leaves_the_account_open(world: World, open_page: Callable[[str], Page]) -> None:
    reader = open_page("desktop")
    LoginPage(reader, world).log_in(world.owner)
    screen = open_dialog(reader)
    screen.fill("Message", "I am moving on.")
    screen.press("Send to support")
    expect(screen.heading).to_have_text("Support has your request")

    agent = open_page("desktop")
    LoginPage(agent, world).log_in(world.accounts["support-agent"])
    desk = SupportDesk(agent)
    expect(desk.requests).to_contain_text(["I am moving on."])
    desk.decline("Finish your last contract first.")

    expect(desk.decided).to_contain_text(["Finish your last contract first."])
    assert world.state()["accounts"]["freelancer"]["status"] == "open"
    assert world.mail()[-1]["subject"] == "Your account stays open"
