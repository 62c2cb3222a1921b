"""Samples of the mutants of the shipped editions; pytest-randomly prints the seed that draws them."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from flows.claims import proof, unguarded
from flows.claims.mutants import Mutant, mutants
from flows.claims.noticing import closings_of, folded, witness
from flows.claims.trial import Court
from flows.plugin.mutant_walks import MutantWalks
from flows.reading.guide import GUIDES
from flows.site.client import Site
from mocksite.editions import loader
from tests.support.shipped_guides import SHIPPED, edition_of

OpenCourt = Callable[[str], Court]


@pytest.fixture
def open_court(mutant_walks: MutantWalks, site: Site) -> OpenCourt:
    """Tries mutants of a shipped edition by its guides."""

    def of_edition(name: str) -> Court:
        own = [guide for guide in SHIPPED if guide.edition == name]
        witnesses = [witness(guide, site.catalog()) for guide in own]
        walks = mutant_walks
        return Court(edition_of(own[0]), witnesses, walks.accepts, walks.walk, walks.use_of, {})

    return of_edition


def drawn(court: Court, site: Site, listed: set[str]) -> Iterator[Mutant]:
    """The mutants of an edition that the site accepts, in any order, except those ``listed`` as unguarded."""
    derived = list(mutants(court.edition, site.catalog()["edition_schema"]))
    for mutant in random.sample(derived, len(derived)):
        if str(mutant) not in listed and court.accepts(mutant.edition(court.edition)):
            yield mutant


@pytest.mark.thorough
def test_a_label_that_a_guide_names_in_full_has_a_guard(open_court: OpenCourt, site: Site) -> None:
    name = random.choice(loader.names())  # noqa: S311
    court, listed = open_court(name), set(unguarded.load(GUIDES / name))
    for mutant in drawn(court, site, listed):
        closings = closings_of(mutant, court.edition)
        able = [each for each in court.witnesses if each.can_notice(mutant, closings)]
        naming = [each for each in able if mutant.kind == "changed" and folded(mutant.label) in each.words]
        shortest = sorted(naming, key=lambda each: each.guide.walked)[:2]
        if shortest:
            trial = replace(court, witnesses=shortest).trial(mutant)
            assert trial.verdict == "killed", f"{name}: {mutant}: {trial}"
            return
    pytest.fail(f"{name}: no label is named by a guide")


@pytest.mark.thorough
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", loader.names())
def test_guides_that_are_not_tried_would_not_notice(open_court: OpenCourt, site: Site, name: str) -> None:
    """Of some mutants, walk some of the guides that are left out, which must stay true."""
    court = open_court(name)
    some = random.sample(court.witnesses, min(10, len(court.witnesses)))
    for mutant, _ in zip(drawn(court, site, set()), range(3), strict=False):
        closings, changes = closings_of(mutant, court.edition), {"edition": mutant.edition(court.edition)}
        for each in some:
            use = court.use_of(each.guide)
            if use and not (each.can_notice(mutant, closings) and use.includes(mutant)):
                red = court.walk_in(each.guide, proof.world_of(each.guide) | changes)
                assert red is None, f"{name}: {mutant}: {red}"
