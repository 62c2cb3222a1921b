"""The security question in the settings: set, changed with its answer, and reset by support when it is forgotten."""

from collections.abc import Callable

import pytest

from flows.site.client import World
from tests.support.aftermath import changed, mailed, said
from tests.support.browserless import Browserless, at, heading, words
from tests.support.gated_edition import (
    CLOSE,
    CLOSED,
    NO_QUESTION,
    QUESTIONS,
    answers,
    complaints,
    decide,
    gated,
    links,
    pass_gate,
    wanted,
)

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
PLACE = "/settings/safety"
FORM = f"{PLACE}/security-question"
FORGOTTEN = "Forgotten your question or answer?"
SET = {"question": QUESTIONS[1], "answer": "Elm Street"}
STORED = "/accounts/freelancer/security_question"
NO_CHOICE = {"question": "Choose one of the questions."}
NO_ANSWER = {"answer": "Give an answer of at most 100 characters."}
ASKS_ANSWER = {**CLOSE, "asks": ["security-answer"]}


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    """A world without a gate, whose closing asks for the answer."""
    edition = gated(stages=[ASKS_ANSWER], needs=["security-question"])
    return make_world(edition=edition, persona="freelancer")


@pytest.fixture
def unset(make_world: MakeWorld, world: World) -> World:
    return make_world(edition=world.edition, persona="freelancer", circumstances=NO_QUESTION)


@pytest.fixture
def agent(world: World, log_in: LogIn) -> Browserless:
    return log_in(world.accounts["support-agent"])


def closes_with(reader: Browserless, answer: str) -> bool:
    """Whether an answer is the one that closing asks for."""
    return heading(reader.submit(f"{reader.begin()}/1", {"security-answer": answer})) == CLOSED


def test_a_question_is_set_where_there_is_none(unset: World, log_in: LogIn) -> None:
    reader = log_in(unset)
    page = reader.get(PLACE)
    assert ("Save question" in words(page, "button"), "Current answer" in words(page, "label")) == (True, False)
    assert FORGOTTEN not in words(page, "a")
    page = reader.submit(FORM, SET)
    assert (at(page), said(page)) == (PLACE, "Your security question is set.")
    assert changed(unset) == {STORED: SET["question"]}
    assert closes_with(reader, "elm street")


def test_a_question_is_changed_with_the_answer_to_the_old_one(world: World, log_in: LogIn) -> None:
    reader = log_in(world)
    page = reader.get(PLACE)
    assert ("Change question" in words(page, "button"), "Current answer" in words(page, "label")) == (True, True)
    page = reader.submit(FORM, {**SET, "current-answer": f" {(world.owner.security_answer or '').upper()} "})
    assert (at(page), said(page)) == (PLACE, "Your security question is changed.")
    assert f"Your question is: {SET['question']}" in words(page, "p")
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


@pytest.mark.parametrize(("changes", "wrong"), REFUSED.values(), ids=REFUSED)
def test_a_change_that_is_refused_changes_nothing(
    world: World, log_in: LogIn, changes: dict[str, str], wrong: dict[str, str]
) -> None:
    reader = log_in(world)
    reader.get(PLACE)
    page = reader.submit(FORM, {**SET, "current-answer": world.owner.security_answer or "", **changes})
    assert (page.status_code, complaints(page)) == (422, wrong)
    assert "Elm Street" not in page.text
    assert world.changes() == []
    assert closes_with(reader, world.owner.security_answer or "")


@pytest.mark.parametrize("wrong", [NO_CHOICE, NO_ANSWER], ids=["question", "answer"])
def test_a_bad_question_is_not_set(unset: World, log_in: LogIn, wrong: dict[str, str]) -> None:
    reader = log_in(unset)
    reader.get(PLACE)
    page = reader.submit(FORM, {**SET, **dict.fromkeys(wrong, "")})
    assert (page.status_code, complaints(page)) == (422, wrong)
    assert unset.changes() == []


@pytest.mark.parametrize("place", ["account", "papers", "attic", "settings", "navigation"])
def test_where_there_is_no_such_panel_there_is_no_such_form(unset: World, log_in: LogIn, place: str) -> None:
    reader = log_in(unset)
    reader.get(PLACE)
    assert reader.submit(f"/settings/{place}/security-question", SET).status_code == 404
    assert unset.changes() == []


def ask_to_reset(reader: Browserless, page: str) -> str:
    """Follow the link of a page and ask support; answers what is said then."""
    assert FORGOTTEN in words(reader.get(page), "a", href="/gate/forgotten")
    assert heading(reader.get("/gate/forgotten")) == "Reset your security question"
    return heading(reader.submit("/gate/forgotten"))


