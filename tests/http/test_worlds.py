"""Worlds: equal requests make equal worlds; the clock; no secrets."""

import json
from typing import Any

import pytest

from flows.errors import SiteError
from flows.site.client import Site, World
from mocksite.catalog import ends, personas, worlds
from mocksite.catalog.obligations import OBLIGATIONS
from mocksite.editions import loader
from tests.support.changes import account_row, without_id
from tests.support.editions import read_edition
from tests.support.http_client import log_in
from tests.support.obligations import CAN_OWE
from tests.support.types import LoggedIn, MakeWorld

EVERYTHING = CAN_OWE["freelancer"]


def contents(world: World) -> Any:
    accounts = [[*vars(account).values()] for account in world.accounts.values()]
    return without_id(world, [accounts, world.state(), world.edition])


@pytest.mark.parametrize("persona", personas.PERSONAS)
def test_the_same_request_and_seed_make_the_same_world(make_world: MakeWorld, persona: str) -> None:
    request: dict[str, Any] = {"having": CAN_OWE[persona] * 2, "circumstances": ("two-factor",), "seed": 7}
    one, other = (make_world(persona=persona, **request) for _ in range(2))
    assert one.id != other.id
    assert contents(one) == contents(other)


def test_another_seed_makes_another_world(make_world: MakeWorld) -> None:
    one, other = make_world(seed=7), make_world(seed=8)
    assert one.owner.username != other.owner.username
    assert one.owner.password != other.owner.password
    assert contents(one) != contents(other)


def test_obligations_are_listed_once_and_in_catalog_order(make_world: MakeWorld) -> None:
    world = make_world(persona="client", circumstances=("dual",), having=tuple(reversed(OBLIGATIONS)))
    assert account_row(world, "client")["owes"] == list(OBLIGATIONS)


def test_a_world_has_exactly_what_was_requested(make_world: MakeWorld) -> None:
    world = make_world(having=("balance", "open-proposal", "open-proposal"), circumstances=("two-factor",))
    state = world.state()
    assert state["accounts"]["freelancer"]["owes"] == ["open-proposal", "balance"]
    assert state["accounts"]["freelancer"]["circumstances"] == ["two-factor"]
    assert len(state["proposals"]) == 2
    assert {account["status"] for account in state["accounts"].values()} == {"open"}
    assert list(world.accounts) == ["freelancer", "client", "support-agent"]


def test_the_state_has_no_secret_anywhere(make_world: MakeWorld) -> None:
    world = make_world(having=EVERYTHING, circumstances=("two-factor",))
    state = json.dumps([world.state(), world.changes(), world.mail()], ensure_ascii=False)
    owner = world.owner
    assert owner.totp_secret
    assert owner.security_answer
    assert [secret for secret in world.secrets if json.dumps(secret, ensure_ascii=False).strip('"') in state] == []
    assert not {"password", "totp_secret", "security_answer"} & set(account_row(world))


def test_reading_a_new_world_changes_nothing(make_world: MakeWorld) -> None:
    world = make_world(having=EVERYTHING)
    assert (world.changes(), world.mail()) == ([], [])
    reader = log_in(world)
    for path in ("/home", "/my-jobs", "/proposals", "/payments", "/disputes", "/messages", "/settings/contact-info"):
        assert reader.get(path).status_code == 200
    assert world.changes() == []


def test_the_clock_releases_a_pending_payment_on_its_day(make_world: MakeWorld) -> None:
    world = make_world(having=("pending-payment", "active-contract"))
    world.advance("P9DT23H59M59S")
    assert [change["path"] for change in world.changes()] == ["/now"]
    world.advance("PT1S")
    cents = world.state()["payments"]["payment-4"]["cents"]
    assert world.changes() == [
        {"path": "/now", "from": "2026-01-14T10:00:00Z", "to": "2026-01-24T10:00:00Z"},
        {"path": "/accounts/freelancer/balance_cents", "from": 0, "to": cents},
        {
            "path": "/accounts/freelancer/owes",
            "from": ["active-contract", "pending-payment"],
            "to": ["active-contract", "balance"],
        },
        {"path": "/payments/payment-4/status", "from": "pending", "to": "released"},
    ]


