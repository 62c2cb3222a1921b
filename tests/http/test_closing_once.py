"""Many requests at once close an account once, and every answer says so."""

from collections.abc import Sequence
from functools import partial

import pytest

from flows.site.client import World
from tests.support.changes import account_row, at_once, from_tabs
from tests.support.editions import read_edition
from tests.support.http_client import Page, log_in
from tests.support.mail import closing_times
from tests.support.types import LoggedIn, MakeWorld

WORLDS = range(20)
ABREAST = 3
CLOSED = "Your account is closed"
REASON = {"reason": "I have another account"}


def check_closed_once(world: World, pages: Sequence[Page]) -> None:
    """Check that one closing is stored and mailed, and that every page says it is closed."""
    steps = [Page(step) for page in pages for step in (*page.history, page)]
    assert [step.status_code for step in steps if step.status_code >= 400] == []
    assert [step.path for step in steps if step.path == "/login"] == []
    assert {page.heading for page in pages} == {CLOSED}
    assert len(closing_times(world)) == 1
    closed_at = [change["to"] for change in world.changes() if change["path"] == "/accounts/freelancer/closed_at"]
    assert closed_at == ["2026-01-14T10:00:00Z"]
    assert account_row(world)["status"] == "closed"


@pytest.mark.parametrize("seed", WORLDS)
def test_three_final_posts_at_once_close_once(logged_in: LoggedIn, seed: int) -> None:
    world, reader = logged_in(seed=seed)
    check_closed_once(world, from_tabs(reader, f"{reader.begin()}/1", REASON))


@pytest.mark.parametrize("seed", WORLDS)
def test_three_tabs_with_their_own_closings_close_once(logged_in: LoggedIn, seed: int) -> None:
    world, reader = logged_in(seed=seed)
    tabs = [(reader.tab(), reader.begin()) for _ in range(ABREAST)]
    assert len({run for _, run in tabs}) == ABREAST
    check_closed_once(world, at_once([partial(tab.submit, f"{run}/1", REASON) for tab, run in tabs]))


def test_three_sessions_at_once_close_once(make_world: MakeWorld) -> None:
    world = make_world()
    readers = [(reader, reader.begin()) for reader in (log_in(world) for _ in range(ABREAST))]
    check_closed_once(world, at_once([partial(reader.submit, f"{run}/1", REASON) for reader, run in readers]))


def test_a_later_tab_does_not_replace_the_reason(logged_in: LoggedIn) -> None:
    world, reader = logged_in()
    first, other = (reader.tab(), reader.begin()), (reader.tab(), reader.begin())
    answers = [
        tab.submit(f"{run}/1", {"reason": reason})
        for (tab, run), reason in ((first, REASON["reason"]), (other, "I am not getting enough work"))
    ]
    check_closed_once(world, answers)
    assert account_row(world)["close_reason"] == REASON["reason"]


def test_a_repeated_final_post_shows_the_closed_page(logged_in: LoggedIn) -> None:
    world, reader = logged_in()
    run = reader.begin()
    check_closed_once(world, [reader.submit(f"{run}/1", REASON) for _ in range(2)])


def test_an_open_stage_shows_the_closed_page_after_the_closing(logged_in: LoggedIn) -> None:
    world, reader = logged_in()
    left_open = reader.begin()
    closed = reader.close_account(REASON)
    check_closed_once(world, [closed, reader.get(f"{left_open}/1"), reader.get(f"{left_open}/ended")])


def test_an_earlier_stage_can_be_posted_twice(logged_in: LoggedIn) -> None:
    world, reader = logged_in(read_edition("two-pages"))
    run = reader.begin()
    for reason in ("Too busy", "Found something else"):
        answer = reader.submit(f"{run}/1", {"reason": reason, "feedback": "So long"})
        assert answer.path == f"{run}/2"
    assert world.changes() == []
    reader.submit(f"{run}/2")
    owner = account_row(world)
    assert (owner["close_reason"], owner["close_feedback"]) == ("Found something else", "So long")


def test_feedback_after_the_closing_is_taken_once(logged_in: LoggedIn) -> None:
    world, reader = logged_in(read_edition("feedback-after"))
    run = reader.begin()
    page = reader.submit(f"{run}/1", {"password": world.owner.password})
    assert page.heading == "One last question"
    for words in ("It was fine.", "No, it was not."):
        assert reader.submit(f"{run}/2", {"feedback": words}).heading == "Goodbye, and good luck"
    assert reader.get(f"{run}/2").heading == "Goodbye, and good luck"
    assert reader.get(f"{run}/1").heading == "Goodbye, and good luck"
    assert account_row(world)["close_feedback"] == "It was fine."


def test_feedback_from_three_tabs_at_once_is_taken_once(logged_in: LoggedIn) -> None:
    world, reader = logged_in(read_edition("feedback-after"))
    run = reader.begin()
    reader.submit(f"{run}/1", {"password": world.owner.password})
    answers = from_tabs(reader, f"{run}/2", {"feedback": "Fine."})
    assert {answer.heading for answer in answers} == {"Goodbye, and good luck"}
    assert account_row(world)["close_feedback"] == "Fine."


def test_a_late_tab_is_not_asked_for_feedback(logged_in: LoggedIn) -> None:
    world, reader = logged_in(read_edition("feedback-after"))
    run, lost = reader.begin(), reader.begin()
    reader.submit(f"{run}/1", {"password": world.owner.password})
    answer = reader.submit(f"{lost}/1", {"password": world.owner.password})
    assert answer.heading == "Goodbye, and good luck"
    assert reader.submit(f"{lost}/2", {"feedback": "Mine"}).heading == "Goodbye, and good luck"
    assert account_row(world)["close_feedback"] is None
