"""How far a run is, and when it may end."""

import time
from collections.abc import Iterable
from statistics import fmean

from flows.plugin import durations

# Before as many walks have ended, nobody can tell.
FEW = 3


class Progress:
    """How many of the tests of a run have ended, and how long the others may take, by what is known of each."""

    def __init__(self, tests: Iterable[str]) -> None:
        known = {test: durations.seconds(test) for test in tests}
        average = fmean([each for each in known.values() if each is not None] or [1])
        self._expected = {test: average if each is None else each for test, each in known.items()}
        self._ended: set[str] = set()
        self._started = time.monotonic()

    def end(self, test: str) -> None:
        """Count a test, once, as ended."""
        self._ended.add(test)

    def line(self) -> str:
        """Such as "87 of 238 done, about 1 min 40 s left"."""
        done, total = len(self._ended & self._expected.keys()), len(self._expected)
        left = f", about {_duration(self._left())} left" if FEW <= done < total else ""
        return f"{done} of {total} done{left}"

    def _left(self) -> float:
        passed = time.monotonic() - self._started
        done = sum(expected for test, expected in self._expected.items() if test in self._ended)
        return passed * (sum(self._expected.values()) / done - 1)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
