"""A closing through support: done or declined once, with mail. Claim D5."""

from functools import partial

import pytest

from flows.site.client import World
from tests.support.changes import account_row, at_once, balance, changed, statuses, unchanged
from tests.support.editions import read_edition
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.support_desk import (
    CLOSED_REQUEST,
    DESK,
    HOW_TO_ANSWER,
    SENT,
    decide,
    informed,
    message_rows,
    request_row,
)
from tests.support.teams import account_closed
from tests.support.types import Changes, LoggedIn

PLEASE = {"message": "Please close my account."}
CLOSED_TEXT = "Support has closed it as you asked.\nSupport can look at a request to open it again."
LOGIN = "This account is closed. Support can look at a request to reopen it."
CLOSED = account_closed("freelancer", login_says=LOGIN, restore_by="support")
pytestmark = pytest.mark.world(circumstances=("support-review",))


@pytest.fixture
def reader(world: World) -> HttpClient:
    """The owner, who has asked support to close the account."""
    reader = log_in(world)
    assert reader.close_account(PLEASE, number=1).heading == SENT
    return reader


def stored(status: str, *messages: tuple[str, str]) -> Changes:
    return request_row("close", status, "freelancer") | message_rows(*messages)


def test_a_closing_request_closes_nothing(world: World, reader: HttpClient) -> None:
    assert changed(world) == stored("open", ("freelancer", PLEASE["message"]))
    stays = "Your account stays open until an agent has looked at it. You will hear from us by email."
    body = f"Close the account, from {world.owner.name}:\n\n{PLEASE['message']}"
    assert mailed(world) == [
        ("support-agent", "A new support request", body),
        ("freelancer", "Your request to close your account", stays),
    ]
    assert "Close the account Support is looking at it" in reader.get("/support").texts("ul", class_="rows")[0]


def test_an_agent_asks_and_then_closes_the_account(world: World, reader: HttpClient, agent: HttpClient) -> None:
    decide(agent, "ask", "Are you sure?")
    assert reader.submit("/support/request-1", {"answer": "I am."}).message == "Support has your answer."
    answer = decide(agent, "close")
    assert answer.path == "/support-desk/"
    assert answer.message == informed(world, "closed")
    talk = [("freelancer", PLEASE["message"]), ("support-agent", "Are you sure?"), ("freelancer", "I am.")]
    assert changed(world) == {**CLOSED, **stored("done", *talk)}
    assert mailed(world, since=2) == [
        ("freelancer", "Support has a question", f"Are you sure?{HOW_TO_ANSWER}"),
        ("support-agent", "An answer to your question", f"Close the account, from {world.owner.name}:\n\nI am."),
        ("freelancer", "Your Worklane account is closed", CLOSED_TEXT),
    ]
    assert reader.get("/home").path == "/login"
    turned_away = reader.log_in(world.owner)
    assert turned_away.outcome == (403, LOGIN)


def test_a_declined_closing_can_be_requested_again(world: World, reader: HttpClient, agent: HttpClient) -> None:
    answer = decide(agent, "decline", "Finish your work first.")
    assert answer.message == informed(world)
    talk = [("freelancer", PLEASE["message"]), ("support-agent", "Finish your work first.")]
    assert changed(world) == stored("declined", *talk)
    assert mailed(world, since=2) == [("freelancer", "Your account stays open", "Finish your work first.")]
    page = reader.get("/support")
    assert page.texts("blockquote") == [PLEASE["message"], "Finish your work first."]
    assert reader.close_account(PLEASE, number=1).heading == SENT
    requests = world.state()["support_requests"]
    assert {key: row["status"] for key, row in requests.items()} == {"request-1": "declined", "request-2": "open"}


def test_a_repeated_closing_request_is_one_request(world: World, reader: HttpClient) -> None:
    with unchanged(world):
        again = reader.get("/closing/start/1")
        message = "Support already has your request. If it has a question, you can answer it here."
        assert (again.path, again.texts("p", role="status")) == ("/support", [message])


def test_two_tabs_make_one_closing_request(logged_in: LoggedIn) -> None:
    world, reader = logged_in(circumstances=("support-review",))
    runs = [reader.begin(1), reader.begin(1)]
    answers = [reader.submit(f"{run}/1", {"message": "Please."}) for run in runs]
    assert [answer.heading for answer in answers] == [SENT] * 2
    assert list(world.state()["support_requests"]) == ["request-1"]


