"""``python -m flows claims``: every claim of the guides that ship, as text, JSON and a page."""

import json
from pathlib import Path

from click.testing import CliRunner

from flows.__main__ import main
from flows.claims import ledger, model
from flows.reading.guide import GUIDES

LEDGERS = {file.parent.name: model.load(file.parent) for file in sorted(GUIDES.rglob(model.FILE))}


def test_it_is_told_as_text(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["claims", "--artifacts", str(tmp_path)])
    assert (done.exit_code, done.stderr) == (0, "")
    told = done.stdout.splitlines()
    for known in LEDGERS.values():
        for claim in known:
            assert f"  {claim.id:<4} {', '.join(claim.kind)}: {claim.says}" in told
    needed = sum(not claim.is_advice for known in LEDGERS.values() for claim in known)
    advice = sum(map(len, LEDGERS.values())) - needed
    assert told[-1] == f"0 of {needed} proved, 0 %; {needed} not walked; {advice} advice."


def test_it_is_told_as_json_and_as_a_page(tmp_path: Path) -> None:
    page = tmp_path / "claims.html"
    done = CliRunner().invoke(main, ["claims", "--artifacts", str(tmp_path), "--json", "--html", str(page)])
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert {name: [entry["id"] for entry in entries] for name, entries in told.items()} == {
        name: [claim.id for claim in known] for name, known in LEDGERS.items()
    }
    html = page.read_text("utf-8")
    assert html.count("<article>") == sum(map(len, LEDGERS.values()))
    assert html.count("Needs no proof") == sum(claim.is_advice for known in LEDGERS.values() for claim in known)


def test_a_folder_without_a_ledger_has_none(tmp_path: Path) -> None:
    (tmp_path / "leave.md").write_text(
        "---\ntitle: Leave\npersona: freelancer\nends: closed\n---\n\n1. Log in.\n", "utf-8"
    )
    assert ledger.entries(tmp_path, tmp_path) == []
