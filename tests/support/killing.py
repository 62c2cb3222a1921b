"""A run of flows that a test kills parts of, at a moment that the run's own output or processes show."""

import contextlib
import os
import re
import signal
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

Role = Literal["run", "worker", "site", "driver", "browser"]
# How the command line of each process looks; the run itself is the process that was started. A browser's script that
# starts it and its own children are not meant.
COMMANDS: dict[Role, re.Pattern[str]] = {
    "worker": re.compile(r".*import sys;exec\(eval\(sys\.stdin\.readline"),
    "site": re.compile(r".*-m mocksite"),
    "driver": re.compile(r".*run-driver"),
    "browser": re.compile(r"(?!/bin/|.*--type=).*--remote-debugging-"),
}
MARK = "OFFRAMP_TEST_RUN"  # in the environment of every process of a run, so that orphans are found, too
PROC = Path("/proc")


@dataclass(frozen=True)
class Process:
    """A living process; ``started`` tells it from a later one with the same number."""

    pid: int
    parent: int
    started: str
    command: str
    marked: bool


def processes(mark: str) -> list[Process]:
    """The living processes of this machine; ``marked`` are those with ``mark`` in their environment."""
    living = []
    for path in PROC.iterdir():
        if path.name.isdigit():
            try:
                state, parent, *rest = (path / "stat").read_text("utf-8").rpartition(")")[2].split()
                command = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
                marked = mark.encode() in (path / "environ").read_bytes()
            except OSError:
                continue  # it has just ended, or is somebody else's
            if state not in "ZX":
                living.append(Process(int(path.name), int(parent), rest[17], command, marked))
    return living


class KillableRun:
    """A command that runs within ``with``; afterwards it and all its processes are gone."""

    def __init__(self, command: Sequence[str], cwd: Path, **environment: str) -> None:
        self.mark = f"{MARK}={uuid.uuid4().hex}"
        name, value = self.mark.split("=")
        self._seen: set[tuple[int, str]] = set()
        self._lines: list[str] = []
        self._process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, **environment, name: value},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> Self:
        self._reader.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self.living():
            self._signal(process.pid, signal.SIGKILL)
        self._process.wait(timeout=30)
        self._reader.join(timeout=30)
        if self._process.stdout:
            self._process.stdout.close()

    @property
    def output(self) -> str:
        """Everything that was printed so far, by any process of the run."""
        return "".join(self._lines)

    def living(self) -> list[Process]:
        """The processes of the run that are alive now, its orphans included."""
        every = processes(self.mark)
        ours = {process.pid: process for process in every if process.marked or self._was_seen(process)}
        while more := {process.pid: process for process in every if process.pid not in ours and process.parent in ours}:
            ours.update(more)
        self._seen.update((process.pid, process.started) for process in ours.values())
        return list(ours.values())

    def of_role(self, role: Role) -> list[Process]:
        """The living processes of a role, the oldest first."""
        if role == "run":
            return [process for process in self.living() if process.pid == self._process.pid]
        living = [process for process in self.living() if COMMANDS[role].match(process.command)]
        return sorted(living, key=lambda process: int(process.started))

    def wait_until(self, moment: Callable[[], object], what: str, seconds: float = 120) -> None:
        """Wait for a moment of the run. Raises AssertionError if it does not come, or the run has ended before."""
        end = time.monotonic() + seconds
        while not moment():
            ended = self._process.poll() is not None and not self._reader.is_alive()
            if (ended and not moment()) or time.monotonic() > end:
                raise AssertionError(f"no moment: {what}; the run has printed:\n{self.output}")
            threading.Event().wait(0.02)

    def wait_for_role(self, role: Role, number: int = 1) -> None:
        """Wait until that many processes of a role are alive."""
        self.wait_until(lambda: len(self.of_role(role)) >= number, f"{number} × {role}")

    def wait_for_lines(self, pattern: str, number: int = 1) -> None:
        """Wait until that many lines match."""
        expression = re.compile(pattern, re.MULTILINE)
        self.wait_until(lambda: len(expression.findall(self.output)) >= number, f"{number} × {pattern}")

    def send(self, role: Role, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to the oldest process of a role."""
        self.living()  # note the others, which may have no parent afterwards
        self._signal(self.of_role(role)[0].pid, number)

    def finish(self, seconds: float = 180) -> tuple[int, str]:
        """Wait for the end of the run; returns its exit code, negative for a signal, and its output."""
        code = self._process.wait(timeout=seconds)
        # Orphans may hold the output open; what they print later is not part of it.
        self._reader.join(timeout=5)
        return code, self.output

    def left(self, seconds: float = 5) -> list[str]:
        """The command lines of the processes that are still alive that long after the run has ended."""
        end = time.monotonic() + seconds
        while (left := self.living()) and time.monotonic() < end:
            threading.Event().wait(0.05)
        return [process.command for process in left]

    def _was_seen(self, process: Process) -> bool:
        return (process.pid, process.started) in self._seen

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self._lines.append(line)

    @staticmethod
    def _signal(pid: int, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
