"""Obligations can be settled on My Jobs, Proposals and Payments, and nothing else changes."""

import pytest
from playwright.sync_api import Page, expect

from flows.pages.login_page import LoginPage
from flows.pages.work import MyJobs, Payments, Proposals
from flows.site.client import World


@pytest.mark.world(having=("active-contract", "hourly-contract"))
def test_ending_hourly_work_leaves_a_payment_under_review(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    jobs = MyJobs(page)
    jobs.open()
    expect(jobs.active).to_have_count(2)
    jobs.end_all()

    expect(jobs.active).to_have_count(0)
    expect(jobs.past).to_have_count(5)
    assert world.state()["accounts"]["freelancer"]["owes"] == ["pending-payment"]


@pytest.mark.world(having=("open-proposal", "open-proposal"))
def test_withdrawing_proposals_changes_only_them(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    proposals = Proposals(page)
    proposals.open()
    proposals.withdraw_all()

    expect(proposals.all).to_contain_text(["Withdrawn", "Withdrawn"])
    assert [change["path"] for change in world.changes()] == [
        "/accounts/freelancer/owes",
        "/proposals/proposal-1/status",
        "/proposals/proposal-2/status",
    ]


@pytest.mark.world(having=("balance",))
def test_withdrawing_the_balance_empties_it(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    payments = Payments(page)
    payments.open()
    payments.withdraw()

    expect(payments.balance).to_contain_text("$0.00")
    state = world.state()
    assert state["accounts"]["freelancer"]["owes"] == []
    assert state["withdrawals"]["withdrawal-4"]["cents"] == state["payments"]["payment-4"]["cents"]
