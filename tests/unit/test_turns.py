"""Whoever has waited longest writes next, and a site that stays busy says so."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from mocksite.app import Config, create_app, sqlite_url
from mocksite.catalog.worlds import START
from mocksite.db import database, turns
from mocksite.db.models import World
from mocksite.db.turns import Turns
from mocksite.editions import loader

NEW_WORLD = {"edition": loader.names()[0], "persona": "freelancer"}


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A site that waits for nothing."""
    monkeypatch.setattr(turns, "LONGEST_WAIT", 0)
    monkeypatch.setattr(database, "PRAGMAS", (*database.PRAGMAS, "busy_timeout=0"))
    made = create_app(Config(sqlite_url(tmp_path / "worlds.db")))
    yield made
    made.extensions["engine"].dispose()


def test_turns_come_in_the_order_of_asking() -> None:
    queue, came = Turns(), []
    assert queue.take(0)

    def wait(number: int) -> None:
        assert queue.take(30)
        came.append(number)
        queue.pass_on()

    threads = [threading.Thread(target=wait, args=[number]) for number in range(5)]
    for number, thread in enumerate(threads, 1):
        thread.start()
        while len(queue._waiting) < number:
            pass
    queue.pass_on()
    for thread in threads:
        thread.join()
    assert came == [0, 1, 2, 3, 4]


def test_who_gave_up_gets_no_turn() -> None:
    queue = Turns()
    assert queue.take(0)
    assert not queue.take(0)
    queue.pass_on()
    assert queue.take(0)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_request_that_reads_cannot_write(app: Flask, method: str) -> None:
    with app.test_request_context("/login", method=method):
        database.session().add(World(id="w", edition={}, now=START))
        with pytest.raises(OperationalError, match="readonly"):
            database.session().flush()
    with app.test_request_context("/login", method="POST"):
        database.session().add(World(id="w", edition={}, now=START))
        database.session().commit()


def busy(response: TestResponse) -> tuple[int, str | None]:
    return response.status_code, response.headers.get("Retry-After")


def check_busy(app: Flask) -> None:
    """Check that reading works, and that writing is refused, for now, by a page or a problem document."""
    client = app.test_client()
    assert client.get("/login").status_code == 200
    assert client.get("/_control/worlds/none").status_code == 404
    page = client.get("/closing/none/1")  # which may mail a code
    assert busy(page) == (503, "1")
    assert "The site is busy" in page.text
    refused = client.post("/_control/worlds", json=NEW_WORLD)
    assert busy(refused) == (503, "1")
    assert refused.get_json()["title"] == "Service Unavailable"


def test_a_busy_site_says_so(app: Flask) -> None:
    app.extensions["turns"].take(0)
    check_busy(app)
    app.extensions["turns"].pass_on()
    assert app.test_client().post("/_control/worlds", json=NEW_WORLD).status_code == 201


def test_a_database_that_another_process_locks_is_busy(app: Flask, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "worlds.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    check_busy(app)
    other.execute("ROLLBACK")
    other.close()
    assert app.test_client().post("/_control/worlds", json=NEW_WORLD).status_code == 201


def test_a_failure_passes_the_turn_on(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = app.test_client()
    for fails in ("mocksite.control.new_world.make_world", "sqlalchemy.orm.Session.commit"):
        with monkeypatch.context() as broken:
            broken.setattr(fails, lambda *_: 1 / 0)
            assert client.post("/_control/worlds", json=NEW_WORLD).status_code == 500
    assert client.post("/_control/worlds", json=NEW_WORLD).status_code == 201


def test_a_new_connection_reads_while_another_writes(app: Flask) -> None:
    with app.extensions["engine"].begin(), app.extensions["reading"].connect() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM worlds").scalar_one() == 0
