"""A world with a lifetime expires unless it is renewed; a run renews its worlds while it lives."""

from collections.abc import Callable
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

GOOD: dict[str, Any] = {"edition": loader.names()[0], "persona": "freelancer"}
Control = Callable[..., requests.Response]


@pytest.fixture
def control(base_url: str) -> Control:
    def call(method: str, path: str = "", **body: Any) -> requests.Response:
        return requests.request(method, f"{base_url}/_control/worlds{path}", json=body or None, timeout=30)

    return call


def until_gone(control: Control, world: str) -> requests.Response:
    """The answer for a world once it has expired; the test's own time limit ends a wait in vain."""
    while (answer := control("GET", f"/{world}")).ok:
        pass
    return answer


def read_forever(world: World) -> None:
    while True:
        world.state()


def test_an_expired_world_is_not_found_by_any_call(control: Control) -> None:
    world = control("POST", **GOOD, lifetime="PT1S").json()["world"]
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
    assert {control(method, f"/{world}{path}", **body).status_code for method, path, body in calls} == {404}


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
    renewed_world, other = (control("POST", **GOOD, lifetime="PT1S").json()["world"] for _ in range(2))
    renewal = control("PUT", f"/{renewed_world}/lifetime", lifetime="PT1H")
    assert (renewal.status_code, list(renewal.json())) == (200, ["expires_at"])
    until_gone(control, other)
    assert control("GET", f"/{renewed_world}").ok


@pytest.mark.parametrize("lifetime", ["P1DT1S", "PT0S", "-PT1M", "P36500D", "ten minutes", 600])
def test_a_lifetime_is_at_most_a_day(control: Control, lifetime: Any) -> None:
    world = control("POST", **GOOD, lifetime="P1D").json()["world"]
    for answer in (control("POST", **GOOD, lifetime=lifetime), control("PUT", f"/{world}/lifetime", lifetime=lifetime)):
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == ["lifetime"]


def test_a_run_renews_its_worlds_and_deletes_them_at_its_end(base_url: str, control: Control) -> None:
    site = Site(base_url, lifetime="PT3S")
    with renewed(site, every=0.3):
        first, deleted, last = (site.make_world(**GOOD) for _ in range(3))
        deleted.delete()
        until_gone(control, Site(base_url, lifetime="PT3S").make_world(**GOOD).id)
        assert first.changes() == []
    assert {control("GET", f"/{world.id}").status_code for world in (first, deleted, last)} == {404}
