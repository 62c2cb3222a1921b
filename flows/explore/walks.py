"""Walks guides in worlds with a defect or without, each in a browser context of its own."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from flows.errors import FlowsError, NotWalkedError, SiteError
from flows.pages.screen import LOADING
from flows.reading import guide as guides
from flows.site import browsers, containment
from flows.site.client import Site
from flows.site.devices import devices
from flows.site.server import own_site
from flows.walk.walker import Walk, WalkError


class CrashError(FlowsError):
    """The site has crashed because of a defect, which is no find."""


@dataclass(frozen=True)
class Outcome:
    """What came of a walk: the number of sentences that were true, if the next is not, and what is wrong with it.

    ``near`` are the defects that it came near.
    """

    true: int | None
    mismatch: str = ""
    near: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def is_false(self) -> bool:
        return self.true is not None


@dataclass
class Walks:
    """Walks guides on a site with a browser, waiting so many ms for what does not appear; ``count`` says how many."""

    browser: Browser
    site: Site
    patience: int
    count: int = 0

    def walk(self, path: Path, defect: str | None = None) -> Outcome:
        """Walk a guide of the folder of an edition. Raises CrashError, and NotWalkedError."""
        self.count += 1
        guide = guides.load(path)
        front = guide.front
        special = tuple(front.having), tuple(front.circumstances)
        world = self.site.make_world(guide.edition, front.persona, *special, recorded=not defect)
        if defect:
            world.put_defects(defect)
        pages: list[Page] = []

        def open_page(device: str) -> Page:
            pages.append(self._page(device))
            return pages[-1]

        walk = Walk(world, self.site.catalog(), open_page, None, grouped=False)
        true, mismatch = None, ""
        try:
            walk.through(guide)
        except WalkError as error:
            true, mismatch = len(walk.outcomes), error.mismatch
        finally:
            for page in pages:
                page.context.close()
        if not self.browser.is_connected():
            raise NotWalkedError("the browser has stopped")
        if crashes := world.crashes():
            raise CrashError(f"{defect} crashes, which is no find: {crashes[0]}")
        near = frozenset() if defect else frozenset(world.use()["defects"])
        with contextlib.suppress(SiteError):
            world.delete()
            self.site.forget_deleted()
        return Outcome(true, mismatch, near)

    def _page(self, device: str) -> Page:
        options = dict(devices()[device]) if device != "desktop" else {}
        options.pop("default_browser_type", None)
        context = self.browser.new_context(reduced_motion="reduce", **options)
        context.set_default_timeout(self.patience)
        context.set_default_navigation_timeout(LOADING)
        return context.new_page()


@contextlib.contextmanager
def opened(requested: str | None, *, headed: bool, patience: int) -> Iterator[Walks]:
    """Walks in a browser that reaches only a site of their own. Raises BrowserError, SiteError."""
    with own_site() as base_url, containment.refusing_port() as refusing, sync_playwright() as playwright:
        contained = containment.launch_options(browsers.engine_of(requested), base_url, refusing)
        launch = browsers.launcher(playwright, headed=headed, **contained)
        browser, _ = browsers.find(requested, headed=headed, launch=launch)
        yield Walks(browser, Site(base_url), patience)
        browser.close()
