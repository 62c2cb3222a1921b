"""Two-step login: turned on and off, and no code accepted twice."""

import json
import re
from functools import partial

import pytest

from flows.site.client import World
from tests.support.changes import at_once, changed_rows
from tests.support.credentials import SECURITY, STALE, other_than, totp
from tests.support.gated_edition import gated
from tests.support.http_client import HttpClient, Page, log_in
from tests.support.types import MakeWorld

OFFER, ON, OFF = f"{SECURITY}/two-factor/offer", f"{SECURITY}/two-factor", f"{SECURITY}/two-factor/off"
USED = "That code has been used already. Wait for the next one."
IS_ON = "/accounts/freelancer/two_factor"


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    """A world on a date other than today, whose owner has no authenticator yet."""
    world = make_world(gated())
    world.advance("P3DT7M")
    return world


@pytest.fixture
def guarded(make_world: MakeWorld) -> World:
    """A world whose owner has an authenticator."""
    world = make_world(gated(), circumstances=("two-factor",))
    world.advance("P3DT7M")
    return world


def offer(reader: HttpClient) -> str:
    """Begin to turn two-step login on; returns the key."""
    reader.get(SECURITY)
    return reader.submit(OFFER).value(id="key")


def turn(reader: HttpClient, address: str, code: str) -> Page:
    reader.get(SECURITY)
    return reader.submit(address, {"authenticator-code": code})


def half_in(world: World, who: str = "freelancer") -> HttpClient:
    reader = HttpClient(world.site.base_url)
    assert reader.log_in(world.accounts[who]).path == "/login/code"
    return reader


def enter(reader: HttpClient, code: str) -> tuple[str, dict[str, str]]:
    """Send a code at log-in; returns the path that it leads to and the complaint."""
    answer = reader.submit("/login/code", {"code": code})
    return answer.path, answer.complaints


def test_the_offer_has_a_picture_and_a_key(world: World, reader: HttpClient) -> None:
    page = reader.get(SECURITY)
    assert ("Turn on two-step login" in page.texts("button"), "QR code" in page.text) == (True, False)
    key, page = offer(reader), reader.get(SECURITY)
    assert re.fullmatch("[A-Z2-7]{32}", key)
    assert [str(image["src"])[:18] for image in page.find("img", class_="qr")] == ["data:image/svg+xml"]
    assert {"Key", "Code"} <= set(page.texts("label"))
    assert ("Turn on" in page.texts("button"), "Turn on two-step login" in page.texts("button")) == (True, False)
    assert changed_rows(world) == {}


def test_a_code_of_the_key_turns_it_on(world: World, reader: HttpClient) -> None:
    page = turn(reader, ON, f" {totp(world, offer(reader))} ")
    assert (page.status_code, page.message) == (200, "Two-step login is on.")
    assert "Turn off two-step login" in page.texts("button")
    assert changed_rows(world) == {IS_ON: True}


@pytest.mark.parametrize("steps", [-2, 2, 2880], ids=["old", "early", "of tomorrow"])
def test_a_code_of_another_time_cannot_turn_it_on(world: World, reader: HttpClient, steps: int) -> None:
    key = offer(reader)
    page = turn(reader, ON, totp(world, key, steps))
    assert (page.status_code, page.complaints) == (422, {"authenticator-code": STALE})
    assert page.value(id="key") == key
    assert changed_rows(world) == {}


@pytest.mark.parametrize("code", ["", "12345", "１２３４５６", "0" * 400, "secret"])
def test_an_invalid_code_cannot_turn_it_on(world: World, reader: HttpClient, code: str) -> None:
    offer(reader)
    page = turn(reader, ON, code)
    assert (page.status_code, page.complaints) == (422, {"authenticator-code": STALE})
    assert changed_rows(world) == {}


def test_a_code_of_a_replaced_key_cannot_turn_it_on(world: World, reader: HttpClient) -> None:
    first, second = offer(reader), offer(reader)
    assert first != second
    assert turn(reader, ON, totp(world, first)).status_code == 422
    assert turn(reader, ON, totp(world, second)).message == "Two-step login is on."


@pytest.mark.parametrize(
    ("address", "refusal"),
    [(ON, "Start again: there is no QR code to scan."), (OFF, "Two-step login is already off.")],
    ids=["on", "off"],
)
def test_it_cannot_be_turned_on_or_off_without_an_offer(world: World, address: str, refusal: str) -> None:
    page = turn(log_in(world), address, "123456")
    assert page.outcome == (409, refusal)
    assert changed_rows(world) == {}


def test_it_is_not_offered_while_it_is_on(guarded: World) -> None:
    reader = half_in(guarded)
    enter(reader, totp(guarded))
    reader.get(SECURITY)
    refused = reader.submit(OFFER)
    assert refused.outcome == (409, "Two-step login is already on.")
    assert ("QR code" in refused.text, reader.submit(ON).status_code) == (False, 409)
    guarded.advance("PT30S")
    assert enter(half_in(guarded), totp(guarded)) == ("/home", {})


