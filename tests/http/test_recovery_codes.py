"""Recovery codes: shown once, stored as hashes, and each replaces the authenticator's code at one login."""

import hashlib
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from flows.site.client import Site, World
from tests.support.changes import at_once, unchanged
from tests.support.credentials import SECURITY, STALE, other_than, totp
from tests.support.gated_edition import gated
from tests.support.http_client import HttpClient, Page, log_in
from tests.support.site_process import SiteProcess

NEW = f"{SECURITY}/recovery-codes"
AT_LOGIN = "/login/recovery-code"
NOT_RIGHT = "That is none of your recovery codes, or you have used it already."


def codes_on(page: Page) -> list[str]:
    return page.texts("li", class_="code")


def left(reader: HttpClient) -> str:
    """What the settings say of the codes that are left."""
    return next(text for text in reader.get(SECURITY).texts("p", class_="mt-4 mb-0") if "recovery code" in text)


@pytest.fixture(scope="module")
def readable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Path]]:
    """A site whose database the test can read."""
    path = tmp_path_factory.mktemp("database") / "worlds.db"
    with SiteProcess(path) as own:
        yield Site(own.base_url), path


@pytest.fixture
def world(readable: tuple[Site, Path]) -> World:
    return readable[0].make_world(gated(), "freelancer")


@pytest.fixture
def codes(world: World, reader: HttpClient) -> list[str]:
    """The codes shown when two-step login is turned on."""
    reader.get(SECURITY)
    key = reader.submit(f"{SECURITY}/two-factor/offer").value(id="key")
    world.learn(world.owner, totp_secret=key)
    return codes_on(reader.submit(f"{SECURITY}/two-factor", {"authenticator-code": totp(world)}))


def half_in(world: World) -> HttpClient:
    client = HttpClient(world.site.base_url)
    assert client.log_in(world.owner).path == "/login/code"
    assert "Use a recovery code" in client.get("/login/code").texts("a")
    client.get(AT_LOGIN)
    return client


def use(client: HttpClient, code: str) -> tuple[int, str, dict[str, str]]:
    page = client.submit(AT_LOGIN, {"recovery-code": code})
    return page.status_code, page.path, page.complaints


def test_ten_codes_are_shown_once_and_stored_as_hashes(
    world: World, reader: HttpClient, codes: list[str], readable: tuple[Site, Path]
) -> None:
    assert len(set(codes)) == 10
    assert codes_on(reader.get(SECURITY)) == []
    assert left(reader) == "10 recovery codes left. Make new recovery codes"
    with sqlite3.connect(readable[1]) as db:
        stored = {row[0] for row in db.execute("SELECT hash FROM recovery_codes")}
    assert {hashlib.sha256(code.encode()).hexdigest() for code in codes} <= stored
    assert stored.isdisjoint(codes)


def test_a_code_logs_in_once(world: World, reader: HttpClient, codes: list[str]) -> None:
    assert use(half_in(world), f" {codes[0].lower()} ") == (200, "/home", {})
    assert use(half_in(world), codes[0]) == (401, AT_LOGIN, {"recovery-code": NOT_RIGHT})
    assert left(reader) == "9 recovery codes left. Make new recovery codes"
    assert use(half_in(world), codes[9]) == (200, "/home", {})


def test_a_code_sent_three_times_at_once_logs_in_once(world: World, codes: list[str]) -> None:
    acts = [partial(half_in(world).submit, AT_LOGIN, {"recovery-code": codes[3]}) for _ in range(3)]
    assert sorted(page.path for page in at_once(acts)) == ["/home", AT_LOGIN, AT_LOGIN]


def test_five_wrong_codes_block_the_right_one(world: World, codes: list[str]) -> None:
    client = half_in(world)
    statuses = [use(client, "ABCD-EFGH-ABCD-EFGH")[0] for _ in range(5)]
    assert statuses == [401, 401, 401, 401, 429]
    assert use(client, codes[0])[0] == 429
    world.advance("PT15M")
    assert use(client, codes[0])[1] == "/home"


def test_a_code_needs_the_password_first(world: World, codes: list[str], visitor: HttpClient) -> None:
    visitor.base_url = world.site.base_url
    visitor.get("/login")
    assert use(visitor, codes[0])[1] == "/login"
    assert visitor.get(AT_LOGIN).path == "/login"
    assert use(half_in(world), codes[0])[1] == "/home"


def test_new_codes_replace_the_old_ones(world: World, reader: HttpClient, codes: list[str]) -> None:
    world.advance("PT30S")
    reader.get(NEW)
    refused = reader.submit(NEW, {"authenticator-code": other_than(totp(world))})
    assert (refused.status_code, refused.complaints) == (422, {"authenticator-code": STALE})
    page = reader.submit(NEW, {"authenticator-code": totp(world)})
    assert page.message == "Your old recovery codes no longer work."
    new = codes_on(page)
    assert (len(new), set(new) & set(codes)) == (10, set())
    assert use(half_in(world), codes[0])[1] == AT_LOGIN
    assert use(half_in(world), new[0])[1] == "/home"


def test_turning_two_step_login_off_ends_them(world: World, reader: HttpClient, codes: list[str]) -> None:
    world.advance("PT30S")
    reader.get(SECURITY)
    reader.submit(f"{SECURITY}/two-factor/off", {"authenticator-code": totp(world)})
    assert (reader.get(NEW).path, "recovery" in reader.get(SECURITY).text) == (SECURITY, False)
    reader.submit(f"{SECURITY}/two-factor/offer")
    with unchanged(world):
        assert reader.submit(NEW).outcome == (409, "Turn on two-step login first.")
    assert codes


def test_a_code_of_another_account_is_refused(world: World, codes: list[str]) -> None:
    client = log_in(world, "client")
    client.get(SECURITY)
    key = client.submit(f"{SECURITY}/two-factor/offer").value(id="key")
    client.submit(f"{SECURITY}/two-factor", {"authenticator-code": totp(world, key)})
    other = HttpClient(world.site.base_url)
    other.log_in(world.accounts["client"])
    other.get(AT_LOGIN)
    assert use(other, codes[0])[1] == AT_LOGIN
