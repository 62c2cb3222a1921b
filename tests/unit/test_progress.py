"""A run starts its slowest walks first, and says how many are done and how long the others may take."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from flows.errors import FlowsError
from flows.plugin import durations
from flows.plugin.progress import Progress


@pytest.fixture
def guides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of guides, seen from the one above it."""
    monkeypatch.chdir(tmp_path)
    for name in ("one/a.md", "one/b.md", "two/c.md"):
        path = tmp_path / "guides" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path / "guides"


def test_durations_are_stored_where_all_guides_are(guides: Path) -> None:
    durations.store({"guides/one/a.md::A[2 of 3]": 1.26, "guides/two/c.md::C": 5})

    assert json.loads((guides / durations.FILE).read_text("utf-8")) == {"one/a.md::A": 1.3, "two/c.md::C": 5}
    assert durations.seconds("guides/one/a.md::A") == 1.3
    assert durations.seconds(f"{guides}/two/c.md::C[on own]") == 5
    assert durations.seconds("guides/one/b.md::B") is None


def test_durations_of_other_guides_are_kept_while_they_exist(guides: Path) -> None:
    durations.store({"guides/one/a.md::A": 1, "guides/one/b.md::B": 2, "guides/two/c.md::C": 3})
    (guides / "one" / "b.md").unlink()
    durations.store({"guides/one/a.md::A": 4})

    assert json.loads((guides / durations.FILE).read_text("utf-8")) == {"one/a.md::A": 4, "two/c.md::C": 3}
    assert not (guides / "one" / durations.FILE).exists()


@pytest.mark.parametrize("text", ["{", "[1]", '{"a": "long"}', '{"a": null}'])
def test_a_file_without_durations_is_named(guides: Path, text: str) -> None:
    (guides / durations.FILE).write_text(text, "utf-8")
    with pytest.raises(FlowsError, match=rf"^guides/{durations.FILE} holds no durations; delete it, and write it with"):
        durations.seconds("guides/one/a.md::A")


def test_the_time_left_is_weighted_by_what_is_known(guides: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tests = [f"guides/one/{name}.md::X" for name in "abcde"]
    durations.store(dict(zip(tests[:4], (10, 20, 30, 100), strict=True)))  # the fifth counts as 40, their average
    now = 1000.0
    monkeypatch.setattr("flows.plugin.progress.time.monotonic", lambda: now)
    run = Progress(tests)
    lines = [run.line()]
    for test in tests:
        now += 30
        run.end(test)
        lines.append(run.line())

    assert lines == [
        *("0 of 5 done", "1 of 5 done", "2 of 5 done"),
        *("3 of 5 done, about 3 min 30 s left", "4 of 5 done, about 30 s left", "5 of 5 done"),
    ]


@pytest.mark.parametrize(
    ("cores", "guides", "headed", "number"),
    [
        (1, 100, False, 0),
        (2, 100, False, 2),
        (64, 1000, False, 8),
        (8, 3, False, 0),
        (8, 9, False, 2),
        (2, None, False, 2),  # tests of any kind
        (8, 100, True, 0),
    ],
)
def test_there_is_a_worker_for_each_core(
    pytestconfig: pytest.Config,
    monkeypatch: pytest.MonkeyPatch,
    cores: int,
    guides: int | None,
    headed: bool,
    number: int,
) -> None:
    monkeypatch.setenv("PYTEST_XDIST_AUTO_NUM_WORKERS", str(cores))
    values = {"--headed": headed, "--guides": None if guides is None else json.dumps(["x.md"] * guides)}
    config = SimpleNamespace(getoption=values.__getitem__)
    assert pytestconfig.hook.pytest_xdist_auto_num_workers(config=config) == number
