"""Forms that need nobody logged in, or that are on a page that refused: sent too late, they lead back to a page."""

from collections.abc import Callable

import pytest

from flows.site.client import World
from tests.support.browserless import Browserless, at, heading, words
from tests.support.joining import codes, come, details
from tests.support.midway import BACK, STALE, Fields, cleared, go_on, send
from tests.support.settling import CAN_OWE

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]


@pytest.fixture
def world(make_world: MakeWorld, log_in: LogIn) -> World:
    """A world in which each form has something to do."""
    world = make_world(having=CAN_OWE["freelancer"], circumstances=("no-security-question",))
    log_in(world).submit("/support", {"message": "How?"})
    agent = log_in(world.accounts["support-agent"])
    assert agent.submit("/support-desk/request-1", {"decision": "ask", "answer": "Which one?"}).status_code == 200
    return world


PUBLIC: dict[str, tuple[str, Fields]] = {
    "/login": ("/login", {"email": "a", "password": "b"}),
    "/login/code": ("/login/code", {"code": "000000"}),
    "/logout": ("/home", {}),
    "/signup": ("/signup", {}),
    "/signup/code": ("/signup/code", {"code": "000000"}),
    "/support/reopen": ("/support/reopen", {"message": "Again."}),
}


@pytest.mark.parametrize(("path", "form"), PUBLIC.items(), ids=PUBLIC)
def test_a_form_of_somebody_not_logged_in_is_out_of_date_and_leads_back(
    world: World, log_in: LogIn, path: str, form: tuple[str, Fields]
) -> None:
    reader = log_in(world)
    before = world.state()
    cleared(reader)
    answer = send(reader, path, *form)
    assert (answer.status_code, heading(answer)) == (400, STALE)
    assert words(answer, "a", **BACK, href=form[0]) == ["Open the page again"]
    assert reader.get(form[0]).status_code == 200
    assert world.state() == before


def test_a_code_of_somebody_who_signs_up_is_lost_with_the_session(world: World, visitor: Browserless) -> None:
    come(visitor, world).submit("/signup", details(world))
    before = world.state()
    cleared(visitor)
    answer = send(visitor, "/signup/code", "/signup/code", {"code": codes(world)[0]})
    assert (answer.status_code, heading(answer)) == (400, STALE)
    assert at(visitor.get("/signup/code")) == "/signup"
    assert world.state() == before


# What is refused is shown at the address of its form, so that is where the next form is sent from; and where its
# reader has to be afterwards.
REFUSED: dict[str, tuple[str, Fields, int, str]] = {
    "/my-jobs/contract-1/end": ("freelancer", {}, 409, "/my-jobs"),
    "/my-jobs/contract-5/complete": ("freelancer", {}, 409, "/my-jobs"),
    "/payments/withdraw": ("freelancer", {"amount": "1,000,000.00"}, 409, "/payments"),
    "/messages/contract-4/deliver": ("client", {}, 409, "/messages/contract-4"),
    "/settings/security/security-question": ("freelancer", {}, 422, "/settings/"),
    "/support/request-1": ("freelancer", {}, 422, "/support"),
    "/support-desk/request-1": ("support-agent", {}, 422, "/support-desk/"),
    "/support-desk/disputes/dispute-1": ("support-agent", {}, 422, "/support-desk/"),
}


@pytest.mark.parametrize(("path", "form"), REFUSED.items(), ids=REFUSED)
def test_a_form_on_a_page_that_refused_leads_back_to_a_page(
    world: World, log_in: LogIn, path: str, form: tuple[str, Fields, int, str]
) -> None:
    who, fields, status, leads_to = form
    reader = log_in(world.accounts[who])
    before = world.state()
    assert reader.submit(path, fields).status_code == status
    cleared(reader)
    back = go_on(reader, world, who, send(reader, path, path, fields))
    assert (back.status_code, at(back).startswith(leads_to)) == (200, True)
    assert world.state() == before
