"""Collects the tests of a guide file: one, or one for each edition or claim."""

import fnmatch
import json
from collections.abc import Callable, Generator, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from flows.claims import proof
from flows.claims.model import FILE, Claim
from flows.errors import FlowsError, GuideError, shown
from flows.plugin.defect_plan import name_of, variants
from flows.plugin.stash import CATALOG, SITE
from flows.reading import guide as guides
from flows.reading.adopted import walkable
from flows.reading.faults import unforeseen_as_fault
from flows.reading.procedure_id import file_id
from flows.reading.validate import check, without_closing
from flows.reports.result import NOT_FOR
from flows.site.personas import Catalog
from flows.walk.walker import Walk

Test = Callable[..., None]
LONGEST = 120  # how long a walk may take, in seconds, unless the run says otherwise


def _skip(guide: guides.Guide) -> None:  # noqa: ARG001  (as in every test of a guide)
    pytest.skip(NOT_FOR)


def walk_guide(walk: Walk, guide: guides.Guide) -> None:
    walk.through(guide)


class GuideList(pytest.Directory):
    """The guides of a run, whatever their files are called: pytest does not take every name as an argument."""

    def collect(self) -> Generator[pytest.Collector]:
        for name in json.loads(self.config.getoption("--guides")):
            path = Path(name)
            yield pytest.Module.from_parent(self, path=path) if path.suffix == ".py" else guide_file(self, path)


class GuideFile(pytest.File):
    """A guide file, checked before any browser starts; one that cannot be read is a test that fails."""

    def collect(self) -> Iterable[pytest.Item]:
        names = (self.path.stem, f"{self.path.parent.name}/{self.path.stem}")
        pattern = None if self.config.getoption("--defects") else self.config.getoption("--only")
        if pattern and not any(fnmatch.fnmatch(name, pattern) for name in names):
            return []
        try:
            with unforeseen_as_fault(self.path):
                return list(self._items())
        except FlowsError as error:
            return [UnreadableGuide.from_parent(self, name="cannot be read", error=error)]

    def _items(self) -> Generator[pytest.Item]:
        for guide in walkable(self.path):
            yield from self._items_of(guide)

    def _items_of(self, guide: guides.Guide) -> Generator[pytest.Item]:
        catalog = self.config.stash[CATALOG]
        check(guide, self.config.stash[SITE], catalog)
        if self.config.getoption("--closings") and not closes(guide, catalog):
            return
        if editions := self.config.getoption("--against"):
            yield from (self._on_edition(guide, edition) for edition in editions)
        elif self.config.getoption("--defects"):
            for defect in variants(self.config, guide.label):
                yield self._item(guide, name_of(defect), defect=defect)
        elif not self.config.getoption("--proofs"):
            yield from self._repeated(guide)
        elif claims := proof.claims_proved_by(guide):
            yield self._item(guide, "as it is")
            yield from (self._without_claim(guide, claim) for claim in claims)

    def _item(self, guide: guides.Guide, variant: str, callobj: Test = walk_guide, **fields: Any) -> pytest.Item:
        name = guide.id.heading + (f"[{variant}]" if variant else "")
        return GuideItem.from_parent(self, name=name, callobj=callobj, guide=guide, **fields)

    def _repeated(self, guide: guides.Guide) -> Generator[pytest.Item]:
        """The test of a guide as often as asked for, each time with other data."""
        times = self.config.getoption("--repeat")
        for seed in range(1, times + 1):
            variant = f"{seed} of {times}" if times > 1 else ""
            yield self._item(guide, variant, world=proof.world_of(guide) | {"seed": seed})

    def _on_edition(self, guide: guides.Guide, edition: str) -> pytest.Item:
        catalog = self.config.stash[CATALOG]
        test = _skip if without_closing(guide, catalog["editions"][edition], catalog) else walk_guide
        world = proof.world_of(guide) | {"edition": edition}
        return self._item(guide, f"on {edition}", test, on=edition, world=world)

    def _without_claim(self, guide: guides.Guide, claim: Claim) -> pytest.Item:
        variant = f"without {claim.id}"
        try:
            world = proof.world_without(guide, claim, self.config.stash[CATALOG])
        except GuideError as error:
            fault = GuideError(f"{shown(self.path.parent / FILE)}: {claim.id}: red: {error}")
            return UnreadableGuide.from_parent(self, name=f"{guide.id.heading}[{variant}]", error=fault)
        return self._item(guide, variant, partial(proof.require_red, claim=claim), claim=claim, world=world)


def guide_file(parent: pytest.Collector, path: Path) -> GuideFile:
    """The collector of a guide file, named by the file of its ``ProcedureId``."""
    return GuideFile.from_parent(parent, path=path, nodeid=file_id(path))


def not_files(folder: pytest.Collector) -> list[pytest.Collector]:
    """Collectors of what pytest leaves out of a folder of guides: what is called like a guide, and is not a file."""
    paths = sorted(folder.path.glob("*.md"))
    return [guide_file(folder, path) for path in paths if not path.is_file() and not path.is_dir()]


class ProcedureItem(pytest.Item):
    """A test of a procedure; its id is that of the procedure, and the edition or claim in square brackets."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        config = self.config
        if config.getoption("timeout", 0) is None and not config.getini("timeout"):  # of pytest-timeout
            self.add_marker(pytest.mark.timeout(LONGEST))

    @property
    def location(self) -> tuple[str, int | None, str]:
        """As pytest has it, but with the file of the ``ProcedureId``."""
        return file_id(self.path), 0, self.name


class UnreadableGuide(ProcedureItem):
    """The test of a guide that cannot be read: it fails before it begins."""

    def __init__(self, *, error: FlowsError, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.error = error

    def setup(self) -> None:
        raise self.error

    def runtest(self) -> None:
        """Is never reached."""


class GuideItem(ProcedureItem, pytest.Function):
    """The test of a guide, with the same fixtures as a test written by hand.

    ``claim`` is the claim that is taken out for a proof; ``defect``, what is broken in its world; ``on``, the edition
    if it is not the guide's own; ``world``, the arguments of ``Site.make_world`` if they are not the guide's own.
    """

    def __init__(
        self,
        *,
        callobj: Test,
        guide: guides.Guide,
        claim: Claim | None = None,
        defect: str | None = None,
        on: str = "",
        world: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(callobj=partial(callobj, guide=guide), **kwargs)
        self.guide, self.claim, self.on, self.defect = guide, claim, on, defect
        claims = [("proof", claim.id)] if claim else [("claim", name) for name in guide.front.claims]
        edition = [("on", on)] if on else []
        self.user_properties += [("ends", guide.front.ends or ""), ("guide", str(guide.id)), *claims, *edition]
        self.add_marker(pytest.mark.world(**(world or proof.world_of(guide))))


def closes(guide: guides.Guide, catalog: Catalog) -> bool:
    """Whether a guide closes something, with no special device, obligation or circumstance."""
    front = guide.front
    special = front.having or front.circumstances or front.device != "desktop"
    closing = [end["name"] for end in catalog["ends"] if end["closes"]]
    return front.ends in closing and not special
