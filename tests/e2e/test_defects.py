"""``flows defects`` walks known finders with and without their defects; ``flows smoke`` walks the fewest."""

import json
from pathlib import Path

from flows.claims import finders
from tests.support.flows_process import QUICKLY, GuideFolder

STORED = finders.load(finders.FILE)
CLOSE, KEEP, BY_HAND = (
    next(iter(STORED[name])) for name in ("closing-does-nothing", "nothing-leads-back", "reason-is-lost")
)
FINDERS = {
    "closing-does-nothing": {CLOSE: "red"},
    "closing-is-not-mailed": {BY_HAND: "red"},
    "closed-account-logs-in": {KEEP: "red"},  # it does not notice
}


def write(folder: Path) -> Path:
    file = folder / "finders.json"
    file.write_text(json.dumps({"smoke": [CLOSE, BY_HAND], "finders": FINDERS}), "utf-8")
    return file


def test_finders_are_red_with_their_defect_and_green_without(folder: GuideFolder) -> None:
    file = write(folder.path)
    code, output = folder.flows(
        "defects", "--only", "clos*g*", "--finders", str(file), "--base-url", folder.base_url, *QUICKLY
    )
    assert f"✓ {CLOSE}  closing-does-nothing → found: " in output
    assert f"✓ {BY_HAND}  closing-is-not-mailed → found: " in output
    assert f"✗ {KEEP}  closed-account-logs-in\n    still true with it; to look for another finder" in output
    assert "2 of 3 defects found." in output
    assert "6 tests: 5 true, 1 false" in output
    assert code == 1
    rows = json.loads((folder.path / "artifacts" / "defects" / "defects.json").read_text("utf-8"))
    messages = {row["id"]: message for row in rows for message in row["finders"].values()}
    assert messages.keys() == FINDERS.keys() - {"closed-account-logs-in"}
    assert folder.base_url not in str(messages)


def test_the_smoke_set_has_guides_and_tests_by_hand(folder: GuideFolder) -> None:
    code, output = folder.flows("smoke", "--finders", str(write(folder.path)), "--base-url", folder.base_url, *QUICKLY)
    assert f"{CLOSE}.md" in output
    assert BY_HAND.rpartition("::")[2] in output
    assert code == 0
