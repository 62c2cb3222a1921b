"""``flows proofs`` and ``flows check --against``: output and exit code; what is red there is walked once."""

import re
from types import SimpleNamespace
from typing import cast

import pytest

from flows.plugin import hooks
from flows.plugin.collection import closes
from flows.site.closing_path import closing_paths
from flows.site.personas import Person
from mocksite.editions import loader
from tests.support.breaking_proxy import breaking_proxy
from tests.support.catalog_cells import CATALOG
from tests.support.flows_process import CLOSE_OWN, FlowsRun
from tests.support.shipped_guides import SHIPPED

BY_DEFAULT = ("--tracing", "on-second-walk")
CLAIM = """[[claims]]
id = "{}"
kind = ["path"]
says = "It is closed under Contact Info"
red = {{ guide = "{}", {}, at = "{}" }}
"""
TAKEN_OUT = 'put = { "closing.*.control" = "Go away" }'
# By claim: the guide that proves it, what takes it out, where the guide is then said to fail, and what is printed.
CLAIMS = {
    "A1": (
        "close",
        TAKEN_OUT,
        "Close my account",
        r"✓ \S+  A1 taken out: closing\.\*\.control = 'Go away' → red at \S+close\.md:10",
    ),
    "A2": (
        *("close", 'drop = ["closing.0.reasons.0"]', "Close my account"),
        r"    A2: still green without the claim \(no closing\.0\.reasons\.0\)",
    ),
    "A3": ("close", TAKEN_OUT, "Choose a reason", "    A3: red, but not at 'Choose a reason':"),
    "A4": (
        *("close", 'drop = ["gate.asks"]', "Close my account"),
        "A4: red: gate.asks: the edition has nothing there",
    ),
    # It would be red where it should, because its connection is cut in the sentence before.
    "A5": (
        "cut",
        TAKEN_OUT,
        "Click your picture",
        r"· \S+  A5 .*: not walked: the site at \S+ refused or cut a connection: ",
    ),
}


@pytest.mark.timeout(240)
def test_a_claim_is_proved_by_a_green_walk_and_a_red_one(run: FlowsRun) -> None:
    for name, sentences in {"close": CLOSE_OWN, "cut": CLOSE_OWN.replace("2. ", "2. Click **Payments**.\n3. ")}.items():
        proves = ", ".join(claim for claim, (guide, *_) in CLAIMS.items() if guide == name)
        text = sentences.replace("ends:", f"claims: [{proves}]\nends:")
        run.guide.with_name(f"{name}.md").write_text(text, "utf-8")
    claims = "".join(CLAIM.format(claim, *red) for claim, (*red, _) in CLAIMS.items())
    run.guide.with_name("claims.toml").write_text(claims, "utf-8")
    with breaking_proxy(run.base_url, {"/payments": "cut"}) as address:
        code, output = run.flows("proofs", str(run.guide.parent), "--base-url", address, *BY_DEFAULT)

    assert code == 1
    assert "second walk" not in output
    assert "7 walks: 2 true, 2 false, 1 not read, 2 not walked" in output
    assert [line for *_, line in CLAIMS.values() if not re.search(line, output)] == []
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
    code, output = run.flows(*arguments, *BY_DEFAULT)
    assert code == 1
    assert f"{guide.front.title}, on {other}" in output
    assert "    instead of step" in output
    assert "1 walk: 1 false" in output
    assert "second walk" not in output


def test_an_unknown_edition_is_a_usage_error(base_url: str) -> None:
    options = {"--trust-host": [], "--against": ["nowhere"], "--defects": None}
    config = cast("pytest.Config", SimpleNamespace(getoption=options.__getitem__, stash={}))
    with pytest.raises(pytest.UsageError, match=r"^--against: there is no edition 'nowhere'; write one of "):
        hooks._connect(config, base_url)
