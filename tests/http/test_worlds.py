"""Worlds: what the same request gives twice, what the clock moves, what is told and what never is."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from flows.errors import SiteError
from flows.site.client import Site, World
from mocksite.catalog import circumstances, ends, personas
from mocksite.catalog.obligations import OBLIGATIONS
from mocksite.editions import loader
from tests.support.browserless import Browserless, at
from tests.support.settling import CAN_OWE

EVERYTHING = CAN_OWE["freelancer"]
MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
Edition = Callable[[str], dict[str, Any]]


def told(world: World) -> str:
    """All that a world is, without its id."""
    accounts = [[*vars(account).values()] for account in world.accounts.values()]
    return json.dumps([accounts, world.state(), world.edition], default=str).replace(world.id, "ID")


@pytest.mark.parametrize("persona", personas.PERSONAS)
def test_the_same_request_and_seed_make_the_same_world(make_world: MakeWorld, persona: str) -> None:
    asked = {"persona": persona, "having": CAN_OWE[persona] * 2, "circumstances": ("two-factor",), "seed": 7}
    one, other = make_world(**asked), make_world(**asked)
    assert one.id != other.id
    assert told(one) == told(other)


def test_another_seed_makes_another_world(make_world: MakeWorld) -> None:
    one, other = make_world(seed=7), make_world(seed=8)
    assert one.owner.username != other.owner.username
    assert one.owner.password != other.owner.password
    assert told(one) != told(other)


def test_what_is_owed_on_several_sides_is_told_once_and_in_the_order_of_the_registry(make_world: MakeWorld) -> None:
    world = make_world(persona="client", circumstances=("dual",), having=tuple(reversed(OBLIGATIONS)))
    assert world.state()["accounts"]["client"]["owes"] == list(OBLIGATIONS)


def test_a_world_has_what_was_asked_for_and_nothing_more_is_owed(make_world: MakeWorld) -> None:
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
    assert not {"password", "totp_secret", "security_answer"} & set(world.state()["accounts"]["freelancer"])


def test_nothing_has_changed_in_a_new_world_nor_by_looking_at_it(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(having=EVERYTHING)
    assert (world.changes(), world.mail()) == ([], [])
    reader = log_in(world)
    for path in ("/home", "/my-jobs", "/proposals", "/payments", "/disputes", "/messages", "/settings/contact-info"):
        assert reader.get(path).status_code == 200
    assert world.changes() == []


def test_the_clock_makes_a_pending_payment_available_on_its_day_and_changes_nothing_else(
    make_world: MakeWorld,
) -> None:
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


def marked_world(make_world: MakeWorld, log_in: LogIn, edition: dict[str, Any]) -> World:
    """A world whose owner has just had the account marked for deletion."""
    world = make_world(edition=edition)
    reader = log_in(world)
    run = reader.begin()
    reader.submit(f"{run}/1", {"reason": "Too busy"})
    reader.submit(f"{run}/2")
    return world


def test_the_clock_deletes_a_marked_account_with_profile_and_history_when_its_time_is_up(
    make_world: MakeWorld, log_in: LogIn, edition: Edition
) -> None:
    own = edition("reason-then-confirm")
    own["retention"] = {"profile": "deleted", "work-history": "deleted"}
    world = marked_world(make_world, log_in, own)
    marked = world.state()
    world.advance("P29DT23H59M59S")
    assert world.state() == {**marked, "now": "2026-02-13T09:59:59Z"}
    world.advance("PT1S")
    after = world.state()
    owner = {**marked["accounts"]["freelancer"], "status": "deleted"}
    owner |= {"headline": None, "overview": None, "city": None}
    others = {key: {**contract, "freelancer": None} for key, contract in marked["contracts"].items()}
    assert others
    assert after == {
        **marked,
        "now": "2026-02-13T10:00:00Z",
        "accounts": {**marked["accounts"], "freelancer": owner},
        "contracts": others,
    }


def test_the_clock_of_a_world_moves_no_other(make_world: MakeWorld) -> None:
    world, other = make_world(having=("pending-payment",)), make_world(having=("pending-payment",))
    world.advance("P30D")
    assert other.changes() == []


def test_mail_is_told_oldest_first_and_dated_by_the_world(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world()
    world.advance("P1D")
    reader = log_in(world)
    reader.submit(f"{reader.begin()}/1", {"reason": "I have another account"})
    (sent,) = world.mail()
    assert sent["to"] == world.owner.email
    assert (sent["subject"], sent["sent_at"]) == ("Your Worklane account is closed", "2026-01-15T10:00:00Z")
    assert sent["body"].startswith(f"Hello {world.owner.name},\n\nThank you for the work you did here.")


def test_a_deleted_world_is_gone_and_whoever_was_logged_in_is_out(make_world: MakeWorld, log_in: LogIn) -> None:
    world, other = make_world(having=EVERYTHING), make_world()
    reader, neighbour = log_in(world), log_in(other)
    run = reader.begin()
    world.delete()
    for read in (world.state, world.changes, world.mail, world.delete):
        with pytest.raises(SiteError, match="there is no world"):
            read()
    assert at(reader.get("/home")) == "/login"
    assert reader.get(f"{run}/1").status_code == 404
    assert reader.log_in(world.owner).status_code == 401
    assert at(neighbour.get("/home")) == "/home"


def test_the_number_of_a_deleted_account_lets_nobody_into_a_new_one(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world()
    reader = log_in(world)
    world.delete()
    worlds = [make_world(seed=seed) for seed in range(3)]
    assert at(reader.get("/home")) == "/login"
    assert all(world.changes() == [] for world in worlds)


def test_the_catalog_tells_what_the_code_has(site: Site) -> None:
    found = site.catalog()
    assert found["personas"] == personas.PERSONAS
    assert found["circumstances"] == circumstances.CIRCUMSTANCES
    assert list(found["editions"]) == loader.names()
    assert [end["name"] for end in found["ends"]] == [end.name for end in ends.ENDS]
    assert {name: (told["who"], told["leaves"], told["says"]) for name, told in found["obligations"].items()} == {
        name: (list(known.who), list(known.leaves), known.says) for name, known in OBLIGATIONS.items()
    }


@pytest.mark.parametrize("path", ["/my-jobs/contract-4/end", "/proposals/proposal-1/withdraw"])
def test_a_key_of_one_world_is_no_page_of_another(make_world: MakeWorld, log_in: LogIn, path: str) -> None:
    world, other = make_world(having=("active-contract", "open-proposal")), make_world()
    assert log_in(other).submit(path).status_code == 404
    assert (world.changes(), other.changes()) == ([], [])


def test_a_key_that_two_worlds_have_is_each_readers_own(make_world: MakeWorld, log_in: LogIn) -> None:
    world, other = (make_world(having=("active-contract",)) for _ in range(2))
    assert log_in(other).submit("/my-jobs/contract-4/end").status_code == 200
    assert world.changes() == []
    assert other.state()["contracts"]["contract-4"]["status"] == "ended"
