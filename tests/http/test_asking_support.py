"""A question to support is answered, both sides get mail, nothing is closed. Claim B3."""

import pytest

from flows.site.client import World
from tests.support.changes import changed, from_tabs, statuses, unchanged
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.support_desk import DESK, HOW_TO_ANSWER, informed, message_rows, request_row
from tests.support.types import Changes, MakeWorld

QUESTION = {"message": "How would I close my account?"}
ASK = {"decision": "ask", "answer": "Which one?"}
REPLY = {"decision": "reply", "answer": "In the settings."}
TOO_LONG = "x" * 2_001
WRONG = {
    "empty": ("", "{} is needed."),
    "blank": (" \r\n\t", "{} is needed."),
    "too long": (TOO_LONG, "Use at most 2000 characters."),
}


@pytest.fixture(params=["freelancer", "client"])
def world(request: pytest.FixtureRequest, make_world: MakeWorld) -> World:
    return make_world(persona=request.param)


@pytest.fixture
def reader(world: World) -> HttpClient:
    """The owner of the world, who has asked support something."""
    reader = log_in(world)
    assert reader.submit("/support", QUESTION).status_code == 200
    return reader


def stored(world: World, status: str = "open", *messages: tuple[str, str]) -> Changes:
    question = (world.persona, QUESTION["message"])
    return request_row("question", status, world.persona) | message_rows(question, *messages)


def test_a_question_reaches_the_agent(world: World, agent: HttpClient) -> None:
    answer = log_in(world).submit("/support", {"message": f"  {QUESTION['message']}\r\n"})
    assert (answer.path, answer.message) == ("/support", "Support has your question. You will hear from us by email.")
    (listed,) = answer.texts("ul", aria_label="Your requests")
    assert listed == f"A question Support is looking at it You · 14 January 2026 {QUESTION['message']}"
    assert changed(world) == stored(world)
    body = f"A question, from {world.owner.name}:\n\n{QUESTION['message']}"
    assert mailed(world) == [("support-agent", "A new support request", body)]
    (open_requests,) = agent.get("/support-desk/").texts("ul", aria_label="Open requests")
    entry = f"A question, from {world.owner.name}, a {world.persona} Asked 14 January 2026 · waiting for you"
    assert entry in open_requests


def test_a_conversation_with_support_closes_nothing(world: World, reader: HttpClient, agent: HttpClient) -> None:
    desk = agent.submit(DESK, ASK)
    assert desk.message == f"{world.owner.name} has your question."
    assert "waiting for the reader" in desk.text
    page = reader.get("/support")
    assert page.texts("blockquote") == [QUESTION["message"], "Which one?"]
    assert "Support is waiting for your answer" in page.text
    answered = reader.submit("/support/request-1", {"answer": " The only one. "})
    assert (answered.path, answered.message) == ("/support", "Support has your answer.")
    assert "Send answer" not in answered.texts("button")
    replied = agent.submit(DESK, REPLY)
    assert replied.message == informed(world)
    talk = [("support-agent", "Which one?"), (world.persona, "The only one."), ("support-agent", "In the settings.")]
    assert changed(world) == stored(world, "done", *talk)
    body = f"A question, from {world.owner.name}:\n\nThe only one."
    assert mailed(world, since=1) == [
        (world.persona, "Support has a question", f"Which one?{HOW_TO_ANSWER}"),
        ("support-agent", "An answer to your question", body),
        (world.persona, "Support has answered", "In the settings."),
    ]
    assert reader.get("/support").texts("blockquote")[-1] == "In the settings."
    assert reader.get("/home").heading.startswith("Hello")


def test_one_question_at_a_time(world: World, reader: HttpClient, agent: HttpClient) -> None:
    with unchanged(world):
        again = reader.submit("/support", {"message": "And another thing?"})
        refusal = "Support already has a question from you; wait for the answer."
        assert (again.status_code, again.message, again.heading) == (409, refusal, "Contact support")
        assert again.texts("textarea", id="message") == ["And another thing?"]
    agent.submit(DESK, REPLY)
    assert reader.submit("/support", {"message": "And another thing?"}).status_code == 200
    state = world.state()["support_requests"]
    assert [row["status"] for row in state.values()] == ["done", "open"]


