"""Collects the tests of a guide file: one, or one for each edition or claim."""

import fnmatch
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from flows.claims import proof
from flows.claims.model import FILE, Claim
from flows.errors import FlowsError, GuideError, shown
from flows.plugin.stash import CATALOG, SITE
from flows.reading import guide as guides
from flows.reading.validate import check, without_closing
from flows.reports.result import NOT_FOR
from flows.site.personas import Catalog
from flows.walk.walker import Walk

Test = Callable[..., None]


class GuideFile(pytest.File):
    """A guide file, checked before any browser starts; with ``faults`` it cannot be walked."""

    faults: tuple[str, ...] = ()

    def collect(self) -> Generator[pytest.Item]:
        names = (self.path.stem, f"{self.path.parent.name}/{self.path.stem}")
        pattern = self.config.getoption("--only")
        if pattern and not any(fnmatch.fnmatch(name, pattern) for name in names):
            return
        try:
            guide = guides.load(self.path)
            check(guide, self.config.stash[SITE], self.config.stash[CATALOG])
        except FlowsError as error:
            self.faults = tuple(str(error).splitlines())
            # The message names the file because xdist merges equal ones: guides share the faults of their edition.
            raise self.CollectError(f"{shown(self.path)} cannot be read:\n{error}") from None
        if not self.config.getoption("--closings") or closes(guide, self.config.stash[CATALOG]):
            yield from self._items(guide)

    def _items(self, guide: guides.Guide) -> Generator[pytest.Item]:
        inside = self.path.is_relative_to(self.config.rootpath)
        # pytest does not tell apart files outside its root, so two guides there would share a folder of artifacts.
        name = guide.front.title if inside else f"{shown(self.path)}: {guide.front.title}"
        if editions := self.config.getoption("--against"):
            yield from (self._on_edition(guide, edition, name) for edition in editions)
            return
        claims = proof.claims_proved_by(guide) if self.config.getoption("--proofs") else None
        if claims != []:
            yield GuideItem.from_parent(self, name=name, callobj=walk_guide, guide=guide)
        for claim in claims or ():
            yield self._without_claim(guide, claim, name)

    def _on_edition(self, guide: guides.Guide, edition: str, name: str) -> pytest.Item:
        catalog = self.config.stash[CATALOG]
        test = _skip if without_closing(guide, catalog["editions"][edition], catalog) else walk_guide
        fields = {"callobj": test, "guide": guide, "on": edition, "world": proof.world_of(guide) | {"edition": edition}}
        return GuideItem.from_parent(self, name=f"{name}, on {edition}", **fields)

    def _without_claim(self, guide: guides.Guide, claim: Claim, name: str) -> pytest.Item:
        try:
            world = proof.world_without(guide, claim, self.config.stash[CATALOG])
        except GuideError as error:
            raise self.CollectError(f"{shown(self.path.parent / FILE)}: {claim.id}: red: {error}") from None
        fields = {"callobj": partial(proof.require_red, claim=claim), "guide": guide, "claim": claim, "world": world}
        return GuideItem.from_parent(self, name=f"{name}: {claim.id} taken out", **fields)


class GuideItem(pytest.Function):
    """The test of a guide, with the same fixtures as a test written by hand.

    ``claim`` is the claim that is taken out for a proof; ``on``, the edition if it is not the guide's own; ``world``,
    the arguments of ``Site.make_world`` if they are not the guide's own.
    """

    def __init__(
        self,
        *,
        callobj: Test,
        guide: guides.Guide,
        claim: Claim | None = None,
        on: str = "",
        world: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(callobj=partial(callobj, guide=guide), **kwargs)
        self.guide, self.claim, self.on = guide, claim, on
        claims = [("proof", claim.id)] if claim else [("claim", name) for name in guide.front.claims]
        edition = [("on", on)] if on else []
        self.user_properties += [("ends", guide.front.ends or ""), ("guide", guide.label), *claims, *edition]
        self.add_marker(pytest.mark.world(**(world or proof.world_of(guide))))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, f"{self.guide.label}: {self.guide.front.title}"


def closes(guide: guides.Guide, catalog: Catalog) -> bool:
    """Whether a guide closes something, with no special device, obligation or circumstance."""
    front = guide.front
    special = front.having or front.circumstances or front.device != "desktop"
    closing = [end["name"] for end in catalog["ends"] if end["closes"]]
    return front.ends in closing and not special


def _skip(guide: guides.Guide) -> None:  # noqa: ARG001  (as in every test of a guide)
    pytest.skip(NOT_FOR)


def walk_guide(walk: Walk, guide: guides.Guide) -> None:
    walk.through(guide)
