"""A closing that support carries out: asked, looked into, done or declined, once, and both sides are told. Claim D5."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from flows.site.client import World
from tests.support.aftermath import NOW, at_once, changed, mailed, said
from tests.support.browserless import Browserless, at, balance, heading, words

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
Edition = Callable[[str], dict[str, Any]]
PLEASE = {"message": "Please close my account."}
TOLD = "Support has closed it as you asked.\nSupport can look at a request to open it again."
DESK = "/support-desk/request-1"
LOGIN = "This account is closed. Support can look at a request to reopen it."
CLOSED = {
    "/accounts/freelancer/status": "closed",
    "/accounts/freelancer/closed_at": NOW,
    "/accounts/freelancer/login_says": LOGIN,
    "/accounts/freelancer/restore_by": "support",
}


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    """A world whose owner only support can close the account of."""
    return make_world(circumstances=("support-review",))


@pytest.fixture
def reader(world: World, log_in: LogIn) -> Browserless:
    """The owner, who has asked support to close the account."""
    reader = log_in(world)
    assert heading(reader.submit(f"{reader.begin(1)}/1", PLEASE)) == "Support has your request"
    return reader


@pytest.fixture
def agent(world: World, log_in: LogIn) -> Browserless:
    return log_in(world.accounts["support-agent"])


def kept(world: World, status: str, *messages: tuple[str, str], reason: str | None = None) -> dict[str, Any]:
    """A request to close the owner's account as it is stored, with who wrote what, by their paths."""
    kept = {"reason": reason, "feedback": None, "team": None, "review": None}
    request = {"kind": "close", **kept, "status": status, "asked_at": NOW, "account": world.persona}
    rows = {
        f"/support_messages/support-message-{number}": {
            "body": body,
            "sent_at": NOW,
            "request": "request-1",
            "author": author,
        }
        for number, (author, body) in enumerate(messages, 1)
    }
    return {"/support_requests/request-1": request, **rows}


def test_a_closing_that_is_asked_for_closes_nothing_yet(world: World, reader: Browserless) -> None:
    assert changed(world) == kept(world, "open", ("freelancer", PLEASE["message"]))
    stays = "Your account stays open until an agent has looked at it. You will hear from us by email."
    assert mailed(world) == [
        (
            "support-agent",
            "A new support request",
            f"Close the account, from {world.owner.name}:\n\n{PLEASE['message']}",
        ),
        ("freelancer", "Your request to close your account", stays),
    ]
    assert "Close the account Support is looking at it" in words(reader.get("/support"), "ul", **{"class": "rows"})[0]


def test_a_closing_is_looked_into_then_carried_out(world: World, reader: Browserless, agent: Browserless) -> None:
    agent.submit(DESK, {"decision": "ask", "answer": "Are you sure?"})
    assert said(reader.submit("/support/request-1", {"answer": "I am."})) == "Support has your answer."
    answer = agent.submit(DESK, {"decision": "close"})
    assert (at(answer), said(answer)) == ("/support-desk/", f"{world.owner.name} has been told. The account is closed.")
    talk = [("freelancer", PLEASE["message"]), ("support-agent", "Are you sure?"), ("freelancer", "I am.")]
    assert changed(world) == {**CLOSED, **kept(world, "done", *talk)}
    assert mailed(world, since=2) == [
        (
            "freelancer",
            "Support has a question",
            "Are you sure?\n\nAnswer under Contact support.\n\nGo on here: /support",
        ),
        ("support-agent", "An answer to your question", f"Close the account, from {world.owner.name}:\n\nI am."),
        ("freelancer", "Your Worklane account is closed", TOLD),
    ]
    assert at(reader.get("/home")) == "/login"
    turned_away = reader.log_in(world.owner)
    assert (turned_away.status_code, said(turned_away)) == (403, LOGIN)


def test_a_closing_is_declined_with_a_reason_and_can_be_asked_for_again(
    world: World, reader: Browserless, agent: Browserless
) -> None:
    answer = agent.submit(DESK, {"decision": "decline", "answer": "Finish your work first."})
    assert said(answer) == f"{world.owner.name} has been told. The account is open."
    talk = [("freelancer", PLEASE["message"]), ("support-agent", "Finish your work first.")]
    assert changed(world) == kept(world, "declined", *talk)
    assert mailed(world, since=2) == [("freelancer", "Your account stays open", "Finish your work first.")]
    page = reader.get("/support")
    assert words(page, "blockquote") == [PLEASE["message"], "Finish your work first."]
    assert heading(reader.submit(f"{reader.begin(1)}/1", PLEASE)) == "Support has your request"
    requests = world.state()["support_requests"]
    assert {key: row["status"] for key, row in requests.items()} == {"request-1": "declined", "request-2": "open"}


