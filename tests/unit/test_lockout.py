"""Wrong tries in a row: after how many there is a wait, and for how long."""

from datetime import UTC, datetime, timedelta

import pytest

from mocksite.services import lockout
from mocksite.services.lockout import Stop

NOW = datetime(2026, 1, 14, 10, 0, tzinfo=UTC)
LOCKED = Stop("That was wrong too often. Only support can let you try again.", locked=True)


@pytest.mark.parametrize("count", [0, 1, 4, 6, 7, 9])
def test_other_counts_of_tries_do_not_stop(count: int) -> None:
    assert lockout.stop(count, NOW, NOW) is None


WAITS = {
    "at once": (timedelta(0), "15 minutes"),
    "a second later": (timedelta(seconds=1), "15 minutes"),
    "a minute later": (timedelta(minutes=1), "14 minutes"),
    "nearly two left": (timedelta(minutes=12, seconds=59), "3 minutes"),
    "two left": (timedelta(minutes=13), "2 minutes"),
    "more than one left": (timedelta(minutes=13, seconds=59), "2 minutes"),
    "one left": (timedelta(minutes=14), "1 minute"),
    "a second left": (timedelta(minutes=14, seconds=59), "1 minute"),
}


@pytest.mark.parametrize(("passed", "left"), WAITS.values(), ids=WAITS)
def test_the_fifth_wrong_try_says_how_long_to_wait(passed: timedelta, left: str) -> None:
    says = f"That was wrong five times. Wait {left}, then try again."
    assert lockout.stop(5, NOW, NOW + passed) == Stop(says)


@pytest.mark.parametrize("passed", [timedelta(minutes=15), timedelta(days=1)])
def test_the_wait_ends_after_a_quarter_of_an_hour(passed: timedelta) -> None:
    assert lockout.stop(5, NOW, NOW + passed) is None


@pytest.mark.parametrize("passed", [timedelta(0), timedelta(minutes=15), timedelta(days=3650)])
@pytest.mark.parametrize("count", [10, 11, 500])
def test_from_the_tenth_try_only_support_can_help(count: int, passed: timedelta) -> None:
    assert lockout.stop(count, NOW, NOW + passed) == LOCKED
