"""The form to reopen needs the password of an account that can be reopened."""

import pytest

from flows.site.client import World
from tests.support.changes import account_row, unchanged
from tests.support.editions import read_edition
from tests.support.http_client import HttpClient, log_in
from tests.support.support_desk import COME_BACK, REOPEN, SENT
from tests.support.types import MakeWorld

REASON = {"reason": "I no longer need this account"}
LINK = "Ask support to reopen it"


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    """A world whose owner has closed the account."""
    world = make_world()
    assert log_in(world).close_account(REASON).heading == "Your account is closed"
    return world


@pytest.fixture
def shut_out(world: World, visitor: HttpClient) -> HttpClient:
    """A reader who has just given the password of the closed account."""
    assert visitor.log_in(world.owner).status_code == 403
    return visitor


def check_no_form(reader: HttpClient, world: World) -> None:
    """Check that this reader gets no form, and that one sent by hand is refused."""
    with unchanged(world):
        reader.get("/login")
        assert reader.get(REOPEN).path != REOPEN
        assert reader.submit(REOPEN, COME_BACK).path != REOPEN


def test_the_right_password_leads_to_the_form(world: World, shut_out: HttpClient) -> None:
    page = shut_out.log_in(world.owner)
    assert LINK in page.texts("a")
    assert shut_out.get(REOPEN).heading == "Reopen your account"
    assert shut_out.submit(REOPEN, COME_BACK).heading == SENT
    assert list(world.state()["support_requests"]) == ["request-1"]


@pytest.mark.parametrize("mistake", ["nothing", "a wrong password", "no such account", "no password"])
def test_the_form_needs_the_right_password(world: World, visitor: HttpClient, mistake: str) -> None:
    fields = {
        "a wrong password": {"password": "x"},
        "no such account": {"who": f"x{world.owner.email}"},
        "no password": {"password": ""},
    }
    if mistake != "nothing":
        answer = visitor.log_in(world.owner, **fields[mistake])
        assert (answer.status_code, LINK in answer.texts("a")) == (401, False)
    check_no_form(visitor, world)


@pytest.mark.parametrize("who", ["client", "support-agent", "another world's"])
def test_the_form_is_not_for_logged_in_accounts(
    world: World, make_world: MakeWorld, shut_out: HttpClient, who: str
) -> None:
    other, key = (make_world(seed=2), "") if who == "another world's" else (world, who)
    check_no_form(log_in(other, key), world)
    assert shut_out.log_in(other.accounts[key or other.persona]).status_code == 200
    check_no_form(shut_out, world)


def test_the_form_belongs_to_the_last_log_in(world: World, shut_out: HttpClient, make_world: MakeWorld) -> None:
    other = make_world(seed=2)
    log_in(other).close_account(REASON)
    with unchanged(world):
        shut_out.log_in(other.owner)
        assert shut_out.submit(REOPEN, COME_BACK).heading == SENT
    assert other.state()["support_requests"]["request-1"]["account"] == "freelancer"


def test_a_log_in_of_a_final_closing_removes_the_form(
    world: World, shut_out: HttpClient, make_world: MakeWorld
) -> None:
    other = make_world(read_edition("confirm-only"))
    log_in(other).close_account()
    answer = shut_out.log_in(other.owner)
    assert (answer.status_code, LINK in answer.texts("a")) == (403, False)
    check_no_form(shut_out, world)


def test_a_log_in_to_another_world_removes_the_form(world: World, shut_out: HttpClient, make_world: MakeWorld) -> None:
    guarded = make_world(circumstances=("two-factor",), seed=2)
    assert shut_out.log_in(guarded.owner).heading == "Enter your code"
    check_no_form(shut_out, world)
    assert guarded.changes() == []


def test_the_form_is_gone_with_its_world(world: World, shut_out: HttpClient, make_world: MakeWorld) -> None:
    world.delete()
    for other in (make_world(seed=2), make_world(seed=3)):
        log_in(other).close_account(REASON)
        check_no_form(shut_out, other)


@pytest.mark.parametrize("shape", ["confirm-only", "own"])
def test_an_edition_without_reopening_has_no_form(make_world: MakeWorld, visitor: HttpClient, shape: str) -> None:
    own = read_edition(shape)
    own["closing"][0]["after"].pop("restore", None)
    world = make_world(own)
    log_in(world).close_account(REASON)
    assert account_row(world)["restore_by"] is None
    answer = visitor.log_in(world.owner)
    assert (answer.status_code, LINK in answer.texts("a")) == (403, False)
    check_no_form(visitor, world)


MESSAGES = {
    "empty": ("", "Message is needed."),
    "blank": (" \r\n", "Message is needed."),
    "too long": ("x" * 2_001, "Use at most 2000 characters."),
}


@pytest.mark.parametrize(("message", "complaint"), MESSAGES.values(), ids=MESSAGES)
def test_an_invalid_message_is_refused(world: World, shut_out: HttpClient, message: str, complaint: str) -> None:
    with unchanged(world):
        shut_out.get(REOPEN)
        answer = shut_out.submit(REOPEN, {"message": message})
        assert (answer.status_code, answer.message, answer.heading) == (422, complaint, "Reopen your account")
        assert answer.texts("textarea") == [message.strip()]
    assert shut_out.submit(REOPEN, COME_BACK).heading == SENT
