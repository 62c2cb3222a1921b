"""Every page fits windows of every width, and everything on it can be reached."""

from collections import Counter

import pytest
from playwright.sync_api import Page

from flows.pages.login_page import LoginPage
from flows.site.client import World
from mocksite.catalog.obligations import OBLIGATIONS
from mocksite.catalog.personas import PERSONAS, SUPPORT_AGENT
from mocksite.editions import loader
from tests.support.gate import open_gate
from tests.support.types import MakeWorld, Scheme
from tests.support.windows import WIDTHS, paths_from, reach_in

CLOSERS = {
    name: sorted({persona for closing in loader.load(name).closings for persona in closing.by})
    for name in loader.names()
}
# All personas on the edition where most can close something, and on the others those who can.
MOST = max(CLOSERS, key=lambda name: len(CLOSERS[name]))
READERS = [
    *((MOST, persona) for persona in (*PERSONAS, SUPPORT_AGENT)),
    *((name, persona) for name, personas in CLOSERS.items() if name != MOST for persona in personas),
]
# Every run takes the reader with the most areas, in the widths where most could go wrong.
SAMPLE = (MOST, "client")
SAMPLED: dict[int, Scheme] = {320: "dark", 768: "light", 1024: "light"}


def page_of(make_world: MakeWorld, page: Page, edition: str, persona: str) -> tuple[World, list[str]]:
    """Log the persona in, with everything it can owe, and open the gate; returns the paths of its pages."""
    owner = persona if persona in PERSONAS else "freelancer"
    owes = [name for name, obligation in OBLIGATIONS.items() if owner in obligation.who]
    extra = ["several-teams"] if owner in ("admin", "manager", "member") else ["dual"]
    world = make_world(edition, owner, having=owes, circumstances=extra)
    LoginPage(page, world).log_in(world.accounts.get(persona, world.owner))
    open_gate(page, world)
    skipped = ("/_control", "/closing/start")
    return world, [*paths_from(page, "/", skipped), "/nowhere", f"/_control/worlds/{world.id}/outbox"]


def sweep(page: Page, paths: list[str], windows: list[tuple[int, Scheme]]) -> tuple[list[str], Counter[str]]:
    faults, total = [], Counter[str]()
    for path in paths:
        page.goto(path)
        page.wait_for_load_state()
        for width, scheme in windows:
            here, counts = reach_in(page, width, scheme)
            faults += [f"{path}, {fault}" for fault in here]
            total += counts
    return faults, total


def test_pages_fit_and_are_in_reach(make_world: MakeWorld, page: Page) -> None:
    _, paths = page_of(make_world, page, *SAMPLE)
    faults, total = sweep(page, paths, list(SAMPLED.items()))
    assert faults == []
    assert total["pages"] > 50
    assert total["controls"] > 1000
    assert total["menus"] > 50


@pytest.mark.parametrize("without", [(), ("menu-on-the-right",), ("settings-in-the-menu",)])
def test_the_header_keeps_the_picture_in_view(make_world: MakeWorld, page: Page, without: tuple[str, ...]) -> None:
    world = make_world(*SAMPLE, without=without)
    LoginPage(page, world).log_in(world.owner)
    picture = page.get_by_role("button", name="Account menu")
    for width in WIDTHS:
        faults, _ = reach_in(page, width)
        assert faults == []
        left = picture.evaluate("picture => picture.getBoundingClientRect().left")
        assert (left < width / 2) is ("menu-on-the-right" in without)


@pytest.mark.thorough
@pytest.mark.timeout(900)
@pytest.mark.parametrize(("edition", "persona"), READERS)
def test_every_page_in_every_window(make_world: MakeWorld, page: Page, edition: str, persona: str) -> None:
    _, paths = page_of(make_world, page, edition, persona)
    windows: list[tuple[int, Scheme]] = [(width, scheme) for width in WIDTHS for scheme in ("light", "dark")]
    faults, total = sweep(page, paths, windows)
    print(edition, persona, dict(total), len(faults), "faults")  # noqa: T201
    assert faults == []
    assert total["pages"] >= 7 * len(windows)
    assert total["menus"] >= total["pages"] - len(windows)  # the front page is for no account
