"""The records: what support and the books still have about somebody, before and after the account is deleted."""

import pytest

from flows.site.client import World
from tests.support.gated_edition import CLOSE, gated
from tests.support.http_client import HttpClient, log_in
from tests.support.types import MakeWorld

# What a record says of each category of data, and what it says once that is gone.
SAYS = {
    "profile": ("I answer within a day and like a clear brief.", "No profile"),
    "work-history": ("3 contracts", "No contracts"),
    "connections": ("1 connection", "No connections"),
    "payments": ("3 payments", "No payments"),
    "tax-records": ("1 tax record", "No tax records"),
    "name": ("", "Record of A former member"),
    "login": ("", "No email address"),
}
FATES = {"profile": "deleted", "work-history": "deleted", "connections": "deleted", "name": "masked", "login": "masked"}
MARKED = {"status": "marked", "delete_after": "P30D", "login": "It is marked."}


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    return make_world(gated(stages=[CLOSE], after=MARKED) | {"retention": {**FATES, "tax-records": "masked"}})


def record(agent: HttpClient) -> str:
    return agent.get("/records/freelancer").text


def test_a_record_lists_what_the_site_has(world: World) -> None:
    text = record(log_in(world, "support-agent"))
    assert [says for says, gone in SAYS.values() if says not in text or gone in text] == []
    assert all(detail in text for detail in (world.owner.name, world.owner.email, world.owner.phone))


def test_a_record_is_whole_until_the_account_is_deleted(world: World) -> None:
    agent = log_in(world, "support-agent")
    log_in(world).close_account()
    world.advance("P29D")
    text = record(agent)
    assert "Freelancer, marked for deletion" in text
    assert [says for says, gone in SAYS.values() if says not in text or gone in text] == []


def test_a_record_has_only_what_is_kept_after_deletion(world: World) -> None:
    agent = log_in(world, "support-agent")
    log_in(world).close_account()
    world.advance("P30D")
    text = record(agent)
    assert "Freelancer, deleted" in text
    assert [part for part, (_, gone) in SAYS.items() if (gone in text) != (part in FATES)] == []
    assert [part for part in ("payments", "tax-records") if SAYS[part][0] not in text] == []
    assert "(masked)" in text
    assert world.owner.name not in text


def test_the_list_of_records_has_everybody_but_agents(world: World) -> None:
    page = log_in(world, "support-agent").get("/records")
    assert page.texts("strong")[-2:] == ["Freelancer", "Client"]


def test_a_record_tells_a_clients_money_and_login(make_world: MakeWorld) -> None:
    having = ["unpaid-invoice", "pending-refund", "dispute"]
    world = make_world(gated(stages=[CLOSE]) | {"retention": {"login": "masked"}}, persona="client", having=having)
    agent = log_in(world, "support-agent")
    text = agent.get("/records/client").text
    says = ("1 invoice", "1 refund", "1 dispute opened by them", "A password is set", "A security question is set")
    assert [words for words in says if words not in text] == []
    log_in(world).close_account()
    text = agent.get("/records/client").text
    gone = ("No user name", "No password", "No security question")
    assert [words for words in gone if words not in text] == []
