"""Obligations can be settled on their pages, and nothing else changes."""

import pytest
from playwright.sync_api import Page, expect

from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.site.client import World


@pytest.mark.world(having=("active-contract", "hourly-contract"))
def test_ending_hourly_work_leaves_a_payment_under_review(world: World, page: Page, screen: Screen) -> None:
    LoginPage(page, world).log_in(world.owner)
    screen.press("My Jobs")
    active = page.get_by_role("list", name="Active contracts").get_by_role("listitem")
    expect(active).to_have_count(2)
    screen.press_each("End contract")

    expect(active).to_have_count(0)
    expect(page.get_by_role("list", name="Past contracts").get_by_role("listitem")).to_have_count(5)
    assert world.state()["accounts"]["freelancer"]["owes"] == ["pending-payment"]


@pytest.mark.world(having=("open-proposal", "open-proposal"))
def test_withdrawing_proposals_changes_only_them(world: World, page: Page, screen: Screen) -> None:
    LoginPage(page, world).log_in(world.owner)
    screen.press("Proposals")
    screen.press_each("Withdraw")

    proposals = page.get_by_role("region", name="Your proposals").get_by_role("listitem")
    expect(proposals).to_contain_text(["Withdrawn", "Withdrawn"])
    assert [change["path"] for change in world.changes()] == [
        "/accounts/freelancer/owes",
        "/proposals/proposal-1/status",
        "/proposals/proposal-2/status",
    ]


@pytest.mark.world(having=("balance",))
def test_withdrawing_the_balance_empties_it(world: World, page: Page, screen: Screen) -> None:
    LoginPage(page, world).log_in(world.owner)
    screen.press("Payments")
    screen.press("Withdraw")

    expect(page.get_by_role("region", name="Balance")).to_contain_text("$0.00")
    state = world.state()
    assert state["accounts"]["freelancer"]["owes"] == []
    assert state["withdrawals"]["withdrawal-4"]["cents"] == state["payments"]["payment-4"]["cents"]
