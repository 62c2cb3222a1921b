"""Times things in turn, and prints their medians and ratios."""

import statistics
import sys
import time
from collections.abc import Callable, Mapping

# Prepares something, and returns what is timed.
Prepare = Callable[[], Callable[[], object]]
Times = dict[str, list[float]]


def timed(act: Callable[[], object]) -> float:
    """How many seconds something takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def in_turn(things: Mapping[str, Prepare], rounds: int, warm_up: int = 1) -> Times:
    """The seconds that each thing takes, in turn, in a number of rounds after those for warming up."""
    times: Times = {name: [] for name in things}
    for number in range(-warm_up, rounds):
        for name, prepare in things.items():
            seconds = timed(prepare())
            if number >= 0:
                times[name].append(seconds)
            progress(f"{name}, {number + 1} of {rounds}")
    progress("")
    return times


def progress(line: str) -> None:
    """Show how far it is, on a terminal, in place of what was shown before."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


def show(title: str, times: Times, unit: str = "ms") -> dict[str, float]:
    """Print the medians, and their ratios to the first; returns the ratios."""
    medians = {name: statistics.median(each) for name, each in times.items()}
    base = next(iter(medians.values()))
    width = max(map(len, medians))
    print(f"\n{title}, median of {len(next(iter(times.values())))}")
    for name, median in medians.items():
        print(f"  {name:<{width}}  {median * (1000 if unit == 'ms' else 1):8.1f} {unit}  {median / base:6.2f} ×")
    sys.stdout.flush()
    return {name: median / base for name, median in medians.items()}
