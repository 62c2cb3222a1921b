"""Proposals: each can be withdrawn once, and only while it awaits an answer."""

import pytest

from flows.site.client import World
from tests.support.changes import changed, from_tabs
from tests.support.http_client import log_in
from tests.support.types import MakeWorld

WITHDRAW = "/proposals/proposal-1/withdraw"


@pytest.fixture
def bidding(make_world: MakeWorld) -> World:
    return make_world(having=("open-proposal", "open-proposal"))


def test_withdrawing_a_proposal_leaves_the_other(bidding: World) -> None:
    job = bidding.state()["proposals"]["proposal-1"]["job"]
    assert log_in(bidding).submit(WITHDRAW).message == f"You withdrew your proposal for “{job}”."
    assert changed(bidding) == {"/proposals/proposal-1/status": "withdrawn"}


def test_a_proposal_is_withdrawn_once(bidding: World) -> None:
    reader = log_in(bidding)
    reader.submit(WITHDRAW)
    before = bidding.state()
    answer = reader.submit(WITHDRAW)
    job = before["proposals"]["proposal-1"]["job"]
    refusal = f"Your proposal for “{job}” is already withdrawn."
    assert (answer.status_code, answer.message, answer.heading) == (409, refusal, "Proposals")
    assert bidding.state() == before


def test_three_tabs_at_once_withdraw_one_proposal(bidding: World) -> None:
    reader = log_in(bidding)
    answers = from_tabs(reader, WITHDRAW)
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
