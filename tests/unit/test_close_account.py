"""Closing an account that somebody else has just closed changes nothing, whatever the loser had read before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mocksite import Config, closings, create_app, editions, sqlite_url
from mocksite.models import Account, Mail


def test_whoever_comes_second_changes_nothing_and_is_told_so(
    tmp_path: Path, edition: Callable[[str], dict[str, Any]]
) -> None:
    app = create_app(Config(sqlite_url(tmp_path / "worlds.db")))
    app.test_client().post("/_control/worlds", json={"edition": edition("own"), "persona": "freelancer"})
    freelancer = select(Account).where(Account.persona == "freelancer")
    closing = editions.parse(edition("own")).closings[0]
    with Session(app.extensions["engine"], expire_on_commit=False) as late, Session(app.extensions["engine"]) as first:
        seen_open = late.scalars(freelancer).one()
        assert seen_open.world.id
        late.commit()
        assert closings.close_account(first, first.scalars(freelancer).one(), closing, {"reason": "First"})
        first.commit()
        assert seen_open.status == "open"
        assert not closings.close_account(late, seen_open, closing, {"reason": "Late"})
        late.commit()
        assert (seen_open.status, seen_open.close_reason) == ("closed", "First")
        assert len(late.scalars(select(Mail)).all()) == 1
