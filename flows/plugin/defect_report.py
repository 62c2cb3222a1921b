"""What a run on defects leaves: the kill matrix, and the file with the finders, if it has found new ones."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from flows.claims import finders
from flows.errors import shown
from flows.plugin import interrupt
from flows.plugin.defect_plan import end_progress, plan_of, seconds
from flows.plugin.stash import CATALOG
from flows.reports import kill_matrix
from flows.reports.kill_matrix import Kill
from flows.reports.result import FALSE, NOT_WALKED, Result


def write(config: pytest.Config, results: Iterable[Result]) -> list[str]:
    """Write the files; returns the lines of the matrix. Raises OSError."""
    results, plan = list(results), plan_of(config)
    is_whole = not interrupt.exit_code() and not any(result.verdict == NOT_WALKED for result in results)
    tried = _tried(results)
    known = _finders(config, tried)
    kills = [
        Kill(name, **config.stash[CATALOG]["defects"][name], finders=known[name], tried=tried.get(name, {}))
        for name in plan.chosen
    ]
    merged = {**plan.known, **{name: messages for name, messages in known.items() if messages}}
    if not plan.every:  # a run in which the first finder fails is red, and would be green the next time without it
        merged = {name: {**plan.known.get(name, {}), **messages} for name, messages in merged.items()}
    lines = kill_matrix.lines(kills)
    file = Path(config.getoption("--finders") or finders.FILE)
    if _names(merged) != _names(plan.known) and (is_whole or not plan.every):
        finders.store(file, merged, seconds)
        lines.append(f"The finders are stored in {shown(file)}.")
    if plan.every and is_whole:
        end_progress(config)
    smoke = finders.smoke_set(merged, seconds)
    kill_matrix.write(Path(config.getoption("--output")), kills, smoke)
    return lines


def faults(config: pytest.Config, results: Iterable[Result]) -> list[str]:
    """The defects that nothing finds."""
    known = _finders(config, _tried(results))
    return [name for name, messages in known.items() if not messages]


def _names(known: finders.Finders) -> dict[str, set[str]]:
    return {name: set(messages) for name, messages in known.items()}


def _tried(results: Iterable[Result]) -> dict[str, dict[str, tuple[str, float]]]:
    """What came of each defect and finder in this run."""
    tried: dict[str, dict[str, tuple[str, float]]] = {}
    for result in results:
        if (row := result.defect) and result.verdict != NOT_WALKED:
            message = "" if result.verdict == FALSE else row["found"]
            tried.setdefault(row["id"], {})[row["finder"]] = message, row.get("seconds", 0.0)
    return tried


def _finders(config: pytest.Config, tried: dict[str, dict[str, tuple[str, float]]]) -> finders.Finders:
    """The finders of each chosen defect: those of this run, and those known before that it has not tried."""
    plan, by_defect = plan_of(config), {}
    for name in plan.chosen:
        done = {finder: message for (defect, finder), message in plan.done.items() if defect == name}
        done |= {finder: message for finder, (message, _) in tried.get(name, {}).items()}
        by_defect[name] = {
            finder: message for finder, message in {**plan.known.get(name, {}), **done}.items() if message
        }
    return by_defect