REFUSED = {
    "declined without words": ({"decision": "decline"}, "Answer is needed."),
    "declined with blank words": ({"decision": "decline", "answer": " \r\n"}, "Answer is needed."),
    "declined in too many words": ({"decision": "decline", "answer": "x" * 2_001}, "Use at most 2000 characters."),
    "more asked without words": ({"decision": "ask"}, "Answer is needed."),
    "closed with too many words": ({"decision": "close", "answer": "x" * 2_001}, "Use at most 2000 characters."),
    "nothing decided": ({"answer": "Hm."}, "Choose what to do about the request."),
    "a reply, as to a question": ({"decision": "reply", "answer": "Hm."}, "Choose what to do about the request."),
    "reopened": ({"decision": "reopen", "answer": "Hm."}, "Choose what to do about the request."),
}


@pytest.mark.parametrize(("fields", "complaint"), REFUSED.values(), ids=REFUSED)
def test_an_invalid_decision_changes_nothing(
    world: World, reader: HttpClient, agent: HttpClient, fields: dict[str, str], complaint: str
) -> None:
    with unchanged(world):
        answer = agent.submit(DESK, fields)
        assert (answer.status_code, answer.message, answer.heading) == (422, complaint, "Support desk")
    assert decide(agent, "close").status_code == 200


@pytest.mark.parametrize("then", ["close", "decline", "ask"])
@pytest.mark.parametrize("first", ["close", "decline"])
def test_a_request_is_decided_once(world: World, reader: HttpClient, agent: HttpClient, first: str, then: str) -> None:
    decide(agent, first, "Once.")
    before = world.state()
    answer = decide(agent, then, "Twice.")
    assert answer.outcome == (409, CLOSED_REQUEST)
    assert (world.state(), answer.heading) == (before, "Support desk")


@pytest.mark.parametrize("decisions", [("close", "decline"), ("close", "close"), ("decline", "decline")])
def test_two_agents_at_once_decide_once(
    world: World, reader: HttpClient, agent: HttpClient, decisions: tuple[str, str]
) -> None:
    desks = [agent, log_in(world, "support-agent")]
    fields = [{"decision": decision, "answer": "So be it."} for decision in decisions]
    answers = at_once([partial(desk.submit, DESK, form) for desk, form in zip(desks, fields, strict=True)])
    assert statuses(answers) == [200, 409]
    first = decisions[[answer.status_code for answer in answers].index(200)]
    status, account = {"close": ("done", "closed"), "decline": ("declined", "open")}[first]
    state = world.state()
    assert state["support_requests"]["request-1"]["status"] == status
    assert state["accounts"]["freelancer"]["status"] == account
    subject = {"close": "Your Worklane account is closed", "decline": "Your account stays open"}[first]
    assert [title for _, title, _ in mailed(world, since=2)].count(subject) == 1
    assert [text for _, _, text in mailed(world, since=2)].count("So be it.") == 1


def test_a_new_blocker_stops_the_agent(logged_in: LoggedIn) -> None:
    own = read_edition("own")
    own["closing"][1]["block"] = ["balance"]
    world, reader = logged_in(own, circumstances=("support-review",), having=("pending-payment",))
    agent = log_in(world, "support-agent")
    reader.close_account(PLEASE, number=1)
    world.advance("P10D")
    with unchanged(world):
        refused = decide(agent, "close", "Goodbye.")
        refusal = "The account cannot be closed yet: Balance not withdrawn. Ask for it to be settled, or decline."
        assert (refused.status_code, refused.message, refused.heading) == (409, refusal, "Support desk")
    reader.submit("/payments/withdraw", {"amount": balance(world)})
    answer = decide(agent, "close")
    assert answer.message == informed(world, "closed")
    assert account_row(world)["status"] == "closed"


def test_the_answer_of_the_agent_is_mailed(world: World, reader: HttpClient, agent: HttpClient) -> None:
    decide(agent, "close", "Your last invoice follows.")
    assert mailed(world, since=2) == [
        ("freelancer", "Your Worklane account is closed", CLOSED_TEXT),
        ("freelancer", "Support has answered", "Your last invoice follows."),
    ]


def test_feedback_given_to_support_stays_with_the_account(logged_in: LoggedIn) -> None:
    own = read_edition("own")
    own["closing"][1]["stages"][0]["asks"] = ["message", "feedback?"]
    world, reader = logged_in(own, circumstances=("support-review",))
    agent = log_in(world, "support-agent")
    reader.close_account({**PLEASE, "feedback": "It was fine."}, number=1)
    decide(agent, "close")
    assert changed(world)["/accounts/freelancer/close_feedback"] == "It was fine."
