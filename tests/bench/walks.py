"""A walk against a plain Playwright script that clicks the same, and what a trace and the report add."""

import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from flows.reading import guide
from flows.reports import run_page
from flows.reports.record import Run
from flows.reports.result import of_walk
from flows.site.client import Site, World
from flows.walk.walker import Walk
from tests.bench import timing

LIMIT = 1.20
GUIDE = guide.load(Path(__file__).parents[1] / "e2e" / "guides" / "own" / "close.md")


def times(browser: Browser, site: Site, rounds: int) -> timing.Times:
    """How long a bare script, a walk, and a walk with its trace take, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        ours = partial(walk, browser, catalog=site.catalog(), folder=Path(folder))

        def on_world(act: Callable[[World], None]) -> timing.Prepare:
            return lambda: partial(act, site.make_world(GUIDE.edition))

        things = {
            "bare script": on_world(partial(bare, browser)),
            "walk": on_world(ours),
            "walk with a trace": on_world(partial(ours, traced=True)),
        }
        return timing.in_turn(things, rounds, warm_up=2)


def show(times: timing.Times) -> float:
    """Print them; returns what a walk takes, as a multiple of the bare script."""
    return timing.show(f"A walk of {GUIDE.label}", times)["walk"]


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


def walk(browser: Browser, world: World, catalog: Mapping[str, Any], folder: Path, *, traced: bool = False) -> None:
    """The guide, walked sentence by sentence, with its end judged."""
    context = browser.new_context()
    if traced:
        context.tracing.start(screenshots=True, snapshots=True, sources=True)
    Walk(world, catalog, lambda _: context.new_page(), folder, grouped=traced).through(GUIDE)
    if traced:
        context.tracing.stop(path=folder / "trace.zip")
    context.close()


def report(rounds: int) -> None:
    """Print how long it takes to write the report of every guide that ships."""
    results = [of_walk(each, None) for each in guide.load_all(guide.GUIDES)[0]]
    with tempfile.TemporaryDirectory() as folder:
        page, run = Path(folder) / run_page.NAME, Run(results, len(results))
        things = {"report": lambda: lambda: run_page.write(page, run)}
        timing.show(f"The report of {len(results)} guides", timing.in_turn(things, rounds))
