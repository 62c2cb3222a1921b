"""Benchmarks: how much slower `flows run` walks own/close than a bare Playwright script with the same clicks.

Both run alternately in one browser, in worlds made beforehand; the result is the ratio of their median times.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from flows.reading import guide
from flows.site import browsers
from flows.site.client import Site, World
from flows.site.server import own_site
from flows.walk.walker import Walk

LIMIT = 1.20
OWED = ("hourly-contract", "hourly-contract", "pending-payment", "balance", "withdrawal-under-way", "pending-refund")
GUIDE = guide.load(Path(__file__).parent / "e2e" / "guides" / "own" / "close.md")


def bare(browser: Browser, world: World) -> None:
    """The clicks of the guide as a plain Playwright script."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(world.login_url)
    page.get_by_label("Email").fill(world.owner.email)
    page.get_by_label("Password").fill(world.owner.password)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name="Account menu").click()
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("link", name="Contact Info").click()
    page.get_by_role("link", name="Close my account").click()
    page.get_by_label("Reason").select_option(index=1)
    page.get_by_role("button", name="Close Account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account is closed")
    context.close()


def walked(browser: Browser, world: World, catalog: dict[str, object], pictures: Path) -> None:
    """The guide, walked sentence by sentence, with its end judged."""
    context = browser.new_context()
    Walk(world, catalog, lambda _: context.new_page(), pictures, grouped=False).through(GUIDE)
    context.close()


def timed(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def clocks(site: Site, rounds: int = 10) -> dict[str, float]:
    """The time to advance the clock of a full world, by a year at once and by a day."""
    taken: dict[str, list[float]] = {"a year": [], "a day": []}
    for _ in range(rounds):
        for name, duration in (("a year", "P365D"), ("a day", "P1D")):
            world = site.make_world(GUIDE.edition, having=OWED)
            taken[name].append(timed(lambda world=world, by=duration: world.advance(by)))  # type: ignore[misc]
    return {name: statistics.median(times) for name, times in taken.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30, help="how often each is run")
    rounds = parser.parse_args().rounds
    pictures = Path(tempfile.mkdtemp())
    with own_site(pictures / "site.log") as base_url:
        site = Site(base_url)
        catalog = site.catalog()
        with sync_playwright() as playwright:
            launch = browsers.launcher(playwright, headed=False)
            browser, candidate = browsers.find(None, headed=False, launch=launch)
            times: dict[str, list[float]] = {"bare": [], "walked": []}
            print(f"Walking and clicking {rounds} times each …", flush=True)
            for number in range(rounds + 2):
                one = site.make_world(GUIDE.edition)
                other = site.make_world(GUIDE.edition)
                bare_time = timed(lambda one=one: bare(browser, one))  # type: ignore[misc]
                walked_time = timed(lambda other=other: walked(browser, other, catalog, pictures))  # type: ignore[misc]
                if number >= 2:  # the first two are warm-up runs
                    times["bare"].append(bare_time)
                    times["walked"].append(walked_time)
                if sys.stdout.isatty():
                    print(f"\r{number + 1} of {rounds + 2}", end="", flush=True)
            browser.close()
        passed = clocks(site)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    ratio = medians["walked"] / medians["bare"]
    print(f"\r{GUIDE.label}, median of {rounds}, in turn, with {candidate.label}:")
    for name, median in medians.items():
        print(f"  {name:<7} {median * 1000:5.0f} ms")
    print(f"  ratio   {ratio:5.2f}  (at most {LIMIT:.2f})")
    print("the clock of a world that owes everything, median of 10, in turn:")
    for name, median in passed.items():
        print(f"  {name:<7} {median * 1000:5.0f} ms")
    print(f"  ratio   {passed['a year'] / passed['a day']:5.2f}")
    sys.exit(0 if ratio <= LIMIT else f"bench: walking costs {ratio:.2f} times the bare script, more than {LIMIT:.2f}")


if __name__ == "__main__":
    main()
