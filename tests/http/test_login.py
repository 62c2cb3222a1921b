"""Logging in and out: by email or user name, with an authenticator's code, and where to afterwards."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pyotp
import pytest

from flows.site.client import World
from tests.support.browserless import Browserless, at, heading, words

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
UNKNOWN = "Account not found."
AMBIGUOUS = "More than one world has this user name. Use the email address, or the login link of your world."


def complaint(answer: Any) -> str:
    return "".join(words(answer, "p", role="alert"))


@pytest.mark.parametrize("form", [str, str.upper, lambda email: f"  {email}\t"], ids=["as is", "upper", "spaces"])
def test_an_email_address_logs_in_however_it_is_written(
    visitor: Browserless, world: World, form: Callable[[str], str]
) -> None:
    assert at(visitor.log_in(world.owner, who=form(world.owner.email))) == "/home"


def test_an_agent_starts_from_the_support_desk(visitor: Browserless, world: World) -> None:
    assert at(visitor.log_in(world.accounts["support-agent"])) == "/support-desk/"


def test_a_user_name_of_two_worlds_logs_in_through_the_login_link_of_one(
    visitor: Browserless, make_world: MakeWorld
) -> None:
    world, other = make_world(seed=11), make_world(seed=11)
    answer = visitor.log_in(other.owner, who=other.owner.username)
    assert (answer.status_code, complaint(answer)) == (401, AMBIGUOUS)
    visitor.get(world.login_url)
    assert at(visitor.log_in(world.owner, who=world.owner.username.upper())) == "/home"
    assert world.owner.email in visitor.get("/settings/contact-info").text


@pytest.mark.parametrize("who", ["nobody", "nobody@nowhere.worklane.test", "", "@"])
def test_an_unknown_account_is_not_found(visitor: Browserless, world: World, who: str) -> None:
    visitor.get("/login")
    answer = visitor.submit("/login", {"email": who, "password": world.owner.password})
    assert (answer.status_code, complaint(answer)) == (401, UNKNOWN)


@pytest.mark.parametrize("change", ["", "x", "+upper"])
def test_a_wrong_password_is_told_and_lets_nobody_in(visitor: Browserless, world: World, change: str) -> None:
    wrong = {"": "", "x": f"{world.owner.password}x", "+upper": world.owner.password.swapcase()}[change]
    answer = visitor.log_in(world.owner, password=wrong)
    assert (answer.status_code, complaint(answer)) == (401, "That password is not right.")
    assert at(visitor.get("/home")) == "/login"


def closed(world: World, log_in: LogIn) -> Browserless:
    """A reader who has just closed the account of a world."""
    reader = log_in(world)
    answer = reader.submit(f"{reader.begin()}/1", {"reason": "I have another account"})
    assert heading(answer) == "Your account is closed"
    return reader


def test_a_closed_account_is_told_what_its_edition_says(visitor: Browserless, world: World, log_in: LogIn) -> None:
    closed(world, log_in)
    answer = visitor.log_in(world.owner)
    told = "This account is closed. Support can look at a request to reopen it."
    assert (answer.status_code, complaint(answer)) == (403, told)


def test_a_closed_account_is_told_of_a_wrong_password_first(visitor: Browserless, world: World, log_in: LogIn) -> None:
    closed(world, log_in)
    assert complaint(visitor.log_in(world.owner, password="x")) == "That password is not right."


def test_every_session_of_a_closed_account_is_out(world: World, log_in: LogIn) -> None:
    elsewhere = log_in(world)
    reader = closed(world, log_in)
    for session in (elsewhere, reader):
        assert at(session.get("/home")) == "/login"
        assert at(session.submit("/payments/withdraw")) == "/login"


@pytest.fixture
def guarded(make_world: MakeWorld) -> World:
    """A world whose owner has an authenticator, on another day than today."""
    world = make_world(circumstances=("two-factor",))
    world.advance("P3DT7M")
    return world


def code(world: World, later: timedelta = timedelta(0)) -> str:
    return pyotp.TOTP(world.owner.totp_secret or "").at(world.now() + later)


def test_an_authenticators_code_at_the_worlds_time_logs_in(visitor: Browserless, guarded: World) -> None:
    assert heading(visitor.log_in(guarded.owner)) == "Enter your code"
    assert at(visitor.get("/home")) == "/login"
    visitor.get("/login/code")
    assert at(visitor.submit("/login/code", {"code": f" {code(guarded)} "})) == "/home"


@pytest.mark.parametrize(
    "later", [timedelta(minutes=-5), timedelta(minutes=5), timedelta(days=-3)], ids=["old", "early", "days old"]
)
def test_a_code_of_another_time_lets_nobody_in(visitor: Browserless, guarded: World, later: timedelta) -> None:
    visitor.log_in(guarded.owner)
    answer = visitor.submit("/login/code", {"code": code(guarded, later)})
    assert (answer.status_code, heading(answer)) == (401, "Enter your code")
    assert words(answer, "p", id="code-wrong") == [
        "That code is not right. Take the newest one from your authenticator."
    ]
    assert at(visitor.get("/home")) == "/login"


@pytest.mark.parametrize("wrong", ["", "abcdef", "１２３４５６", "0" * 400])
def test_what_is_no_code_is_refused(visitor: Browserless, guarded: World, wrong: str) -> None:
    visitor.log_in(guarded.owner)
    assert visitor.submit("/login/code", {"code": wrong}).status_code == 401


def test_the_code_page_is_nothing_to_whoever_gave_no_password(visitor: Browserless, guarded: World) -> None:
    visitor.get("/login")
    assert at(visitor.get("/login/code")) == "/login"
    visitor.log_in(guarded.owner, password="x")
    assert at(visitor.submit("/login/code", {"code": code(guarded)})) == "/login"
    assert at(visitor.get("/home")) == "/login"


def test_a_code_opens_no_account_that_was_closed_since_the_password(
    visitor: Browserless, guarded: World, base_url: str
) -> None:
    visitor.log_in(guarded.owner)
    other = Browserless(base_url)
    other.log_in(guarded.owner)
    other.submit("/login/code", {"code": code(guarded)})
    other.submit(f"{other.begin()}/1", {"reason": "I have another account"})
    answer = visitor.submit("/login/code", {"code": code(guarded)}, allow_redirects=False)
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
def test_next_leads_nowhere_but_inside_the_site(
    visitor: Browserless, make_world: MakeWorld, wanted: str, leads_to: str, two_factor: bool
) -> None:
    world = make_world(circumstances=("two-factor",) if two_factor else ())
    visitor.get("/login")
    given = {"email": world.owner.email, "password": world.owner.password, "next": wanted}
    answer = visitor.submit("/login", given, allow_redirects=False)
    if two_factor:
        visitor.get(answer.headers["Location"])
        answer = visitor.submit("/login/code", {"code": code(world), "next": wanted}, allow_redirects=False)
    assert answer.headers["Location"] == leads_to


def test_whoever_is_sent_to_log_in_comes_back(visitor: Browserless, world: World) -> None:
    asked = visitor.get("/payments?a=b")
    (field,) = [part for part in asked.text.splitlines() if 'name="next"' in part]
    assert 'value="/payments?a=b"' in field
    assert at(visitor.log_in(world.owner, next="/payments?a=b")) == "/payments"


def test_logging_out_ends_the_session(world: World, log_in: LogIn) -> None:
    reader = log_in(world)
    assert at(reader.submit("/logout")) == "/login"
    assert at(reader.get("/home")) == "/login"


def test_whoever_logs_in_next_has_nothing_of_the_last(make_world: MakeWorld, log_in: LogIn) -> None:
    world, other = make_world(), make_world(seed=2)
    reader = log_in(world)
    reader.log_in(other.owner)
    page = reader.get("/settings/contact-info").text
    assert other.owner.email in page
    assert world.owner.email not in page
