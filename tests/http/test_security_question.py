"""The security question: set, changed with its answer, and reset by support."""

import pytest

from flows.site.client import World
from tests.support.changes import account_row, changed
from tests.support.gated_edition import CLOSE, CLOSED, NO_QUESTION, QUESTIONS, answers, gated, pass_gate
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import links, mailed
from tests.support.support_desk import decide, informed
from tests.support.types import LoggedIn, MakeWorld

PLACE = "/settings/safety"
FORM = f"{PLACE}/security-question"
FORGOTTEN = "Forgotten your question or answer?"
SET = {"question": QUESTIONS[1], "answer": "Elm Street"}
STORED = "/accounts/freelancer/security_question"
NO_CHOICE = {"question": "Choose one of the questions."}
NO_ANSWER = {"answer": "Give an answer of at most 100 characters."}
ASKS_ANSWER = {**CLOSE, "asks": ["security-answer"]}
# There is no gate, and the closing asks for the answer.
pytestmark = pytest.mark.world(edition=gated(stages=[ASKS_ANSWER], needs=["security-question"]))


@pytest.fixture
def unset(make_world: MakeWorld, world: World) -> World:
    return make_world(world.edition, circumstances=NO_QUESTION)


def closes_with(reader: HttpClient, answer: str) -> bool:
    return reader.close_account({"security-answer": answer}).heading == CLOSED


def test_a_missing_question_is_set(unset: World) -> None:
    reader = log_in(unset)
    page = reader.get(PLACE)
    assert ("Save question" in page.texts("button"), "Current answer" in page.texts("label")) == (True, False)
    assert FORGOTTEN not in page.texts("a")
    page = reader.submit(FORM, SET)
    assert (page.path, page.message) == (PLACE, "Your security question is set.")
    assert changed(unset) == {STORED: SET["question"]}
    assert closes_with(reader, "elm street")


def test_the_old_answer_changes_the_question(world: World, reader: HttpClient) -> None:
    page = reader.get(PLACE)
    assert ("Change question" in page.texts("button"), "Current answer" in page.texts("label")) == (True, True)
    page = reader.submit(FORM, {**SET, "current-answer": f" {(world.owner.security_answer or '').upper()} "})
    assert (page.path, page.message) == (PLACE, "Your security question is changed.")
    assert f"Your question is: {SET['question']}" in page.texts("p")
    assert changed(world) == {STORED: SET["question"]}
    assert not closes_with(reader, world.owner.security_answer or "")
    assert closes_with(reader, "Elm Street")


REFUSED = {
    "wrong current answer": ({"current-answer": "x"}, {"current-answer": "That is not the answer you gave."}),
    "no current answer": ({"current-answer": ""}, {"current-answer": "Security answer is needed."}),
    "the new answer for the old": (
        {"current-answer": SET["answer"]}, {"current-answer": "That is not the answer you gave."},
    ),
    "no question": ({"question": ""}, NO_CHOICE),
    "a question of one's own": ({"question": "Who are you?"}, NO_CHOICE),
    "no answer": ({"answer": " "}, NO_ANSWER),
    "answer too long": ({"answer": "x" * 101}, NO_ANSWER),
    "all wrong": (
        {"question": "", "answer": "", "current-answer": ""},
        {**NO_CHOICE, **NO_ANSWER, "current-answer": "Security answer is needed."},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "complaints"), REFUSED.values(), ids=REFUSED)
def test_a_refused_change_changes_nothing(
    world: World, reader: HttpClient, changes: dict[str, str], complaints: dict[str, str]
) -> None:
    reader.get(PLACE)
    page = reader.submit(FORM, {**SET, "current-answer": world.owner.security_answer or "", **changes})
    assert (page.status_code, page.complaints) == (422, complaints)
    assert "Elm Street" not in page.text
    assert world.changes() == []
    assert closes_with(reader, world.owner.security_answer or "")


@pytest.mark.parametrize("complaints", [NO_CHOICE, NO_ANSWER], ids=["question", "answer"])
def test_a_bad_question_is_not_set(unset: World, complaints: dict[str, str]) -> None:
    reader = log_in(unset)
    reader.get(PLACE)
    page = reader.submit(FORM, {**SET, **dict.fromkeys(complaints, "")})
    assert (page.status_code, page.complaints) == (422, complaints)
    assert unset.changes() == []


