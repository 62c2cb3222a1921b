"""Stopping and starting the site: what it keeps, secrets that it does not, and why it cannot start."""

import json
import re
import socket
import sqlite3
import sys
from pathlib import Path

import pytest

from flows.errors import SiteError
from flows.site.client import Site
from mocksite.db.database import open_engine, without_password
from mocksite.errors import MocksiteError
from tests.support.changes import balance
from tests.support.editions import read_edition
from tests.support.http_client import HttpClient
from tests.support.site_process import SiteProcess, fails_to_start


def test_worlds_and_sessions_survive_a_restart(tmp_path: Path) -> None:
    database = tmp_path / "worlds.db"
    with SiteProcess(database) as first:
        world = Site(first.base_url).make_world(read_edition("own"), having=("balance", "pending-payment"))
        world.advance("P1D")
        reader = HttpClient(first.base_url)
        reader.log_in(world.owner)
        run = reader.begin()
        state, amount = world.state(), balance(world)
    with SiteProcess(database) as second:
        assert Site(second.base_url).call("GET", f"/worlds/{world.id}") == state
        reader.base_url = second.base_url
        assert reader.get("/home").path == "/home"
        assert reader.get(f"{run}/1").path == f"{run}/1"
        assert reader.submit("/payments/withdraw", {"amount": amount}).status_code == 200
        owes = Site(second.base_url).call("GET", f"/worlds/{world.id}")["accounts"]["freelancer"]["owes"]
        assert owes == ["pending-payment"]


def test_a_stopped_site_prints_nothing(tmp_path: Path) -> None:
    with SiteProcess(tmp_path / "deep" / "er" / "worlds.db") as site:
        Site(site.base_url).make_world(read_edition("own"))
    assert (site.returncode, site.stderr) == (0, "")


def test_sessions_only_work_with_their_own_database(tmp_path: Path) -> None:
    with SiteProcess(tmp_path / "a.db") as one, SiteProcess(tmp_path / "b.db") as other:
        world = Site(one.base_url).make_world(read_edition("own"))
        Site(other.base_url).make_world(read_edition("own"))
        reader, stranger = HttpClient(one.base_url), HttpClient(other.base_url)
        reader.log_in(world.owner)
        stranger.get("/login")
        stranger.cookies.set(cookie_name(stranger), reader.cookies[cookie_name(reader)], domain="127.0.0.1")
        stranger.token = reader.token
        assert stranger.submit("/logout").status_code == 400
        assert stranger.get("/home").path == "/login"


def test_one_browser_can_be_logged_in_at_two_sites(tmp_path: Path) -> None:
    with SiteProcess(tmp_path / "a.db") as one, SiteProcess(tmp_path / "b.db") as other:
        reader = HttpClient(one.base_url)
        for site in (one, other):
            reader.base_url = site.base_url
            reader.log_in(Site(site.base_url).make_world(read_edition("own")).owner)
        paths = [reader.get(f"{site.base_url}/home").path for site in (one, other)]
    assert paths == ["/home", "/home"]


def cookie_name(client: HttpClient) -> str:
    """The name of the session cookie of the only site a client has visited."""
    (name,) = client.cookies.keys()
    return str(name)


def test_a_taken_port_is_a_one_line_error(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, error = fails_to_start(tmp_path / "worlds.db", port)
    assert (code, error.count("\n")) == (1, 1)
    assert error.startswith(f"mocksite: port {port} is taken. ")


def test_another_schema_is_a_one_line_error_and_stays_untouched(tmp_path: Path) -> None:
    database = tmp_path / "worlds.db"
    with SiteProcess(database) as site:
        world = Site(site.base_url).make_world(read_edition("own"))
    with sqlite3.connect(database) as db:
        db.execute("UPDATE settings SET value = '0' WHERE name = 'schema'")
    db.close()
    code, error = fails_to_start(database)
    assert (code, error.count("\n")) == (1, 1)
    assert re.search(r"has schema 0, this version needs \d+\. Delete it, or name another with --database\.", error)
    db = sqlite3.connect(database)
    assert db.execute("SELECT id FROM worlds").fetchall() == [(world.id,)]
    db.close()


@pytest.mark.parametrize("content", [b"not a database, but long enough to be looked at\n" * 50, None])
def test_a_broken_database_is_a_one_line_error(tmp_path: Path, content: bytes | None) -> None:
    database = tmp_path / "worlds.db"
    if content is None:
        database.mkdir()
    else:
        database.write_bytes(content)
    code, error = fails_to_start(database)
    assert (code, error.count("\n")) == (1, 1)
    assert error.startswith("mocksite: cannot open the database ")


def test_a_database_may_be_anywhere(tmp_path: Path) -> None:
    database = tmp_path / "a%20b?c#d" / "worlds.db"
    with SiteProcess(database):
        assert database.is_file()


def test_a_foreign_database_is_a_one_line_error(tmp_path: Path) -> None:
    database = tmp_path / "worlds.db"
    db = sqlite3.connect(database)
    db.execute("CREATE TABLE worlds (name TEXT)")
    db.execute("CREATE TABLE settings (key TEXT)")
    db.commit()
    db.close()
    code, error = fails_to_start(database)
    assert (code, error.count("\n")) == (1, 1)
    assert error.startswith("mocksite: cannot open the database ")


def test_a_missing_driver_is_named_and_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MocksiteError) as raised:
        open_engine("postgresql+psycopg://worklane:open-sesame@127.0.0.1/worlds")
    assert str(raised.value) == (
        "the database postgresql+psycopg://worklane:***@127.0.0.1/worlds needs the package psycopg; "
        "install it with: pip install 'offramp[postgres]'"
    )


def test_a_wrong_url_is_an_error_without_its_password() -> None:
    with pytest.raises(MocksiteError, match="--database: is not a URL; write "):
        open_engine("://worklane:open-sesame@127.0.0.1/worlds")
    assert "open-sesame" not in without_password("postgresql+psycopg://127.0.0.1/worlds?password=open-sesame")


def test_the_control_api_answers_only_with_its_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with SiteProcess(tmp_path / "worlds.db", token="open-sesame") as site:
        for token in ("", "open", "open-sesame-2"):
            monkeypatch.setenv("OFFRAMP_CONTROL_TOKEN", token)
            with pytest.raises(SiteError, match="send the control token of this site"):
                Site(site.base_url)
        monkeypatch.setenv("OFFRAMP_CONTROL_TOKEN", "open-sesame")
        assert Site(site.base_url).make_world(read_edition("own")).changes() == []
        assert HttpClient(site.base_url).get("/login").status_code == 200


def test_closing_runs_store_no_secrets(tmp_path: Path) -> None:
    own = read_edition("hidden-control")
    own["closing"][0]["stages"][0]["asks"] = ["password", "security-answer", "feedback?"]
    database = tmp_path / "worlds.db"
    with SiteProcess(database) as site:
        world = Site(site.base_url).make_world(own)
        reader = HttpClient(site.base_url)
        reader.log_in(world.owner)
        answers = {
            "password": world.owner.password,
            "security-answer": world.owner.security_answer or "",
            "feedback": "So long",
        }
        assert reader.close_account(answers).heading == "Your account is closed"
    db = sqlite3.connect(database)
    stored = [json.loads(row) for (row,) in db.execute("SELECT answers FROM closing_runs")]
    db.close()
    assert stored == [{"feedback": "So long"}]
