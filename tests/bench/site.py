"""The site: a page, a world, a day and a year, and all of them with many worlds."""

import os
import statistics
from collections.abc import Callable
from functools import partial
from pathlib import Path

import requests

from flows.site.client import Site, World
from tests.bench import timing
from tests.bench.walks import GUIDE

PAGE = "/settings/contact-info"
OWED = ("hourly-contract", "hourly-contract", "pending-payment", "balance", "withdrawal-under-way", "pending-refund")
SIZES = (10, 1_000, 10_000)
SAMPLE = 20


def compare(site: Site, rounds: int) -> None:
    """Print how long a page and a world take, and a day and a year on the clock of a world that owes everything."""
    session = logged_in(site.make_world(GUIDE.edition))

    def advance(duration: str) -> timing.Prepare:
        def prepare() -> Callable[[], object]:
            world = site.make_world(GUIDE.edition, having=OWED)
            return lambda: world.advance(duration)

        return prepare

    things: dict[str, timing.Prepare] = {
        "a page": lambda: lambda: session.get(site.base_url + PAGE).raise_for_status(),
        "a world": lambda: lambda: site.make_world(GUIDE.edition),
        "a day": advance("P1D"),
        "a year": advance("P365D"),
    }
    timing.show(f"The site: {PAGE}, a world, and the clock", timing.in_turn(things, rounds))


def logged_in(world: World) -> requests.Session:
    """A session of the owner of a world."""
    session = requests.Session()
    session.headers["Connection"] = "close"  # as the site answers one request for each connection
    page = session.get(world.login_url).text
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    data = {"csrf_token": token, "email": world.owner.email, "password": world.owner.password}
    session.post(world.login_url, data).raise_for_status()
    return session


def grow(site: Site, folder: Path) -> None:
    """Print how long a world and a page take, and what a world needs on disk, with 10, 1,000 and 10,000 worlds."""
    print("\nWith many worlds, median of 20        a world     a page   on disk, each")
    first = 0
    for size in SIZES:
        times = [_make(site, number + 1, size) for number in range(first, size)]
        first = size
        session = logged_in(site.make_world(GUIDE.edition))
        pages = [timing.timed(partial(session.get, site.base_url + PAGE)) for _ in range(SAMPLE)]
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
