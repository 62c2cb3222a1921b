"""The control API does what its OpenAPI document says: every call, valid and broken, made up by schemathesis."""

import re
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance

from flows.site.client import Site, World
from mocksite.editions import loader

SITE_PAGE = Path(__file__).parents[2] / "docs" / "site.md"
# The table of the design: what any outside client may rely on.
CALLS = {
    ("post", "/_control/worlds"),
    ("get", "/_control/worlds/{world_id}"),
    ("get", "/_control/worlds/{world_id}/changes"),
    ("post", "/_control/worlds/{world_id}/clock"),
    ("get", "/_control/worlds/{world_id}/mail"),
    ("delete", "/_control/worlds/{world_id}"),
    ("get", "/_control/catalog"),
    ("get", "/_control/identity"),
}


@pytest.mark.parametrize(("method", "path"), sorted(CALLS), ids=lambda part: part)
def test_every_call_keeps_its_contract(base_url: str, world: World, method: str, path: str) -> None:
    schema = schemathesis.openapi.from_url(f"{base_url}/_control/openapi.json")

    @given(case=schema[path][method.upper()].as_strategy())
    @settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def holds(case: Case[Any]) -> None:
        if method != "delete" and case.path_parameters:
            case.path_parameters["world_id"] = world.id
        # What may be asked for is in the catalog, not in the schema: a 422 is a right answer to a made-up name.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    holds()


def test_the_document_and_the_page_on_the_site_have_every_call_of_the_design(base_url: str) -> None:
    paths = requests.get(f"{base_url}/_control/openapi.json", timeout=10).json()["paths"]
    assert {(method, path) for path, methods in paths.items() for method in methods} == CALLS
    told = re.findall(r"^\| `([A-Z]+) (\S+)` \|", SITE_PAGE.read_text("utf-8"), re.MULTILINE)
    assert {(method.lower(), path.replace("{id}", "{world_id}")) for method, path in told} == CALLS


def test_the_catalog_has_what_the_design_promises(site: Site) -> None:
    catalog = site.catalog()
    assert set(catalog) == {
        *("personas", "capacities", "obligations", "circumstances", "parts", "editions", "edition_schema", "ends"),
        *("field_labels", "masks", "unknown_login"),
    }
    assert all({"who", "settled_by", "leaves"} <= set(told) for told in catalog["obligations"].values())
    told = {name: loader.parse(edition) for name, edition in catalog["editions"].items()}
    assert told == {name: loader.load(name) for name in loader.names()}


@pytest.mark.parametrize("name", loader.names())
def test_a_world_runs_the_edition_whose_name_it_is_asked_for_by(site: Site, name: str) -> None:
    assert loader.parse(site.make_world(name).edition) == loader.load(name)


def test_a_world_has_an_account_for_its_persona_and_a_support_agent(world: World) -> None:
    assert {"freelancer", "support-agent"} <= set(world.accounts)
