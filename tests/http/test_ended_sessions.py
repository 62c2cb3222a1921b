"""Stale forms and forms of ended sessions do nothing, and lead back to their page."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from flows.site.client import World
from tests.support.changes import account_row, unchanged
from tests.support.editions import read_edition
from tests.support.http_client import HttpClient, log_in
from tests.support.obligations import CAN_OWE
from tests.support.signup import details, open_signup, texted_codes
from tests.support.stale_forms import (
    ENDED,
    OPEN_AGAIN,
    STALE,
    Fields,
    clear_cookies,
    link_back,
    log_in_again,
    send_form,
)
from tests.support.types import LoggedIn, MakeWorld

REASON = {"reason": "I no longer need this account"}
# Each form of a logged-in account: the page it is on, and its fields.
OWNERS: dict[str, tuple[str, Fields]] = {
    "/my-jobs/contract-4/complete": ("/my-jobs", {}),
    "/my-jobs/contract-5/end": ("/my-jobs", {}),
    "/proposals/proposal-1/withdraw": ("/proposals", {}),
    "/payments/withdraw": ("/payments", {"amount": "1.00"}),
    "/payments/refunds/refund-1/approve": ("/payments", {}),
    "/messages/contract-4": ("/messages/contract-4", {"message": "Hello"}),
    "/messages/contract-4/deliver": ("/messages/contract-4", {}),
    "/settings/security/security-question": (
        "/settings/security?from=menu&to=%2Fhome", {"question": "What street did you grow up in?", "answer": "Elm"},
    ),
    "/support": ("/support", {"message": "And another thing?"}),
    "/support/request-1": ("/support", {"answer": "This one."}),
}  # fmt: skip
AGENTS: dict[str, tuple[str, Fields]] = {
    "/support-desk/request-1": ("/support-desk/", {"decision": "reply", "answer": "In the settings."}),
    "/support-desk/disputes/dispute-1": ("/support-desk/", {"decided_for": "client", "answer": "As agreed."}),
}
FORMS = [
    *(pytest.param("freelancer", path, *form, id=path) for path, form in OWNERS.items()),
    *(pytest.param("support-agent", path, *form, id=path) for path, form in AGENTS.items()),
]


@pytest.fixture
def world(logged_in: LoggedIn) -> World:
    """A world in which each form has something to do."""
    world, reader = logged_in(having=CAN_OWE["freelancer"], circumstances=("no-security-question",))
    agent = log_in(world, "support-agent")
    reader.submit("/support", {"message": "How?"})
    agent.submit("/support-desk/request-1", {"decision": "ask", "answer": "Which one?"})
    return world


def check_taken(reader: HttpClient, world: World, path: str, fields: Fields) -> None:
    """Check that a form is now accepted, except a second question."""
    before = world.state()
    again = path == "/support"
    assert send_form(reader, path, path, fields).status_code == (409 if again else 200)
    assert (world.state() == before) is again


def left_elsewhere(reader: HttpClient) -> None:
    token = reader.token
    reader.submit("/logout")
    reader.token = token


@pytest.mark.parametrize("end", [clear_cookies, left_elsewhere], ids=["cookies cleared", "logged out in another tab"])
@pytest.mark.parametrize(("who", "path", "place", "fields"), FORMS)
def test_a_form_of_an_ended_session_leads_back_to_its_page(
    world: World, who: str, path: str, place: str, fields: Fields, end: Callable[[HttpClient], None]
) -> None:
    reader = log_in(world, who)
    assert path in [form.path for form in reader.get(place).forms]
    before = world.state()
    end(reader)
    answer = send_form(reader, path, place, fields)
    assert (answer.status_code, answer.path, answer.message) == (200, "/login", ENDED)
    assert parse_qs(urlsplit(answer.url).query) == {"next": [place]}
    assert world.state() == before
    back = log_in_again(reader, world, who, answer)
    assert (back.status_code, back.url) == (200, reader.base_url + place)
    assert world.state() == before
    check_taken(reader, world, path, fields)


@pytest.mark.parametrize("referer", [None, "http://evil.test/payments", "/payments", "javascript:alert(1)"])
def test_a_stale_form_without_a_referrer_leads_home(world: World, reader: HttpClient, referer: str | None) -> None:
    before = world.state()
    clear_cookies(reader)
    answer = reader.submit("/payments/withdraw", {"amount": "1.00"}, headers={"Referer": referer} if referer else {})
    assert (answer.path, answer.message, urlsplit(answer.url).query) == ("/login", ENDED, "")
    assert log_in_again(reader, world, "freelancer", answer).path == "/home"
    assert world.state() == before


@pytest.mark.parametrize(("who", "path", "place", "fields"), FORMS)
def test_a_form_of_another_session_leads_back_to_its_page(
    world: World, make_world: MakeWorld, who: str, path: str, place: str, fields: Fields
) -> None:
    reader = log_in(world, who)
    reader.get(place)
    with unchanged(world):
        reader.token = log_in(make_world(seed=2)).token
        answer = send_form(reader, path, place, fields)
        assert (answer.status_code, answer.heading) == (400, STALE)
        assert link_back(answer, place) == [OPEN_AGAIN]
    assert reader.get(place).status_code == 200
    check_taken(reader, world, path, fields)


def test_a_stage_of_an_ended_session_leads_back_to_it(logged_in: LoggedIn) -> None:
    world, reader = logged_in(read_edition("two-pages"))
    run = reader.begin()
    reader.submit(f"{run}/1", {"reason": "Too busy"})
    for end in (clear_cookies, left_elsewhere):
        end(reader)
        answer = send_form(reader, f"{run}/2", f"{run}/2", {})
        assert (answer.status_code, answer.path, answer.message) == (200, "/login", ENDED)
        assert parse_qs(urlsplit(answer.url).query) == {"next": [f"{run}/2"]}
        back = log_in_again(reader, world, "freelancer", answer)
        assert (back.path, back.heading) == (f"{run}/2", "Last step")
        assert world.changes() == []
    assert send_form(reader, f"{run}/2", f"{run}/2", {}).heading == "Your account is closed"
    assert account_row(world)["close_reason"] == "Too busy"


def test_a_stage_of_another_session_is_shown_again(make_world: MakeWorld, logged_in: LoggedIn) -> None:
    world, reader = logged_in()
    other = log_in(make_world(seed=2))
    run = reader.begin()
    reader.token = other.token
    answer = send_form(reader, f"{run}/1", f"{run}/1", REASON)
    assert (answer.path, answer.heading) == (f"{run}/1", "Close your account")
    assert world.changes() == []
    assert send_form(reader, f"{run}/1", f"{run}/1", REASON).heading == "Your account is closed"


PUBLIC: dict[str, tuple[str, Fields]] = {
    "/login": ("/login", {"email": "a", "password": "b"}),
    "/login/code": ("/login/code", {"code": "000000"}),
    "/logout": ("/home", {}),
    "/signup": ("/signup", {}),
    "/signup/code": ("/signup/code", {"code": "000000"}),
    "/support/reopen": ("/support/reopen", {"message": "Again."}),
}


@pytest.mark.parametrize(("path", "form"), PUBLIC.items(), ids=PUBLIC)
def test_a_stale_public_form_leads_back_to_its_page(
    world: World, reader: HttpClient, path: str, form: tuple[str, Fields]
) -> None:
    with unchanged(world):
        clear_cookies(reader)
        answer = send_form(reader, path, *form)
        assert (answer.status_code, answer.heading) == (400, STALE)
        assert link_back(answer, form[0]) == [OPEN_AGAIN]
        assert reader.get(form[0]).status_code == 200


def test_a_sign_up_is_lost_with_its_session(world: World, visitor: HttpClient) -> None:
    open_signup(visitor, world).submit("/signup", details(world))
    with unchanged(world):
        clear_cookies(visitor)
        answer = send_form(visitor, "/signup/code", "/signup/code", {"code": texted_codes(world)[0]})
        assert (answer.status_code, answer.heading) == (400, STALE)
        assert visitor.get("/signup/code").path == "/signup"


# A refusal is shown at the address of its form, so the next form is sent from there; the last item is the page to
# return to.
REFUSED: dict[str, tuple[str, Fields, int, str]] = {
    "/my-jobs/contract-1/end": ("freelancer", {}, 409, "/my-jobs"),
    "/my-jobs/contract-5/complete": ("freelancer", {}, 409, "/my-jobs"),
    "/payments/withdraw": ("freelancer", {"amount": "1,000,000.00"}, 409, "/payments"),
    "/messages/contract-4/deliver": ("client", {}, 422, "/messages/contract-4"),
    "/settings/security/security-question": ("freelancer", {}, 422, "/settings/"),
    "/support/request-1": ("freelancer", {}, 422, "/support"),
    "/support-desk/request-1": ("support-agent", {}, 422, "/support-desk/"),
    "/support-desk/disputes/dispute-1": ("support-agent", {}, 422, "/support-desk/"),
}


@pytest.mark.parametrize(("path", "form"), REFUSED.items(), ids=REFUSED)
def test_a_form_on_a_refusal_leads_back_to_a_page(world: World, path: str, form: tuple[str, Fields, int, str]) -> None:
    who, fields, status, leads_to = form
    reader = log_in(world, who)
    with unchanged(world):
        assert reader.submit(path, fields).status_code == status
        clear_cookies(reader)
        back = log_in_again(reader, world, who, send_form(reader, path, path, fields))
        assert (back.status_code, back.path.startswith(leads_to)) == (200, True)
