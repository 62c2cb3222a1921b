"""The gate before the settings: pages behind it, and answers that open it."""

from collections.abc import Callable

import pytest

from flows.site.client import World
from tests.support.changes import changed
from tests.support.gated_edition import CLOSED, NO_QUESTION, PAGES, QUESTIONS, answers, gated, pass_gate
from tests.support.http_client import HttpClient, log_in
from tests.support.types import LoggedIn, MakeWorld

GATES = [("password",), ("security-question",), ("password", "security-question")]
each_gate = pytest.mark.parametrize("asks", GATES, ids=" and ".join)
WRONG_PASSWORD = "That is not your password."
WRONG_ANSWER = "That is not the answer you gave."
NO_CHOICE = "Choose one of the questions."
NO_ANSWER = "Give an answer of at most 100 characters."
SET = {"question": QUESTIONS[1], "answer": "Elm Street"}
# The closing was begun in another session, and is at its second stage.
CLOSING = ["/closing/start/0", "{run}/1", "{run}/2", "{run}/ended", "/settings/papers?from=mail&n=2"]
pytestmark = pytest.mark.world(edition=gated("password"))


@pytest.fixture
def run(world: World) -> str:
    """A closing that another session has brought to its second stage."""
    other = pass_gate(log_in(world), world.owner)
    begun = other.begin()
    other.submit(f"{begun}/1")
    return begun


@pytest.mark.parametrize("place", [*PAGES, *CLOSING])
def test_every_page_behind_the_gate_leads_to_it_and_back(
    world: World, reader: HttpClient, run: str, place: str
) -> None:
    page = place.format(run=run)
    gate = reader.get(page)
    assert (gate.path, gate.heading, gate.hidden("next")) == ("/gate", "Is it you?", {"next": page})
    passed = reader.submit("/gate", {"password": world.owner.password, **gate.hidden("next")}, allow_redirects=False)
    assert passed.headers["Location"] == page
    assert reader.get(page).path != "/gate"


FORMS = {
    "/settings/safety/security-question": {**SET, "current-answer": "{answer}"},
    "/settings/safety/two-factor/offer": {},
    "/settings/safety/two-factor": {"authenticator-code": "123456"},
    "/settings/safety/two-factor/off": {"authenticator-code": "123456"},
    "{run}/2": {},
}


@pytest.mark.parametrize(("place", "form"), FORMS.items(), ids=FORMS)
def test_a_form_behind_the_gate_leads_back_to_its_page(
    world: World, reader: HttpClient, run: str, place: str, form: dict[str, str]
) -> None:
    address = place.format(run=run)
    fields = {name: value.format(answer=world.owner.security_answer) for name, value in form.items()}
    page = address if "closing" in address else "/settings/safety"
    reader.get("/home")
    gate = reader.submit(address, fields, headers={"Referer": reader.base_url + page})
    assert (gate.path, gate.hidden("next")) == ("/gate", {"next": page})
    assert world.changes() == []


@pytest.mark.parametrize("referrer", ["", "https://evil.test/settings/safety", "//[", "http://evil.test:99999999/"])
def test_a_form_without_a_page_leads_to_the_settings(world: World, reader: HttpClient, referrer: str) -> None:
    reader.get("/home")
    gate = reader.submit("/settings/safety/two-factor/offer", headers={"Referer": referrer})
    assert (gate.path, gate.hidden("next")) == ("/gate", {})
    assert reader.submit("/gate", answers(world.owner)).path == "/settings/"


@each_gate
def test_the_gate_asks_what_its_edition_says(logged_in: LoggedIn, asks: tuple[str, ...]) -> None:
    world, reader = logged_in(gated(*asks), "client")
    labels = reader.get("/settings/account").texts("label")
    assert labels == [{"password": "Password", "security-question": "Security answer"}[name] for name in asks]
    form = {**answers(world.owner), "next": "/settings/account"}
    assert reader.submit("/gate", form).path == "/settings/account"
    assert world.changes() == []


