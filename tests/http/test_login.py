"""Logging in and out, with an authenticator code, and where it leads."""

from collections.abc import Callable
from typing import Any

import pytest

from flows.site.client import World
from tests.support.credentials import STALE, totp
from tests.support.http_client import HttpClient, log_in
from tests.support.types import MakeWorld

UNKNOWN = "Account not found."
AMBIGUOUS = "More than one world has this user name. Use the email address, or the login link of your world."


def complaint(answer: Any) -> str:
    return "".join(answer.alerts)


@pytest.mark.parametrize("form", [str, str.upper, lambda email: f"  {email}\t"], ids=["as is", "upper", "spaces"])
def test_an_email_address_ignores_case_and_spaces_around_it(
    visitor: HttpClient, world: World, form: Callable[[str], str]
) -> None:
    assert visitor.log_in(world.owner, who=form(world.owner.email)).path == "/home"


def test_an_agent_starts_at_the_support_desk(visitor: HttpClient, world: World) -> None:
    assert visitor.log_in(world.accounts["support-agent"]).path == "/support-desk/"


def test_the_login_link_resolves_an_ambiguous_user_name(visitor: HttpClient, make_world: MakeWorld) -> None:
    world, other = make_world(seed=11), make_world(seed=11)
    answer = visitor.log_in(other.owner, who=other.owner.username)
    assert (answer.status_code, complaint(answer)) == (401, AMBIGUOUS)
    visitor.get(world.login_url)
    assert visitor.log_in(world.owner, who=world.owner.username.upper()).path == "/home"
    assert world.owner.email in visitor.get("/settings/contact-info").text


@pytest.mark.parametrize("who", ["nobody", "nobody@nowhere.worklane.test", "", "@"])
def test_an_unknown_account_is_not_found(visitor: HttpClient, world: World, who: str) -> None:
    visitor.get("/login")
    answer = visitor.submit("/login", {"email": who, "password": world.owner.password})
    assert (answer.status_code, complaint(answer)) == (401, UNKNOWN)


@pytest.mark.parametrize("change", ["", "x", "+upper"])
def test_a_wrong_password_is_refused(visitor: HttpClient, world: World, change: str) -> None:
    password = {"": "", "x": f"{world.owner.password}x", "+upper": world.owner.password.swapcase()}[change]
    answer = visitor.log_in(world.owner, password=password)
    assert (answer.status_code, complaint(answer)) == (401, "That password is not right.")
    assert visitor.get("/home").path == "/login"


def closed(world: World) -> HttpClient:
    reader = log_in(world)
    answer = reader.close_account({"reason": "I have another account"})
    assert answer.heading == "Your account is closed"
    return reader


def test_a_closed_account_reads_the_text_of_its_edition(visitor: HttpClient, world: World) -> None:
    closed(world)
    answer = visitor.log_in(world.owner)
    text = "This account is closed. Support can look at a request to reopen it."
    assert (answer.status_code, complaint(answer)) == (403, text)


def test_a_wrong_password_of_a_closed_account_is_refused_first(visitor: HttpClient, world: World) -> None:
    closed(world)
    assert complaint(visitor.log_in(world.owner, password="x")) == "That password is not right."


def test_closing_ends_every_session(world: World) -> None:
    elsewhere = log_in(world)
    reader = closed(world)
    for session in (elsewhere, reader):
        assert session.get("/home").path == "/login"
        assert session.submit("/payments/withdraw").path == "/login"


@pytest.fixture
def guarded(make_world: MakeWorld) -> World:
    """A world whose owner has an authenticator, on a date other than today."""
    world = make_world(circumstances=("two-factor",))
    world.advance("P3DT7M")
    return world


def test_an_authenticator_follows_the_clock_of_the_world(visitor: HttpClient, guarded: World) -> None:
    assert visitor.log_in(guarded.owner).heading == "Enter your code"
    assert visitor.get("/home").path == "/login"
    visitor.get("/login/code")
    assert visitor.submit("/login/code", {"code": f" {totp(guarded)} "}).path == "/home"


