"""A site in its own process, started and stopped as a user would."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).parents[2]


def command(database: Path, port: int = 0) -> list[str]:
    return [sys.executable, "-m", "mocksite", "--port", str(port), "--database", str(database)]


def environment(token: str | None = None) -> dict[str, str]:
    """The environment of this process, with or without a control token."""
    kept = {name: value for name, value in os.environ.items() if name != "OFFRAMP_CONTROL_TOKEN"}
    return kept | ({"OFFRAMP_CONTROL_TOKEN": token} if token else {})


def fails_to_start(database: Path, port: int = 0) -> tuple[int, str]:
    """The exit code and stderr of a site that cannot start."""
    done = subprocess.run(
        command(database, port), cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stderr


class SiteProcess:
    """A site that runs within ``with``; afterwards it has a ``returncode`` and ``stderr``."""

    def __init__(self, database: Path, token: str | None = None) -> None:
        self._command, self._environment = command(database), environment(token)
        self.base_url = ""

    def __enter__(self) -> "SiteProcess":
        self._process = subprocess.Popen(
            self._command, cwd=ROOT, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        line = self._process.stdout.readline() if self._process.stdout else ""
        address = re.search(r"http://\S+", line)
        assert address, f"the site did not start: {self._process.communicate(timeout=30)}"
        self.base_url = address[0]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.send_signal(signal.SIGTERM)
        self.stderr = self._process.communicate(timeout=30)[1]
        self.returncode = self._process.returncode
