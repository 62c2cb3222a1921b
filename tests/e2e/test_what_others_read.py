"""A run for other tools: annotations, going on after what is false, rewording, and shards that merge to one run."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.flows_process import CLOSE, FRONT, TYPO, WRONG, GuideFolder

FIVE = f"""\
{FRONT}1. Log in.
2. Click your picture and select **Settings** › **Account**, and check that
   **Your dat** is shown.
3. Check that **Close my acount** is shown.
4. Check that **Account** is not shown.
5. Click **Close my account** and choose a reason.
6. Check that **Finish** is shown, then press **Go on now**.
7. Press **Close my account**.
"""
MISSPELT = CLOSE.replace("Click **Close my account**", "Click **Close my acount**")


@pytest.fixture
def folder(tmp_path: Path, base_url: str) -> GuideFolder:
    return GuideFolder(tmp_path, base_url)


def test_five_faults_are_annotated_on_their_lines(folder: GuideFolder) -> None:
    folder.write(five=FIVE)
    code, lines = folder.check("--keep-going", "--format", "github")
    assert code == 1
    places = [re.match(r"::error file=five\.md,line=(\d+),col=(\d+),title=Close::“", line) for line in lines]
    source = FIVE.splitlines()
    words = [source[int(row) - 1][int(column) - 1 :].partition("**")[0] for row, column in _groups(places)]
    assert words == ["Your dat", "Close my acount", "Account", "Finish", "Go on now"]
    assert "Did you mean “Close my account”?" in "\n".join(lines)
    (result,) = _record(folder.path / "artifacts")["results"]
    outcomes = [step["outcome"] for step in result["steps"]]
    assert outcomes == ["true", "false", "false", "false", "true", "false", "not reached"]


def _groups(places: list[re.Match[str] | None]) -> list[tuple[str, ...]]:
    return [match.groups() for match in places if match]


def _record(artifacts: Path) -> Any:
    return json.loads((artifacts / "report.json").read_text("utf-8"))


def test_without_the_option_the_first_fault_ends_the_walk(folder: GuideFolder) -> None:
    folder.write(five=FIVE)
    code, lines = folder.check("--format", "sarif")
    document = "\n".join(lines)
    results = json.loads(document[document.index("{\n") : document.rindex("}") + 1])["runs"][0]["results"]
    assert code == 1
    assert [each["locations"][0]["physicalLocation"]["region"]["startLine"] for each in results] == [9]


def test_a_rewording_is_shown_and_only_written_if_wanted(folder: GuideFolder) -> None:
    folder.write(close=MISSPELT)
    guide = folder.path / "close.md"
    code, lines = folder.check("--fix")
    assert code == 1
    assert "-3. Click **Close my acount**, choose a reason and press **Continue**." in lines
    assert "+3. Click **Close my account**, choose a reason and press **Continue**." in lines
    assert guide.read_text("utf-8") == MISSPELT

    code, lines = folder.check("--fix", "--write")
    assert code == 0
    assert guide.read_text("utf-8") == CLOSE
    assert lines[-1].startswith("1 guide: 1 true, in ")


@pytest.mark.timeout(240)  # for six runs
def test_four_shards_merge_to_one_run_except_for_times(folder: GuideFolder) -> None:
    folder.write(a=CLOSE, b=WRONG, c=TYPO, d=CLOSE.replace("title: Close", "title: D"), e=MISSPELT)
    assert folder.check("--output", "whole")[0] == 1
    for part in range(1, 5):
        folder.check("--output", f"shard-{part}", "--shard", f"{part}/4")
    shards = [f"shard-{part}" for part in range(1, 5)]
    code, output = folder.flows("merge", *shards, "--output", "merged", "--since", "whole")

    assert code == 1
    assert "0 newly red, 3 still red, 0 fixed" in output
    assert sorted(len(_record(folder.path / shard)["results"]) for shard in shards) == [1, 1, 1, 2]
    whole, merged = (_without_times(_record(folder.path / name)) for name in ("whole", "merged"))
    assert (merged.pop("shards"), whole.pop("shards")) == (["1/4", "2/4", "3/4", "4/4"], [])
    assert merged == whole
    kept = [
        sorted(path.name for path in (folder.path / name).iterdir() if path.is_dir()) for name in ("whole", "merged")
    ]
    assert kept[0] == kept[1]
    assert len(kept[0]) == 2
    assert folder.flows("merge", *shards, "--output", "merged")[0] == 2  # it is not empty


def _without_times(part: Any) -> Any:
    """A record without times, the command that names the shard, and the folder of the run in messages."""
    if isinstance(part, dict):
        kept = {key: value for key, value in part.items() if key not in ("seconds", "started", "command")}
        return {key: _without_times(value) for key, value in kept.items()}
    if isinstance(part, list):
        return [_without_times(value) for value in part]
    return re.sub(r"(whole|shard-\d)/", "artifacts/", part) if isinstance(part, str) else part
