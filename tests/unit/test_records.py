"""The record of a run: read again, merged from shards, and compared with another one."""

import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.__main__ import main
from flows.cli import fix
from flows.errors import FlowsError
from flows.plugin import artifacts
from flows.plugin.shards import divided
from flows.reports import record
from flows.reports.comparison import compared
from flows.reports.record import Run, merged, moved, natural
from flows.reports.result import NOT_WALKED, TRUE, Result
from tests.support.runs import MESSAGES, false, run_of_every_kind, true


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    run = run_of_every_kind()
    (tmp_path / record.NAME).write_text(record.as_json(run), "utf-8")
    assert record.read(tmp_path) == run
    assert record.read(tmp_path / record.NAME) == run


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "Invalid JSON"),
        ('{"results": [], "total": 0, "version": 2}', "version: Input should be 1"),
        ('{"results": [{"file": "a.md", "verdict": "maybe"}], "total": 1}', "results.0.verdict: "),
    ],
)
def test_another_file_is_refused_in_one_line(tmp_path: Path, content: str, fault: str) -> None:
    (tmp_path / record.NAME).write_text(content, "utf-8")
    with pytest.raises(FlowsError) as raised:
        record.read(tmp_path)
    assert fault in str(raised.value)
    assert str(raised.value).endswith("; run again")
    assert "\n" not in str(raised.value)


def test_a_missing_record_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(FlowsError, match=r"report\.json is not there; name a report\.json, or a folder"):
        record.read(tmp_path)


def test_shards_merge_to_the_whole() -> None:
    whole = run_of_every_kind()
    whole.results, whole.claims = record.in_order(whole.results), record.in_claim_order(whole.claims)
    parts = [replace(whole, results=whole.results[at::4], shards=[f"{at + 1}/4"]) for at in range(4)]
    for at, part in enumerate(parts):
        part.total = len(part.results) + (at == 0)  # one was not walked, nobody knows why
        part.claims = [replace(row, guides=_own(row.guides, part.results)) for row in whole.claims]
    merged_run = merged(parts[::-1])
    assert merged_run.shards == ["1/4", "2/4", "3/4", "4/4"]
    assert replace(merged_run, shards=[]) == whole


def _own(guides: list[str], results: list[Result]) -> list[str]:
    return [guide for guide in guides if guide in {result.guide for result in results}]


def test_links_lead_to_the_same_files_from_elsewhere() -> None:
    result = replace(false("a", MESSAGES["email"]), traces=["a-2/trace.zip"], picture="a/b.png")
    result.failures[0].picture = "a/where-it-failed.png"
    (from_elsewhere,) = moved(Run([result], 1), Path("artifacts/proofs"), Path("pages")).results
    assert from_elsewhere.traces == ["../artifacts/proofs/a-2/trace.zip"]
    assert from_elsewhere.picture == "../artifacts/proofs/a/b.png"
    assert from_elsewhere.failures[0].picture == "../artifacts/proofs/a/where-it-failed.png"


def test_a_comparison_lists_what_is_new_still_red_and_fixed() -> None:
    red = {name: false(name, MESSAGES["email"]) for name in ("new", "still", "gone", "late")}
    was = Run([true("new"), red["still"], false("fixed", MESSAGES["file"]), red["gone"], red["late"]], 5, commit="abc")
    now = Run([red["new"], red["still"], true("fixed"), replace(red["late"], verdict=NOT_WALKED), true("true")], 5)
    since = compared(now, was)
    assert [since.of(result) for result in now.results] == ["newly red", "still red", "fixed", "", ""]
    assert since.text == "1 newly red, 1 still red, 1 fixed"
    assert since.when == "the other run (commit abc)"


SECONDS = [("a", 4.0), ("b", 3.0), ("c", 3.0), ("d", 2.0), ("e", 1.0), ("f", 0.0)]


def test_shards_take_about_as_long_as_each_other() -> None:
    shares = divided(SECONDS, 3)
    assert sorted(sum(dict(SECONDS)[name] for name in share) for share in shares) == [4.0, 4.0, 5.0]
    assert sorted(name for share in shares for name in share) == [name for name, _ in SECONDS]


def test_shards_do_not_depend_on_the_order() -> None:
    assert divided(SECONDS, 3) == divided(reversed(SECONDS), 3)


def test_there_may_be_more_shards_than_tests() -> None:
    assert divided([("a", 1.0)], 2) == [{"a"}, set()]


def test_numbers_count_in_an_order() -> None:
    assert sorted(["A10", "A2.b", "A2.a", "B1"], key=natural) == ["A2.a", "A2.b", "A10", "B1"]


def test_a_test_that_was_walked_again_elsewhere_has_one_result() -> None:
    red = false("a", MESSAGES["email"])
    assert merged([Run([red], 1), Run([replace(red, verdict=TRUE)], 1)]).results[0].verdict == TRUE
    newest, former = Run([red], 1, started="2026-01-15"), Run([replace(red, verdict=TRUE)], 1, started="2026-01-14")
    assert merged([newest, former]).results[0].verdict == red.verdict


def _shards(folder: Path, *shards: str) -> list[str]:
    for at, shard in enumerate(shards):
        kept = folder / str(at) / f"kept-{at}"
        kept.mkdir(parents=True)
        run = Run([true(f"guide-{at}")], 1, shards=[shard], started="2026-01-14T10:00:00+00:00")
        kept.with_name(record.NAME).write_text(record.as_json(run), "utf-8")
    return [str(folder / str(at)) for at in range(len(shards))]


def test_a_shard_that_is_missing_was_not_walked(tmp_path: Path) -> None:
    one, three = _shards(tmp_path, "1/3", "3/3")
    done = CliRunner().invoke(main, ["merge", one, three, "--output", str(tmp_path / "merged")])
    assert done.exit_code == 2
    assert "2/3: missing, so not everything was walked" in done.output


def test_all_shards_are_one_run_and_a_folder_of_artifacts(tmp_path: Path) -> None:
    merged_folder = tmp_path / "1" / "merged"  # where one of them is
    done = CliRunner().invoke(main, ["merge", *_shards(tmp_path, "1/2", "2/2"), "--output", str(merged_folder)])
    assert done.exit_code == 0
    names = ["kept-0", "kept-1", record.NAME, "report.html"]
    assert sorted(path.name for path in merged_folder.iterdir()) == sorted([*names, artifacts.LIST])
    assert sorted((merged_folder / artifacts.LIST).read_text("utf-8").splitlines()) == sorted(names)


def test_nothing_is_reworded_by_the_record_of_another_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = tmp_path / "a.md"
    guide.write_text("1. **Your dat**\n", "utf-8")
    result = false("a", MESSAGES["control not there"])
    failure = replace(result.failures[0], trail=[(f"{guide}:1", "Your dat")], line=1, column=6, meant="Your data")
    started = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    run = Run([replace(result, failures=[failure])], 1, started=started)
    (tmp_path / record.NAME).write_text(record.as_json(run), "utf-8")
    monkeypatch.setattr(fix, "walk_files", lambda *_: sys.exit(2))  # another run uses the folder
    with pytest.raises(SystemExit) as done:
        fix.walk_and_fix([guide], {"output": str(tmp_path)}, write=True)
    assert done.value.code == 2
    assert guide.read_text("utf-8") == "1. **Your dat**\n"
