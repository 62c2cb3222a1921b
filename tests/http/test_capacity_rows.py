"""The rows of each capacity are the same from the database or from loaded rows."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from mocksite.app import Config, create_app, sqlite_url
from mocksite.db import database
from mocksite.db.models import Account, Membership
from mocksite.editions import loader
from mocksite.queries import capacity_rows
from mocksite.queries.capacities import owned_among, owned_by
from tests.support.obligations import CAN_OWE

EDITION = loader.names()[0]
OWNED = {**capacity_rows.AS_PROVIDER, **capacity_rows.AS_CLIENT, **capacity_rows.IN_TEAM}
TABLES: tuple[type[Any], ...] = (*OWNED, Account, Membership)
MORE = {"freelancer": "dual", "client": "dual", "admin": "several-teams", "member": "several-teams"}


@pytest.mark.parametrize("persona", CAN_OWE)
def test_queries_and_loaded_rows_agree_on_each_capacity(tmp_path: Path, persona: str) -> None:
    app = create_app(Config(sqlite_url(tmp_path / "worlds.db")))
    request = {"edition": EDITION, "persona": persona, "having": CAN_OWE[persona]}
    circumstances = [MORE[persona]] if persona in MORE else []
    made = app.test_client().post("/_control/worlds", json={**request, "circumstances": circumstances})
    assert made.status_code == 201, made.text

    with app.test_request_context():
        db = database.session()
        read = {table: db.scalars(select(table).order_by(table.id)).all() for table in TABLES}
        for account in read[Account]:
            capacities = owned_by(db, account)
            assert owned_among(read[Membership], account) == capacities
            for capacity in capacities:
                assert capacity_rows.all_of(read, capacity) == capacity_rows.all_of(db, capacity)
        everybodys = [capacity for account in read[Account] for capacity in owned_by(db, account)]
        unheld = [
            table for table in OWNED if read[table] and not any(capacity_rows.of(db, table, s) for s in everybodys)
        ]
        assert unheld == []
