"""A session that ends midway: nothing is done, its reader is told, logs in, and is where the form was."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from flows.site.client import World
from tests.support.aftermath import said
from tests.support.browserless import Browserless, at, heading, words
from tests.support.midway import BACK, ENDED, STALE, Fields, cleared, go_on, send
from tests.support.settling import CAN_OWE

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
REASON = {"reason": "I no longer need this account"}
# Each form of whoever is logged in: the page it is on, and what is written into it.
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
def world(make_world: MakeWorld, log_in: LogIn) -> World:
    """A world in which each form has something to do."""
    world = make_world(having=CAN_OWE["freelancer"], circumstances=("no-security-question",))
    reader, agent = log_in(world), log_in(world.accounts["support-agent"])
    reader.submit("/support", {"message": "How?"})
    agent.submit("/support-desk/request-1", {"decision": "ask", "answer": "Which one?"})
    return world


def check_taken(reader: Browserless, world: World, path: str, fields: Fields) -> None:
    """A form is carried out now, but for a second question, which is refused by its own rule."""
    before = world.state()
    again = path == "/support"
    assert send(reader, path, path, fields).status_code == (409 if again else 200)
    assert (world.state() == before) is again


def left_elsewhere(reader: Browserless) -> None:
    token = reader.token
    reader.submit("/logout")
    reader.token = token


@pytest.mark.parametrize("end", [cleared, left_elsewhere], ids=["cookies cleared", "logged out in another tab"])
@pytest.mark.parametrize(("who", "path", "place", "fields"), FORMS)
def test_a_form_of_an_ended_session_leads_back_to_its_page(
    world: World, log_in: LogIn, who: str, path: str, place: str, fields: Fields, end: Callable[[Browserless], None]
) -> None:
    reader = log_in(world.accounts[who])
    assert f'action="{path}"' in reader.get(place).text
    before = world.state()
    end(reader)
    answer = send(reader, path, place, fields)
    assert (answer.status_code, at(answer), said(answer)) == (200, "/login", ENDED)
    assert parse_qs(urlsplit(answer.url).query) == {"next": [place]}
    assert world.state() == before
    back = go_on(reader, world, who, answer)
    assert (back.status_code, back.url) == (200, reader.base_url + place)
    assert world.state() == before
    check_taken(reader, world, path, fields)


@pytest.mark.parametrize("referer", [None, "http://evil.test/payments", "/payments", "javascript:alert(1)"])
def test_a_form_that_does_not_say_where_it_was_leads_to_the_start(
    world: World, log_in: LogIn, referer: str | None
) -> None:
    reader = log_in(world)
    before = world.state()
    cleared(reader)
    answer = reader.submit("/payments/withdraw", {"amount": "1.00"}, headers={"Referer": referer} if referer else {})
    assert (at(answer), said(answer), urlsplit(answer.url).query) == ("/login", ENDED, "")
    assert at(go_on(reader, world, "freelancer", answer)) == "/home"
    assert world.state() == before


@pytest.mark.parametrize(("who", "path", "place", "fields"), FORMS)
def test_a_form_of_another_session_is_out_of_date_and_leads_back(
    world: World, make_world: MakeWorld, log_in: LogIn, who: str, path: str, place: str, fields: Fields
) -> None:
    reader = log_in(world.accounts[who])
    reader.get(place)
    before = world.state()
    reader.token = log_in(make_world(seed=2)).token
    answer = send(reader, path, place, fields)
    assert (answer.status_code, heading(answer)) == (400, STALE)
    assert words(answer, "a", **BACK, href=place) == ["Open the page again"]
    assert world.state() == before
    assert reader.get(place).status_code == 200
    check_taken(reader, world, path, fields)


def test_a_stage_of_an_ended_session_leads_back_to_it(
    make_world: MakeWorld, log_in: LogIn, edition: Callable[[str], dict[str, object]]
) -> None:
    world = make_world(edition=edition("two-pages"))
    reader = log_in(world)
    run = reader.begin()
    reader.submit(f"{run}/1", {"reason": "Too busy"})
    for end in (cleared, left_elsewhere):
        end(reader)
        answer = send(reader, f"{run}/2", f"{run}/2", {})
        assert (answer.status_code, at(answer), said(answer)) == (200, "/login", ENDED)
        assert parse_qs(urlsplit(answer.url).query) == {"next": [f"{run}/2"]}
        back = go_on(reader, world, "freelancer", answer)
        assert (at(back), heading(back)) == (f"{run}/2", "Last step")
        assert world.changes() == []
    assert heading(send(reader, f"{run}/2", f"{run}/2", {})) == "Your account is closed"
    assert world.state()["accounts"]["freelancer"]["close_reason"] == "Too busy"


def test_a_stage_of_another_session_is_shown_again_and_can_be_gone_through(
    make_world: MakeWorld, log_in: LogIn
) -> None:
    world = make_world()
    reader, other = log_in(world), log_in(make_world(seed=2))
    run = reader.begin()
    reader.token = other.token
    answer = send(reader, f"{run}/1", f"{run}/1", REASON)
    assert (at(answer), heading(answer)) == (f"{run}/1", "Close your account")
    assert world.changes() == []
    assert heading(send(reader, f"{run}/1", f"{run}/1", REASON)) == "Your account is closed"
