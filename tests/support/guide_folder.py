"""A folder of guides of its own, with an edition of its own, for tests of ``flows check``."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from flows.cli.prove import PATIENCE

ROOT = Path(__file__).parents[2]
EDITION = (ROOT / "tests/e2e/guides/two-pages/edition.toml").read_text("utf-8")
CLOSE = """\
---
title: Close
persona: freelancer
ends: closed
---

1. Log in.
2. Click your picture and select **Settings** › **Account**.
3. Click **Close my account**, choose a reason and press **Continue**.
4. Press **Close my account**.
"""
WRONG = CLOSE.replace("**Account**", "**Contact Details**").replace("title: Close", "title: Close with a wrong label")
TYPO = CLOSE.replace("Log in.", "Juggle.")
# What is wrong on purpose is waited for no longer than where it is walked to be red.
IMPATIENT = {"PYTEST_ADDOPTS": " ".join(PATIENCE)}


class Folder:
    """A folder of guides, and ``python -m flows check`` in it, in a process of its own."""

    def __init__(self, path: Path, base_url: str) -> None:
        self.path = path
        self.report = path / "artifacts" / "report.html"
        self.base_url = base_url
        self.environment = {**os.environ, **IMPATIENT, "PYTHONPATH": str(ROOT), "TERM": "xterm"}

    def write(self, **guides: str) -> None:
        """Write guides by their names, and ``edition`` if it is given; else the folder has one that holds together."""
        for name, text in {"edition": EDITION, **guides}.items():
            (self.path / f"{name}.{'toml' if name == 'edition' else 'md'}").write_text(text, "utf-8")

    def check(self, *options: str) -> tuple[int, list[str]]:
        done = subprocess.run(self.command(*options), **self.process, capture_output=True, timeout=60, check=False)
        assert "Traceback" not in done.stdout + done.stderr
        return done.returncode, (done.stdout + done.stderr).splitlines()

    def command(self, *options: str) -> list[str]:
        return [sys.executable, "-m", "flows", "check", ".", "--base-url", self.base_url, *options]

    @property
    def process(self) -> dict[str, Any]:
        return {"cwd": self.path, "env": self.environment, "text": True}
