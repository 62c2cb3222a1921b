"""Reopening by the mailed link: once, in time, and only by the owner."""

import pytest

from flows.site.client import World
from tests.support.changes import account_row, changed_rows, unchanged
from tests.support.gated_edition import closed_world
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import links
from tests.support.types import MakeWorld

FORM = "/support/reopen"
LINK = {"by": "link", "within": "P14D"}
GONE = "That link was used already, or is too late."


def mailed_link(world: World) -> str:
    (mail,) = [mail for mail in world.mail() if mail["subject"] == "Goodbye"]
    return links(mail)[0].removeprefix(world.site.base_url)


def test_the_mailed_link_opens_the_account_once(make_world: MakeWorld, visitor: HttpClient) -> None:
    world = closed_world(make_world, LINK)
    link, before = mailed_link(world), world.state()
    assert "The link in our email opens it again until 28 January 2026." in world.mail()[0]["body"]
    assert visitor.get(link).heading == "Open your account again"
    assert world.state() == before
    assert visitor.submit(link).path == "/login"
    assert changed_rows(world) == {}
    for again in (visitor.get(link), visitor.submit(link)):
        assert again.outcome == (410, GONE)
    log_in(world).close_account()
    for again in (visitor.get(link), visitor.submit(link)):
        assert again.outcome == (410, GONE)
    assert account_row(world)["status"] == "closed"


def test_the_mailed_link_expires_on_time(make_world: MakeWorld, visitor: HttpClient) -> None:
    world = closed_world(make_world, LINK)
    link = mailed_link(world)
    world.advance("P13DT23H59M59S")
    page = visitor.get(link)
    assert page.status_code == 200
    world.advance("PT1S")
    with unchanged(world):
        assert (visitor.get(link).status_code, visitor.submit(link).status_code) == (410, 410)


@pytest.mark.parametrize("changed", ["", "x", "WzEsIm8iXQ.abc", "%00", "a" * 5000])
def test_a_forged_link_is_refused(make_world: MakeWorld, visitor: HttpClient, changed: str) -> None:
    world = closed_world(make_world, LINK)
    with unchanged(world):
        visitor.get("/login")
        for link in (f"{mailed_link(world)}{changed or 'y'}", f"/restore/{changed or 'z'}"):
            assert visitor.get(link).status_code == 410
            assert visitor.submit(link).status_code == 410


def test_the_link_is_refused_in_the_session_of_another_account(make_world: MakeWorld) -> None:
    world = closed_world(make_world, LINK)
    link, before = mailed_link(world), world.state()
    client = log_in(world, "client")
    refusal = "That link reopens another account. Log out here first."
    for refused in (client.get(link), client.submit(link)):
        assert refused.outcome == (409, refusal)
    assert world.state() == before


def test_no_link_is_mailed_if_support_reopens(make_world: MakeWorld) -> None:
    world = closed_world(make_world, {"by": "support"})
    assert links(world.mail()[0]) == []


def test_support_is_not_offered_beside_a_link(make_world: MakeWorld, visitor: HttpClient) -> None:
    world = closed_world(make_world, LINK)
    assert "Ask support to reopen it" not in visitor.log_in(world.owner).texts("a")
    assert visitor.get(FORM).path == "/login"
