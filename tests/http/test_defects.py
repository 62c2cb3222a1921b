"""Worlds with defects: what the control API says of them, whom they affect, and how they end."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from flows.errors import SiteError
from flows.site.client import Site, World
from mocksite.app import Config, create_app, sqlite_url
from mocksite.defects import registry, wrapping
from mocksite.defects.defect import PAGES
from tests.support.changes import balance
from tests.support.editions import read_edition
from tests.support.http_client import log_in
from tests.support.site_process import SiteProcess
from tests.support.types import Control, MakeWorld

CENT = "withdrawal-leaves-a-cent"


def test_there_are_enough_of_each_kind() -> None:
    kinds = Counter(defect.kind for defect in registry.BY_ID.values())
    assert (len(kinds), [kind for kind, number in kinds.items() if number < 6]) == (8, [])
    assert kinds.total() >= 60


def test_each_defect_has_one_change_and_each_change_a_defect() -> None:
    assert sorted(name for kind in registry.KINDS for name in kind.CHANGES) == sorted(registry.BY_ID)


def test_the_catalog_lists_them(site: Site) -> None:
    listed = site.catalog()["defects"]
    assert list(listed) == list(registry.BY_ID)
    assert listed[CENT] == {
        "kind": "data and money",
        "says": "A withdrawal takes a cent less than the amount.",
        "hurts": "whoever withdraws everything to close the account",
    }


@pytest.mark.parametrize("place", [place for place in registry.BY_PLACE if place != PAGES and " " not in place])
def test_every_function_is_wrapped_by_its_defects(place: str) -> None:
    wrapping.wrap_functions()
    wrapping.wrap_functions()  # of the second application in a process
    original = wrapping._find(place)[2]
    function: Any = original.fget if isinstance(original, property) else original
    assert list(function.breaks) == [defect.id for defect in registry.BY_PLACE[place]]
    assert not hasattr(function.__wrapped__, "breaks")


def withdraw_all(world: World) -> int:
    """Withdraw the whole balance. Returns what is left, in cents."""
    reader = log_in(world)
    reader.get("/payments")
    reader.submit("/payments/withdraw", {"amount": balance(world)})
    left: int = world.state()["accounts"][world.persona]["balance_cents"]
    return left


def test_a_defect_breaks_one_world_and_no_other(make_world: MakeWorld) -> None:
    worlds = [make_world(having=("balance",)) for _ in range(2)]
    worlds[0].put_defects(CENT)
    assert [withdraw_all(world) for world in worlds] == [1, 0]


def test_a_world_can_be_repaired(make_world: MakeWorld) -> None:
    world = make_world(having=("balance",))
    world.put_defects(CENT, "mail-comes-twice")
    world.put_defects()
    assert withdraw_all(world) == 0


def test_several_defects_of_one_place_add_up(make_world: MakeWorld) -> None:
    world = make_world()
    world.put_defects("mail-comes-twice", "mailed-code-is-wrong")
    log_in(world).close_account({"reason": "My ratings stand in my way"})
    assert len(world.mail()) == 2


def test_what_a_world_comes_near_is_recorded(make_world: MakeWorld) -> None:
    world = make_world(having=("balance",), recorded=True)
    assert world.use()["defects"] == []
    log_in(world).get("/home")
    assert CENT not in world.use()["defects"]
    withdraw_all(world)
    assert CENT in world.use()["defects"]
    assert "focus-is-lost" not in world.use()["defects"]  # no dialog was open


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (["mail-comes-twise"], "defects: there is no defect 'mail-comes-twise'; did you mean 'mail-comes-twice'?"),
        (["?"], "defects: there is no defect '?'; GET /_control/catalog lists them"),
        ([CENT] * 51, "defects: "),
        (CENT, "defects: "),
    ],
)
def test_unknown_defects_are_refused(world: World, control: Control, wanted: object, says: str) -> None:
    answer = control("PUT", f"/worlds/{world.id}/defects", json={"defects": wanted})
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(says)
    assert control("GET", f"/worlds/{world.id}/defects").json() == {"defects": [], "crashes": []}


def test_a_world_that_is_gone_has_no_defects(world: World) -> None:
    world.delete()
    with pytest.raises(SiteError, match="there is no world"):
        world.put_defects(CENT)


def test_defects_survive_a_restart_but_no_new_world_has_them(tmp_path: Path) -> None:
    database = tmp_path / "worlds.db"
    with SiteProcess(database) as first:
        world = Site(first.base_url).make_world(read_edition("own"), seed=7)
        world.put_defects(CENT)
    with SiteProcess(database) as second:
        site = Site(second.base_url)
        assert site.call("GET", f"/worlds/{world.id}/defects")["defects"] == [CENT]
        again = site.make_world(read_edition("own"), seed=7)
        assert site.call("GET", f"/worlds/{again.id}/defects")["defects"] == []


def test_a_crash_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(Config(sqlite_url(tmp_path / "worlds.db")))
    client = app.test_client()
    made = client.post("/_control/worlds", json={"edition": read_edition("own"), "persona": "freelancer"}).get_json()
    address = f"/_control/worlds/{made['world']}/defects"
    client.put(address, json={"defects": [CENT]})
    monkeypatch.setitem(app.view_functions, "auth.log_in", lambda: 1 // 0)
    assert client.get(f"/login?world={made['world']}").status_code == 500
    assert client.get(address).get_json()["crashes"] == []  # the world is not known before the page is
    with client.session_transaction() as session:
        session["login_world"] = made["world"]
    client.get("/login")
    assert client.get(address).get_json()["crashes"] == [
        "GET /login: ZeroDivisionError: integer division or modulo by zero"
    ]