def test_the_key_is_only_shown_on_its_page_and_until_it_is_used(
    world: World, reader: HttpClient, agent: HttpClient
) -> None:
    key = offer(reader)
    run = reader.begin()
    paths = ["/home", "/settings/", "/settings/account", "/settings/papers", "/support", f"{run}/1", "/messages"]

    def leaks() -> list[str]:
        pages = [reader.get(path).text for path in paths]
        data = [json.dumps(world.state()), json.dumps(world.mail()), agent.get("/support-desk/").text]
        return [text for text in pages + data if key in text]

    assert (leaks(), key in reader.get(SECURITY).text) == ([], True)
    assert key not in log_in(world, "client").get(SECURITY).text
    turn(reader, ON, totp(world, key))
    assert (leaks(), key in reader.get(SECURITY).text) == ([], False)


def test_the_code_that_turns_it_on_cannot_log_in(world: World, reader: HttpClient) -> None:
    key = offer(reader)
    turn(reader, ON, totp(world, key))
    reader.submit("/logout")
    again = half_in(world)
    assert enter(again, totp(world, key)) == ("/login/code", {"code": USED})
    assert again.get("/home").path == "/login"
    world.advance("PT30S")
    assert enter(again, totp(world, key)) == ("/home", {})
    world.advance("PT30S")
    off = turn(again, OFF, totp(world, key))
    assert ("Turn on two-step login" in off.texts("button"), key in off.text) == (True, False)


def test_a_code_is_accepted_once(guarded: World) -> None:
    code, readers = totp(guarded), [half_in(guarded) for _ in range(2)]
    assert [enter(reader, code) for reader in readers] == [("/home", {}), ("/login/code", {"code": USED})]
    off = turn(readers[0], OFF, code)
    assert (off.status_code, off.complaints) == (422, {"authenticator-code": USED})
    guarded.advance("PT30S")
    assert enter(readers[1], code) == ("/login/code", {"code": USED})
    assert enter(readers[1], totp(guarded)) == ("/home", {})


def test_a_code_sent_three_times_at_once_is_accepted_once(guarded: World) -> None:
    code, readers = totp(guarded), [half_in(guarded) for _ in range(3)]
    acts = [partial(reader.submit, "/login/code", {"code": code}) for reader in readers]
    assert sorted(answer.path for answer in at_once(acts)) == ["/home", "/login/code", "/login/code"]
    assert sorted(reader.get("/home").path for reader in readers) == ["/home", "/login", "/login"]


@pytest.mark.parametrize(("steps", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_valid_one_step_early_or_late(guarded: World, steps: int, good: bool) -> None:
    entered = enter(half_in(guarded), totp(guarded, steps=steps))
    assert entered == (("/home", {}) if good else ("/login/code", {"code": STALE}))


def test_an_early_code_uses_up_the_one_before_it(guarded: World) -> None:
    assert enter(half_in(guarded), totp(guarded, steps=1)) == ("/home", {})
    assert enter(half_in(guarded), totp(guarded)) == ("/login/code", {"code": USED})


def test_turning_it_off_ends_two_step_login(guarded: World, base_url: str) -> None:
    reader = half_in(guarded)
    enter(reader, totp(guarded))
    guarded.advance("PT30S")
    refused = turn(reader, OFF, other_than(totp(guarded)))
    assert (refused.status_code, changed_rows(guarded).get(IS_ON)) == (422, None)
    page = turn(reader, OFF, totp(guarded))
    assert (page.path, page.message) == (SECURITY, "Two-step login is off.")
    assert changed_rows(guarded)[IS_ON] is False
    assert HttpClient(base_url).log_in(guarded.owner).path == "/home"


def test_turning_it_on_again_makes_another_key(guarded: World) -> None:
    reader = half_in(guarded)
    enter(reader, totp(guarded))
    guarded.advance("PT1M")
    turn(reader, OFF, totp(guarded))
    guarded.advance("PT1M")
    key = offer(reader)
    assert turn(reader, ON, totp(guarded)).status_code == 422
    assert turn(reader, ON, totp(guarded, key)).message == "Two-step login is on."
    guarded.advance("PT1M")
    again = half_in(guarded)
    assert enter(again, totp(guarded)) == ("/login/code", {"code": STALE})
    assert enter(again, totp(guarded, key)) == ("/home", {})


def test_a_code_of_another_account_is_refused(guarded: World) -> None:
    client = log_in(guarded, "client")
    key = offer(client)
    assert turn(client, ON, totp(guarded)).status_code == 422
    assert turn(client, ON, totp(guarded, key)).message == "Two-step login is on."
    guarded.advance("PT30S")
    other = half_in(guarded, "client")
    assert enter(half_in(guarded), totp(guarded, key)) == ("/login/code", {"code": STALE})
    assert enter(other, totp(guarded)) == ("/login/code", {"code": STALE})
    assert enter(other, totp(guarded, key)) == ("/home", {})


@pytest.mark.parametrize("place", ["account", "papers", "attic", "settings", "navigation"])
@pytest.mark.parametrize("form", [OFFER, ON, OFF])
def test_sections_without_the_panel_have_no_form(world: World, reader: HttpClient, form: str, place: str) -> None:
    key = offer(reader)
    address = form.replace(SECURITY, f"/settings/{place}")
    assert reader.submit(address, {"authenticator-code": totp(world, key)}).status_code == 404
    assert reader.get(SECURITY).value(id="key") == key
    assert changed_rows(world) == {}
