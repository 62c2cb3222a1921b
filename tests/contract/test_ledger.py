"""``python -m flows claims`` prints every claim of the shipped guides."""

import json
from pathlib import Path

from click.testing import CliRunner

from flows.__main__ import main
from flows.claims import ledger, model
from flows.reading.guide import GUIDES

LEDGERS = {file.parent.name: model.load(file.parent) for file in sorted(GUIDES.rglob(model.FILE))}


def test_the_ledger_is_printed_as_text(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["claims", "--artifacts", str(tmp_path)])
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    for claims in LEDGERS.values():
        for claim in claims:
            assert f"  {claim.label:<6} {', '.join(claim.kind)}: {claim.says}" in lines
    needed = sum(not claim.is_advice for claims in LEDGERS.values() for claim in claims)
    advice = sum(map(len, LEDGERS.values())) - needed
    ours = sum(claim.ours for claims in LEDGERS.values() for claim in claims)
    assert lines[-1] == f"0 of {needed} proved, 0 %; {needed} not walked; {advice} advice; {ours} † our reading."


def test_the_ledger_is_written_as_json_and_html(tmp_path: Path) -> None:
    page = tmp_path / "claims.html"
    done = CliRunner().invoke(main, ["claims", "--artifacts", str(tmp_path), "--json", "--html", str(page)])
    assert done.exit_code == 0
    ledgers = json.loads(done.stdout)
    assert {name: [entry["id"] for entry in entries] for name, entries in ledgers.items()} == {
        name: [claim.id for claim in claims] for name, claims in LEDGERS.items()
    }
    html = page.read_text("utf-8")
    assert html.count('<article class="claim"') == sum(map(len, LEDGERS.values()))
    assert html.count("Needs no proof") == sum(claim.is_advice for claims in LEDGERS.values() for claim in claims)


def test_a_folder_without_a_ledger_has_none(tmp_path: Path) -> None:
    (tmp_path / "leave.md").write_text(
        "---\ntitle: Leave\npersona: freelancer\nends: closed\n---\n\n1. Log in.\n", "utf-8"
    )
    assert ledger.entries(tmp_path, tmp_path) == []
