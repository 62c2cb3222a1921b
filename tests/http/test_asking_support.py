"""A question to support: asked, looked into, answered; both sides are told, and nothing is closed. Claim B3."""

from collections.abc import Callable
from functools import partial

import pytest

from flows.site.client import World
from tests.support.aftermath import NOW, at_once, changed, mailed, said
from tests.support.browserless import Browserless, at, heading, words

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
QUESTION = {"message": "How would I close my account?"}
REQUESTS = {"aria-label": "Your requests"}
TOO_LONG = "x" * 2_001
WRONG = {
    "empty": ("", "{} is needed."),
    "blank": (" \r\n\t", "{} is needed."),
    "too long": (TOO_LONG, "Use at most 2000 characters."),
}


@pytest.fixture(params=["freelancer", "client"])
def world(request: pytest.FixtureRequest, make_world: MakeWorld) -> World:
    """A world of a freelancer, then of a client."""
    return make_world(persona=request.param)


@pytest.fixture
def reader(world: World, log_in: LogIn) -> Browserless:
    """The owner of the world, who has asked support something."""
    reader = log_in(world)
    assert reader.submit("/support", QUESTION).status_code == 200
    return reader


@pytest.fixture
def agent(world: World, log_in: LogIn) -> Browserless:
    return log_in(world.accounts["support-agent"])


def request_of(world: World, status: str = "open", number: int = 1) -> dict[str, object]:
    """A question of the owner as it is stored, by its path."""
    fields = {
        "kind": "question",
        "reason": None,
        "feedback": None,
        "status": status,
        "asked_at": NOW,
        "account": world.persona,
        "team": None,
        "review": None,
    }
    return {f"/support_requests/request-{number}": fields}


def written(number: int, author: str, body: str) -> dict[str, object]:
    """What was written to or by support as it is stored, by its path."""
    fields = {"body": body, "sent_at": NOW, "request": "request-1", "author": author}
    return {f"/support_messages/support-message-{number}": fields}


def test_a_question_reaches_the_agent(world: World, log_in: LogIn, agent: Browserless) -> None:
    answer = log_in(world).submit("/support", {"message": f"  {QUESTION['message']}\r\n"})
    assert (at(answer), said(answer)) == ("/support", "Support has your question. You will hear from us by email.")
    (listed,) = words(answer, "ul", **REQUESTS)
    assert listed == f"A question Support is looking at it You · 14 January 2026 {QUESTION['message']}"
    assert changed(world) == {**request_of(world), **written(1, world.persona, QUESTION["message"])}
    told = f"A question, from {world.owner.name}:\n\n{QUESTION['message']}"
    assert mailed(world) == [("support-agent", "A new support request", told)]
    (open_requests,) = words(agent.get("/support-desk/"), "ul", **{"aria-label": "Open requests"})
    assert (
        f"A question, from {world.owner.name}, a {world.persona} Asked 14 January 2026 · waiting for you"
        in open_requests
    )


def test_a_question_is_talked_over_and_answered_and_nothing_is_closed(
    world: World, reader: Browserless, agent: Browserless
) -> None:
    asked = agent.submit("/support-desk/request-1", {"decision": "ask", "answer": "Which one?"})
    assert said(asked) == f"{world.owner.name} has your question."
    assert "waiting for the reader" in asked.text
    page = reader.get("/support")
    assert words(page, "blockquote") == [QUESTION["message"], "Which one?"]
    assert "Support is waiting for your answer" in page.text
    answered = reader.submit("/support/request-1", {"answer": " The only one. "})
    assert (at(answered), said(answered)) == ("/support", "Support has your answer.")
    assert "Send answer" not in words(answered, "button")
    replied = agent.submit("/support-desk/request-1", {"decision": "reply", "answer": "In the settings."})
    assert said(replied) == f"{world.owner.name} has been told. The account is open."
    assert changed(world) == {
        **request_of(world, "done"),
        **written(1, world.persona, QUESTION["message"]),
        **written(2, "support-agent", "Which one?"),
        **written(3, world.persona, "The only one."),
        **written(4, "support-agent", "In the settings."),
    }
    assert mailed(world, since=1) == [
        (
            world.persona,
            "Support has a question",
            "Which one?\n\nAnswer under Contact support.\n\nGo on here: /support",
        ),
        (
            "support-agent",
            "An answer to your question",
            f"A question, from {world.owner.name}:\n\nThe only one.",
        ),
        (world.persona, "Support has answered", "In the settings."),
    ]
    assert words(reader.get("/support"), "blockquote")[-1] == "In the settings."
    assert heading(reader.get("/home")).startswith("Hello")


def test_one_question_at_a_time(world: World, reader: Browserless, agent: Browserless) -> None:
    before = world.state()
    again = reader.submit("/support", {"message": "And another thing?"})
    told = "Support already has a question from you; wait for the answer."
    assert (again.status_code, said(again), heading(again)) == (409, told, "Contact support")
    assert words(again, "textarea", id="message") == ["And another thing?"]
    assert world.state() == before
    agent.submit("/support-desk/request-1", {"decision": "reply", "answer": "In the settings."})
    assert reader.submit("/support", {"message": "And another thing?"}).status_code == 200
    state = world.state()["support_requests"]
    assert [row["status"] for row in state.values()] == ["done", "open"]


