"""Two-step login in the settings: offered, turned on and off with an authenticator, and no code taken twice."""

import json
import re
from collections.abc import Callable
from functools import partial

import pytest
import requests

from flows.site.client import Account, World
from tests.support.aftermath import at_once, said
from tests.support.browserless import Browserless, at, words
from tests.support.gated_edition import complaints, gated, stored
from tests.support.proving import PLACE, other_than, totp

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
OFFER, ON, OFF = f"{PLACE}/two-factor/offer", f"{PLACE}/two-factor", f"{PLACE}/two-factor/off"
WRONG = "That code is not right. Take the newest one from your authenticator."
USED = "That code has been used already. Wait for the next one."
IS_ON = "/accounts/freelancer/two_factor"


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    """A world on another day than today, whose owner has no authenticator yet."""
    world = make_world(edition=gated(), persona="freelancer")
    world.advance("P3DT7M")
    return world


@pytest.fixture
def guarded(make_world: MakeWorld) -> World:
    """A world whose owner has an authenticator."""
    world = make_world(edition=gated(), persona="freelancer", circumstances=("two-factor",))
    world.advance("P3DT7M")
    return world


def offer(reader: Browserless) -> str:
    """Have two-step login offered; answers the key."""
    reader.get(PLACE)
    shown = reader.submit(OFFER)
    (key,) = re.findall(r'id="key" value="([^"]*)"', shown.text)
    return str(key)


def turn(reader: Browserless, address: str, code: str) -> requests.Response:
    """Give a code to turn it on or off."""
    reader.get(PLACE)
    return reader.submit(address, {"authenticator-code": code})


def half_in(base_url: str, account: Account) -> Browserless:
    reader = Browserless(base_url)
    assert at(reader.log_in(account)) == "/login/code"
    return reader


def enter(reader: Browserless, code: str) -> tuple[str, dict[str, str]]:
    """Give a code to log in; answers where that leads, and what is complained of."""
    answer = reader.submit("/login/code", {"code": code})
    return at(answer), complaints(answer)


def test_it_is_offered_as_a_picture_and_a_key(world: World, log_in: LogIn) -> None:
    reader = log_in(world)
    page = reader.get(PLACE)
    assert ("Turn on two-step login" in words(page, "button"), "QR code" in page.text) == (True, False)
    key, page = offer(reader), reader.get(PLACE)
    assert re.fullmatch("[A-Z2-7]{32}", key)
    assert re.findall(r'<img class="qr" src="(data:image/svg\+xml)', page.text) == ["data:image/svg+xml"]
    assert {"Key", "Code"} <= set(words(page, "label"))
    assert ("Turn on" in words(page, "button"), "Turn on two-step login" in words(page, "button")) == (True, False)
    assert stored(world) == {}


def test_a_code_of_the_key_turns_it_on(world: World, log_in: LogIn) -> None:
    reader = log_in(world)
    page = turn(reader, ON, f" {totp(world, offer(reader))} ")
    assert (at(page), said(page)) == (PLACE, "Two-step login is on.")
    assert "Turn off two-step login" in words(page, "button")
    assert stored(world) == {IS_ON: True}


@pytest.mark.parametrize("steps", [-2, 2, 2880], ids=["old", "early", "of tomorrow"])
def test_a_code_of_another_time_does_not_turn_it_on(world: World, log_in: LogIn, steps: int) -> None:
    reader = log_in(world)
    key = offer(reader)
    page = turn(reader, ON, totp(world, key, steps))
    assert (page.status_code, complaints(page)) == (422, {"authenticator-code": WRONG})
    assert f'value="{key}"' in page.text
    assert stored(world) == {}


@pytest.mark.parametrize("code", ["", "12345", "１２３４５６", "0" * 400, "secret"])
def test_what_is_no_code_does_not_turn_it_on(world: World, log_in: LogIn, code: str) -> None:
    reader = log_in(world)
    offer(reader)
    page = turn(reader, ON, code)
    assert (page.status_code, complaints(page)) == (422, {"authenticator-code": WRONG})
    assert stored(world) == {}


def test_a_code_of_a_key_that_was_replaced_does_not_turn_it_on(world: World, log_in: LogIn) -> None:
    reader = log_in(world)
    first, second = offer(reader), offer(reader)
    assert first != second
    assert turn(reader, ON, totp(world, first)).status_code == 422
    assert said(turn(reader, ON, totp(world, second))) == "Two-step login is on."


@pytest.mark.parametrize(
    ("address", "told"),
    [(ON, "Start again: there is no QR code to scan."), (OFF, "Two-step login is already off.")],
    ids=["on", "off"],
)
def test_what_was_not_offered_is_turned_neither_on_nor_off(
    world: World, log_in: LogIn, address: str, told: str
) -> None:
    page = turn(log_in(world), address, "123456")
    assert (page.status_code, said(page)) == (409, told)
    assert stored(world) == {}


def test_it_is_not_offered_while_it_is_on(guarded: World, base_url: str) -> None:
    reader = half_in(base_url, guarded.owner)
    enter(reader, totp(guarded))
    reader.get(PLACE)
    refused = reader.submit(OFFER)
    assert (refused.status_code, said(refused)) == (409, "Two-step login is already on.")
    assert ("QR code" in refused.text, reader.submit(ON).status_code) == (False, 409)
    guarded.advance("PT30S")
    assert enter(half_in(base_url, guarded.owner), totp(guarded)) == ("/home", {})


