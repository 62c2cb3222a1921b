"""A world with a lifetime expires unless it is renewed; a run renews its worlds while it lives."""

from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from flows.errors import SiteError
from flows.site.client import Site, World
from flows.site.lifetime import renewed
from mocksite.app import sqlite_url
from mocksite.db.models import Account
from mocksite.db.models import World as WorldRow
from mocksite.editions import loader
from tests.support.site_process import SiteProcess
from tests.support.types import Control

GOOD: dict[str, Any] = {"edition": loader.names()[0], "persona": "freelancer"}


def make(control: Control, lifetime: str) -> str:
    """The id of a new world."""
    return str(control("POST", "/worlds", json=GOOD | {"lifetime": lifetime}).json()["world"])


def until_gone(control: Control, world: str) -> requests.Response:
    """The answer for a world once it has expired; the test's own time limit ends a wait in vain."""
    while (answer := control("GET", f"/worlds/{world}")).ok:
        pass
    return answer


def read_forever(world: World) -> None:
    while True:
        world.state()


def test_an_expired_world_is_not_found_by_any_call(control: Control) -> None:
    world = make(control, "PT1S")
    answer = until_gone(control, world)

    assert answer.status_code == 404
    assert answer.json()["detail"] == f"there is no world {world!r}; it may have been deleted or have expired"
    calls: list[tuple[str, str, dict[str, str]]] = [
        ("GET", "/changes", {}),
        ("GET", "/mail", {}),
        ("GET", "/outbox", {}),
        ("DELETE", "", {}),
    ]
    calls += [("POST", "/clock", {"advance": "P1D"}), ("PUT", "/lifetime", {"lifetime": "P1D"})]
    assert {control(method, f"/worlds/{world}{path}", json=body).status_code for method, path, body in calls} == {404}


def test_the_next_world_deletes_expired_ones_and_no_others(tmp_path: Path) -> None:
    database = tmp_path / "worlds.db"
    with SiteProcess(database) as process:
        site, brief = Site(process.base_url), Site(process.base_url, lifetime="PT1S")
        lasting, expiring = site.make_world(**GOOD), brief.make_world(**GOOD)
        with pytest.raises(SiteError, match="have expired"):
            read_forever(expiring)
        later = site.make_world(**GOOD)
    with Session(create_engine(sqlite_url(database))) as db:
        assert set(db.scalars(select(WorldRow.id))) == {lasting.id, later.id}
        assert db.scalar(select(func.count()).where(Account.world_id == expiring.id)) == 0


def test_a_renewed_world_lives_on(control: Control) -> None:
    renewed_world, other = (make(control, "PT1S") for _ in range(2))
    renewal = control("PUT", f"/worlds/{renewed_world}/lifetime", json={"lifetime": "PT1H"})
    assert (renewal.status_code, list(renewal.json())) == (200, ["expires_at"])
    until_gone(control, other)
    assert control("GET", f"/worlds/{renewed_world}").ok


@pytest.mark.parametrize("lifetime", ["P1DT1S", "PT0S", "-PT1M", "P36500D", "ten minutes", 600])
def test_a_lifetime_is_at_most_a_day(control: Control, lifetime: Any) -> None:
    body = {"lifetime": lifetime}
    path = f"/worlds/{make(control, 'P1D')}/lifetime"
    for answer in (control("POST", "/worlds", json=GOOD | body), control("PUT", path, json=body)):
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == ["lifetime"]


def test_a_run_renews_its_worlds_and_deletes_them_at_its_end(base_url: str, control: Control) -> None:
    site = Site(base_url, lifetime="PT3S")
    with renewed(site, every=0.3):
        gone, first, deleted, last = (site.make_world(**GOOD) for _ in range(4))
        deleted.delete()
        control("DELETE", f"/worlds/{gone.id}")
        until_gone(control, Site(base_url, lifetime="PT3S").make_world(**GOOD).id)
        assert first.changes() == []
    assert {control("GET", f"/worlds/{world.id}").status_code for world in (first, deleted, last)} == {404}
