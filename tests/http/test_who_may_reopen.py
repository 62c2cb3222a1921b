"""The form that asks to reopen an account is for whoever has just given the password of one that can be."""

from collections.abc import Callable
from typing import Any

import pytest

from flows.site.client import World
from tests.support.aftermath import said
from tests.support.browserless import Browserless, at, heading, words

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
Edition = Callable[[str], dict[str, Any]]
FORM = "/support/reopen"
AGAIN = {"message": "I would like to come back."}
REASON = {"reason": "I no longer need this account"}
LINK = "Ask support to reopen it"


@pytest.fixture
def world(make_world: MakeWorld, log_in: LogIn) -> World:
    """A world whose owner has closed the account."""
    world = make_world()
    reader = log_in(world)
    assert heading(reader.submit(f"{reader.begin()}/1", REASON)) == "Your account is closed"
    return world


@pytest.fixture
def shut_out(world: World, visitor: Browserless) -> Browserless:
    """Somebody who has just given the password of the closed account."""
    assert visitor.log_in(world.owner).status_code == 403
    return visitor


def check_no_form(reader: Browserless, world: World) -> None:
    """There is no form for this reader, and nothing that is sent in its place is taken."""
    before = world.state()
    reader.get("/login")
    assert at(reader.get(FORM)) != FORM
    assert at(reader.submit(FORM, AGAIN)) != FORM
    assert world.state() == before


def test_whoever_gave_the_password_is_led_to_the_form(world: World, shut_out: Browserless) -> None:
    page = shut_out.log_in(world.owner)
    assert LINK in words(page, "a")
    assert heading(shut_out.get(FORM)) == "Reopen your account"
    assert heading(shut_out.submit(FORM, AGAIN)) == "Support has your request"
    assert list(world.state()["support_requests"]) == ["request-1"]


@pytest.mark.parametrize("given", ["nothing", "a wrong password", "no such account", "no password"])
def test_the_form_is_nothing_to_whoever_did_not_give_the_password(
    world: World, visitor: Browserless, given: str
) -> None:
    fields = {
        "a wrong password": {"password": "x"},
        "no such account": {"who": f"x{world.owner.email}"},
        "no password": {"password": ""},
    }
    if given != "nothing":
        answer = visitor.log_in(world.owner, **fields[given])
        assert (answer.status_code, LINK in words(answer, "a")) == (401, False)
    check_no_form(visitor, world)


@pytest.mark.parametrize("who", ["client", "support-agent", "another world's"])
def test_the_form_is_nothing_to_whoever_is_logged_in(
    world: World, make_world: MakeWorld, log_in: LogIn, shut_out: Browserless, who: str
) -> None:
    account = make_world(seed=2).owner if who == "another world's" else world.accounts[who]
    check_no_form(log_in(account), world)
    assert shut_out.log_in(account).status_code == 200
    check_no_form(shut_out, world)


def test_the_form_is_of_the_account_whose_password_was_given_last(
    world: World, shut_out: Browserless, make_world: MakeWorld, log_in: LogIn
) -> None:
    other = make_world(seed=2)
    reader = log_in(other)
    reader.submit(f"{reader.begin()}/1", REASON)
    before = world.state()
    shut_out.log_in(other.owner)
    assert heading(shut_out.submit(FORM, AGAIN)) == "Support has your request"
    assert world.state() == before
    assert other.state()["support_requests"]["request-1"]["account"] == "freelancer"


def test_the_form_is_gone_once_the_password_of_an_account_that_stays_closed_is_given(
    world: World, shut_out: Browserless, make_world: MakeWorld, log_in: LogIn, edition: Edition
) -> None:
    other = make_world(edition=edition("confirm-only"))
    reader = log_in(other)
    reader.submit(f"{reader.begin()}/1")
    answer = shut_out.log_in(other.owner)
    assert (answer.status_code, LINK in words(answer, "a")) == (403, False)
    check_no_form(shut_out, world)


def test_the_form_of_one_world_is_nothing_once_another_asks_for_a_code(
    world: World, shut_out: Browserless, make_world: MakeWorld
) -> None:
    guarded = make_world(circumstances=("two-factor",), seed=2)
    assert heading(shut_out.log_in(guarded.owner)) == "Enter your code"
    check_no_form(shut_out, world)
    assert guarded.changes() == []


def test_the_form_is_gone_with_its_world(
    world: World, shut_out: Browserless, make_world: MakeWorld, log_in: LogIn
) -> None:
    world.delete()
    for other in (make_world(seed=2), make_world(seed=3)):
        reader = log_in(other)
        reader.submit(f"{reader.begin()}/1", REASON)
        check_no_form(shut_out, other)


@pytest.mark.parametrize("shape", ["confirm-only", "own"])
def test_where_an_edition_restores_nothing_there_is_no_form(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless, edition: Edition, shape: str
) -> None:
    own = edition(shape)
    own["closing"][0]["after"].pop("restore", None)
    world = make_world(edition=own)
    reader = log_in(world)
    reader.submit(f"{reader.begin()}/1", REASON)
    assert world.state()["accounts"]["freelancer"]["restore_by"] is None
    answer = visitor.log_in(world.owner)
    assert (answer.status_code, LINK in words(answer, "a")) == (403, False)
    check_no_form(visitor, world)


@pytest.mark.parametrize(
    ("message", "complaint"),
    [
        pytest.param("", "Message is needed.", id="empty"),
        pytest.param(" \r\n", "Message is needed.", id="blank"),
        pytest.param("x" * 2_001, "Use at most 2000 characters.", id="too long"),
    ],
)
def test_what_is_no_message_is_not_sent(world: World, shut_out: Browserless, message: str, complaint: str) -> None:
    before = world.state()
    shut_out.get(FORM)
    answer = shut_out.submit(FORM, {"message": message})
    assert (answer.status_code, said(answer), heading(answer)) == (422, complaint, "Reopen your account")
    assert words(answer, "textarea") == [message.strip()]
    assert world.state() == before
    assert heading(shut_out.submit(FORM, AGAIN)) == "Support has your request"