def test_the_clock_deletes_a_marked_account_and_its_data(make_world: MakeWorld) -> None:
    own = read_edition("reason-then-confirm")
    own["retention"] = {"profile": "deleted", "work-history": "deleted"}
    world = make_world(own)
    log_in(world).close_account({"reason": "Too busy"}, {})
    marked = world.state()
    world.advance("P29DT23H59M59S")
    assert world.state() == {**marked, "now": "2026-02-13T09:59:59Z"}
    world.advance("PT1S")
    after = world.state()
    owner = {**marked["accounts"]["freelancer"], "status": "deleted"}
    owner |= {"headline": None, "overview": None, "skills": None, "city": None}
    others = {key: {**contract, "freelancer": None} for key, contract in marked["contracts"].items()}
    assert others
    assert after == {
        **marked,
        "now": "2026-02-13T10:00:00Z",
        "accounts": {**marked["accounts"], "freelancer": owner},
        "contracts": others,
    }


def test_the_clock_moves_only_its_own_world(make_world: MakeWorld) -> None:
    world = make_world(having=("pending-payment",))
    other = make_world(having=("pending-payment",))
    world.advance("P30D")
    assert other.changes() == []


def test_mail_is_listed_oldest_first_with_world_time(make_world: MakeWorld) -> None:
    world = make_world()
    world.advance("P1D")
    log_in(world).close_account({"reason": "I have another account"})
    (sent,) = world.mail()
    assert sent["to"] == world.owner.email
    assert (sent["subject"], sent["sent_at"]) == ("Your Worklane account is closed", "2026-01-15T10:00:00Z")
    assert sent["body"].startswith(f"Hello {world.owner.name},\n\nThank you for the work you did here.")


def test_a_deleted_world_ends_its_sessions(make_world: MakeWorld) -> None:
    world, other = make_world(having=EVERYTHING), make_world()
    reader, neighbour = log_in(world), log_in(other)
    run = reader.begin()
    world.delete()
    for read in (world.state, world.changes, world.mail, world.delete):
        with pytest.raises(SiteError, match="there is no world"):
            read()
    assert reader.get("/home").path == "/login"
    assert reader.get(f"{run}/1").status_code == 404
    assert reader.log_in(world.owner).status_code == 401
    assert neighbour.get("/home").path == "/home"


def test_a_session_of_a_deleted_account_opens_no_new_one(make_world: MakeWorld, logged_in: LoggedIn) -> None:
    world, reader = logged_in()
    world.delete()
    worlds = [make_world(seed=seed) for seed in range(3)]
    assert reader.get("/home").path == "/login"
    assert all(world.changes() == [] for world in worlds)


def test_the_catalog_matches_the_code(site: Site) -> None:
    catalog = site.catalog()
    assert catalog["personas"] == personas.PERSONAS
    assert catalog["circumstances"] == worlds.CIRCUMSTANCES
    assert list(catalog["editions"]) == loader.names()
    assert [end["name"] for end in catalog["ends"]] == [end.name for end in ends.ENDS]
    assert {name: (row["who"], row["leaves"], row["says"]) for name, row in catalog["obligations"].items()} == {
        name: (list(obligation.who), list(obligation.leaves), obligation.says)
        for name, obligation in OBLIGATIONS.items()
    }


@pytest.mark.parametrize("path", ["/my-jobs/contract-4/end", "/proposals/proposal-1/withdraw"])
def test_keys_only_work_in_their_own_world(make_world: MakeWorld, path: str) -> None:
    world = make_world(having=("active-contract", "open-proposal"))
    other = make_world()
    assert log_in(other).submit(path).status_code == 404
    assert (world.changes(), other.changes()) == ([], [])


def test_equal_keys_of_two_worlds_are_separate(make_world: MakeWorld) -> None:
    world, other = (make_world(having=("active-contract",)) for _ in range(2))
    assert log_in(other).submit("/my-jobs/contract-4/end").status_code == 200
    assert world.changes() == []
    assert other.state()["contracts"]["contract-4"]["status"] == "ended"
