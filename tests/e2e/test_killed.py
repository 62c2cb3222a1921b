"""A run that loses the site, the browser, the driver, a worker or its life says so, and leaves nothing running."""

import itertools
import re
import signal
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from tests.support.flows_process import CLOSE_OWN, ROOT, FlowsRun
from tests.support.killing import KillableRun, Role

Moment = Literal["start", "middle", "end"]
# Longer than the 120 s after which a run gives up a walk.
pytestmark = pytest.mark.timeout(400)
NUMBER = 5
LINE = r"^[✓✗·–] "
GONE = {
    "site": r"the site at \S+ (does not answer|refused or cut a connection)",
    "browser": r"the browser has stopped",
    "driver": r"the (browser|driver of the browser) has stopped",
    "worker": r"the process that walked it has stopped",
}
# At the start, a run cannot do without them.
REFUSED = {
    "site": r"does not answer|is not a mock that answers|the site did not start",
    "browser": r"no browser starts|the browser has stopped",
    "driver": r"no browser starts|the driver of the browsers does not work|the browser has stopped",
    "worker": r"a worker has stopped before it began",
}


def cases(roles: list[Role]) -> list[object]:
    """Every role with 1 and 2 workers at three moments; the cheapest is in every run."""
    often = {("site", 1, "middle")}
    return [
        pytest.param(role, workers, moment, marks=[] if (role, workers, moment) in often else pytest.mark.thorough)
        for role in roles
        for workers in (1, 2)
        for moment in ("start", "middle", "end")
        if (role, workers) != ("worker", 1)  # the run walks itself
    ]


@pytest.fixture
def start(run: FlowsRun) -> Callable[..., KillableRun]:
    """Starts a run of several equal guides on a site of its own, slowly enough to be stopped in the middle of one."""
    temporary = run.artifacts.with_name("tmp")
    temporary.mkdir()
    for number in range(NUMBER):
        run.guide.with_name(f"close-{number}.md").write_text(
            CLOSE_OWN.replace("title: Close", f"title: Close {number}"), "utf-8"
        )

    def command(workers: int, *options: str) -> KillableRun:
        walk = ["run", str(run.guide.parent), "-n", str(workers), "--output", str(run.artifacts), "--slowmo", "100"]
        return KillableRun([sys.executable, "-m", "flows", *walk, *options], ROOT, TMPDIR=str(temporary))

    return command


def wait_for(run: KillableRun, role: Role, moment: Moment) -> None:
    """Wait for a moment of a run: when the role starts, in the middle of a walk, or during the last walk."""
    if moment == "start":
        run.wait_for_role(role)
    else:
        run.wait_for_lines(LINE, 1 if moment == "middle" else NUMBER - 1)


def verdicts(output: str) -> list[str]:
    return re.findall(LINE.replace("^[", "^([").replace("] ", "]) "), output, re.MULTILINE)


def of_junit(artifacts: Path) -> dict[str, int]:
    suite = next(ElementTree.parse(artifacts / "junit.xml").iter("testsuite"))  # noqa: S314  (our own file)
    return {name: int(suite.get(name, "")) for name in ("tests", "errors", "failures")}


@pytest.mark.parametrize(("role", "workers", "moment"), cases(["site", "browser", "driver", "worker"]))
def test_a_guide_is_not_walked_if_something_died(
    start: Callable[..., KillableRun], tmp_path: Path, role: Role, workers: int, moment: Moment
) -> None:
    with start(workers) as run:
        wait_for(run, role, moment)
        run.send(role)
        code, output = run.finish()
        left = run.left()

    assert left == []
    assert "Traceback" not in output, output
    assert "✗" not in output, output
    marks = verdicts(output)
    if "·" in marks:
        assert code == 2
        assert re.search(f": not walked: .*({GONE[role]})", output), output
        assert len(marks) == NUMBER
        assert of_junit(tmp_path / "artifacts") == {"tests": NUMBER, "errors": marks.count("·"), "failures": 0}
    elif code:
        assert (code, moment) == (2, "start")
        assert re.search(REFUSED[role], output)
    else:
        # What died was replaced, or not needed any more.
        assert (marks, code) == (["✓"] * NUMBER, 0)
        assert moment != "middle"


@pytest.mark.thorough
@pytest.mark.parametrize("role", ["browser", "driver", "site"])
def test_a_run_ends_if_something_hangs(start: Callable[..., KillableRun], role: Role) -> None:
    with start(1) as run:
        wait_for(run, role, "middle")
        run.send(role, signal.SIGSTOP)
        code, output = run.finish(300)

    assert code == 2
    assert verdicts(output) == ["✓", *["·"] * (NUMBER - 1)]
    assert "Traceback" not in output, output


@pytest.mark.parametrize(("role", "workers", "moment"), cases(["run"]))
def test_a_killed_run_leaves_nothing_running(
    start: Callable[..., KillableRun], role: Role, workers: int, moment: Moment
) -> None:
    with start(workers) as run:
        wait_for(run, "browser" if moment == "start" else role, moment)
        run.send(role)
        code, output = run.finish()
        left = run.left(30)

    assert code == -signal.SIGKILL
    assert left == []
    assert "Traceback" not in output, output


FIRST_ROLE: dict[Moment, Role] = {"start": "site", "middle": "run", "end": "run"}
TERM, INT, HUP = signal.SIGTERM, signal.SIGINT, signal.SIGHUP
OFTEN = [((TERM, INT), 2, "middle")]
STOPS = [
    pytest.param(*stop, marks=[] if stop in OFTEN else pytest.mark.thorough)
    for stop in itertools.product(
        [(TERM,), (TERM, TERM), (INT, INT), (TERM, INT), (INT, TERM), (HUP,)], (1, 2), ("start", "middle", "end")
    )
]


@pytest.mark.parametrize(("signals", "workers", "moment"), STOPS)
def test_signals_stop_a_run_alike(
    start: Callable[..., KillableRun],
    tmp_path: Path,
    signals: tuple[signal.Signals, ...],
    workers: int,
    moment: Moment,
) -> None:
    with start(workers) as run:
        wait_for(run, FIRST_ROLE[moment], moment)
        for number in signals:
            run.send("run", number)
        code, output = run.finish()
        left = run.left()

    assert left == []
    assert list((tmp_path / "tmp").iterdir()) == []
    assert code == 128 + max(signals)
    assert not re.search("Traceback|Warning|Aborted", output)
    assert output.count("Stopped.") == 1
    if moment != "start":
        walked = output.count("✓")
        assert "✗" not in output
        assert f"{NUMBER} guides: {walked} true" in output
        assert of_junit(tmp_path / "artifacts")["tests"] >= walked
        assert (tmp_path / "artifacts" / "report.html").is_file()
