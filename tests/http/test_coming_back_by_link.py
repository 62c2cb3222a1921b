"""Coming back by the link in the mail of the closing: once, in time, by whose account it is, and not by support."""

from collections.abc import Callable

import pytest

from flows.site.client import World
from tests.support.aftermath import said
from tests.support.browserless import Browserless, at, heading, words
from tests.support.gated_edition import links, stored
from tests.support.just_closed import closed

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
FORM = "/support/reopen"
LINK = {"by": "link", "within": "P14D"}
GONE = "That link was used already, or is too late."


def mailed_link(world: World) -> str:
    (mail,) = [mail for mail in world.mail() if mail["subject"] == "Goodbye"]
    return links(mail)[0].removeprefix(world.site.base_url)


def test_the_mailed_link_opens_the_account_once(make_world: MakeWorld, log_in: LogIn, visitor: Browserless) -> None:
    world = closed(make_world, log_in, LINK)
    link, before = mailed_link(world), world.state()
    assert "The link in our email opens it again until 28 January 2026." in world.mail()[0]["body"]
    assert heading(visitor.get(link)) == "Open your account again"
    assert world.state() == before
    assert at(visitor.submit(link)) == "/login"
    assert stored(world) == {}
    for again in (visitor.get(link), visitor.submit(link)):
        assert (again.status_code, said(again)) == (410, GONE)
    reader = log_in(world)
    reader.submit(f"{reader.begin()}/1")
    for again in (visitor.get(link), visitor.submit(link)):
        assert (again.status_code, said(again)) == (410, GONE)
    assert world.state()["accounts"]["freelancer"]["status"] == "closed"


def test_the_mailed_link_is_too_late_at_its_moment(make_world: MakeWorld, log_in: LogIn, visitor: Browserless) -> None:
    world = closed(make_world, log_in, LINK)
    link = mailed_link(world)
    world.advance("P13DT23H59M59S")
    page = visitor.get(link)
    assert page.status_code == 200
    world.advance("PT1S")
    before = world.state()
    assert (visitor.get(link).status_code, visitor.submit(link).status_code) == (410, 410)
    assert world.state() == before


@pytest.mark.parametrize("changed", ["", "x", "WzEsIm8iXQ.abc", "%00", "a" * 5000])
def test_a_link_that_is_not_ours_opens_nothing(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless, changed: str
) -> None:
    world = closed(make_world, log_in, LINK)
    before = world.state()
    visitor.get("/login")
    for link in (f"{mailed_link(world)}{changed or 'y'}", f"/restore/{changed or 'z'}"):
        assert visitor.get(link).status_code == 410
        assert visitor.submit(link).status_code == 410
    assert world.state() == before


def test_somebody_else_who_is_logged_in_opens_no_account_of_another(make_world: MakeWorld, log_in: LogIn) -> None:
    world = closed(make_world, log_in, LINK)
    link, before = mailed_link(world), world.state()
    client = log_in(world.accounts["client"])
    told = "That link reopens another account. Log out here first."
    for refused in (client.get(link), client.submit(link)):
        assert (refused.status_code, said(refused)) == (409, told)
    assert world.state() == before


def test_where_support_restores_no_link_is_mailed(make_world: MakeWorld, log_in: LogIn) -> None:
    world = closed(make_world, log_in, {"by": "support"})
    assert links(world.mail()[0]) == []


def test_who_can_come_back_by_a_link_cannot_ask_support(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless
) -> None:
    world = closed(make_world, log_in, LINK)
    assert "Ask support to reopen it" not in words(visitor.log_in(world.owner), "a")
    assert at(visitor.get(FORM)) == "/login"
