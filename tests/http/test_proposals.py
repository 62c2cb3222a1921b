"""Proposals: each is taken back once, and only while it waits for an answer."""

from collections.abc import Callable

import pytest

from flows.site.client import World
from tests.support.aftermath import at_once, changed, said
from tests.support.browserless import Browserless, heading

LogIn = Callable[..., Browserless]
WITHDRAW = "/proposals/proposal-1/withdraw"


@pytest.fixture
def bidding(make_world: Callable[..., World]) -> World:
    return make_world(having=("open-proposal", "open-proposal"))


def test_a_proposal_is_taken_back_and_the_other_stays(bidding: World, log_in: LogIn) -> None:
    job = bidding.state()["proposals"]["proposal-1"]["job"]
    assert said(log_in(bidding).submit(WITHDRAW)) == f"You withdrew your proposal for “{job}”."
    assert changed(bidding) == {"/proposals/proposal-1/status": "withdrawn"}


def test_a_proposal_is_taken_back_once(bidding: World, log_in: LogIn) -> None:
    reader = log_in(bidding)
    reader.submit(WITHDRAW)
    before = bidding.state()
    answer = reader.submit(WITHDRAW)
    job = before["proposals"]["proposal-1"]["job"]
    told = f"Your proposal for “{job}” is already withdrawn."
    assert (answer.status_code, said(answer), heading(answer)) == (409, told, "Proposals")
    assert bidding.state() == before


def test_a_proposal_taken_back_in_three_tabs_at_once_is_taken_back_once(bidding: World, log_in: LogIn) -> None:
    reader = log_in(bidding)
    tabs = [reader.tab() for _ in range(3)]
    answers = at_once([lambda tab=tab: tab.submit(WITHDRAW) for tab in tabs])  # type: ignore[misc]
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
