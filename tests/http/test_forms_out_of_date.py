"""Stale forms that are public, or on a refusal, lead back to a page."""

import pytest

from flows.site.client import World
from tests.support.changes import unchanged
from tests.support.http_client import HttpClient, log_in
from tests.support.obligations import CAN_OWE
from tests.support.signup import details, open_signup, texted_codes
from tests.support.stale_forms import OPEN_AGAIN, STALE, Fields, clear_cookies, link_back, log_in_again, send_form
from tests.support.types import MakeWorld


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    """A world in which each form has something to do."""
    world = make_world(having=CAN_OWE["freelancer"], circumstances=("no-security-question",))
    log_in(world).submit("/support", {"message": "How?"})
    agent = log_in(world, "support-agent")
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
    "/messages/contract-4/deliver": ("client", {}, 409, "/messages/contract-4"),
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
