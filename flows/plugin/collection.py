"""What pytest collects of a guide file: a test that walks it, or one for each edition or claim that is asked for."""

import fnmatch
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from flows.claims import proof
from flows.claims.model import FILE, Claim
from flows.errors import FlowsError, GuideError, shown
from flows.plugin.stash import CATALOG, SITE
from flows.reading import ends
from flows.reading import guide as guides
from flows.reading.validate import check, without_a_way
from flows.reports.result import NOT_FOR
from flows.walk.walker import Walk


class GuideFile(pytest.File):
    """A guide file; it is read and checked before any browser starts. ``faults`` is why it cannot be walked."""

    faults: tuple[str, ...] = ()

    def collect(self) -> Generator[pytest.Item]:
        pattern = self.config.getoption("--only")
        names = (self.path.stem, f"{self.path.parent.name}/{self.path.stem}")
        if pattern and not any(fnmatch.fnmatch(name, pattern) for name in names):
            return
        try:
            guide = guides.load(self.path)
            check(guide, self.config.stash[SITE], self.config.stash[CATALOG])
        except FlowsError as error:
            self.faults = tuple(str(error).splitlines())
            # With its own name, since xdist takes errors of one text for one: the guides of a faulty edition have it.
            raise self.CollectError(f"{shown(self.path)} cannot be read:\n{error}") from None
        inside = self.path.is_relative_to(self.config.rootpath)
        # Outside, pytest's name of a file is not its own, and artifacts of two guides would be kept in one place.
        name = guide.front.title if inside else f"{shown(self.path)}: {guide.front.title}"
        if self.config.getoption("--closings") and not closes(guide):
            return
        if against := self.config.getoption("--against"):
            yield from (self._on(guide, edition, name) for edition in against)
            return
        known = proof.of_guide(guide) if self.config.getoption("--proofs") else None
        if known != []:
            yield GuideItem.from_parent(self, name=name, callobj=_walk(guide), guide=guide)
        for claim in known or ():
            yield self._proof(guide, claim, name)

    def _on(self, guide: guides.Guide, edition: str, name: str) -> pytest.Item:
        known = self.config.stash[CATALOG]["editions"]
        walked = _skip if without_a_way(guide, known[edition]) else _walk(guide)
        world = proof.world_of(guide) | {"edition": edition}
        fields = {"callobj": walked, "guide": guide, "on": edition, "world": world}
        return GuideItem.from_parent(self, name=f"{name}, on {edition}", **fields)

    def _proof(self, guide: guides.Guide, claim: Claim, name: str) -> pytest.Item:
        catalog = self.config.stash[CATALOG]
        try:
            world = proof.world_without(guide, claim, catalog)
        except GuideError as error:
            raise self.CollectError(f"{shown(self.path.parent / FILE)}: {claim.id}: red: {error}") from None
        fields = {"callobj": _prove(guide, claim), "guide": guide, "claim": claim, "world": world}
        return GuideItem.from_parent(self, name=f"{name}: {claim.id} taken out", **fields)


class GuideItem(pytest.Function):
    """A guide to walk; it uses the same fixtures as a test written by hand."""

    def __init__(
        self,
        *,
        guide: guides.Guide,
        claim: Claim | None = None,
        on: str = "",
        world: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.guide, self.claim, self.on = guide, claim, on
        front = guide.front
        proved = [("proof", claim.id)] if claim else [("claim", name) for name in front.claims]
        elsewhere = [("on", on)] if on else []
        self.user_properties += [("ends", front.ends or ""), ("guide", guide.label), *proved, *elsewhere]
        self.add_marker(pytest.mark.world(**(world or proof.world_of(guide))))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, f"{self.guide.label}: {self.guide.front.title}"


def closes(guide: guides.Guide) -> bool:
    """Whether a guide closes something, on a desktop, with nothing to be settled and nothing special."""
    front = guide.front
    special = front.having or front.circumstances or front.device != "desktop"
    return front.ends in ends.CLOSES and not special


def _skip() -> None:
    pytest.skip(NOT_FOR)


def _prove(guide: guides.Guide, claim: Claim) -> Any:
    def is_red(walk: Walk) -> None:
        proof.turns_red(walk, guide, claim)

    return is_red


def _walk(guide: guides.Guide) -> Any:
    def walk_guide(walk: Walk) -> None:
        walk.through(guide)

    return walk_guide
