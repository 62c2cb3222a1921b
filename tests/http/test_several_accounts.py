"""Support suspends people who have several accounts, and nobody else."""

import pytest

from flows.site.client import World
from mocksite.catalog.data_categories import FORMER_MEMBER
from tests.support.changes import unchanged
from tests.support.gated_edition import CLOSE, gated
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.signup import sign_up
from tests.support.types import MakeWorld

WHY = "You have several accounts, which is against our terms."


def suspend(agent: HttpClient, key: str) -> tuple[int, str | None]:
    agent.get("/support-desk/")
    return agent.submit(f"/support-desk/accounts/{key}/suspend").outcome


def listed(agent: HttpClient) -> list[str]:
    heading = "People with several accounts"
    return [heading] if heading in agent.get("/support-desk/").texts("h2") else []


@pytest.fixture
def agent(world: World) -> HttpClient:
    return log_in(world, "support-agent")


def test_second_accounts_can_be_suspended(world: World, visitor: HttpClient, agent: HttpClient) -> None:
    assert listed(agent) == []
    second = sign_up(visitor, world, name=f"  {world.owner.name.upper()} ")
    assert listed(agent) == ["People with several accounts"]
    assert suspend(agent, "freelancer-2")[0] == 200
    _, subject, body = mailed(world)[-1]
    assert (subject, WHY in body) == ("Your account is suspended", True)
    assert second.get("/home").path == "/login"
    statuses = {key: row["status"] for key, row in world.state()["accounts"].items()}
    assert (statuses["freelancer"], statuses["freelancer-2"]) == ("open", "suspended")
    with unchanged(world):
        assert suspend(agent, "freelancer-2") == (409, "That account is not open.")


def test_nobody_else_is_suspended(world: World, visitor: HttpClient, agent: HttpClient) -> None:
    sign_up(visitor, world, name="Ada Obi")
    with unchanged(world):
        assert suspend(agent, "freelancer") == (409, f"{world.owner.name} has no other account.")


def test_given_up_accounts_are_nobodys_second(make_world: MakeWorld, visitor: HttpClient) -> None:
    edition = gated(stages=[CLOSE], after={"email_again": True})
    world = make_world(edition)
    log_in(world).close_account()
    sign_up(visitor, world, name=world.owner.name)
    agent = log_in(world, "support-agent")
    assert listed(agent) == []
    for number in "12":
        details = {"email": f"no.{number}@{world.id}.worklane.test", "phone": f"(555) 020-000{number}"}
        sign_up(HttpClient(visitor.base_url), world, name=FORMER_MEMBER, **details)
    assert listed(agent) == []
