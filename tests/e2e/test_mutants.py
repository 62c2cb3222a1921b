"""``flows mutants``: what is killed, survives, is listed, or cannot be walked."""

import json
import re

import pytest

from flows.claims import proof
from flows.claims.unguarded import FILE
from flows.errors import NotWalkedError
from flows.plugin import environment
from flows.plugin.mutant_walks import MutantWalks
from flows.reading import guide as guides
from tests.support.breaking_proxy import breaking_proxy
from tests.support.flows_process import CLOSE, QUICKLY, WRONG, GuideFolder

LISTED = """\
[[unguarded]]
path = "closing.0.reasons.0"
change = "removed"
why = "which reasons there are is not what the guide is about"

[[unguarded]]
path = "closing.9.control"
change = "changed"
why = "there is no such closing"
"""


def mutants(folder: GuideFolder, pattern: str, base_url: str = "") -> tuple[int, str]:
    """Write the guide and try it on the mutants of its edition at some paths; returns the exit code and the output."""
    folder.write(close=CLOSE)
    arguments = ["mutants", ".", "--only", pattern, "--base-url", base_url or folder.base_url, *QUICKLY]
    return folder.flows(*arguments)


def test_a_mutant_is_killed_survives_or_is_listed(folder: GuideFolder) -> None:
    (folder.path / FILE).write_text(LISTED, "utf-8")
    code, output = mutants(folder, "closing.0.[cr]*[_.l]*")

    killed = r"✓ \S+  closing\.0\.control changed \(was 'Close my account'\) → red: close\.md:9: “.*Close my account"
    assert re.search(killed, output)
    assert "closing.0.control_is = 'button' (was 'link')\n    survived; still true: close.md\n" in output
    unspoken = "closing.0.reasons.0 changed (was 'Too busy')\n    survived; no guide can notice it\n"
    assert unspoken in output
    listed = "closing.0.reasons.0 removed (was 'Too busy') → unguarded: which reasons there are is not what the guide"
    assert listed in output
    assert f"{FILE}: closing.9.control changed: there is no such mutant; remove the entry" in output
    assert "6 mutants: 1 killed, 1 listed, 4 survived" in output
    assert code == 1
    rows = json.loads((folder.path / "artifacts" / "mutants" / "mutants.json").read_text("utf-8"))
    assert {row["path"]: row["killer"] for row in rows if row["verdict"] == "killed"} == {
        "closing.0.control": "close.md"
    }


def test_a_walk_that_says_nothing_kills_no_mutant(
    mutant_walks: MutantWalks, monkeypatch: pytest.MonkeyPatch, folder: GuideFolder
) -> None:
    monkeypatch.setattr(environment, "why_not_walked", lambda *_, **__: "the site is gone")
    folder.write(wrong=WRONG)
    guide = guides.load(folder.path / "wrong.md")
    with pytest.raises(NotWalkedError, match=r"^the site is gone$"):
        mutant_walks.walk(guide, proof.world_of(guide))


@pytest.mark.thorough
def test_a_mutant_that_is_not_walked_is_not_killed(folder: GuideFolder, base_url: str) -> None:
    with breaking_proxy(base_url, {"/settings/account": "cut"}) as address:
        code, output = mutants(folder, "closing.0.control", address)

    assert re.search(r"· \S+  closing\.0\.control changed.*: not walked: the site at \S+ refused or cut", output)
    assert "1 mutants: 1 not walked" in output
    assert "killed" not in output
    assert code == 2


@pytest.mark.thorough
def test_mutants_that_are_all_killed_exit_with_0(folder: GuideFolder) -> None:
    code, output = mutants(folder, "closing.0.control")
    assert (code, "1 mutants: 1 killed" in output) == (0, True)
