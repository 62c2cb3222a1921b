"""The stages of a closing are taken in order, and every request is checked."""

import pytest

from flows.site.client import World
from tests.support.changes import account_row, balance
from tests.support.editions import read_edition
from tests.support.http_client import PHONE, log_in
from tests.support.mail import codes
from tests.support.types import LoggedIn, MakeWorld

DESKTOP_ONLY = "An account can only be closed in a desktop browser."
REFUSED = "You cannot close your account yet"


@pytest.mark.parametrize("method", ["get", "submit"])
def test_a_stage_cannot_be_skipped(logged_in: LoggedIn, method: str) -> None:
    world, reader = logged_in(read_edition("two-pages"))
    run = reader.begin()
    assert getattr(reader, method)(f"{run}/2").path == f"{run}/1"
    assert reader.get(f"{run}/ended").path == f"{run}/1"
    assert world.changes() == []


@pytest.mark.parametrize("number", ["0", "3", "99"])
def test_an_unknown_stage_is_not_found(make_world: MakeWorld, number: str) -> None:
    reader = log_in(make_world(read_edition("two-pages")))
    assert reader.get(f"{reader.begin()}/{number}").status_code == 404


COMPLAINTS = {
    "missing": ("two-pages", "reason", "", "Reason is needed."),
    "none of the reasons": ("two-pages", "reason", "Bored", "Choose one of the reasons."),
    "wrong password": ("feedback-after", "password", "x", "That is not your password."),
    "wrong answer": ("hidden-control", "security-answer", "x", "That is not the answer you gave."),
    "blank": ("support-form", "message", " ", "Message is needed."),
}


@pytest.mark.parametrize(("shape", "field", "answer", "complaint"), COMPLAINTS.values(), ids=COMPLAINTS)
def test_complaints_are_beside_their_fields(
    make_world: MakeWorld, shape: str, field: str, answer: str, complaint: str
) -> None:
    world = make_world(read_edition(shape))
    page = log_in(world).close_account({field: answer})
    assert page.status_code == 422
    assert page.texts("p", id=f"{field}-wrong") == [complaint]
    assert world.changes() == []


def test_a_refused_stage_keeps_all_fields_but_secrets(make_world: MakeWorld) -> None:
    own = read_edition("two-pages")
    own["closing"][0]["stages"][0]["asks"] = ["reason", "feedback?", "password"]
    world = make_world(own)
    page = log_in(world).close_account({"feedback": "<b>So long</b>", "password": world.owner.password})
    assert page.texts("textarea", name="feedback") == ["<b>So long</b>"]
    assert world.owner.password not in page.text


def test_a_new_blocker_is_listed_before_the_last_stage(logged_in: LoggedIn) -> None:
    own = read_edition("two-pages")
    own["closing"][0]["block"] = ["balance"]
    world, reader = logged_in(own, having=("pending-payment",))
    run = reader.begin()
    assert reader.submit(f"{run}/1", {"reason": "Too busy"}).path == f"{run}/2"
    world.advance("P10D")
    refused = reader.submit(f"{run}/2")
    assert (refused.status_code, refused.heading, refused.blockers) == (409, REFUSED, ["Balance not withdrawn"])
    assert account_row(world)["status"] == "open"
    reader.get("/payments")
    reader.submit("/payments/withdraw", {"amount": balance(world)})
    assert reader.submit(f"{run}/2").heading == "Your account is closed"


def test_a_refusal_lists_every_blocker(make_world: MakeWorld) -> None:
    world = make_world(having=("balance", "pending-payment", "open-proposal", "hourly-contract", "active-contract"))
    page = log_in(world).get("/closing/start/0")
    assert (page.status_code, page.heading) == (200, REFUSED)
    assert page.blockers == [
        "Active fixed-price contract", "Active hourly contract", "Open proposal", "Payment under review",
        "Balance not withdrawn",
    ]  # fmt: skip
    assert world.changes() == []


