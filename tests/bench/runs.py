"""Whole runs of ``flows run``, each a process of its own: with one worker, with the default, and with every trace."""

import subprocess
import sys
import tempfile
from collections.abc import Callable

from flows.errors import shown
from flows.reading import guide
from tests.bench import timing

FOLDER = min(path.parent for path in guide.find(guide.GUIDES))
RUNS = {
    "one worker, every trace": ("-n", "1", "--tracing", "on"),
    "one worker": ("-n", "1"),
    "one for each core": (),
}


def compare(rounds: int) -> None:
    """Print how long runs of a folder of guides take."""
    timing.show(
        f"flows run {shown(FOLDER)}", timing.in_turn({name: _run(*RUNS[name]) for name in RUNS}, rounds, 0), "s"
    )


def _run(*options: str) -> timing.Prepare:
    def run() -> None:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "flows", "run", str(FOLDER), "--output", folder, *options]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"bench: {' '.join(command)} failed: {done.stdout[-500:]}{done.stderr[-500:]}")

    def prepare() -> Callable[[], None]:
        return run

    return prepare