REFUSED = {
    "wrong password": (GATES[0], {"password": "x"}, {"password": WRONG_PASSWORD}),
    "password in other case": (GATES[0], {"password": "{upper}"}, {"password": WRONG_PASSWORD}),
    "password with a space": (GATES[0], {"password": "{password} "}, {"password": WRONG_PASSWORD}),
    "password too long": (GATES[0], {"password": "x" * 2001}, {"password": "Use at most 2000 characters."}),
    "no password": (GATES[0], {}, {"password": "Password is needed."}),
    "blank password": (GATES[0], {"password": "  "}, {"password": "Password is needed."}),
    "wrong answer": (GATES[1], {"security-answer": "x"}, {"security-answer": WRONG_ANSWER}),
    "no answer": (GATES[1], {}, {"security-answer": "Security answer is needed."}),
    "another question set": (GATES[1], SET, {"security-answer": "Security answer is needed."}),
    "the password alone": (GATES[2], {"password": "{password}"}, {"security-answer": "Security answer is needed."}),
    "the answer alone": (GATES[2], {"security-answer": "{answer}"}, {"password": "Password is needed."}),
    "only the password right": (
        GATES[2], {"password": "{password}", "security-answer": "x"}, {"security-answer": WRONG_ANSWER},
    ),
    "only the answer right": (GATES[2], {"password": "x", "security-answer": "{answer}"}, {"password": WRONG_PASSWORD}),
    "both wrong": (
        GATES[2],
        {"password": "x", "security-answer": "x"},
        {"password": WRONG_PASSWORD, "security-answer": WRONG_ANSWER},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("asks", "fields", "complaints"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_answer_does_not_open_the_gate(
    make_world: MakeWorld, asks: tuple[str, ...], fields: dict[str, str], complaints: dict[str, str]
) -> None:
    world = make_world(gated(*asks))
    facts = {"password": world.owner.password, "answer": world.owner.security_answer}
    facts["upper"] = world.owner.password.swapcase()
    reader = log_in(world)
    reader.get("/settings/account")
    form = {name: value.format(**facts) for name, value in fields.items()}
    refused = reader.submit("/gate", {**form, "next": "/settings/account"})
    assert (refused.status_code, refused.complaints) == (422, complaints)
    assert refused.hidden("next") == {"next": "/settings/account"}
    assert [secret for secret in world.secrets if secret in refused.text] == []
    assert reader.get("/settings/account").path == "/gate"
    assert world.changes() == []


@pytest.mark.parametrize(
    "written", [str.upper, str.lower, lambda answer: f"  {answer}\t"], ids=["upper", "lower", "room"]
)
def test_an_answer_ignores_case_and_spaces_around_it(logged_in: LoggedIn, written: Callable[[str], str]) -> None:
    world, reader = logged_in(gated("security-question"))
    assert world.owner.security_question in reader.get("/settings/account").texts("p")
    fields = {"security-answer": written(world.owner.security_answer or ""), "next": "/settings/account"}
    assert reader.submit("/gate", fields).path == "/settings/account"


@each_gate
def test_a_missing_question_is_set_and_then_asked(make_world: MakeWorld, asks: tuple[str, ...]) -> None:
    world = make_world(gated(*asks), circumstances=NO_QUESTION)
    sets = "security-question" in asks
    reader = log_in(world)
    gate = reader.get("/settings/account")
    assert ("Save question" in gate.texts("button"), "Security answer" in gate.texts("label")) == (sets, False)
    form = {**answers(world.owner), **SET, "answer": " Elm Street ", "next": "/settings/account"}
    passed = reader.submit("/gate", form)
    assert (passed.path, passed.message) == ("/settings/account", "Your security question is set." if sets else "")
    assert changed(world) == ({"/accounts/freelancer/security_question": SET["question"]} if sets else {})
    again = log_in(world)
    gate = again.get("/settings/account")
    assert (SET["question"] in gate.texts("p")) == sets
    right = {**answers(world.owner), "security-answer": "ELM STREET", "next": "/settings/account"}
    assert again.submit("/gate", right).path == "/settings/account"


UNSET = {
    "no question": ({"question": ""}, {"question": NO_CHOICE}),
    "a question of one's own": ({"question": "Who are you?"}, {"question": NO_CHOICE}),
    "no answer": ({"answer": ""}, {"answer": NO_ANSWER}),
    "blank answer": ({"answer": " \t "}, {"answer": NO_ANSWER}),
    "answer too long": ({"answer": "x" * 101}, {"answer": NO_ANSWER}),
    "neither": ({"question": "", "answer": ""}, {"question": NO_CHOICE, "answer": NO_ANSWER}),
    "wrong password": ({"password": "x"}, {"password": WRONG_PASSWORD}),
    "all wrong": (
        {"password": "x", "question": "", "answer": ""},
        {"password": WRONG_PASSWORD, "question": NO_CHOICE, "answer": NO_ANSWER},
    ),
}


@pytest.mark.parametrize(("changes", "complaints"), UNSET.values(), ids=UNSET)
def test_a_bad_question_does_not_open_the_gate(
    logged_in: LoggedIn, changes: dict[str, str], complaints: dict[str, str]
) -> None:
    edition = gated("password", "security-question")
    world, reader = logged_in(edition, circumstances=NO_QUESTION)
    reader.get("/settings/account")
    refused = reader.submit("/gate", {"password": world.owner.password, **SET, **changes})
    assert (refused.status_code, refused.complaints) == (422, complaints)
    chosen = [option["value"] for option in refused.find("option", selected=True)]
    assert chosen == ([] if "question" in changes else [SET["question"]])
    assert reader.get("/settings/account").path == "/gate"
    assert world.changes() == []


def test_the_longest_answer_is_set(logged_in: LoggedIn) -> None:
    _, reader = logged_in(gated("security-question"), circumstances=NO_QUESTION)
    reader.get("/settings/account")
    assert reader.submit("/gate", {**SET, "answer": "x" * 100}).path == "/settings/"


def test_passing_the_gate_midway_lets_the_closing_go_on(world: World, run: str) -> None:
    reader = pass_gate(log_in(world), world.owner)
    assert reader.submit(f"{run}/2").heading == CLOSED
