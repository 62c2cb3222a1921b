"""However many close at once, and however often, an account is closed once, and everybody is told so."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
import requests

from flows.site.client import World
from tests.support.aftermath import at_once
from tests.support.browserless import Browserless, at, closed_times, heading

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
Edition = Callable[[str], dict[str, Any]]
WORLDS = range(20)
ABREAST = 3
CLOSED = "Your account is closed"
REASON = {"reason": "I have another account"}


def check_closed_once(world: World, answers: Sequence[requests.Response]) -> None:
    """One closing is stored and mailed, and every answer's last page says that the account is closed."""
    steps = [step for answer in answers for step in (*answer.history, answer)]
    assert [step.status_code for step in steps if step.status_code >= 400] == []
    assert [at(step) for step in steps if at(step) == "/login"] == []
    assert {heading(answer) for answer in answers} == {CLOSED}
    assert len(closed_times(world)) == 1
    closed_at = [change["to"] for change in world.changes() if change["path"] == "/accounts/freelancer/closed_at"]
    assert closed_at == ["2026-01-14T10:00:00Z"]
    assert world.state()["accounts"]["freelancer"]["status"] == "closed"


@pytest.mark.parametrize("seed", WORLDS)
def test_three_final_posts_at_once_close_once(make_world: MakeWorld, log_in: LogIn, seed: int) -> None:
    world = make_world(seed=seed)
    reader = log_in(world)
    run = reader.begin()
    tabs = [reader.tab() for _ in range(ABREAST)]
    check_closed_once(world, at_once([lambda tab=tab: tab.submit(f"{run}/1", REASON) for tab in tabs]))  # type: ignore[misc]


@pytest.mark.parametrize("seed", WORLDS)
def test_three_tabs_with_a_closing_each_close_once(make_world: MakeWorld, log_in: LogIn, seed: int) -> None:
    world = make_world(seed=seed)
    reader = log_in(world)
    tabs = [(reader.tab(), reader.begin()) for _ in range(ABREAST)]
    assert len({run for _, run in tabs}) == ABREAST
    check_closed_once(world, at_once([lambda tab=tab, run=run: tab.submit(f"{run}/1", REASON) for tab, run in tabs]))  # type: ignore[misc]


def test_three_readers_that_logged_in_apart_close_once(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world()
    readers = [(reader, reader.begin()) for reader in (log_in(world) for _ in range(ABREAST))]
    check_closed_once(
        world,
        at_once([lambda tab=tab, run=run: tab.submit(f"{run}/1", REASON) for tab, run in readers]),  # type: ignore[misc]
    )


def test_the_first_reason_stays_when_another_tab_closes_later(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world()
    reader = log_in(world)
    first, other = (reader.tab(), reader.begin()), (reader.tab(), reader.begin())
    answers = [
        tab.submit(f"{run}/1", {"reason": reason})
        for (tab, run), reason in ((first, REASON["reason"]), (other, "I am not getting enough work"))
    ]
    check_closed_once(world, answers)
    assert world.state()["accounts"]["freelancer"]["close_reason"] == REASON["reason"]


def test_the_final_post_done_twice_shows_the_closed_page_twice(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world()
    reader = log_in(world)
    run = reader.begin()
    check_closed_once(world, [reader.submit(f"{run}/1", REASON) for _ in range(2)])


def test_an_open_stage_of_another_tab_shows_the_closed_page_once_the_account_is_closed(
    make_world: MakeWorld, log_in: LogIn
) -> None:
    world = make_world()
    reader = log_in(world)
    left_open = reader.begin()
    closed = reader.submit(f"{reader.begin()}/1", REASON)
    check_closed_once(world, [closed, reader.get(f"{left_open}/1"), reader.get(f"{left_open}/ended")])


def test_a_stage_before_the_last_may_be_posted_twice(make_world: MakeWorld, log_in: LogIn, edition: Edition) -> None:
    world = make_world(edition=edition("two-pages"))
    reader = log_in(world)
    run = reader.begin()
    for reason in ("Too busy", "Found something else"):
        answer = reader.submit(f"{run}/1", {"reason": reason, "feedback": "So long"})
        assert at(answer) == f"{run}/2"
    assert world.changes() == []
    reader.submit(f"{run}/2")
    owner = world.state()["accounts"]["freelancer"]
    assert (owner["close_reason"], owner["close_feedback"]) == ("Found something else", "So long")


def test_feedback_after_the_closing_is_taken_once(make_world: MakeWorld, log_in: LogIn, edition: Edition) -> None:
    world = make_world(edition=edition("feedback-after"))
    reader = log_in(world)
    run = reader.begin()
    asked = reader.submit(f"{run}/1", {"password": world.owner.password})
    assert heading(asked) == "One last question"
    for words in ("It was fine.", "No, it was not."):
        assert heading(reader.submit(f"{run}/2", {"feedback": words})) == "Goodbye, and good luck"
    assert heading(reader.get(f"{run}/2")) == "Goodbye, and good luck"
    assert heading(reader.get(f"{run}/1")) == "Goodbye, and good luck"
    assert world.state()["accounts"]["freelancer"]["close_feedback"] == "It was fine."


def test_feedback_after_the_closing_is_taken_once_however_many_send_it(
    make_world: MakeWorld, log_in: LogIn, edition: Edition
) -> None:
    world = make_world(edition=edition("feedback-after"))
    reader = log_in(world)
    run = reader.begin()
    reader.submit(f"{run}/1", {"password": world.owner.password})
    tabs = [reader.tab() for _ in range(ABREAST)]
    answers = at_once([lambda tab=tab: tab.submit(f"{run}/2", {"feedback": "Fine."}) for tab in tabs])  # type: ignore[misc]
    assert {heading(answer) for answer in answers} == {"Goodbye, and good luck"}
    assert world.state()["accounts"]["freelancer"]["close_feedback"] == "Fine."


def test_a_tab_that_lost_the_race_is_not_asked_for_feedback_after_the_closing(
    make_world: MakeWorld, log_in: LogIn, edition: Edition
) -> None:
    world = make_world(edition=edition("feedback-after"))
    reader = log_in(world)
    run, lost = reader.begin(), reader.begin()
    reader.submit(f"{run}/1", {"password": world.owner.password})
    answer = reader.submit(f"{lost}/1", {"password": world.owner.password})
    assert heading(answer) == "Goodbye, and good luck"
    assert heading(reader.submit(f"{lost}/2", {"feedback": "Mine"})) == "Goodbye, and good luck"
    assert world.state()["accounts"]["freelancer"]["close_feedback"] is None