def test_three_tabs_at_once_ask_one_question(world: World) -> None:
    reader = log_in(world)
    answers = from_tabs(reader, "/support", QUESTION)
    assert statuses(answers) == [200, 409, 409]
    assert changed(world) == stored(world)
    assert [who for who, _, _ in mailed(world)] == ["support-agent"]


@pytest.mark.parametrize(("message", "complaint"), WRONG.values(), ids=WRONG)
def test_an_invalid_question_is_refused(world: World, message: str, complaint: str) -> None:
    reader = log_in(world)
    answer = reader.submit("/support", {"message": message})
    assert answer.outcome == (422, complaint.format("Message"))
    assert answer.texts("textarea", id="message") == [message.strip()]
    assert world.changes() == []
    assert reader.submit("/support", QUESTION).status_code == 200


@pytest.mark.parametrize(("text", "complaint"), WRONG.values(), ids=WRONG)
def test_an_invalid_answer_is_refused(
    world: World, reader: HttpClient, agent: HttpClient, text: str, complaint: str
) -> None:
    for decision in ("ask", "reply"):
        with unchanged(world):
            refused = agent.submit(DESK, {"decision": decision, "answer": text})
            assert refused.outcome == (422, complaint.format("Answer"))
    agent.submit(DESK, ASK)
    before = world.state()
    refused = reader.submit("/support/request-1", {"answer": text})
    assert refused.outcome == (422, complaint.format("Answer"))
    assert (world.state(), refused.heading) == (before, "Contact support")
    assert reader.submit("/support/request-1", {"answer": "This one."}).status_code == 200


def test_a_decided_request_takes_no_answer(world: World, reader: HttpClient, agent: HttpClient) -> None:
    agent.submit(DESK, ASK)
    agent.submit(DESK, REPLY)
    with unchanged(world):
        late = reader.submit("/support/request-1", {"answer": "This one."})
        assert late.outcome == (409, "Support has already decided that request.")


def test_requests_are_private(world: World, reader: HttpClient, agent: HttpClient, make_world: MakeWorld) -> None:
    agent.submit(DESK, ASK)
    with unchanged(world):
        other = "client" if world.persona == "freelancer" else "freelancer"
        for stranger in (log_in(world, other), agent, log_in(make_world(seed=2))):
            assert stranger.submit("/support/request-1", {"answer": "This one."}).status_code == 404
            assert QUESTION["message"] not in stranger.get("/support").text
        assert reader.submit("/support/request-2", {"answer": "This one."}).status_code == 404


def test_messages_to_support_are_escaped(world: World, agent: HttpClient) -> None:
    text = "</blockquote><script>alert(1)</script>{{ 7 * 7 }}\0😀"
    reader = log_in(world)
    for page in (reader.submit("/support", {"message": text}), agent.get("/support-desk/")):
        assert page.texts("blockquote") == [text]
        assert "<script>alert" not in page.text
    assert world.state()["support_messages"]["support-message-1"]["body"] == text


@pytest.mark.parametrize("answered", [False, True], ids=["before support has asked", "a second time"])
def test_each_question_of_support_is_answered_once(
    world: World, reader: HttpClient, agent: HttpClient, answered: bool
) -> None:
    if answered:
        agent.submit(DESK, ASK)
        reader.submit("/support/request-1", {"answer": "This one."})
    with unchanged(world):
        refused = reader.submit("/support/request-1", {"answer": "This one."})
        assert refused.outcome == (409, "Support has not asked you for anything.")


def test_a_refused_answer_stays_in_the_form(reader: HttpClient, agent: HttpClient) -> None:
    refused = agent.submit(DESK, {"decision": "ask", "answer": TOO_LONG})
    assert refused.texts("textarea") == [TOO_LONG]
    agent.submit(DESK, ASK)
    refused = reader.submit("/support/request-1", {"answer": TOO_LONG})
    assert refused.texts("textarea", id="answer-request-1") == [TOO_LONG]
