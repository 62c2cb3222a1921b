"""Contracts that are completed and ended: their money moves once, and what is too late to undo stays done."""

import pytest
from playwright.sync_api import Page, expect

from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.site.client import World


@pytest.mark.world(edition="account-types", persona="client", having=("active-contract",))
def test_completing_a_contract_pays_once(world: World, page: Page, screen: Screen) -> None:
    before = world.state()["payments"]
    LoginPage(page, world).log_in(world.owner)
    screen.press("My Jobs")
    screen.press("Complete contract")
    expect(page.get_by_role("status")).to_contain_text("You completed")
    assert len(world.state()["payments"]) == len(before) + 1


@pytest.mark.world(edition="account-types", persona="client", having=("active-contract",))
def test_a_page_that_is_too_old_undoes_nothing(world: World, page: Page, screen: Screen) -> None:
    LoginPage(page, world).log_in(world.owner)
    screen.press("My Jobs")
    screen.press("Complete contract")
    world.advance("PT1H")
    state = world.state()["contracts"]
    screen.press("Undo")
    expect(page.get_by_role("alert")).to_contain_text("It is too late")
    assert world.state()["contracts"] == state
