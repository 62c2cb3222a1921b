"""Walks guides in worlds of mutants, each in a world and a browser context of its own."""

import contextlib
import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from flows.claims import proof
from flows.claims.noticing import Use
from flows.errors import NotWalkedError, SiteError, SiteUnavailableError
from flows.plugin import environment
from flows.plugin.collection import LONGEST, ProcedureItem
from flows.plugin.stash import CATALOG, RUN_FOLDER, SITE
from flows.reading.guide import Guide
from flows.site.client import World
from flows.walk.walker import OpenPage, Walk, WalkError


@dataclass
class MutantWalks:
    """Walks for one test; what a guide uses is shared by all tests and workers of a run."""

    item: pytest.Item
    open_page: OpenPage

    def accepts(self, edition: Mapping[str, Any]) -> bool:
        """Whether the site accepts an edition. Raises NotWalkedError if it does not answer."""
        try:
            self._site.make_world(dict(edition)).delete()
        except SiteUnavailableError:
            raise
        except SiteError:
            return False
        return True

    def walk(self, guide: Guide, arguments: Mapping[str, Any]) -> WalkError | None:
        """Walk a guide in a world with these arguments; returns how it is false. Raises NotWalkedError."""
        with self._world(arguments) as world:
            return self._walk(guide, world)

    def use_of(self, guide: Guide) -> Use | None:
        """What a guide uses on the unchanged site; None if it is false there. Raises NotWalkedError."""
        return self.record(guide)[0]

    def record(self, guide: Guide) -> tuple[Use | None, str]:
        """The same, and how the guide is false; it is walked unless it was in this run."""
        file = self._folder / f"{sha256(str(guide.path).encode()).hexdigest()}.json"
        if not file.exists():
            with self._world({**proof.world_of(guide), "recorded": True}) as world:
                red = self._walk(guide, world)
                content = {"false": str(red or ""), **world.use()}
            written = file.with_suffix(f".{id(self)}")
            written.write_text(json.dumps(content), "utf-8")
            written.replace(file)  # at once, since other workers may read it
        known = json.loads(file.read_text("utf-8"))
        use = None if known["false"] else Use(frozenset(known["keys"]), frozenset(known["switches"]))
        return use, known["false"]

    @property
    def _site(self) -> Any:
        return self.item.config.stash[SITE]

    @property
    def _folder(self) -> Path:
        folder = self.item.config.stash[RUN_FOLDER] / "uses"
        folder.mkdir(exist_ok=True)
        return folder

    @contextlib.contextmanager
    def _world(self, arguments: Mapping[str, Any]) -> Generator[World]:
        environment.begin(self.item)
        if isinstance(self.item, ProcedureItem):  # the limit is for one walk, and a test may have many
            environment.limit(self.item, float(self.item.config.getini("timeout") or LONGEST))
        world = self._site.make_world(**arguments)
        try:
            yield world
        finally:
            with contextlib.suppress(SiteError):
                world.mail()  # its codes and links are secrets of what is printed
                world.delete()

    def _walk(self, guide: Guide, world: World) -> WalkError | None:
        pages: list[Page] = []

        def open_on(device: str) -> Page:
            pages.append(self.open_page(device))
            return pages[-1]

        try:
            Walk(world, self.item.config.stash[CATALOG], open_on, None, grouped=False).through(guide)
        except WalkError as red:
            if reason := environment.why_not_walked(self.item, red, world=world):
                raise NotWalkedError(reason) from None
            return red
        finally:
            for page in pages:
                page.context.close()
        return None
