"""Whatever fails at the last button, readers learn whether it is closed, and it is closed once or not at all."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from flows.pages.login_page import LoginPage
from mocksite.catalog.faults import FAULTS
from mocksite.editions import loader
from tests.faults import documented, persona_of, written
from tests.support.last_button import ERROR_PAGE, IS_CLOSED, LAST_STAGE, NOTHING, ONCE, LastButton, learn
from tests.support.types import MakeWorld, OpenPage

# Each fault on each edition; plain pytest takes every edition once, with another fault.
CASES = [
    pytest.param(edition, fault, marks=[] if number == place else pytest.mark.thorough)
    for number, edition in enumerate(loader.names())
    for place, fault in enumerate(FAULTS)
]
RUNS = range(10)  # in each of the ways to go on


@pytest.mark.parametrize(("edition", "fault"), CASES)
def test_readers_learn_whether_it_is_closed(make_world: MakeWorld, page: Page, edition: str, fault: str) -> None:
    outcome = learn(make_world(edition, persona_of(edition)), page, fault)
    assert outcome.stored in (NOTHING, ONCE)
    assert (outcome.then_says, outcome.then_stored) == (IS_CLOSED, ONCE)
    assert documented()[fault, edition] == outcome, "make faults writes the table anew"


def test_the_table_is_whole() -> None:
    outcomes = documented()
    assert outcomes.keys() == {(fault, edition) for fault in FAULTS for edition in loader.names()}
    assert {(outcome.then_says, outcome.then_stored) for outcome in outcomes.values()} == {(IS_CLOSED, ONCE)}
    assert written(outcomes).count("\n") >= len(FAULTS)


def go_back(reader: LastButton) -> LastButton:
    """Go back: to an earlier stage or, where that was the only one, to the settings, which ask for a login."""
    reader.page.go_back()
    return log_in_again(reader) if reader.screen.control("Log in").count() else reader


def reload(reader: LastButton) -> LastButton:
    reader.page.reload()
    return reader


def open_another_tab(reader: LastButton) -> LastButton:
    tab = LastButton(reader.world, reader.page.context.new_page())
    tab.page.goto(reader.address)
    return tab


def log_in_again(reader: LastButton) -> LastButton:
    LoginPage(reader.page, reader.world).log_in(reader.world.owner)
    return reader


@pytest.mark.thorough
@pytest.mark.timeout(600)
@pytest.mark.parametrize("way_on", [go_back, reload, open_another_tab, log_in_again])
@pytest.mark.parametrize("edition", loader.names()[::2])
def test_a_lost_answer_closes_nothing_twice(
    make_world: MakeWorld, open_page: OpenPage, edition: str, way_on: Callable[[LastButton], LastButton]
) -> None:
    for seed in RUNS:
        world = make_world(edition, persona_of(edition), seed=seed)
        reader = LastButton(world, open_page("desktop"))
        reader.reach()
        world.set_faults({"fault": "lost-answer"})
        reader.press()
        assert (reader.says(), reader.stored(), world.faults()) == (ERROR_PAGE, ONCE, {"lost-answer": 0})

        reader = way_on(reader)
        if reader.says() == LAST_STAGE:
            reader.press()
        assert reader.says() == IS_CLOSED or reader.screen.shows(reader.closing["after"]["login"])
        assert reader.stored() == ONCE
        reader.page.context.close()
