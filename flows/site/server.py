"""Starting a site for a run, or for one of its workers, in a process of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import PROJECT, SiteError
from flows.site.run_folder import run_folder


def command_of_site(*python: str) -> tuple[list[str], dict[str, str]]:
    """A command of Python in which the site can be imported, whatever folder it runs in, and its environment."""
    places = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))
    return [sys.executable, "-P", *python], {**os.environ, "PYTHONPATH": places}


@contextmanager
def own_site(log: Path | None = None) -> Iterator[str]:
    """Start a mock on a free local port, with its own database; gives its address, and stops it at the end.

    Its log goes with the database, unless ``log`` is given. Raises SiteError if it does not start.
    """
    with run_folder() as folder:
        log = log or folder / "site.log"
        with log.open("w", encoding="utf-8") as output:
            # It stops when its standard input ends, so it never outlives a run that was killed.
            options = ["--port", "0", "--database", f"{folder}/worlds.db", "--until-eof"]
            python, environment = command_of_site("-m", "mocksite", *options)
            process = subprocess.Popen(
                python,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                text=True,
                env={**environment, "TMPDIR": str(folder)},
            )
            try:
                line = process.stdout.readline() if process.stdout else ""
                if address := re.search(r"http://\S+", line):
                    yield address[0]
            finally:
                process.terminate()  # it may not have come to reading its input
                try:
                    process.communicate(timeout=10)
                except subprocess.TimeoutExpired:  # it hangs
                    process.kill()
                    process.communicate()
        if not address:
            lines = log.read_text("utf-8").strip().splitlines()
            raise SiteError(f"the site did not start: {lines[-1] if lines else 'it printed nothing'}")
