"""What pages list, and what the gate and a closing ask for, in worlds with a rule and in those without it."""

import pytest

from tests.support.gated_edition import CLOSE, CLOSED, NO_QUESTION, gated
from tests.support.http_client import log_in
from tests.support.types import MakeWorld

GATED = gated("security-question", stages=[CLOSE])


LISTED = {
    "active-contracts-listed": ("active-contract", "/my-jobs", "If you complete it"),
    "open-proposals-listed": ("open-proposal", "/proposals", "Waiting for an answer"),
    "pending-payments-listed": ("pending-payment", "/payments", "Under review until"),
    "open-refunds-listed": ("pending-refund", "/payments", "Refunds waiting for you"),
    "withdrawals-under-way-listed": ("withdrawal-under-way", "/payments", "Under way, arrives"),
    "balance-shown": ("balance", "/payments", '<p class="amount">'),
}


@pytest.mark.parametrize("rule", LISTED)
def test_pages_list_what_is_unsettled(make_world: MakeWorld, rule: str) -> None:
    obligation, path, words = LISTED[rule]
    for without in ((), (rule,)):
        reader = log_in(make_world(having=[obligation], without=without))
        assert (words in reader.get(path).text) == (not without)


@pytest.mark.parametrize(
    ("rule", "obligation", "days"), [("release", "pending-payment", 10), ("arrival", "withdrawal-under-way", 3)]
)
def test_time_settles_what_is_due(make_world: MakeWorld, rule: str, obligation: str, days: int) -> None:
    for without in ((), (rule,)):
        world = make_world(having=[obligation], without=without)
        world.advance(f"P{days}D")
        assert (obligation in world.state()["accounts"][world.persona]["owes"]) == bool(without)


def test_any_answer_opens_the_settings_without_the_rule(make_world: MakeWorld) -> None:
    for without, heading in (((), "Is it you?"), (("answer-checked",), "Settings")):
        reader = log_in(make_world(GATED, without=without))
        reader.get("/settings/")
        assert reader.submit("/gate", {"security-answer": "Not my answer"}).heading == heading


def test_no_question_is_needed_without_the_rule(make_world: MakeWorld) -> None:
    for without, heading in (((), "Is it you?"), (("question-first",), "Settings")):
        reader = log_in(make_world(GATED, circumstances=NO_QUESTION, without=without))
        assert reader.get("/settings/").heading == heading


def test_a_closing_begins_and_ends_at_once_without_confirmation(make_world: MakeWorld) -> None:
    for without, heading, status in (((), CLOSE["heading"], "open"), (("confirmation",), CLOSED, "closed")):
        world = make_world(gated(stages=[CLOSE]), without=without)
        assert log_in(world).get("/closing/start/0").heading == heading
        assert world.state()["accounts"][world.persona]["status"] == status


def test_nothing_unsettled_is_closed_without_confirmation(make_world: MakeWorld) -> None:
    edition = gated(stages=[CLOSE], block=["balance"])
    world = make_world(edition, having=["balance"], without=["confirmation"])
    assert log_in(world).get("/closing/start/0").blockers == ["Balance not withdrawn"]
    assert world.state()["accounts"][world.persona]["status"] == "open"


def test_the_control_of_a_closing_is_below_everything_else(
    make_world: MakeWorld,
) -> None:
    for without in ((), ("control-at-the-bottom",)):
        text = log_in(make_world(gated(stages=[CLOSE]), without=without)).get("/settings/account").text
        assert (text.index("Leave Worklane") > text.index("How you log in")) == (not without)