def test_a_closing_that_is_asked_for_twice_is_one_request(world: World, reader: Browserless) -> None:
    before = world.state()
    again = reader.get("/closing/start/1")
    told = "Support already has your request. If it has a question, you can answer it here."
    assert (at(again), words(again, "p", role="status")) == ("/support", [told])
    assert world.state() == before


def test_a_closing_that_is_asked_for_in_two_tabs_is_one_request(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(circumstances=("support-review",))
    reader = log_in(world)
    runs = [reader.begin(1), reader.begin(1)]
    answers = [reader.submit(f"{run}/1", {"message": "Please."}) for run in runs]
    assert [heading(answer) for answer in answers] == ["Support has your request"] * 2
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
def test_what_is_no_decision_changes_nothing(
    world: World, reader: Browserless, agent: Browserless, fields: dict[str, str], complaint: str
) -> None:
    before = world.state()
    answer = agent.submit(DESK, fields)
    assert (answer.status_code, said(answer), heading(answer)) == (422, complaint, "Support desk")
    assert world.state() == before
    assert agent.submit(DESK, {"decision": "close"}).status_code == 200


@pytest.mark.parametrize("then", ["close", "decline", "ask"])
@pytest.mark.parametrize(("first", "status"), [("close", "done"), ("decline", "declined")])
def test_a_request_is_decided_once(
    world: World, reader: Browserless, agent: Browserless, first: str, status: str, then: str
) -> None:
    agent.submit(DESK, {"decision": first, "answer": "Once."})
    before = world.state()
    answer = agent.submit(DESK, {"decision": then, "answer": "Twice."})
    assert (answer.status_code, said(answer)) == (409, "That request has already been decided.")
    assert (world.state(), heading(answer)) == (before, "Support desk")


@pytest.mark.parametrize("decisions", [("close", "decline"), ("close", "close"), ("decline", "decline")])
def test_two_agents_at_once_decide_once(
    world: World, reader: Browserless, agent: Browserless, log_in: LogIn, decisions: tuple[str, str]
) -> None:
    desks = [agent, log_in(world.accounts["support-agent"])]
    fields = [{"decision": decision, "answer": "So be it."} for decision in decisions]
    answers = at_once([partial(desk.submit, DESK, given) for desk, given in zip(desks, fields, strict=True)])
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    first = decisions[[answer.status_code for answer in answers].index(200)]
    status, account = {"close": ("done", "closed"), "decline": ("declined", "open")}[first]
    state = world.state()
    assert state["support_requests"]["request-1"]["status"] == status
    assert state["accounts"]["freelancer"]["status"] == account
    told = {"close": "Your Worklane account is closed", "decline": "Your account stays open"}[first]
    assert [subject for _, subject, _ in mailed(world, since=2)].count(told) == 1
    assert [text for _, _, text in mailed(world, since=2)].count("So be it.") == 1


def test_a_blocker_that_has_appeared_since_stops_the_agent(
    make_world: MakeWorld, log_in: LogIn, edition: Edition
) -> None:
    own = edition("own")
    own["closing"][1]["block"] = ["balance"]
    world = make_world(edition=own, circumstances=("support-review",), having=("pending-payment",))
    reader, agent = log_in(world), log_in(world.accounts["support-agent"])
    reader.submit(f"{reader.begin(1)}/1", PLEASE)
    world.advance("P10D")
    before = world.state()
    refused = agent.submit(DESK, {"decision": "close", "answer": "Goodbye."})
    told = "The account cannot be closed yet: Balance not withdrawn. Ask for it to be settled, or decline."
    assert (refused.status_code, said(refused), heading(refused)) == (409, told, "Support desk")
    assert world.state() == before
    reader.submit("/payments/withdraw", {"amount": balance(world)})
    assert (
        said(agent.submit(DESK, {"decision": "close"})) == f"{world.owner.name} has been told. The account is closed."
    )
    assert world.state()["accounts"]["freelancer"]["status"] == "closed"


def test_what_the_agent_says_on_closing_reaches_the_reader(
    world: World, reader: Browserless, agent: Browserless
) -> None:
    agent.submit(DESK, {"decision": "close", "answer": "Your last invoice follows."})
    assert mailed(world, since=2) == [
        ("freelancer", "Your Worklane account is closed", TOLD),
        ("freelancer", "Support has answered", "Your last invoice follows."),
    ]


def test_feedback_given_to_support_stays_with_the_account(
    make_world: MakeWorld, log_in: LogIn, edition: Edition
) -> None:
    own = edition("own")
    own["closing"][1]["stages"][0]["asks"] = ["message", "feedback?"]
    world = make_world(edition=own, circumstances=("support-review",))
    reader, agent = log_in(world), log_in(world.accounts["support-agent"])
    reader.submit(f"{reader.begin(1)}/1", {**PLEASE, "feedback": "It was fine."})
    agent.submit(DESK, {"decision": "close"})
    assert changed(world)["/accounts/freelancer/close_feedback"] == "It was fine."
