"""Closing what another session has just closed changes nothing."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mocksite.app import Config, create_app, sqlite_url
from mocksite.control.state_snapshot import snapshot
from mocksite.db.models import Account, World
from mocksite.editions import loader
from mocksite.queries.capacities import capacities_of, choose
from mocksite.queries.closing_scope import ClosingScope, scope_of
from mocksite.services import closings
from tests.support.editions import read_edition

# What each persona closes, and the row and status that result.
CLOSES = {
    "freelancer": ("account", "accounts", "freelancer", "closed"),
    "client": ("company", "teams", "team-1", "closed"),
    "agency-owner": ("agency", "teams", "team-2", "closed"),
    "admin": ("membership", "memberships", "membership-3", "left"),  # of an account that is a freelancer too
}


@pytest.mark.parametrize("persona", CLOSES)
def test_the_second_of_two_closings_changes_nothing(tmp_path: Path, persona: str) -> None:
    of, table, key, status = CLOSES[persona]
    app = create_app(Config(sqlite_url(tmp_path / "worlds.db")))
    world_request = {
        "edition": read_edition("own"),
        "persona": persona,
        "circumstances": ["dual"] if persona == "admin" else [],
    }
    app.test_client().post("/_control/worlds", json=world_request)
    closing = loader.parse(read_edition("own")).closings[0].model_copy(update={"by": [persona], "of": of})

    def scope(db: Session) -> ClosingScope:
        account = db.scalars(select(Account).where(Account.key == persona)).one()
        return scope_of(db, choose(capacities_of(db, account), account), closing)

    with Session(app.extensions["engine"], expire_on_commit=False) as late, Session(app.extensions["engine"]) as first:
        seen_open = scope(late)
        world_id = seen_open.account.world.id
        late.commit()
        assert closings.close(first, scope(first), {"reason": "First"})
        closed = snapshot(first, first.get_one(World, world_id))
        first.commit()
        assert not closings.close(late, seen_open, {"reason": "Late"})
        late.commit()
        late.expire_all()
        after = snapshot(late, late.get_one(World, world_id))
    assert after == closed
    assert after[table][key]["status"] == status
