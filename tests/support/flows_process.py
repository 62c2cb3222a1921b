"""``python -m flows`` in its own process, on guides that a test writes."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
GUIDES = ROOT / "tests" / "e2e" / "guides"
EDITION = (GUIDES / "two-pages" / "edition.toml").read_text("utf-8")
FRONT = """\
---
title: Close
persona: freelancer
ends: closed
---

"""
CLOSE = f"""\
{FRONT}1. Log in.
2. Click your picture and select **Settings** › **Account**.
3. Click **Close my account**, choose a reason and press **Continue**.
4. Press **Close my account**.
"""
WRONG = CLOSE.replace("**Account**", "**Contact Details**").replace("title: Close", "title: Close with a wrong label")
TYPO = CLOSE.replace("Log in.", "Juggle.")
# No run has more processes than it needs, waits long for what never appears, or walks twice what is false on purpose.
QUICKLY = ("-n", "1", "--patience", "1500", "--tracing", "off")
# The same guide for the edition ``own``.
CLOSE_OWN = f"""\
{FRONT}1. Log in.
2. Click your picture and select **Settings**.
3. Go to **Contact Info** and click **Close my account**.
4. Choose a reason and click **Close Account**.
"""
# Starts flows with a plugin of the test's own.
WITH_PLUGIN = """\
import runpy
from flows.cli import run

run.PLUGINS.append({plugin!r})
runpy.run_module("flows", run_name="__main__")
"""


class GuideFolder:
    """A folder of guides with an edition of its own, on which to run ``flows check``."""

    def __init__(self, path: Path, base_url: str) -> None:
        self.path = path
        self.report = path / "artifacts" / "report.html"
        self.base_url = base_url
        self.plugin = ""
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}

    def write(self, **guides: str) -> None:
        """Write guides by their names; ``edition`` replaces the valid edition."""
        for name, text in {"edition": EDITION, **guides}.items():
            (self.path / f"{name}.{'toml' if name == 'edition' else 'md'}").write_text(text, "utf-8")

    def check(self, *options: str) -> tuple[int, list[str]]:
        """The exit code and the lines of ``flows check``."""
        code, output = self._run(self.command(*options))
        return code, output.splitlines()

    def flows(self, *arguments: str) -> tuple[int, str]:
        """The exit code and the output of a command in this folder."""
        return self._run([sys.executable, "-m", "flows", *arguments])

    def _run(self, command: list[str]) -> tuple[int, str]:
        done = subprocess.run(command, **self.process, capture_output=True, check=False)
        assert "Traceback" not in done.stdout + done.stderr
        return done.returncode, done.stdout + done.stderr

    def command(self, *options: str) -> list[str]:
        start = ["-c", WITH_PLUGIN.format(plugin=self.plugin)] if self.plugin else ["-m", "flows"]
        return [sys.executable, *start, "check", ".", "--base-url", self.base_url, *QUICKLY, *options]

    @property
    def process(self) -> dict[str, Any]:
        return {"cwd": self.path, "env": self.environment, "text": True}


class FlowsRun:
    """``flows run`` and other commands on a guide for the edition ``own``."""

    def __init__(self, folder: Path, base_url: str) -> None:
        self.guide = folder / "guides" / "own" / "close.md"
        self.guide.parent.mkdir(parents=True)
        shutil.copy(GUIDES / "own" / "edition.toml", self.guide.parent)
        self.artifacts = folder / "artifacts"
        self.base_url = base_url

    def __call__(self, text: str, *options: str) -> tuple[int, str]:
        """Write the guide and run it; returns the exit code and the output."""
        self.guide.write_text(text, "utf-8")
        return self.flows("run", str(self.guide), "--base-url", self.base_url, *options)

    def flows(self, *arguments: str) -> tuple[int, str]:
        """The exit code and the output of a command."""
        quick = arguments[0] in ("run", "check", "proofs") and "--output" not in arguments
        options = ["--output", str(self.artifacts), *QUICKLY] if quick else []
        command = [sys.executable, "-m", "flows", arguments[0], *options, *arguments[1:]]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def check_faults(self, guides: Mapping[str, str | None]) -> str:
        """Check that each guide fails with its fault, or passes if that is None; returns the output."""
        for number, text in enumerate(guides):
            self.guide.with_name(f"{number}.md").write_text(text, "utf-8")
        code, output = self.flows("run", str(self.guide.parent), "--base-url", self.base_url)
        # The mark of each guide, and the indented lines below it.
        entries = re.findall(r"^([✓✗]) \S*?(\d+)\.md  [^\n]*((?:\n    [^\n]*)*)", output, re.MULTILINE)
        marks = {int(number): mark for mark, number, _ in entries}
        assert marks == {number: "✗" if fault else "✓" for number, fault in enumerate(guides.values())}
        lines = {int(number): below for _, number, below in entries}
        assert [fault for number, fault in enumerate(guides.values()) if (fault or "") not in lines[number]] == []
        assert code == 1
        assert "Traceback" not in output
        return output
