"""A deleted world gives its space back, and leaves no passwords behind."""

import sqlite3
from pathlib import Path

from mocksite.app import Config, create_app, sqlite_url
from mocksite.editions import loader

NEW_WORLD = {"edition": loader.names()[0], "persona": "freelancer", "having": ["active-contract"]}
WORLDS = 30


def test_deleted_worlds_free_their_space(tmp_path: Path) -> None:
    database = tmp_path / "worlds.db"
    app = create_app(Config(sqlite_url(database)))
    empty = size(database)
    client = app.test_client()
    made = [client.post("/_control/worlds", json={**NEW_WORLD, "seed": seed}).get_json() for seed in range(WORLDS)]
    passwords = [account["password"].encode() for world in made for account in world["accounts"].values()]
    full = size(database)
    assert all(password in database.read_bytes() for password in passwords)
    for world in made:
        assert client.delete(f"/_control/worlds/{world['world']}").status_code == 204
    left = size(database)
    assert left - empty < (full - empty) / 10
    assert not any(password in database.read_bytes() for password in passwords)
    app.extensions["engine"].dispose()


def size(database: Path) -> int:
    """The size of the file, once the write-ahead log is in it."""
    with sqlite3.connect(database) as db:
        busy, *_ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    db.close()
    assert not busy
    return database.stat().st_size
