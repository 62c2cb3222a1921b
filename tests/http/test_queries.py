"""No page needs many queries, however much there is to show, nor does a clock that is moved far."""

import math
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from flows.site.client import Site
from mocksite.app import Config, create_app, sqlite_url
from mocksite.catalog.personas import PERSONAS, SUPPORT_AGENT
from mocksite.catalog.worlds import LONGEST_MOVE, START
from mocksite.db.models import World
from mocksite.editions import loader
from mocksite.server import Server
from mocksite.services import clock
from tests.support.http_client import HttpClient, log_in
from tests.support.obligations import CAN_OWE
from tests.support.route_clients import SharedWorlds
from tests.support.route_editions import edition_of_route
from tests.support.route_rules import CONTROL, RULES

# The most statements for a page, with the beginning of the transaction, by its route or blueprint. A record shows the
# rows of 17 tables, and what a closing asks for is in 6 of them.
LIMITS = {"settings": 6, "closing.stage": 13, "records.record": 22}
LIMIT = 12
PAGES = [name for name, rule in RULES.items() if name.startswith("GET") and rule.who != CONTROL]


@dataclass
class CountedSite:
    """A site in this process, which notes the statements that its database executes."""

    app: Flask
    base_url: str
    statements: list[str] = field(default_factory=list)

    def check(self, client: HttpClient, name: str, url: str) -> None:
        """Open a page, which fails if it needs too many statements; a redirect is no page."""
        self.statements.clear()
        page, endpoint = client.get(url, allow_redirects=False), name.partition("/")[0].split()[1]
        limit = LIMITS.get(endpoint, LIMITS.get(endpoint.partition(".")[0], LIMIT))
        listed = "\n".join(statement.partition("FROM")[2] or statement for statement in self.statements)
        many = len(self.statements)
        assert page.status_code != 200 or many <= limit, f"{url}: {many} statements, more than {limit}:\n{listed}"


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CountedSite]:
    app = create_app(Config(sqlite_url(tmp_path_factory.mktemp("counted") / "worlds.db")))
    listener = socket.create_server(("127.0.0.1", 0))
    site = CountedSite(app, f"http://127.0.0.1:{listener.getsockname()[1]}")

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        site.statements.append(statement)

    for engine in ("engine", "reading"):
        event.listen(app.extensions[engine], "before_cursor_execute", note)
    with listener, Server(listener, app) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield site
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def worlds(counted: CountedSite) -> SharedWorlds:
    return SharedWorlds(counted.base_url, counted.app)


@pytest.mark.parametrize("name", PAGES)
def test_every_route_needs_few_queries(counted: CountedSite, worlds: SharedWorlds, name: str) -> None:
    clients = worlds.of_route(name)
    for reader in [clients[who] for who in RULES[name].who]:
        counted.check(reader, name, clients.url(name))


@pytest.mark.parametrize("persona", [persona for persona in PERSONAS if persona != SUPPORT_AGENT])
@pytest.mark.parametrize("edition", loader.names())
def test_the_settings_of_an_edition_need_few_queries(counted: CountedSite, edition: str, persona: str) -> None:
    world = Site(counted.base_url).make_world(edition, persona, having=CAN_OWE[persona])
    reader = log_in(world)
    answers = {"password": world.owner.password, "security-answer": world.owner.security_answer or ""}
    reader.submit("/gate", answers)  # if there is one
    for section in world.edition["sections"]:
        counted.check(reader, "GET settings.section", f"/settings/{section['id']}")


def test_a_clock_reads_what_falls_due_once(counted: CountedSite) -> None:
    reads = []
    for distance in (timedelta(weeks=4), LONGEST_MOVE):
        owed = (*CAN_OWE["freelancer"], "hourly-contract")
        made = Site(counted.base_url).make_world(edition_of_route("GET home.home"), having=owed)
        with Session(counted.app.extensions["engine"]) as db:
            world = db.get_one(World, made.id)
            counted.statements.clear()
            assert clock.advance(db, world, START + distance, deadline=math.inf)
        reads.append([statement for statement in counted.statements if statement.startswith("SELECT")])
    assert reads[0] == reads[1]
