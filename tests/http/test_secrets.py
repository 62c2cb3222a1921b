"""Passwords and answers given in a closing are not stored with it."""

import json
import sqlite3
from pathlib import Path

from flows.site.client import Site
from tests.support.editions import read_edition
from tests.support.http_client import HttpClient
from tests.support.site_process import SiteProcess


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