def test_a_question_asked_in_three_tabs_at_once_is_one(world: World, log_in: LogIn) -> None:
    reader = log_in(world)
    answers = at_once([partial(reader.tab().submit, "/support", QUESTION) for _ in range(3)])
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    assert changed(world) == {**request_of(world), **written(1, world.persona, QUESTION["message"])}
    assert [who for who, _, _ in mailed(world)] == ["support-agent"]


@pytest.mark.parametrize(("message", "complaint"), WRONG.values(), ids=WRONG)
def test_what_is_no_question_is_not_asked(world: World, log_in: LogIn, message: str, complaint: str) -> None:
    reader = log_in(world)
    answer = reader.submit("/support", {"message": message})
    assert (answer.status_code, said(answer)) == (422, complaint.format("Message"))
    assert words(answer, "textarea", id="message") == [message.strip()]
    assert world.changes() == []
    assert reader.submit("/support", QUESTION).status_code == 200


@pytest.mark.parametrize(("text", "complaint"), WRONG.values(), ids=WRONG)
def test_what_is_no_answer_is_not_given(
    world: World, reader: Browserless, agent: Browserless, text: str, complaint: str
) -> None:
    for decision in ("ask", "reply"):
        before = world.state()
        refused = agent.submit("/support-desk/request-1", {"decision": decision, "answer": text})
        assert (refused.status_code, said(refused)) == (422, complaint.format("Answer"))
        assert world.state() == before
    agent.submit("/support-desk/request-1", {"decision": "ask", "answer": "Which one?"})
    before = world.state()
    refused = reader.submit("/support/request-1", {"answer": text})
    assert (refused.status_code, said(refused)) == (422, complaint.format("Answer"))
    assert (world.state(), heading(refused)) == (before, "Contact support")
    assert reader.submit("/support/request-1", {"answer": "This one."}).status_code == 200


def test_a_request_that_is_decided_takes_no_answer(world: World, reader: Browserless, agent: Browserless) -> None:
    agent.submit("/support-desk/request-1", {"decision": "ask", "answer": "Which one?"})
    agent.submit("/support-desk/request-1", {"decision": "reply", "answer": "In the settings."})
    before = world.state()
    late = reader.submit("/support/request-1", {"answer": "This one."})
    assert (late.status_code, said(late)) == (409, "Support has already decided that request.")
    assert world.state() == before


def test_a_request_is_no_page_to_anybody_else(
    world: World, reader: Browserless, agent: Browserless, make_world: MakeWorld, log_in: LogIn
) -> None:
    agent.submit("/support-desk/request-1", {"decision": "ask", "answer": "Which one?"})
    before = world.state()
    other = world.accounts["client" if world.persona == "freelancer" else "freelancer"]
    for stranger in (log_in(other), agent, log_in(make_world(seed=2))):
        assert stranger.submit("/support/request-1", {"answer": "This one."}).status_code == 404
        assert QUESTION["message"] not in stranger.get("/support").text
    assert reader.submit("/support/request-2", {"answer": "This one."}).status_code == 404
    assert world.state() == before


def test_what_is_written_to_support_is_no_markup(world: World, log_in: LogIn, agent: Browserless) -> None:
    text = "</blockquote><script>alert(1)</script>{{ 7 * 7 }}\0😀"
    reader = log_in(world)
    for page in (reader.submit("/support", {"message": text}), agent.get("/support-desk/")):
        assert words(page, "blockquote") == [text]
        assert "<script>alert" not in page.text
    assert world.state()["support_messages"]["support-message-1"]["body"] == text


@pytest.mark.parametrize("answered", [False, True], ids=["before support has asked", "a second time"])
def test_an_answer_is_given_once_to_what_support_has_asked(
    world: World, reader: Browserless, agent: Browserless, answered: bool
) -> None:
    if answered:
        agent.submit("/support-desk/request-1", {"decision": "ask", "answer": "Which one?"})
        reader.submit("/support/request-1", {"answer": "This one."})
    before = world.state()
    refused = reader.submit("/support/request-1", {"answer": "This one."})
    assert (refused.status_code, said(refused)) == (409, "Support has not asked you for anything.")
    assert world.state() == before


def test_an_answer_that_is_refused_stays_in_the_form(world: World, reader: Browserless, agent: Browserless) -> None:
    refused = agent.submit("/support-desk/request-1", {"decision": "ask", "answer": TOO_LONG})
    assert words(refused, "textarea") == [TOO_LONG]
    agent.submit("/support-desk/request-1", {"decision": "ask", "answer": "Which one?"})
    refused = reader.submit("/support/request-1", {"answer": TOO_LONG})
    assert words(refused, "textarea", id="answer-request-1") == [TOO_LONG]
