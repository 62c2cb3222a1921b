"""A site for a run, or for one worker of it: started in a process of its own, and stopped with the run."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Self

from flows.errors import SiteError


class OwnSite:
    """A mock on a free port of this machine, with a database of its own; its log is kept where one is named."""

    def __init__(self, log: Path | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="worklane-")
        log = log or Path(self._folder.name) / "site.log"
        self._log = log.open("w", encoding="utf-8")
        database = str(Path(self._folder.name) / "worlds.db")
        # It stops when its standard input ends, so that it never outlives a run that was killed.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "mocksite", "--port", "0", "--database", database, "--until-eof"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        self.base_url = self._address()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _address(self) -> str:
        line = self._process.stdout.readline() if self._process.stdout else ""
        found = re.search(r"http://\S+", line)
        if not found:
            self.stop()
            said = Path(self._log.name).read_text("utf-8").strip().splitlines()
            raise SiteError(f"the site did not start: {said[-1] if said else 'it said nothing'}")
        return found[0]

    def stop(self) -> None:
        self._process.communicate(timeout=10)
        self._log.close()
        self._folder.cleanup()
