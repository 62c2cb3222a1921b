"""Whoever guesses at the code of a sign-up has five guesses, and then nothing to guess at."""

from collections.abc import Callable
from functools import partial

import pytest

from flows.site.client import World
from tests.support.aftermath import at_once
from tests.support.browserless import Browserless, at, heading
from tests.support.gated_edition import complaints, gated, stored
from tests.support.joining import codes, come, details
from tests.support.proving import other_than

MakeWorld = Callable[..., World]
OVER = {"phone": "That was wrong five times. Start again and we will text you another code."}
WRONG = {"code": "That is not the code we sent."}
EXPIRED = {"code": "That code has expired. Start again."}


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    return make_world(edition=gated(), persona="client")


@pytest.fixture
def newcomer(world: World, visitor: Browserless) -> Browserless:
    """Somebody new, who was texted a code."""
    assert at(come(visitor, world).submit("/signup", details(world))) == "/signup/code"
    return visitor


def guess(reader: Browserless, code: str) -> tuple[int, dict[str, str]]:
    answer = reader.submit("/signup/code", {"code": code})
    return answer.status_code, complaints(answer)


def test_the_fifth_wrong_code_ends_a_sign_up(world: World, newcomer: Browserless) -> None:
    (code,) = codes(world)
    assert [guess(newcomer, other_than(code)) for _ in range(4)] == [(422, WRONG)] * 4
    assert guess(newcomer, other_than(code)) == (429, OVER)
    assert at(newcomer.submit("/signup/code", {"code": code})) == "/signup"
    assert [at(newcomer.get(page)) for page in ("/signup/code", "/home")] == ["/signup", "/login"]
    assert stored(world) == {}


@pytest.mark.parametrize("guesses", [["", " "], ["12345"] * 2, ["x" * 5000] * 2], ids=["empty", "short", "long"])
def test_whatever_is_wrong_is_a_guess(world: World, newcomer: Browserless, guesses: list[str]) -> None:
    answers = [guess(newcomer, wrong) for wrong in [*guesses, "000 000", *guesses]]
    assert answers == [*[(422, WRONG)] * 4, (429, OVER)]


def test_a_code_that_has_expired_is_a_guess(world: World, newcomer: Browserless) -> None:
    (code,) = codes(world)
    world.advance("PT10M")
    assert [guess(newcomer, code) for _ in range(5)] == [*[(422, EXPIRED)] * 4, (429, OVER)]


def test_a_wait_gives_no_more_guesses(world: World, newcomer: Browserless) -> None:
    assert [guess(newcomer, "x")[0] for _ in range(4)] == [422] * 4
    world.advance("P1D")
    assert guess(newcomer, "x") == (429, OVER)


def test_the_right_code_after_four_guesses_opens_an_account(world: World, newcomer: Browserless) -> None:
    (code,) = codes(world)
    for _ in range(4):
        guess(newcomer, other_than(code))
    assert at(newcomer.submit("/signup/code", {"code": code})) == "/home"
    assert list(stored(world)) == ["/accounts/freelancer-2"]


def test_guesses_at_once_are_all_counted(world: World, newcomer: Browserless) -> None:
    (code,) = codes(world)
    acts = [partial(newcomer.tab().submit, "/signup/code", {"code": other_than(code)}) for _ in range(10)]
    answers = [(at(answer), answer.status_code) for answer in at_once(acts)]
    assert sorted(answers) == [*[("/signup", 200)] * 5, *[("/signup/code", 422)] * 4, ("/signup/code", 429)]
    assert at(newcomer.submit("/signup/code", {"code": code})) == "/signup"


def test_whoever_starts_again_is_texted_another_code(world: World, newcomer: Browserless) -> None:
    for _ in range(5):
        guess(newcomer, "x")
    assert heading(newcomer.get("/signup")) == "Join Worklane"
    newcomer.submit("/signup", details(world))
    first, second = codes(world)
    assert first != second
    assert at(newcomer.submit("/signup/code", {"code": second})) == "/home"


def test_guesses_end_nobody_elses_sign_up(world: World, newcomer: Browserless, base_url: str) -> None:
    other, given = come(Browserless(base_url), world), details(world, email=f"b@{world.id}.worklane.test")
    other.submit("/signup", given)
    mine, others = codes(world)
    for _ in range(5):
        guess(newcomer, other_than(mine))
    assert at(other.submit("/signup/code", {"code": others})) == "/home"
