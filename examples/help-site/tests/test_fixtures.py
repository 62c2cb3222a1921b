"""An example of each fixture."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from flows import LoginPage, Screen, Site, Walk, World, load_guide

LEAVE = load_guide(Path(__file__).parents[1] / "help" / "leave.md")


@pytest.mark.world(persona="freelancer", having=["balance"])
def test_a_world_has_accounts_and_a_clock(world: World) -> None:
    assert world.owner.email == world.state()["accounts"]["freelancer"]["email"]
    assert world.changes() == []
    before = world.now()
    assert (world.advance("P7D") - before).days == 7


def test_several_worlds(make_world: Callable[..., World]) -> None:
    one, other = make_world(persona="freelancer"), make_world(persona="client", seed=2)
    assert one.owner.email != other.owner.email


def test_the_site_says_what_there_is(site: Site) -> None:
    assert "balance" in site.catalog()["obligations"]


@pytest.mark.world(persona="freelancer")
def test_a_screen_has_names(world: World, page: Page, screen: Screen) -> None:
    LoginPage(page, world).open()
    screen.fill("Email", world.owner.email)
    screen.fill("Password", "not this one")
    screen.press("Log in")
    screen.expect("That password is not right", "shown")


@pytest.mark.world(persona="freelancer")
def test_a_page_on_a_phone(world: World, open_page: Callable[[str], Page]) -> None:
    phone = open_page("Pixel 7")
    LoginPage(phone, world).log_in(world.owner)
    expect(phone.get_by_role("button", name="Account menu")).to_be_visible()


@pytest.mark.world(persona="freelancer")
def test_a_guide_is_walked_after_three_weeks(world: World, walk: Walk) -> None:
    world.advance("P21D")
    walk.through(LEAVE)
