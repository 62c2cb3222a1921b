"""What a record says of a run besides its results: its command, commit, browser, begin and duration."""

import shlex
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.claims import ledger
from flows.errors import GuideError, printable
from flows.plugin.options import shard_of
from flows.reading.procedure_id import path_of
from flows.reports.record import ClaimRow, Run, in_claim_order, in_order, relative
from flows.reports.result import Result

GIT = shutil.which("git")


@dataclass
class RunFacts:
    """The facts of the run that ``config`` belongs to; ``browser`` is noted once one has started."""

    config: pytest.Config
    browser: str = ""
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    _clock: float = field(default_factory=time.monotonic)

    def run(self, results: Sequence[Result], total: int, folder: Path) -> Run:
        """The record of the run so far, to be written to a folder."""
        shard = shard_of(self.config)
        return Run(
            results=in_order(relative(result, folder) for result in results),
            total=total,
            noun=self._noun(results),
            command=printable(self.config.getoption("--typed") or self._pytest()),
            commit=_commit(),
            browser=self.browser,
            started=self.started.isoformat(timespec="seconds"),
            seconds=round(time.monotonic() - self._clock, 1),
            shards=[shard] if shard else [],
            claims=in_claim_order(_claims(results)),
        )

    def _pytest(self) -> str:
        return shlex.join(["pytest", *map(str, self.config.invocation_params.args)])

    def _noun(self, results: Sequence[Result]) -> str:
        if any(result.by_hand for result in results):
            return "test"
        if self.config.getoption("--mutants"):
            return "mutant"
        return "walk" if self.config.getoption("--proofs") or self.config.getoption("--against") else "guide"


def _claims(results: Sequence[Result]) -> list[ClaimRow]:
    try:
        return ledger.named_by(results, {result.guide: path_of(result.guide) for result in results})
    except GuideError:  # each guide that needs the file of claims says so
        return []


def _commit() -> str:
    """The commit of the current folder, marked if files differ from it; empty if there is none."""
    command = [GIT or "git", "describe", "--always", "--dirty", "--exclude=*", "--abbrev=12"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