def test_a_phone_is_refused_at_every_desktop_only_step(make_world: MakeWorld) -> None:
    world = make_world()
    phone = log_in(world, user_agent=PHONE)
    place = phone.get("/settings/contact-info")
    assert DESKTOP_ONLY in place.text
    assert "Close my account" not in place.text
    run = phone.begin()
    refused = phone.submit(f"{run}/1", {"reason": "I have another account"})
    assert (refused.status_code, DESKTOP_ONLY in refused.text) == (409, True)
    assert world.changes() == []


def test_a_browser_that_sends_the_mobile_hint_is_a_phone(make_world: MakeWorld) -> None:
    reader = log_in(make_world())
    reader.headers["Sec-CH-UA-Mobile"] = "?1"
    assert DESKTOP_ONLY in reader.get("/settings/contact-info").text
    reader.headers["Sec-CH-UA-Mobile"] = "?0"
    assert DESKTOP_ONLY not in reader.get("/settings/contact-info").text


def test_a_control_is_hidden_until_the_security_question_is_set(logged_in: LoggedIn) -> None:
    world, reader = logged_in(read_edition("hidden-control"), circumstances=("no-security-question",))
    page = reader.get("/settings/account")
    assert page.texts("a", class_="danger") == []
    forced = reader.begin()
    refused = reader.submit(f"{forced}/1", {"security-answer": ""})
    hint = f"Set a security question first; then {world.edition['closing'][0]['control']} appears here."
    assert (refused.status_code, hint in refused.text) == (409, True)
    assert world.changes() == []
    question = "What street did you grow up in?"
    page = reader.submit("/settings/account/security-question", {"question": question, "answer": "Elm"})
    assert page.texts("a", class_="danger") == ["Close account"]
    assert reader.close_account({"security-answer": "elm"}).heading == "Your account is closed"


@pytest.mark.parametrize("number", ["1", "7"])
def test_closings_of_other_personas_are_not_found(world: World, number: str) -> None:
    assert log_in(world).get(f"/closing/start/{number}").status_code == 404


@pytest.fixture
def checked(make_world: MakeWorld) -> World:
    return make_world(read_edition("identity-code"), "client", circumstances=("identity-check",))


def test_an_expired_code_is_refused_and_replaced(checked: World) -> None:
    reader = log_in(checked)
    run = reader.begin(1)
    reader.submit(f"{run}/1")
    (old,) = codes(checked)
    checked.advance("PT10M")
    page = reader.submit(f"{run}/2", {"code": old})
    assert page.status_code == 422
    assert page.texts("p", id="code-wrong") == ["That code has expired. We have sent you a new one."]
    assert len(codes(checked)) == 2
    assert reader.submit(f"{run}/2", {"code": codes(checked)[1]}).heading == "Your account is closed"


def test_a_valid_code_is_not_mailed_again(checked: World) -> None:
    reader = log_in(checked)
    run = reader.begin(1)
    reader.submit(f"{run}/1")
    reader.get(f"{run}/2")
    assert reader.submit(f"{run}/2", {"code": "no code"}).status_code == 422
    assert len(codes(checked)) == 1


def test_a_code_is_only_valid_for_its_own_closing(checked: World) -> None:
    reader = log_in(checked)
    runs = [reader.begin(1) for _ in range(3)]
    for run in runs:
        reader.submit(f"{run}/1")
    first, *others = codes(checked)
    other = next(code for code in others if code != first)
    assert reader.submit(f"{runs[0]}/2", {"code": other}).status_code == 422


@pytest.mark.parametrize("path", ["guess/1", "guess/ended"])
def test_a_closing_cannot_be_guessed(world: World, path: str) -> None:
    assert log_in(world).get(f"/closing/{path}").status_code == 404


def test_unfinished_closings_change_no_state(logged_in: LoggedIn) -> None:
    world, reader = logged_in(read_edition("two-pages"))
    for _ in range(3):
        reader.close_account({"reason": "Too busy", "feedback": "So long"})
    assert world.changes() == []
