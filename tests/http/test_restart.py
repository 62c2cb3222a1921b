"""Stopping and starting the site: what it keeps, and what it says when it cannot start."""

import re
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.errors import SiteError
from flows.site.client import Site
from tests.support.browserless import Browserless, at, balance
from tests.support.own_site import OwnSite, fails_to_start

Edition = Callable[[str], dict[str, Any]]


def test_worlds_and_sessions_are_there_after_a_restart(tmp_path: Path, edition: Edition) -> None:
    database = tmp_path / "worlds.db"
    with OwnSite(database) as first:
        world = Site(first.base_url).make_world(edition("own"), having=("balance", "pending-payment"))
        world.advance("P1D")
        reader = Browserless(first.base_url)
        reader.log_in(world.owner)
        run = reader.begin()
        state, amount = world.state(), balance(world)
    with OwnSite(database) as second:
        assert Site(second.base_url).call("GET", f"/worlds/{world.id}") == state
        reader.base_url = second.base_url
        assert at(reader.get("/home")) == "/home"
        assert at(reader.get(f"{run}/1")) == f"{run}/1"
        assert reader.submit("/payments/withdraw", {"amount": amount}).status_code == 200
        owes = Site(second.base_url).call("GET", f"/worlds/{world.id}")["accounts"]["freelancer"]["owes"]
        assert owes == ["pending-payment"]


def test_a_site_that_is_stopped_says_nothing_more(tmp_path: Path, edition: Edition) -> None:
    with OwnSite(tmp_path / "deep" / "er" / "worlds.db") as site:
        Site(site.base_url).make_world(edition("own"))
    assert (site.returncode, site.said) == (0, "")


def test_sessions_of_one_database_are_nothing_in_another(tmp_path: Path, edition: Edition) -> None:
    with OwnSite(tmp_path / "a.db") as one, OwnSite(tmp_path / "b.db") as other:
        world = Site(one.base_url).make_world(edition("own"))
        Site(other.base_url).make_world(edition("own"))
        reader = Browserless(one.base_url)
        reader.log_in(world.owner)
        reader.base_url = other.base_url
        assert reader.submit("/logout").status_code == 400
        assert at(reader.get("/home")) == "/login"


def test_a_taken_port_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = fails_to_start(tmp_path / "worlds.db", port)
    assert (code, said.count("\n")) == (1, 1)
    assert said.startswith(f"mocksite: port {port} is taken. ")


def test_a_database_of_another_schema_is_one_line_and_is_left_as_it_is(tmp_path: Path, edition: Edition) -> None:
    database = tmp_path / "worlds.db"
    with OwnSite(database) as site:
        world = Site(site.base_url).make_world(edition("own"))
    with sqlite3.connect(database) as db:
        db.execute("UPDATE settings SET value = '0' WHERE name = 'schema'")
    db.close()
    code, said = fails_to_start(database)
    assert (code, said.count("\n")) == (1, 1)
    assert re.search(r"has schema 0, this version needs \d+\. Delete it, or name another with --database\.", said)
    db = sqlite3.connect(database)
    assert db.execute("SELECT id FROM worlds").fetchall() == [(world.id,)]
    db.close()


@pytest.mark.parametrize("content", [b"not a database, but long enough to be looked at\n" * 50, None])
def test_a_file_that_is_no_database_is_one_line(tmp_path: Path, content: bytes | None) -> None:
    database = tmp_path / "worlds.db"
    if content is None:
        database.mkdir()
    else:
        database.write_bytes(content)
    code, said = fails_to_start(database)
    assert (code, said.count("\n")) == (1, 1)
    assert said.startswith("mocksite: cannot open the database ")


def test_a_database_of_another_program_is_one_line(tmp_path: Path) -> None:
    database = tmp_path / "worlds.db"
    db = sqlite3.connect(database)
    db.execute("CREATE TABLE worlds (name TEXT)")
    db.execute("CREATE TABLE settings (key TEXT)")
    db.commit()
    db.close()
    code, said = fails_to_start(database)
    assert (code, said.count("\n")) == (1, 1)
    assert said.startswith("mocksite: cannot open the database ")


def test_with_a_token_the_control_api_answers_whoever_has_it_and_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edition: Edition
) -> None:
    with OwnSite(tmp_path / "worlds.db", token="open-sesame") as site:
        for token in ("", "open", "open-sesame-2"):
            monkeypatch.setenv("OFFRAMP_CONTROL_TOKEN", token)
            with pytest.raises(SiteError, match="send the control token of this site"):
                Site(site.base_url)
        monkeypatch.setenv("OFFRAMP_CONTROL_TOKEN", "open-sesame")
        assert Site(site.base_url).make_world(edition("own")).changes() == []
        assert Browserless(site.base_url).get("/login").status_code == 200
