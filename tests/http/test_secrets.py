"""What proves who a reader is goes no further: it is not stored with the closing it was given to."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.site.client import Site
from tests.support.browserless import Browserless, heading
from tests.support.own_site import OwnSite


def test_secrets_given_to_a_stage_are_not_stored_with_the_closing(
    tmp_path: Path, edition: Callable[[str], dict[str, Any]]
) -> None:
    own = edition("hidden-control")
    own["closing"][0]["stages"][0]["asks"] = ["password", "security-answer", "feedback?"]
    database = tmp_path / "worlds.db"
    with OwnSite(database) as site:
        world = Site(site.base_url).make_world(edition=own)
        reader = Browserless(site.base_url)
        reader.log_in(world.owner)
        answers = {
            "password": world.owner.password,
            "security-answer": world.owner.security_answer or "",
            "feedback": "So long",
        }
        assert heading(reader.submit(f"{reader.begin()}/1", answers)) == "Your account is closed"
    db = sqlite3.connect(database)
    stored = [json.loads(row) for (row,) in db.execute("SELECT answers FROM closing_runs")]
    db.close()
    assert stored == [{"feedback": "So long"}]
