"""The site: a page, a world, a day and a year, and all of them with many worlds."""

import os
import statistics
from collections.abc import Callable
from functools import partial
from pathlib import Path

from flows.site.client import Site
from tests.bench import timing
from tests.bench.walks import GUIDE
from tests.support.http_client import log_in

PAGE = "/settings/contact-info"
OWED = ("hourly-contract", "hourly-contract", "pending-payment", "balance", "withdrawal-under-way", "pending-refund")
SIZES = (10, 1_000, 10_000)
SAMPLE = 20


def compare(site: Site, rounds: int) -> None:
    """Print how long a page and a world take, and a day and a year on the clock of a world that owes everything."""
    reader = log_in(site.make_world(GUIDE.edition))

    def advance(duration: str) -> timing.Prepare:
        def prepare() -> Callable[[], object]:
            world = site.make_world(GUIDE.edition, having=OWED)
            return lambda: world.advance(duration)

        return prepare

    things: dict[str, timing.Prepare] = {
        "a page": lambda: lambda: reader.get(PAGE).raise_for_status(),
        "a world": lambda: lambda: site.make_world(GUIDE.edition),
        "a day": advance("P1D"),
        "a year": advance("P365D"),
    }
    timing.show(f"The site: {PAGE}, a world, and the clock", timing.in_turn(things, rounds))


def grow(site: Site, folder: Path) -> None:
    """Print how long a world and a page take, and what a world needs on disk, with 10, 1,000 and 10,000 worlds."""
    print("\nWith many worlds, median of 20        a world     a page   on disk, each")
    first = 0
    for size in SIZES:
        times = [_make(site, number + 1, size) for number in range(first, size)]
        first = size
        reader = log_in(site.make_world(GUIDE.edition))
        pages = [timing.timed(partial(reader.get, PAGE)) for _ in range(SAMPLE)]
        disk = sum(os.path.getsize(path) for path in folder.rglob("worlds.db*")) / size
        timing.progress("")
        world, page = (statistics.median(each) * 1000 for each in (times[-SAMPLE:], pages))
        print(f"  {size:>6,} worlds                  {world:8.1f} ms {page:7.1f} ms {disk / 1000:9.0f} kB", flush=True)


def _make(site: Site, number: int, size: int) -> float:
    if number % 50 == 0:
        timing.progress(f"world {number:,} of {size:,}")
    taken = timing.timed(lambda: site.make_world(GUIDE.edition))
    site.worlds.clear()  # they are not needed any more
    return taken