@pytest.mark.parametrize("place", ["account", "papers", "attic", "settings", "navigation"])
def test_sections_without_the_panel_have_no_form(unset: World, place: str) -> None:
    reader = log_in(unset)
    reader.get(PLACE)
    assert reader.submit(f"/settings/{place}/security-question", SET).status_code == 404
    assert unset.changes() == []


def ask_to_reset(reader: HttpClient, page: str) -> str:
    """Follow the link of a page and ask support; returns the message of the answer."""
    assert FORGOTTEN in reader.get(page).texts("a", href="/gate/forgotten")
    assert reader.get("/gate/forgotten").heading == "Reset your security question"
    return reader.submit("/gate/forgotten").heading


def test_a_reset_question_is_set_again_on_the_way_to_closing(logged_in: LoggedIn) -> None:
    world, reader = logged_in(gated("security-question", stages=[CLOSE]))
    agent = log_in(world, "support-agent")
    gate = reader.get("/closing/start/0")
    assert ask_to_reset(reader, "/closing/start/0") == "Support has your request"
    body = "Reset the security question, from {}:\n\nI have forgotten my security question or its answer."
    assert mailed(world) == [("support-agent", "A new support request", body.format(world.owner.name))]
    done = decide(agent, "reset")
    assert done.outcome == (200, informed(world))
    (mail,) = [mail for mail in world.mail() if mail["to"] == world.owner.email]
    assert (mail["subject"], links(mail)) == ("Your security question is reset", [f"{reader.base_url}/settings/"])
    assert {STORED, "/support_requests/request-1"} < set(changed(world))
    assert changed(world)[STORED] is None
    assert reader.get(links(mail)[0]).heading == "Is it you?"
    assert reader.submit("/gate", answers(world.owner)).path == "/gate"
    passed = reader.submit("/gate", {**SET, **gate.hidden("next")})
    assert (passed.heading, changed(world)[STORED]) == ("Leave for good?", SET["question"])
    assert reader.submit(passed.path).heading == CLOSED


@pytest.mark.parametrize("page", [PLACE, "/closing/start/0"])
def test_every_page_that_asks_for_the_answer_offers_a_reset(world: World, reader: HttpClient, page: str) -> None:
    assert ask_to_reset(reader, page) == "Support has your request"
    assert world.state()["support_requests"]["request-1"]["kind"] == "reset"


def test_one_open_request_at_a_time(world: World, reader: HttpClient) -> None:
    ask_to_reset(reader, PLACE)
    assert reader.submit("/gate/forgotten").heading == "Support has your request"
    assert list(world.state()["support_requests"]) == ["request-1"]
    assert len(world.mail()) == 1


def test_a_declined_request_can_be_made_again(world: World, reader: HttpClient, agent: HttpClient) -> None:
    ask_to_reset(reader, PLACE)
    assert decide(agent, "decline").status_code == 422
    declined = decide(agent, "decline", "Remember: a dog.")
    assert declined.message == informed(world)
    assert mailed(world)[1:] == [("freelancer", "Your account stays open", "Remember: a dog.")]
    assert account_row(world)["security_question"] == world.owner.security_question
    assert ask_to_reset(reader, PLACE) == "Support has your request"
    assert [row["status"] for row in world.state()["support_requests"].values()] == ["declined", "open"]
    assert closes_with(reader, world.owner.security_answer or "")


def test_without_a_question_there_is_nothing_to_reset(unset: World) -> None:
    reader = log_in(unset)
    reader.get("/home")
    assert [reader.get("/gate/forgotten").path, reader.submit("/gate/forgotten").path] == ["/settings/", "/settings/"]
    assert unset.changes() == []


def test_a_reset_leaves_the_questions_of_other_accounts(world: World, reader: HttpClient, agent: HttpClient) -> None:
    ask_to_reset(reader, PLACE)
    decide(agent, "reset")
    assert account_row(world, "client")["security_question"] is not None
    assert closes_with(log_in(world, "client"), world.accounts["client"].security_answer or "")


@pytest.mark.parametrize("method", ["get", "submit"])
def test_the_panel_is_behind_the_gate(logged_in: LoggedIn, method: str) -> None:
    world, reader = logged_in(gated("password"))
    reader.get("/home")
    arguments = [FORM, {**SET, "current-answer": world.owner.security_answer or ""}] if method == "submit" else [PLACE]
    assert getattr(reader, method)(*arguments).path == "/gate"
    pass_gate(reader, world.owner)
    assert getattr(reader, method)(*arguments).path == PLACE
