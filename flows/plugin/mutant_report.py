"""What a run on mutants leaves: the figures of each edition, and files with what came of each mutant."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from flows.claims import mutant_results
from flows.plugin import artifacts
from flows.reports.result import Result

# In the folder of the artifacts: what came of each mutant; and which guide killed it, which the next run tries first.
MUTANTS, KILLERS = "mutants.json", "killers.json"


def write(config: pytest.Config, results: Iterable[Result]) -> list[str]:
    """Write the files; returns the lines of the figures. Raises OSError."""
    rows = [result.mutant for result in results if result.mutant]
    artifacts.write(config, MUTANTS, json.dumps(rows, indent=1))
    killers = last_killers(config)
    for edition, known in mutant_results.killers(results).items():
        killers[edition] = killers.get(edition, {}) | known
    # It is no artifact of one run, so it is not in their list.
    (Path(config.getoption("--output")) / KILLERS).write_text(json.dumps(killers, indent=1), "utf-8")
    return [*mutant_results.lines(results), *faults(config, results)]


def faults(config: pytest.Config, results: Iterable[Result]) -> list[str]:
    """The editions of which too many mutants are listed; empty unless all of them were tried."""
    in_part = config.getoption("--only") or config.getoption("--sample")
    return [] if in_part else mutant_results.too_many_listed(results)


def last_killers(config: pytest.Config) -> dict[str, dict[str, str]]:
    """By edition, the guide that killed each mutant in the last run, if that is known."""
    try:
        known = json.loads((Path(config.getoption("--output")) / KILLERS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
