"""Proposals: each can be withdrawn once, and only while it awaits an answer."""

import pytest

from flows.site.client import World
from mocksite.catalog.ledger_rows import dollars
from tests.support.changes import changed, from_tabs, statuses
from tests.support.http_client import log_in

WITHDRAW = "/proposals/proposal-1/withdraw"
pytestmark = pytest.mark.world(having=("open-proposal", "open-proposal"))


def test_withdrawing_a_proposal_leaves_the_other(world: World) -> None:
    job = world.state()["proposals"]["proposal-1"]["job"]
    assert log_in(world).submit(WITHDRAW).message == f"You withdrew your proposal for “{job}”."
    assert changed(world) == {"/proposals/proposal-1/status": "withdrawn"}


def test_a_proposal_is_withdrawn_once(world: World) -> None:
    reader = log_in(world)
    reader.submit(WITHDRAW)
    before = world.state()
    answer = reader.submit(WITHDRAW)
    job = before["proposals"]["proposal-1"]["job"]
    refusal = f"Your proposal for “{job}” is already withdrawn."
    assert (answer.status_code, answer.message, answer.heading) == (409, refusal, "Proposals")
    assert world.state() == before


@pytest.mark.world(persona="client", having=("open-job",))
def test_the_job_post_is_shown_with_its_company(world: World) -> None:
    freelancer, owner = log_in(world, "freelancer"), log_in(world)
    freelancer.get("/find-work")
    freelancer.submit("/find-work/job-1", {"bid": "$90"})
    company, budget = world.state()["teams"]["team-1"]["name"], world.state()["jobs"]["job-1"]["budget_cents"]
    post = f"Job post of {company}: up to {dollars(budget)}"
    assert f"{post}, open" in freelancer.get("/proposals").texts("span")
    owner.get("/my-jobs")
    owner.submit("/my-jobs/posts/job-1/close")
    assert f"{post}, closed on 14 January 2026" in freelancer.get("/proposals").texts("span")


def test_three_tabs_at_once_withdraw_one_proposal(world: World) -> None:
    reader = log_in(world)
    answers = from_tabs(reader, WITHDRAW)
    assert statuses(answers) == [200, 409, 409]
