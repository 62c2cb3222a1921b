"""Starting a site for a run, or for one of its workers, in a process of its own."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Self

from flows.errors import SiteError


class OwnSite:
    """A mock on a free local port, with its own database; a context manager that stops it.

    ``log`` is where to keep its log; by default it goes with the database. Raises SiteError if it does not start.
    """

    def __init__(self, log: Path | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="worklane-")
        log = log or Path(self._folder.name) / "site.log"
        self._log = log.open("w", encoding="utf-8")
        database = str(Path(self._folder.name) / "worlds.db")
        # It stops when its standard input ends, so it never outlives a run that was killed.
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
        address = re.search(r"http://\S+", line)
        if not address:
            self.stop()
            log = Path(self._log.name).read_text("utf-8").strip().splitlines()
            raise SiteError(f"the site did not start: {log[-1] if log else 'it printed nothing'}")
        return address[0]

    def stop(self) -> None:
        """Stop the site, and delete its database."""
        self._process.communicate(timeout=10)
        self._log.close()
        self._folder.cleanup()
