"""The stages of a closing: in order, answered, and held against the rules at every request."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from flows.site.client import World
from tests.support.browserless import PHONE, Browserless, at, balance, blockers, heading, words

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
Edition = Callable[[str], dict[str, Any]]
DESKTOP_ONLY = "An account can only be closed in a desktop browser."
REFUSED = "You cannot close your account yet"


@pytest.mark.parametrize("method", ["get", "submit"])
def test_a_stage_cannot_be_skipped(make_world: MakeWorld, log_in: LogIn, edition: Edition, method: str) -> None:
    world = make_world(edition=edition("two-pages"))
    reader = log_in(world)
    run = reader.begin()
    assert at(getattr(reader, method)(f"{run}/2")) == f"{run}/1"
    assert at(reader.get(f"{run}/ended")) == f"{run}/1"
    assert world.changes() == []


@pytest.mark.parametrize("number", ["0", "3", "99"])
def test_a_stage_there_is_none_of_is_no_page(
    make_world: MakeWorld, log_in: LogIn, edition: Edition, number: str
) -> None:
    reader = log_in(make_world(edition=edition("two-pages")))
    assert reader.get(f"{reader.begin()}/{number}").status_code == 404


@pytest.mark.parametrize(
    ("shape", "field", "answer", "complaint"),
    [
        pytest.param("two-pages", "reason", "", "Reason is needed.", id="missing"),
        pytest.param("two-pages", "reason", "Bored", "Choose one of the reasons.", id="none of the reasons"),
        pytest.param("feedback-after", "password", "x", "That is not your password.", id="wrong password"),
        pytest.param("hidden-control", "security-answer", "x", "That is not the answer you gave.", id="wrong answer"),
        pytest.param("support-form", "message", " ", "Message is needed.", id="blank"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field(
    make_world: MakeWorld, log_in: LogIn, edition: Edition, shape: str, field: str, answer: str, complaint: str
) -> None:
    world = make_world(edition=edition(shape))
    reader = log_in(world)
    page = reader.submit(f"{reader.begin()}/1", {field: answer})
    assert page.status_code == 422
    assert words(page, "p", id=f"{field}-wrong") == [complaint]
    assert world.changes() == []


def test_what_was_written_stays_when_another_field_is_wrong_but_for_secrets(
    make_world: MakeWorld, log_in: LogIn, edition: Edition
) -> None:
    own = edition("two-pages")
    own["closing"][0]["stages"][0]["asks"] = ["reason", "feedback?", "password"]
    world = make_world(edition=own)
    reader = log_in(world)
    page = reader.submit(f"{reader.begin()}/1", {"feedback": "<b>So long</b>", "password": world.owner.password})
    assert words(page, "textarea", name="feedback") == ["<b>So long</b>"]
    assert world.owner.password not in page.text


def test_a_blocker_that_arises_midway_is_refused_and_listed(
    make_world: MakeWorld, log_in: LogIn, edition: Edition
) -> None:
    own = edition("two-pages")
    own["closing"][0]["block"] = ["balance"]
    world = make_world(edition=own, having=("pending-payment",))
    reader = log_in(world)
    run = reader.begin()
    assert at(reader.submit(f"{run}/1", {"reason": "Too busy"})) == f"{run}/2"
    world.advance("P10D")
    refused = reader.submit(f"{run}/2")
    assert (refused.status_code, heading(refused), blockers(refused)) == (409, REFUSED, ["Balance not withdrawn"])
    assert world.state()["accounts"]["freelancer"]["status"] == "open"
    reader.get("/payments")
    reader.submit("/payments/withdraw", {"amount": balance(world)})
    assert heading(reader.submit(f"{run}/2")) == "Your account is closed"


def test_a_refusal_lists_every_blocker(make_world: MakeWorld, log_in: LogIn) -> None:
    having = ("balance", "pending-payment", "open-proposal", "hourly-contract", "active-contract")
    world = make_world(having=having)
    reader = log_in(world)
    page = reader.get("/closing/start/0")
    assert (page.status_code, heading(page)) == (200, REFUSED)
    assert blockers(page) == [
        "Active fixed-price contract", "Active hourly contract", "Open proposal", "Payment under review",
        "Balance not withdrawn",
    ]  # fmt: skip
    assert world.changes() == []


def test_a_phone_is_refused_at_every_step_where_only_a_desktop_may(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world()
    phone = log_in(world, PHONE)
    place = phone.get("/settings/contact-info")
    assert DESKTOP_ONLY in place.text
    assert "Close my account" not in place.text
    run = phone.begin()
    refused = phone.submit(f"{run}/1", {"reason": "I have another account"})
    assert (refused.status_code, DESKTOP_ONLY in refused.text) == (409, True)
    assert world.changes() == []


def test_a_browser_that_hints_at_a_phone_is_one(make_world: MakeWorld, log_in: LogIn) -> None:
    reader = log_in(make_world())
    reader.headers["Sec-CH-UA-Mobile"] = "?1"
    assert DESKTOP_ONLY in reader.get("/settings/contact-info").text
    reader.headers["Sec-CH-UA-Mobile"] = "?0"
    assert DESKTOP_ONLY not in reader.get("/settings/contact-info").text


def test_a_control_is_hidden_until_the_security_question_is_set(
    make_world: MakeWorld, log_in: LogIn, edition: Edition
) -> None:
    world = make_world(edition=edition("hidden-control"), circumstances=("no-security-question",))
    reader = log_in(world)
    page = reader.get("/settings/account")
    assert words(page, "a", **{"class": "danger"}) == []
    forced = reader.begin()
    refused = reader.submit(f"{forced}/1", {"security-answer": ""})
    told = f"Set a security question first; then {world.edition['closing'][0]['control']} appears here."
    assert (refused.status_code, told in refused.text) == (409, True)
    assert world.changes() == []
    question = "What street did you grow up in?"
    page = reader.submit("/settings/account/security-question", {"question": question, "answer": "Elm"})
    assert words(page, "a", **{"class": "danger"}) == ["Close account"]
    assert heading(reader.submit(f"{reader.begin()}/1", {"security-answer": "elm"})) == "Your account is closed"


@pytest.mark.parametrize("number", ["1", "7"])
def test_only_the_closing_an_account_has_can_be_begun(world: World, log_in: LogIn, number: str) -> None:
    assert log_in(world).get(f"/closing/start/{number}").status_code == 404


def codes(world: World) -> list[str]:
    """The identity codes that were mailed, oldest first."""
    return [code[0] for mail in world.mail() if (code := re.search(r"\b\d{6}\b", mail["body"]))]


@pytest.fixture
def checked(make_world: MakeWorld, edition: Edition) -> World:
    return make_world(edition=edition("identity-code"), persona="client", circumstances=("identity-check",))


def test_an_expired_identity_code_is_refused_and_a_new_one_is_mailed(checked: World, log_in: LogIn) -> None:
    reader = log_in(checked)
    run = reader.begin(1)
    reader.submit(f"{run}/1")
    (old,) = codes(checked)
    checked.advance("PT10M")
    page = reader.submit(f"{run}/2", {"code": old})
    assert page.status_code == 422
    assert words(page, "p", id="code-wrong") == ["That code has expired. We have sent you a new one."]
    assert len(codes(checked)) == 2
    assert heading(reader.submit(f"{run}/2", {"code": codes(checked)[1]})) == "Your account is closed"


def test_a_code_that_is_still_good_is_not_mailed_again(checked: World, log_in: LogIn) -> None:
    reader = log_in(checked)
    run = reader.begin(1)
    reader.submit(f"{run}/1")
    reader.get(f"{run}/2")
    assert reader.submit(f"{run}/2", {"code": "no code"}).status_code == 422
    assert len(codes(checked)) == 1


def test_the_code_of_one_closing_is_no_code_of_another(checked: World, log_in: LogIn) -> None:
    reader = log_in(checked)
    runs = [reader.begin(1) for _ in range(3)]
    for run in runs:
        reader.submit(f"{run}/1")
    first, *others = codes(checked)
    other = next(code for code in others if code != first)
    assert reader.submit(f"{runs[0]}/2", {"code": other}).status_code == 422


@pytest.mark.parametrize("path", ["guess/1", "guess/ended"])
def test_a_closing_cannot_be_guessed(world: World, log_in: LogIn, path: str) -> None:
    assert log_in(world).get(f"/closing/{path}").status_code == 404


def test_unfinished_closings_are_not_state(make_world: MakeWorld, log_in: LogIn, edition: Edition) -> None:
    world = make_world(edition=edition("two-pages"))
    reader = log_in(world)
    for _ in range(3):
        reader.submit(f"{reader.begin()}/1", {"reason": "Too busy", "feedback": "So long"})
    assert world.changes() == []
