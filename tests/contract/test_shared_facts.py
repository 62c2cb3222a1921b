"""Facts on which guides, cells and site must agree, beyond those in the catalog."""

from itertools import combinations
from typing import get_args

import pytest

from flows.cells.cell import DEVICES, TEAMS, cells
from flows.language.lexicon import WORDS
from flows.reading.front_matter import parse_end
from flows.site import client, closing_path, known_facts
from flows.site.personas import Person, in_others_teams
from flows.walk import end_checks, judge
from mocksite.catalog import ends, personas, statuses, worlds
from mocksite.catalog.field_labels import LABELS
from mocksite.catalog.team_roles import ASSIGNABLE_ROLES
from mocksite.catalog.worlds import BILLING_CYCLE
from mocksite.editions import closing_schema, control_names, loader
from mocksite.editions.schema import Gate
from mocksite.rules import closing_rules
from tests.support.catalog_cells import CATALOG

SPECIAL = [names for size in range(3) for names in combinations(worlds.CIRCUMSTANCES, size)]


@pytest.mark.parametrize("persona", personas.PERSONAS)
@pytest.mark.parametrize("name", loader.names())
def test_a_path_takes_the_closing_that_wins_on_the_site(name: str, persona: str) -> None:
    edition, published = loader.load(name), CATALOG["editions"][name]
    for special in SPECIAL:
        person = Person(persona, special)
        every_path = list(closing_path.closing_paths(published, person, CATALOG))
        paths = [(path.capacity, path.closing) for path in every_path]
        assert {parse_end(path.end)[0] for path in every_path} <= set(judge.ENDS)
        capacities = personas.capacities(persona, dual="dual" in special)
        chosen = [
            (capacity, closing_rules.closing_for(edition, subject, capacity, frozenset(special)))
            for capacity in capacities
            for subject in get_args(closing_schema.Subject)
        ]
        own = [(capacity, match[0]) for capacity, match in chosen if match and capacity in match[1].by]
        assert paths == [(capacity, published["closing"][number]) for capacity, number in own]


def test_the_catalog_publishes_the_capacities_of_the_site() -> None:
    for persona in personas.PERSONAS:
        for special in ((), ("dual",)):
            capacities = personas.capacities(persona, dual=bool(special))
            assert Person(persona, special).capacities(CATALOG) == capacities
    assert in_others_teams(CATALOG) == list(ASSIGNABLE_ROLES)


def test_every_subject_device_and_end_is_known_to_both() -> None:
    assert get_args(closing_schema.Subject) == closing_path.SUBJECTS
    assert set(TEAMS) == set(get_args(closing_schema.Subject)) - {"account"}
    assert get_args(closing_schema.Device) == DEVICES
    assert list(judge.ENDS) == [end.name for end in ends.ENDS]
    assert {cell.refusal for cell in cells(CATALOG, pairs=False)} <= {None, *judge.ENDS}
    assert {name for kinds in TEAMS.values() for kind in kinds for name in kind} <= set(worlds.OF_TEAMS)


def test_every_status_that_is_judged_is_one_of_the_site() -> None:
    assert set(get_args(end_checks.AccountStatus)) == set(get_args(statuses.AccountStatus))
    assert set(end_checks.ENDED) < set(get_args(statuses.MembershipStatus))


def test_every_field_that_an_edition_can_ask_for_is_filled_in() -> None:
    gate = get_args(get_args(Gate.model_fields["asks"].annotation)[0])
    assert set(closing_path.FILLING_IN) == {*get_args(closing_schema.AskName), *gate}
    assert set(LABELS) == set(get_args(closing_schema.AskName))
    assert closing_path.SAVE_QUESTION in control_names.QUESTION


def test_every_fact_of_the_vocabulary_has_a_label() -> None:
    assert [fact for fact in WORDS["facts"] if not known_facts.labels(fact, CATALOG["field_labels"])] == []


def test_the_agent_and_the_billing_cycle_are_called_the_same() -> None:
    assert client.AGENT == personas.SUPPORT_AGENT
    assert CATALOG["obligations"]["open-billing-cycle"]["settles"] == BILLING_CYCLE
