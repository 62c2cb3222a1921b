"""A user name belongs to one account of a world, however it was come by."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from flows.site.client import World
from mocksite.app import Config, create_app, sqlite_url
from mocksite.catalog.worlds import START
from mocksite.db.models import Account
from mocksite.db.models import World as WorldRow
from mocksite.rules.form_fields import free_user_name
from mocksite.seeding.people import PeopleSeeder
from tests.support.gated_edition import CLOSE, gated
from tests.support.http_client import HttpClient, log_in
from tests.support.signup import PASSWORD, details, open_signup, sign_up, texted_codes
from tests.support.types import MakeWorld

SECTION = "/settings/me"
PHONES = [f"(555) 020-10{number:02}" for number in range(4)]


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    """A world in which readers can change their user name."""
    edition = gated(stages=[CLOSE])
    edition["sections"].append({"id": "me", "label": "Me", "panels": ["user-name"]})
    return make_world(edition)


def email(world: World, name: str) -> str:
    return f"{name}@{world.id}.worklane.test"


def user_names(world: World) -> list[str]:
    return sorted(account["username"] for account in world.state()["accounts"].values())


def rename(reader: HttpClient, name: str) -> dict[str, str]:
    reader.get(SECTION)
    return reader.submit(f"{SECTION}/user-name", {"user-name": name}).complaints


def test_signing_up_does_not_take_over_a_user_name(world: World, visitor: HttpClient) -> None:
    assert rename(log_in(world), "boss") == {}
    sign_up(visitor, world, email=email(world, "BOSS"))
    assert world.state()["accounts"]["freelancer-2"]["username"] == "boss2"
    visitor.submit("/logout")
    assert world.owner.name in visitor.log_in(world.owner, who="boss").text
    visitor.submit("/logout")
    assert visitor.log_in(world.owner, who="boss", password=PASSWORD).status_code == 401
    assert "Ada Obi" in visitor.log_in(world.owner, who="boss2", password=PASSWORD).text


def test_a_number_that_is_taken_is_skipped(world: World, base_url: str) -> None:
    rename(log_in(world), "boss")
    rename(log_in(world, "client"), "boss2")
    sign_up(HttpClient(base_url), world, email=email(world, "boss"))
    assert world.state()["accounts"]["freelancer-2"]["username"] == "boss3"


def test_a_name_given_at_sign_up_is_taken(world: World, visitor: HttpClient) -> None:
    sign_up(visitor, world, email=email(world, "boss"))
    assert rename(log_in(world), "Boss") == {"user-name": "Somebody else has that user name."}


def test_sign_ups_and_a_new_name_at_once_share_none(world: World, base_url: str) -> None:
    clients = [open_signup(HttpClient(base_url), world) for _ in PHONES]
    for number, (client, phone) in enumerate(zip(clients, PHONES, strict=True)):
        form = details(world, phone=phone, email=email(world, f"boss{number or ''}"))
        assert client.submit("/signup", form).path == "/signup/code"
    texts = [texted_codes(world, phone)[-1] for phone in PHONES]
    owner = log_in(world)
    owner.get(SECTION)
    with ThreadPoolExecutor(5) as threads:
        renaming = threads.submit(rename, owner, "boss")
        pages = list(threads.map(lambda client, text: client.submit("/signup/code", {"code": text}), clients, texts))
        renaming.result()
    assert {page.path for page in pages} == {"/home"}
    names = user_names(world)
    assert len(names) == len(set(names)) == 7
    assert "boss" in names


@pytest.mark.parametrize(
    ("taken", "name"),
    [([], "ada"), (["ada"], "ada2"), (["ada", "ada2", "ada4"], "ada3"), (["ada2"], "ada"), (["ada.b"], "ada")],
)
def test_a_free_name_is_the_first_that_is_not_taken(taken: list[str], name: str) -> None:
    assert free_user_name("ada", taken) == name


def test_seeded_people_of_the_same_name_have_names_of_their_own() -> None:
    seeder = PeopleSeeder(WorldRow(id="w", edition={}, now=START), 1)
    for _ in range(2):
        seeder.random = Random(1)  # noqa: S311
        seeder.fake.seed_instance(1)
        seeder.account("freelancer")
    first, second = seeder.accounts
    assert (first.name, f"{first.username}2") == (second.name, second.username)
    assert first.email != second.email


def account(**fields: object) -> Account:
    """A row of the table; each has its own key and address."""
    key = secrets.token_hex(4)
    required = {"world_id": "w", "persona": "freelancer", "name": "Ada", "phone": "", "password": "", **fields}
    return Account(**{"key": key, "email": f"{key}@w.worklane.test", **required})


CLASHES = {
    "the same name": ({"username": "ada"}, {"username": "ada"}),
    "in other letters": ({"username": "ada"}, {"username": "Ada"}),
    "of a closed account": ({"username": "ada", "status": "closed"}, {"username": "ada"}),
    "the same address": ({"username": "a", "email": "a@x.test"}, {"username": "b", "email": "a@x.test"}),
    "the address of a closed account": (
        {"username": "a", "email": "a@x.test", "status": "closed"}, {"username": "b", "email": "a@x.test"},
    ),
}  # fmt: skip
FREE = {
    "given up": ({"username": "ada", "status": "closed", "email_again": True}, {"username": "ada"}),
    "erased": ({"username": "", "email": ""}, {"username": "", "email": ""}),
    "of another world": ({"username": "ada"}, {"username": "ada", "world_id": "v"}),
}


@pytest.mark.parametrize(("one", "other", "clash"), [
    *(pytest.param(*rows, True, id=name) for name, rows in CLASHES.items()),
    *(pytest.param(*rows, False, id=name) for name, rows in FREE.items()),
])  # fmt: skip
def test_the_database_stores_no_name_or_address_twice(
    tmp_path: Path, one: dict[str, object], other: dict[str, object], clash: bool
) -> None:
    app = create_app(Config(sqlite_url(tmp_path / "worlds.db")))
    with Session(app.extensions["engine"]) as db:
        db.add_all([WorldRow(id=world_id, edition={}, now=START) for world_id in "wv"])
        db.flush()
        db.add(account(**one))
        db.flush()
        db.add(account(**other))
        if clash:
            with pytest.raises(IntegrityError, match="UNIQUE"):
                db.flush()
        else:
            db.flush()
