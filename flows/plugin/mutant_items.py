"""Collects the mutants of editions as tests, each of which walks guides until one is false."""

import fnmatch
import json
import random
from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from flows.claims import unguarded
from flows.claims.mutant_results import result_of
from flows.claims.mutants import Mutant, mutants, switched_off
from flows.claims.noticing import Witness, killers_by_claim, witness
from flows.claims.trial import Court, Trial
from flows.errors import FlowsError, GuideError, shown
from flows.plugin.collection import GuideItem, ProcedureItem, UnreadableGuide
from flows.plugin.mutant_report import last_killers
from flows.plugin.mutant_walks import MutantWalks
from flows.plugin.stash import CATALOG, SITE
from flows.reading import guide as guides
from flows.reports.result import Result


class EditionList(pytest.Directory):
    """The folders of guides whose editions are mutated."""

    def collect(self) -> Generator[pytest.Collector]:
        for name in json.loads(self.config.getoption("--mutants")):
            yield EditionMutants.from_parent(
                self, name=Path(name).name, path=Path(name), nodeid=guides.label(Path(name))
            )


class EditionMutants(pytest.Collector):
    """The mutants of the edition of one folder of guides."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.edition: dict[str, Any] = {}
        self.witnesses: list[Witness] = []
        self.listed: dict[str, unguarded.Unguarded] = {}
        self.killers: dict[str, str] = {}

    def collect(self) -> list[pytest.Item]:
        try:
            return list(self._items())
        except FlowsError as error:
            return [UnreadableGuide.from_parent(self, name="cannot be read", error=error)]

    def _items(self) -> Iterator[pytest.Item]:
        catalog = self.config.stash[CATALOG]
        loaded, faults = guides.load_all(self.path)
        if faults:
            raise GuideError("\n".join(faults))
        self.witnesses = [witness(guide, catalog) for guide in loaded]
        self.edition = self._original(loaded[0])
        self.listed = unguarded.load(self.path)
        self.killers = killers_by_claim(loaded) | last_killers(self.config).get(self.nodeid, {})
        derived = [*mutants(self.edition, catalog["edition_schema"]), *switched_off(catalog["switches"])]
        chosen = self._chosen(derived)
        if chosen == derived:
            # Every use is needed, and walking these first shares them among the workers.
            for each in loaded:
                name = f"{each.id.heading}[as it is]"
                yield GuideItem.from_parent(self, name=name, callobj=record_use, guide=each)
        yield from (MutantItem.from_parent(self, name=str(mutant), mutant=mutant) for mutant in chosen)
        known = {str(mutant) for mutant in derived}
        for entry in [entry for key, entry in self.listed.items() if key not in known]:
            error = GuideError(
                f"{shown(self.path / unguarded.FILE)}: {entry}: there is no such mutant; remove the entry"
            )
            yield UnreadableGuide.from_parent(self, name=f"{entry} [stale]", error=error)

    def _original(self, guide: guides.Guide) -> dict[str, Any]:
        """The edition of the guides with all its defaults."""
        if isinstance(guide.edition, str):
            return dict(self.config.stash[CATALOG]["editions"][guide.edition])
        world = self.config.stash[SITE].make_world(guide.edition, guide.front.persona)
        world.delete()
        return world.edition

    def _chosen(self, derived: list[Mutant]) -> list[Mutant]:
        pattern, number = self.config.getoption("--only"), self.config.getoption("--sample")
        chosen = [each for each in derived if fnmatch.fnmatch(each.path, pattern or "*")]
        if number and number < len(chosen):
            picked = random.Random(self.config.getoption("--seed")).sample(range(len(chosen)), number)  # noqa: S311
            chosen = [chosen[at] for at in sorted(picked)]
        return chosen


def record_use(mutant_walks: MutantWalks, guide: guides.Guide) -> None:
    _, fault = mutant_walks.record(guide)
    if fault:
        raise FlowsError(f"{fault}\nit is false of its own edition, so it proves nothing about mutants")


def try_mutant(mutant_walks: MutantWalks, of_edition: EditionMutants, request: pytest.FixtureRequest) -> None:
    of, walks, item = of_edition, mutant_walks, request.node
    tries = request.config.getoption("--tries") or None
    court = Court(of.edition, of.witnesses, walks.accepts, walks.walk, walks.use_of, of.killers, tries)
    item.trial = court.trial(item.mutant)


class MutantItem(ProcedureItem, pytest.Function):
    """The test of a mutant."""

    def __init__(self, *, mutant: Mutant, **kwargs: Any) -> None:
        of_edition: EditionMutants = kwargs["parent"]
        super().__init__(callobj=partial(try_mutant, of_edition=of_edition), **kwargs)
        self.mutant, self.listed = mutant, of_edition.listed.get(str(mutant))
        self.trial: Trial | None = None

    @property
    def result(self) -> Result:
        """What came of it so far."""
        return result_of(self.path.name, self.mutant, self.trial, self.listed)
