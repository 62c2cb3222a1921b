"""How the terminal prints the result of each guide."""

import re
import textwrap
from collections.abc import Iterable
from pathlib import Path

from flows.errors import shown
from flows.reports.result import AGREES, FALSE, NOT_FOR, NOT_READ, NOT_WALKED, READ, SKIPPED, TRUE, UNSTABLE, Result
from flows.walk.walker import DID_NOT_APPLY, IN_PART


def new_faults(faults: Iterable[str], reported: set[str]) -> list[str]:
    """The faults not yet ``reported``, which this adds to, and the files of the others."""
    lines = []
    for fault in faults:
        place = re.match(r"(.+?)(:\d+)?: ", fault)
        lines.append(f"{place[1]} has faults, listed above" if place and fault in reported else fault)
    reported.update(faults)
    return list(dict.fromkeys(lines))


def lines(result: Result, reported: set[str]) -> list[str]:
    """The lines of a guide in the terminal: verdict, then faults not yet ``reported``."""
    title = f"{result.file}  {result.title}{_on(result)}".rstrip()
    if result.verdict == TRUE:
        ends = f" → {result.ends}" if result.ends else ""
        return [f"✓ {result.file}  {result.title}{ends}{_on(result)}{_not_applied(result)}"]
    if result.verdict == AGREES:
        return [f"≈ {title}: {AGREES}, which nobody has reviewed"]
    if result.verdict in (NOT_FOR, SKIPPED, NOT_WALKED):
        mark = "·" if result.verdict == NOT_WALKED else "–"
        return [": ".join([f"{mark} {title}", result.verdict, *result.faults[:1]])]
    if result.verdict == READ:
        return [f"{title} → {result.ends}", *_reading_lines(result)]
    if result.verdict == NOT_READ:
        faults, title = new_faults(result.faults, reported), f"{result.file}  cannot be read"
    else:
        faults = [*result.faults, *_trace_lines(result), *second_lines(result)]
        faults += result.instead.lines if result.instead else []
        title += ": unstable, the two attempts differ" if result.verdict == UNSTABLE else ""
    return [f"✗ {title}", *(textwrap.indent(fault, "    ") for fault in faults)]


def second_lines(result: Result) -> list[str]:
    """What came of the second attempt, with its trace; empty if there was none."""
    if not (again := result.again):
        return []
    faults = [textwrap.indent(fault, "  ") for fault in again.faults] if differs(result) else []
    return [of_second(result), *faults, *_trace_lines(again)]


def of_second(result: Result) -> str:
    """The second attempt in a few words; empty if there was none."""
    if not (again := result.again):
        return ""
    name = "second run" if result.by_hand else "second walk"
    if again.verdict == FALSE:
        return f"{name}: false {'elsewhere' if differs(result) else 'in the same place'}"
    return ": ".join([name, again.verdict, *again.faults[:1]])


def differs(result: Result) -> bool:
    """Whether the second attempt was false, too, but elsewhere."""
    return bool(result.again and result.again.verdict == FALSE and not result.fails_like(result.again))


def _trace_lines(result: Result) -> list[str]:
    return [f"trace: {shown(Path(trace))}" for trace in result.traces]


def _reading_lines(result: Result) -> list[str]:
    lines = []
    for number, step in enumerate(result.steps, 1):
        lines += [f"{number:>5}. {step.text}", *(f"       {line}" for line in step.reading)]
    return lines


def _not_applied(result: Result) -> str:
    """How many sentences did not apply, if any did not."""
    outcomes = [step.outcome for step in result.steps]
    number, in_part = outcomes.count(DID_NOT_APPLY), outcomes.count(IN_PART)
    notes = [f"{number} sentence{'' if number == 1 else 's'} did not apply"] if number else []
    notes += [f"{in_part} sentence{'' if in_part == 1 else 's'} applied only in part"] if in_part else []
    return f" ({', '.join(notes)})" if notes else ""


def _on(result: Result) -> str:
    return f", on {result.on}" if result.on else ""
