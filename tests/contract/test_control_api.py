"""The control API does what its OpenAPI document says, for valid and broken calls."""

import json
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

ROOT = Path(__file__).parents[2]
SITE_PAGE = ROOT / "docs" / "site.md"
# The calls that any outside client may rely on.
CALLS = {
    ("post", "/_control/worlds"),
    ("get", "/_control/worlds/{world_id}"),
    ("get", "/_control/worlds/{world_id}/changes"),
    ("post", "/_control/worlds/{world_id}/clock"),
    ("get", "/_control/worlds/{world_id}/mail"),
    ("get", "/_control/worlds/{world_id}/use"),
    ("put", "/_control/worlds/{world_id}/lifetime"),
    ("put", "/_control/worlds/{world_id}/defects"),
    ("get", "/_control/worlds/{world_id}/defects"),
    ("put", "/_control/worlds/{world_id}/faults"),
    ("get", "/_control/worlds/{world_id}/faults"),
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
        # The allowed names are not in the schema, so a made-up name is rightly a 422.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    holds()


def test_api_document_and_site_page_list_every_call(base_url: str) -> None:
    paths = requests.get(f"{base_url}/_control/openapi.json", timeout=10).json()["paths"]
    assert {(method, path) for path, methods in paths.items() for method in methods} == CALLS
    rows = re.findall(r"^\| `([A-Z]+) (\S+)` \|", SITE_PAGE.read_text("utf-8"), re.MULTILINE)
    assert {(method.lower(), path.replace("{id}", "{world_id}")) for method, path in rows} == CALLS


def test_the_catalog_has_what_the_design_promises(site: Site) -> None:
    catalog = site.catalog()
    assert set(catalog) == {
        *("personas", "capacities", "obligations", "circumstances", "parts", "editions", "edition_schema", "ends"),
        *("field_labels", "masks", "unknown_login", "switches", "defects", "faults"),
    }
    assert all({"who", "settled_by", "leaves"} <= set(row) for row in catalog["obligations"].values())
    editions = {name: loader.parse(edition) for name, edition in catalog["editions"].items()}
    assert editions == {name: loader.load(name) for name in loader.names()}


@pytest.mark.parametrize("name", loader.names())
def test_a_world_runs_the_edition_that_was_named(site: Site, name: str) -> None:
    assert loader.parse(site.make_world(name).edition) == loader.load(name)


def is_part(shown: Any, whole: Any) -> bool:
    """Whether a document that shows only some keys of another agrees with it."""
    if not isinstance(shown, dict):
        return bool(shown == whole)
    return all(key in whole and is_part(value, whole[key]) for key, value in shown.items())


@pytest.mark.parametrize("page", ["README.md", "docs/site.md"])
def test_the_curl_example_creates_the_world_it_shows(base_url: str, page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    (body,) = re.findall(r"^curl -s localhost:5050/_control/worlds .*\n  -d '(.*)'$", text, re.MULTILINE)
    if json.loads(body)["edition"] not in loader.names():
        pytest.skip("the edition of the example does not ship")
    created = requests.post(f"{base_url}/_control/worlds", json=json.loads(body), timeout=10).json()
    assert {"world", "login_url", "outbox_url", "accounts", "edition"} == set(created)
    for response in re.findall(r"```json\n(.*?)```", text, re.DOTALL):
        shown = json.loads(response.replace(", …", ""))
        renamed = response.replace(shown["world"], created["world"]).replace("http://localhost:5050", base_url)
        assert is_part(json.loads(renamed.replace(", …", "")), created)


def test_a_world_has_its_persona_and_a_support_agent(world: World) -> None:
    assert {"freelancer", "support-agent"} <= set(world.accounts)
