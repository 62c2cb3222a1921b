"""A world without a page or an action has it for nobody, and other worlds have it. ADR 19."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.errors import SiteError
from mocksite.app import Config, create_app, sqlite_url
from tests.support.http_client import HttpClient, log_in
from tests.support.route_clients import SharedWorlds
from tests.support.route_rules import ACCOUNTS, CONTROL, OUTSIDERS, RULES
from tests.support.site_process import SiteProcess
from tests.support.types import MakeWorld

# Addresses that name their world, so that it is known without any cookie.
NAMING = {"world_id", "run_id", "token"}


def endpoint_of(name: str) -> str:
    return name.partition("/")[0].split()[1]


OF_NO_WORLD = [
    name
    for name, rule in RULES.items()
    if rule.who == CONTROL or endpoint_of(name).startswith("front.") or endpoint_of(name).endswith("static")
]
SWITCHABLE = [name for name in RULES if name not in OF_NO_WORLD]


@dataclass
class SwitchedWorlds:
    """The worlds of a site whose database a test can write."""

    path: Path
    shared: SharedWorlds

    @contextmanager
    def without(self, world_id: str, *endpoints: str) -> Iterator[None]:
        """Switch endpoints off once everything is prepared, which may have needed them."""
        self._write(world_id, endpoints)
        yield
        self._write(world_id, ())

    def _write(self, world_id: str, endpoints: tuple[str, ...]) -> None:
        with sqlite3.connect(self.path, timeout=30) as rows:
            rows.execute("UPDATE worlds SET without = ? WHERE id = ?", (json.dumps(endpoints), world_id))
        rows.close()


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SwitchedWorlds]:
    folder = tmp_path_factory.mktemp("without")
    app = create_app(Config(sqlite_url(folder / "routes.db")))
    with SiteProcess(folder / "worlds.db") as own:
        yield SwitchedWorlds(folder / "worlds.db", SharedWorlds(own.base_url, app))


@pytest.mark.parametrize("name", SWITCHABLE)
def test_nobody_has_a_route_that_the_world_is_without(worlds: SwitchedWorlds, name: str) -> None:
    """``test_every_route`` sees that the same requests are answered in a world with it."""
    clients = worlds.shared.of_route(name)
    readers = {who: clients[who] for who in (*OUTSIDERS, *ACCOUNTS)}
    if NAMING & set(RULES[name].url):
        readers["passer-by"] = HttpClient(worlds.shared.base_url)
    before = clients.world.state()
    with worlds.without(clients.world.id, endpoint_of(name)):
        answers = {who: clients.request(reader, name).status_code for who, reader in readers.items()}
    assert answers == dict.fromkeys(readers, 404)
    assert clients.world.state() == before


def test_no_world_lacks_the_control_api_or_styles(worlds: SwitchedWorlds) -> None:
    clients, answers = worlds.shared.of_route(OF_NO_WORLD[-1]), {}
    with worlds.without(clients.world.id, *map(endpoint_of, RULES)):
        for name in OF_NO_WORLD:
            clients["visitor"].get("/")  # for a new token, since some of them log in
            answers[name] = clients.request(clients["visitor"], name, allow_redirects=False).status_code
    assert {name: status for name, status in answers.items() if status >= 400} == {}
    worlds.shared.made.clear()  # the last request has deleted that world


@pytest.mark.parametrize("name", OF_NO_WORLD)
def test_no_world_is_made_without_what_belongs_to_none(make_world: MakeWorld, name: str) -> None:
    with pytest.raises(SiteError, match="neither the endpoint of a page or action nor one of one-account"):
        make_world(without=(endpoint_of(name),))


def test_another_world_has_what_this_one_is_without(make_world: MakeWorld, base_url: str) -> None:
    """The world is that of the page, or else of the reader who is logged in, or else the last one that was entered."""
    lacking, other = (
        make_world(without=("talent.search", "talent.talent", "auth.log_in", "signup.details")),
        make_world(),
    )
    reader, visitor = log_in(other), HttpClient(base_url)
    assert reader.get("/talent").status_code == 200
    assert reader.get(f"/talent/{lacking.id}").status_code == 404
    assert reader.get(lacking.login_url).status_code == 404
    assert visitor.get(lacking.login_url).status_code == 404
    assert visitor.get(other.login_url).status_code == 200
    assert visitor.get("/signup").status_code == 200


def test_what_one_world_began_another_forgets(make_world: MakeWorld, visitor: HttpClient) -> None:
    world, other = make_world(circumstances=("two-factor",)), make_world()
    visitor.get(world.login_url)
    assert visitor.log_in(world.owner).path == "/login/code"
    assert visitor.get(world.login_url).status_code == 200
    assert visitor.get("/login/code").path == "/login/code"
    visitor.get(other.login_url)
    assert visitor.get("/login/code").path == "/login"