def test_a_forgotten_answer_is_reset_by_support_set_again_and_the_reader_goes_on(
    make_world: MakeWorld, log_in: LogIn
) -> None:
    world = make_world(edition=gated("security-question", stages=[CLOSE]), persona="freelancer")
    reader, agent = log_in(world), log_in(world.accounts["support-agent"])
    gate = reader.get("/closing/start/0")
    assert ask_to_reset(reader, "/closing/start/0") == "Support has your request"
    asked = "Reset the security question, from {}:\n\nI have forgotten my security question or its answer."
    assert mailed(world) == [("support-agent", "A new support request", asked.format(world.owner.name))]
    done = decide(agent, "reset")
    assert (done.status_code, said(done)) == (200, f"{world.owner.name} has been told. The account is open.")
    (told,) = [mail for mail in world.mail() if mail["to"] == world.owner.email]
    assert (told["subject"], links(told)) == ("Your security question is reset", [f"{reader.base_url}/settings/"])
    assert {STORED, "/support_requests/request-1"} < set(changed(world))
    assert changed(world)[STORED] is None
    assert heading(reader.get(links(told)[0])) == "Is it you?"
    assert at(reader.submit("/gate", answers(world.owner))) == "/gate"
    passed = reader.submit("/gate", {**SET, **wanted(gate)})
    assert (heading(passed), changed(world)[STORED]) == ("Leave for good?", SET["question"])
    assert heading(reader.submit(at(passed))) == CLOSED


@pytest.mark.parametrize("page", [PLACE, "/closing/start/0"])
def test_the_way_to_a_reset_is_on_every_page_that_asks_for_the_answer(world: World, log_in: LogIn, page: str) -> None:
    reader = log_in(world)
    assert ask_to_reset(reader, page) == "Support has your request"
    assert world.state()["support_requests"]["request-1"]["kind"] == "reset"


def test_support_is_asked_once_at_a_time(world: World, log_in: LogIn) -> None:
    reader = log_in(world)
    ask_to_reset(reader, PLACE)
    assert heading(reader.submit("/gate/forgotten")) == "Support has your request"
    assert list(world.state()["support_requests"]) == ["request-1"]
    assert len(world.mail()) == 1


def test_support_can_decline_and_be_asked_again(world: World, log_in: LogIn, agent: Browserless) -> None:
    reader = log_in(world)
    ask_to_reset(reader, PLACE)
    assert decide(agent, "decline").status_code == 422
    declined = decide(agent, "decline", "Remember: a dog.")
    assert said(declined) == f"{world.owner.name} has been told. The account is open."
    assert mailed(world)[1:] == [("freelancer", "Your account stays open", "Remember: a dog.")]
    assert world.state()["accounts"]["freelancer"]["security_question"] == world.owner.security_question
    assert ask_to_reset(reader, PLACE) == "Support has your request"
    assert [row["status"] for row in world.state()["support_requests"].values()] == ["declined", "open"]
    assert closes_with(reader, world.owner.security_answer or "")


def test_whoever_has_no_question_has_nothing_to_reset(unset: World, log_in: LogIn) -> None:
    reader = log_in(unset)
    reader.get("/home")
    assert [at(reader.get("/gate/forgotten")), at(reader.submit("/gate/forgotten"))] == ["/settings/", "/settings/"]
    assert unset.changes() == []


def test_a_reset_of_one_account_leaves_the_others_questions(world: World, log_in: LogIn, agent: Browserless) -> None:
    reader = log_in(world)
    ask_to_reset(reader, PLACE)
    decide(agent, "reset")
    assert world.state()["accounts"]["client"]["security_question"] is not None
    client = log_in(world.accounts["client"])
    assert closes_with(client, world.accounts["client"].security_answer or "")


@pytest.mark.parametrize("method", ["get", "submit"])
def test_the_panel_is_behind_the_gate_and_goes_on_once_passed(
    make_world: MakeWorld, log_in: LogIn, method: str
) -> None:
    world = make_world(edition=gated("password"), persona="freelancer")
    reader = log_in(world)
    reader.get("/home")
    given = [FORM, {**SET, "current-answer": world.owner.security_answer or ""}] if method == "submit" else [PLACE]
    assert at(getattr(reader, method)(*given)) == "/gate"
    pass_gate(reader, world.owner)
    assert at(getattr(reader, method)(*given)) == PLACE
