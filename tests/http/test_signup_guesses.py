"""Guessing the code of a sign-up: after five wrong guesses, the code is void."""

import pytest

from flows.site.client import World
from tests.support.changes import changed_rows, from_tabs
from tests.support.credentials import other_than
from tests.support.gated_edition import gated
from tests.support.http_client import HttpClient
from tests.support.signup import details, open_signup, texted_codes

OVER = {"phone": "That was wrong five times. Start again and we will text you another code."}
WRONG = {"code": "That is not the code we sent."}
EXPIRED = {"code": "That code has expired. Start again."}
pytestmark = pytest.mark.world(edition=gated(), persona="client")


@pytest.fixture
def newcomer(world: World, visitor: HttpClient) -> HttpClient:
    """A new person to whom a code was texted."""
    assert open_signup(visitor, world).submit("/signup", details(world)).path == "/signup/code"
    return visitor


def guess(reader: HttpClient, code: str) -> tuple[int, dict[str, str]]:
    answer = reader.submit("/signup/code", {"code": code})
    return answer.status_code, answer.complaints


def test_the_fifth_wrong_code_ends_a_sign_up(world: World, newcomer: HttpClient) -> None:
    (code,) = texted_codes(world)
    assert [guess(newcomer, other_than(code)) for _ in range(4)] == [(422, WRONG)] * 4
    assert guess(newcomer, other_than(code)) == (429, OVER)
    assert newcomer.submit("/signup/code", {"code": code}).path == "/signup"
    assert [newcomer.get(page).path for page in ("/signup/code", "/home")] == ["/signup", "/login"]
    assert changed_rows(world) == {}


@pytest.mark.parametrize("guesses", [["", " "], ["12345"] * 2, ["x" * 5000] * 2], ids=["empty", "short", "long"])
def test_every_wrong_code_is_a_guess(newcomer: HttpClient, guesses: list[str]) -> None:
    answers = [guess(newcomer, code) for code in [*guesses, "000 000", *guesses]]
    assert answers == [*[(422, WRONG)] * 4, (429, OVER)]


def test_an_expired_code_is_a_guess(world: World, newcomer: HttpClient) -> None:
    (code,) = texted_codes(world)
    world.advance("PT10M")
    assert [guess(newcomer, code) for _ in range(5)] == [*[(422, EXPIRED)] * 4, (429, OVER)]


def test_waiting_gives_no_new_guesses(world: World, newcomer: HttpClient) -> None:
    assert [guess(newcomer, "x")[0] for _ in range(4)] == [422] * 4
    world.advance("P1D")
    assert guess(newcomer, "x") == (429, OVER)


def test_the_right_code_after_four_guesses_opens_an_account(world: World, newcomer: HttpClient) -> None:
    (code,) = texted_codes(world)
    for _ in range(4):
        guess(newcomer, other_than(code))
    assert newcomer.submit("/signup/code", {"code": code}).path == "/home"
    assert list(changed_rows(world)) == ["/accounts/freelancer-2"]


def test_guesses_at_once_are_all_counted(world: World, newcomer: HttpClient) -> None:
    (code,) = texted_codes(world)
    pages = from_tabs(newcomer, "/signup/code", {"code": other_than(code)}, tabs=10)
    answers = [(page.path, page.status_code) for page in pages]
    assert sorted(answers) == [*[("/signup", 200)] * 5, *[("/signup/code", 422)] * 4, ("/signup/code", 429)]
    assert newcomer.submit("/signup/code", {"code": code}).path == "/signup"


def test_starting_again_texts_another_code(world: World, newcomer: HttpClient) -> None:
    for _ in range(5):
        guess(newcomer, "x")
    assert newcomer.get("/signup").heading == "Join Worklane"
    newcomer.submit("/signup", details(world))
    first, second = texted_codes(world)
    assert first != second
    assert newcomer.submit("/signup/code", {"code": second}).path == "/home"


def test_guesses_do_not_end_other_sign_ups(world: World, newcomer: HttpClient, base_url: str) -> None:
    other = open_signup(HttpClient(base_url), world)
    form = details(world, email=f"b@{world.id}.worklane.test")
    other.submit("/signup", form)
    mine, others = texted_codes(world)
    for _ in range(5):
        guess(newcomer, other_than(mine))
    assert other.submit("/signup/code", {"code": others}).path == "/home"