@pytest.mark.parametrize("steps", [-10, 10, -3 * 24 * 60 * 2], ids=["old", "early", "days old"])
def test_a_code_of_another_time_is_refused(visitor: HttpClient, guarded: World, steps: int) -> None:
    visitor.log_in(guarded.owner)
    answer = visitor.submit("/login/code", {"code": totp(guarded, steps=steps)})
    assert (answer.status_code, answer.heading) == (401, "Enter your code")
    assert answer.complaints == {"code": STALE}
    assert visitor.get("/home").path == "/login"


@pytest.mark.parametrize("code", ["", "abcdef", "１２３４５６", "0" * 400])
def test_an_invalid_code_is_refused(visitor: HttpClient, guarded: World, code: str) -> None:
    visitor.log_in(guarded.owner)
    assert visitor.submit("/login/code", {"code": code}).status_code == 401


def test_the_code_page_needs_the_password_first(visitor: HttpClient, guarded: World) -> None:
    visitor.get("/login")
    assert visitor.get("/login/code").path == "/login"
    visitor.log_in(guarded.owner, password="x")
    assert visitor.submit("/login/code", {"code": totp(guarded)}).path == "/login"
    assert visitor.get("/home").path == "/login"


def test_a_code_does_not_open_an_account_closed_meanwhile(visitor: HttpClient, guarded: World, base_url: str) -> None:
    visitor.log_in(guarded.owner)
    other = HttpClient(base_url)
    other.log_in(guarded.owner)
    other.submit("/login/code", {"code": totp(guarded)})
    other.close_account({"reason": "I have another account"})
    answer = visitor.submit("/login/code", {"code": totp(guarded)}, allow_redirects=False)
    assert answer.headers["Location"] == "/login"


INSIDE = ["/payments", "/settings/contact-info", "/my-jobs?page=2"]
OUTSIDE = [
    "//evil.test", "/\\evil.test", "https://evil.test", "http:evil.test", "evil.test", "\\\\evil.test",
    "javascript:alert(1)", " //evil.test", "/\t/evil.test", "/\n/evil.test",
]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "leads_to"), [*zip(INSIDE, INSIDE, strict=True), *((bad, "/home") for bad in OUTSIDE)]
)
@pytest.mark.parametrize("two_factor", [False, True], ids=["password", "code"])
def test_log_in_only_leads_to_pages_of_the_site(
    visitor: HttpClient, make_world: MakeWorld, wanted: str, leads_to: str, two_factor: bool
) -> None:
    world = make_world(circumstances=("two-factor",) if two_factor else ())
    visitor.get("/login")
    form = {"email": world.owner.email, "password": world.owner.password, "next": wanted}
    answer = visitor.submit("/login", form, allow_redirects=False)
    if two_factor:
        visitor.get(answer.headers["Location"])
        answer = visitor.submit("/login/code", {"code": totp(world), "next": wanted}, allow_redirects=False)
    assert answer.headers["Location"] == leads_to


def test_log_in_leads_back_to_the_requested_page(visitor: HttpClient, world: World) -> None:
    login = visitor.get("/payments?a=b")
    assert login.value(name="next") == "/payments?a=b"
    assert visitor.log_in(world.owner, next="/payments?a=b").path == "/payments"


def test_logging_out_ends_the_session(reader: HttpClient) -> None:
    assert reader.submit("/logout").path == "/login"
    assert reader.get("/home").path == "/login"


def test_a_new_log_in_shows_nothing_of_the_last_account(make_world: MakeWorld) -> None:
    world, other = make_world(), make_world(seed=2)
    reader = log_in(world)
    reader.log_in(other.owner)
    page = reader.get("/settings/contact-info").text
    assert other.owner.email in page
    assert world.owner.email not in page


def test_visitors_of_a_world_can_search_it(world: World, visitor: HttpClient) -> None:
    search = f"/talent/{world.id}"
    assert search not in visitor.get("/login").linked_paths
    assert search in visitor.get(f"/login?world={world.id}").linked_paths
