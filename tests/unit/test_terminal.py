"""What a run prints of its guides: on a terminal in colours, with its progress; to a pipe, as plain lines."""

import io
import os
import re
from types import SimpleNamespace
from typing import cast

import pytest

from flows.plugin.result_collector import ResultCollector
from flows.plugin.terminal import ERASE, GuideReporter, Output
from flows.reports.result import NOT_READ, Result

FAULT = "edition.toml: sections: is missing; add it"


class Terminal(io.StringIO):
    """Standard output, as a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "has_progress", "has_colours"),
    [
        (Terminal, {"TERM": "xterm"}, True, True),
        (Terminal, {"TERM": "xterm", "NO_COLOR": "1"}, True, False),
        (io.StringIO, {"TERM": "xterm"}, False, False),
    ],
    ids=["terminal", "NO_COLOR", "pipe"],
)
def test_colours_and_progress_are_for_terminals(
    pytestconfig: pytest.Config,
    monkeypatch: pytest.MonkeyPatch,
    stream: type[io.StringIO],
    environment: dict[str, str],
    has_progress: bool,
    has_colours: bool,
) -> None:
    for name in ("NO_COLOR", "PY_COLORS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    output = stream()
    monkeypatch.setattr("sys.stdout", output)
    collector = cast("ResultCollector", SimpleNamespace())
    reporter = GuideReporter(pytestconfig, collector)
    reporter.pytest_xdist_node_collection_finished(["a.md::A", "b.md::B"])
    for name in "ab":
        collector.on_result(Result(f"{name}.md", NOT_READ, faults=[FAULT], id=f"{name}.md::{name.upper()}"))

    first = f"✗ a.md  cannot be read\n    {FAULT}\n"
    second = "✗ b.md  cannot be read\n    edition.toml has faults, listed above\n"
    progress = [f"{number} of 2 done" for number in range(3)]
    plain = re.sub(r"\x1b\[\d*m", "", output.getvalue())
    expected = (
        f"{progress[0]}{ERASE}{first}{progress[1]}{ERASE}{second}{progress[2]}" if has_progress else first + second
    )
    assert plain == expected
    assert ("\x1b[31m✗\x1b[0m a.md" in output.getvalue()) is has_colours
    assert ("m" in re.findall(r"\x1b\[\d*(\w)", output.getvalue())) is has_colours


def test_a_run_goes_on_if_nobody_reads_its_output() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as pipe:
        output = Output(pipe)
        for _ in range(2):
            output.write("✓ a.md  A\n")
            output.flush()