def test_the_key_is_shown_on_its_page_alone_and_only_until_it_is_on(world: World, log_in: LogIn) -> None:
    reader, agent = log_in(world), log_in(world.accounts["support-agent"])
    key = offer(reader)
    run = reader.begin()
    paths = ["/home", "/settings/", "/settings/account", "/settings/papers", "/support", f"{run}/1", "/messages"]

    def seen() -> list[str]:
        pages = [reader.get(path).text for path in paths]
        told = [json.dumps(world.state()), json.dumps(world.mail()), agent.get("/support-desk/").text]
        return [text for text in pages + told if key in text]

    assert (seen(), key in reader.get(PLACE).text) == ([], True)
    assert key not in log_in(world.accounts["client"]).get(PLACE).text
    turn(reader, ON, totp(world, key))
    assert (seen(), key in reader.get(PLACE).text) == ([], False)


def test_the_code_that_turned_it_on_logs_nobody_in_but_the_next_one_does(
    world: World, log_in: LogIn, base_url: str
) -> None:
    reader = log_in(world)
    key = offer(reader)
    turn(reader, ON, totp(world, key))
    reader.submit("/logout")
    again = half_in(base_url, world.owner)
    assert enter(again, totp(world, key)) == ("/login/code", {"code": USED})
    assert at(again.get("/home")) == "/login"
    world.advance("PT30S")
    assert enter(again, totp(world, key)) == ("/home", {})
    world.advance("PT30S")
    off = turn(again, OFF, totp(world, key))
    assert ("Turn on two-step login" in words(off, "button"), key in off.text) == (True, False)


def test_a_code_is_taken_once(guarded: World, base_url: str) -> None:
    code, readers = totp(guarded), [half_in(base_url, guarded.owner) for _ in range(2)]
    assert [enter(reader, code) for reader in readers] == [("/home", {}), ("/login/code", {"code": USED})]
    off = turn(readers[0], OFF, code)
    assert (off.status_code, complaints(off)) == (422, {"authenticator-code": USED})
    guarded.advance("PT30S")
    assert enter(readers[1], code) == ("/login/code", {"code": USED})
    assert enter(readers[1], totp(guarded)) == ("/home", {})


def test_a_code_that_is_used_three_times_at_once_is_taken_once(guarded: World, base_url: str) -> None:
    code, readers = totp(guarded), [half_in(base_url, guarded.owner) for _ in range(3)]
    acts = [partial(reader.submit, "/login/code", {"code": code}) for reader in readers]
    assert sorted(at(answer) for answer in at_once(acts)) == ["/home", "/login/code", "/login/code"]
    assert sorted(at(reader.get("/home")) for reader in readers) == ["/home", "/login", "/login"]


@pytest.mark.parametrize(("steps", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_good_one_step_either_side_of_the_worlds_time(
    guarded: World, base_url: str, steps: int, good: bool
) -> None:
    entered = enter(half_in(base_url, guarded.owner), totp(guarded, steps=steps))
    assert entered == (("/home", {}) if good else ("/login/code", {"code": WRONG}))


def test_after_an_early_code_the_one_before_it_is_used_too(guarded: World, base_url: str) -> None:
    assert enter(half_in(base_url, guarded.owner), totp(guarded, steps=1)) == ("/home", {})
    assert enter(half_in(base_url, guarded.owner), totp(guarded)) == ("/login/code", {"code": USED})


def test_a_code_turns_it_off_and_then_none_is_asked_for(guarded: World, base_url: str) -> None:
    reader = half_in(base_url, guarded.owner)
    enter(reader, totp(guarded))
    guarded.advance("PT30S")
    wrong = turn(reader, OFF, other_than(totp(guarded)))
    assert (wrong.status_code, stored(guarded).get(IS_ON)) == (422, None)
    page = turn(reader, OFF, totp(guarded))
    assert (at(page), said(page)) == (PLACE, "Two-step login is off.")
    assert stored(guarded)[IS_ON] is False
    assert at(Browserless(base_url).log_in(guarded.owner)) == "/home"


def test_turned_on_again_it_has_another_key(guarded: World, base_url: str) -> None:
    reader = half_in(base_url, guarded.owner)
    enter(reader, totp(guarded))
    guarded.advance("PT1M")
    turn(reader, OFF, totp(guarded))
    guarded.advance("PT1M")
    key = offer(reader)
    assert turn(reader, ON, totp(guarded)).status_code == 422
    assert said(turn(reader, ON, totp(guarded, key))) == "Two-step login is on."
    guarded.advance("PT1M")
    again = half_in(base_url, guarded.owner)
    assert enter(again, totp(guarded)) == ("/login/code", {"code": WRONG})
    assert enter(again, totp(guarded, key)) == ("/home", {})


def test_another_accounts_code_is_not_good(guarded: World, log_in: LogIn, base_url: str) -> None:
    client = log_in(guarded.accounts["client"])
    key = offer(client)
    assert turn(client, ON, totp(guarded)).status_code == 422
    assert said(turn(client, ON, totp(guarded, key))) == "Two-step login is on."
    guarded.advance("PT30S")
    other = half_in(base_url, guarded.accounts["client"])
    assert enter(half_in(base_url, guarded.owner), totp(guarded, key)) == ("/login/code", {"code": WRONG})
    assert enter(other, totp(guarded)) == ("/login/code", {"code": WRONG})
    assert enter(other, totp(guarded, key)) == ("/home", {})


@pytest.mark.parametrize("place", ["account", "papers", "attic", "settings", "navigation"])
@pytest.mark.parametrize("form", [OFFER, ON, OFF])
def test_where_there_is_no_such_panel_there_is_no_such_form(world: World, log_in: LogIn, form: str, place: str) -> None:
    reader = log_in(world)
    key = offer(reader)
    address = form.replace(PLACE, f"/settings/{place}")
    assert reader.submit(address, {"authenticator-code": totp(world, key)}).status_code == 404
    assert f'value="{key}"' in reader.get(PLACE).text
    assert stored(world) == {}
