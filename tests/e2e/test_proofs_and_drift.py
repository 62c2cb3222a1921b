"""``flows proofs`` and ``flows check --against``: output and exit code; what is red there is walked once."""

import pytest

from flows.plugin.collection import closes
from flows.site.closing_path import closing_paths
from flows.site.personas import Person
from mocksite.editions import loader
from tests.support.catalog_cells import CATALOG
from tests.support.flows_process import CLOSE_OWN, FlowsRun
from tests.support.shipped_guides import SHIPPED

CLAIMS = """[[claims]]
id = "A1"
kind = ["path"]
says = "It is closed under Contact Info"
red = {{ guide = "close", {red}, at = "{at}" }}
"""
TAKEN_OUT = 'put = { "closing.*.control" = "Go away" }'


def prove(run: FlowsRun, red: str, at: str) -> tuple[int, str]:
    run.guide.write_text(CLOSE_OWN.replace("ends:", "claims: [A1]\nends:"), "utf-8")
    (run.guide.parent / "claims.toml").write_text(CLAIMS.format(red=red, at=at), "utf-8")
    folder = str(run.artifacts)
    return run.flows("proofs", str(run.guide), "--base-url", run.base_url, "--output", folder)


def test_a_claim_is_proved_by_a_green_and_a_red_walk(run: FlowsRun) -> None:
    code, output = prove(run, TAKEN_OUT, "Close my account")
    assert (code, output.count("✓")) == (0, 2)
    assert f"A1 taken out: closing.*.control = 'Go away' → red at {run.guide}:10" in output
    assert "2 walks: 2 true" in output


@pytest.mark.parametrize(
    ("red", "at", "message"),
    [
        (
            'drop = ["closing.0.reasons.0"]',
            "Close my account",
            "A1: still green without the claim (no closing.0.reasons.0)",
        ),
        (TAKEN_OUT, "Choose a reason", "A1: red, but not at 'Choose a reason':"),
        ('drop = ["gate.asks"]', "Close my account", "A1: red: gate.asks: the edition has nothing there"),
    ],
)
def test_a_failed_proof_is_explained(run: FlowsRun, red: str, at: str, message: str) -> None:
    code, output = prove(run, red, at)
    assert code == 1
    assert message in output
    assert "second walk" not in output
    assert "Traceback" not in output


def test_a_walk_on_another_edition_reports_where_it_parts(run: FlowsRun) -> None:
    guide = next(guide for guide in SHIPPED if closes(guide, CATALOG))
    editions = {name: loader.load(name).model_dump(mode="json", by_alias=True) for name in loader.names()}
    who = Person(guide.front.persona)
    other = next(
        name
        for name, edition in editions.items()
        if name != guide.edition and next(closing_paths(edition, who, CATALOG), None)
    )
    arguments = ["check", str(guide.path), "--against", other, "--base-url", run.base_url]
    code, output = run.flows(*arguments, "--output", str(run.artifacts))
    assert code == 1
    assert f"{guide.front.title}, on {other}" in output
    assert "    instead of step" in output
    assert "1 walk: 1 false" in output
    assert "second walk" not in output


def test_an_unknown_edition_is_a_usage_error(run: FlowsRun) -> None:
    run.guide.write_text(CLOSE_OWN, "utf-8")
    code, output = run.flows("check", str(run.guide), "--against", "nowhere", "--base-url", run.base_url)
    assert code == 2
    assert "--against: there is no edition 'nowhere'; write one of " in output
