"""What a run on defects tries: which guides and tests by hand, on which defects, the likeliest to be quick first."""

import fnmatch
import json
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import pytest

from flows.claims import finders
from flows.errors import FlowsError
from flows.plugin import durations
from flows.plugin.stash import CATALOG
from flows.reading import guide as guides
from flows.reading.guide import GUIDES, Guide

# How ``--defects`` tries them: by the first finder that is known of each, or by all that can find it.
KNOWN, ALL = "known", "all"
PROGRESS = "progress.jsonl"  # in the folder of the artifacts, until every finder is known
BY_HAND_SECONDS = 3.0
PLAN = pytest.StashKey["Plan"]()


@dataclass(frozen=True)
class Plan:
    """What a run tries: the ``chosen`` defects, their ``known`` finders, and what is ``done`` already, by both."""

    chosen: list[str]
    known: finders.Finders
    every: bool
    done: dict[tuple[str, str], str] = field(default_factory=dict)

    def tries(self, finder: str) -> list[str]:
        """The defects that a finder is tried on."""
        if self.every:
            return [defect for defect in self.chosen if (defect, finder) not in self.done]
        return [defect for defect in self.chosen if self.first(defect) in (finder, None)]

    def first(self, defect: str) -> str | None:
        """The first finder of a defect, if one is known."""
        return next(iter(self.known.get(defect, ())), None)


def plan_of(config: pytest.Config) -> Plan:
    """The plan of a run; made once. Raises FlowsError if no defect is called so."""
    if PLAN not in config.stash:
        every, only = config.getoption("--defects") == ALL, config.getoption("--only") or "*"
        chosen = [name for name in config.stash[CATALOG]["defects"] if fnmatch.fnmatch(name, only)]
        if not chosen:
            alike = get_close_matches(only, config.stash[CATALOG]["defects"], 1)
            instead = f"did you mean {alike[0]!r}?" if alike else "GET /_control/catalog lists them"
            raise FlowsError(f"--only: no defect is called {only!r}; {instead}")
        known = finders.load(Path(config.getoption("--finders") or finders.FILE))
        config.stash[PLAN] = Plan(chosen, known, every, _progress(config) if every else {})
    return config.stash[PLAN]


def variants(config: pytest.Config, finder: str) -> list[str | None]:
    """The defects to try a finder on, after the site as it is; empty if there are none."""
    tries = plan_of(config).tries(finder)
    return [None, *tries] if tries else []


def name_of(defect: str | None) -> str:
    return f"with {defect}" if defect else "as it is"


@cache
def seconds(finder: str) -> float:
    """How long a finder takes, as measured, or else as guessed."""
    file = GUIDES / f"{finder}.md"
    return seconds_of(guides.load(file) if file.is_file() else None)


def seconds_of(guide: Guide | None) -> float:
    """How long a guide takes, or a test by hand, in the same way."""
    if guide is None:
        return BY_HAND_SECONDS
    known = durations.seconds(str(guide.id))
    return guide.walked * durations.SECONDS_A_SENTENCE if known is None else known


def end_progress(config: pytest.Config) -> None:
    """Forget what is done, since everything is."""
    progress_file(config).unlink(missing_ok=True)


def progress_file(config: pytest.Config) -> Path:
    return Path(config.getoption("--output")) / PROGRESS


def _progress(config: pytest.Config) -> dict[tuple[str, str], str]:
    """What came of each defect and finder in runs that were stopped."""
    file, done = progress_file(config), {}
    for line in file.read_text("utf-8").splitlines() if file.exists() else ():
        try:
            row = json.loads(line)
            done[row["id"], row["finder"]] = row["found"]
        except (ValueError, KeyError, TypeError):
            continue  # a line that was cut off when the run was killed
    return done
