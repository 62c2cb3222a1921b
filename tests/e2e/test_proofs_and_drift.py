"""``flows proofs`` and ``flows check --against``: what they say, and when they are content."""

import shutil
from pathlib import Path

import pytest

from flows.plugin.collection import closes
from flows.site.closing_path import closing_paths
from flows.site.personas import Person
from mocksite.editions import loader
from tests.e2e.test_failures import GOOD, OWN_EDITION, Run
from tests.support.cells_of_the_site import CATALOG
from tests.support.shipped_guides import SHIPPED

CLAIMS = """[[claims]]
id = "A1"
kind = ["path"]
says = "It is closed under Contact Info"
red = {{ guide = "close", {red}, at = "{at}" }}
"""
TAKEN_OUT = 'put = { "closing.*.control" = "Go away" }'


@pytest.fixture
def run(tmp_path: Path, base_url: str) -> Run:
    return Run(tmp_path, base_url)


def prove(run: Run, red: str, at: str) -> tuple[int, str]:
    shutil.copy(OWN_EDITION, run.guide.parent)
    run.guide.write_text(GOOD.replace("ends:", "claims: [A1]\nends:"), "utf-8")
    (run.guide.parent / "claims.toml").write_text(CLAIMS.format(red=red, at=at), "utf-8")
    folder = str(run.artifacts)
    return run.flows("proofs", str(run.guide), "--base-url", run.base_url, "--output", folder, "--tracing", "off")


def test_a_claim_is_proved_where_its_guide_is_true_and_red_without_it(run: Run) -> None:
    code, said = prove(run, TAKEN_OUT, "Close my account")
    assert (code, said.count("✓")) == (0, 2)
    assert f"A1 taken out: closing.*.control = 'Go away' → red at {run.guide}:10" in said
    assert "2 walks: 2 true" in said


@pytest.mark.parametrize(
    ("red", "at", "told"),
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
def test_what_is_no_proof_is_told(run: Run, red: str, at: str, told: str) -> None:
    code, said = prove(run, red, at)
    assert code == 1
    assert told in said
    assert "Traceback" not in said


def test_a_guide_is_told_where_it_parts_from_another_edition(run: Run) -> None:
    guide = next(guide for guide in SHIPPED if closes(guide, CATALOG))
    names = {name: loader.load(name).model_dump(mode="json", by_alias=True) for name in loader.names()}
    who = Person(guide.front.persona)
    other = next(
        name for name, told in names.items() if name != guide.edition and next(closing_paths(told, who, CATALOG), None)
    )
    arguments = ["check", str(guide.path), "--against", other, "--base-url", run.base_url]
    code, said = run.flows(*arguments, "--output", str(run.artifacts), "--tracing", "off")
    assert code == 1
    assert f"{guide.front.title}, on {other}" in said
    assert "    instead of step" in said
    assert "1 walk: 1 false" in said


def test_an_edition_there_is_none_of_is_a_wrong_use(run: Run) -> None:
    run.guide.write_text(GOOD, "utf-8")
    code, said = run.flows("check", str(run.guide), "--against", "nowhere", "--base-url", run.base_url)
    assert code == 2
    assert "--against: there is no edition 'nowhere'; write one of " in said
