"""The results as text: a block for each persona and closing, a line for each obligation."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import mean

from flows.cells.decide import CellResult

WIDTH = 24
PAIR = 2  # things owed at once


def lines(results: Sequence[CellResult]) -> Iterator[str]:
    """The blocks in the order of the cells; one line for a block of equal ends."""
    for block, group in groupby(results, key=lambda result: result.cell.block):
        yield block
        yield from _block(list(group))
        yield ""
    tally = ", ".join(f"{count} {end}" for end, count in Counter(result.ended for result in results).most_common())
    yield f"{len(results)} cells: {tally}. {mean(result.seconds for result in results):.2f} s a cell."


def _block(results: list[CellResult]) -> Iterator[str]:
    outcomes = {result.outcome for result in results}
    if len(outcomes) == 1 and len(results) > 1:
        yield _line("whatever is owed", f"{outcomes.pop()} ({len(results)} cells)", results)
        return
    pairs = [result for result in results if len(result.cell.having) == PAIR]
    singles = [result for result in results if result not in pairs]
    for result in [*singles, *(pair for pair in pairs if pair.fault)]:
        yield _line(result.cell.owed, result.outcome, [result])
    if pairs:
        tally = ", ".join(f"{count} {end}" for end, count in Counter(pair.ended for pair in pairs).items())
        yield _line(f"{len(pairs)} pairs", tally, pairs)


def _line(owed: str, outcome: str, results: Sequence[CellResult]) -> str:
    each = " each" if len(results) > 1 else ""
    return f"  {owed:<{WIDTH}}{outcome}  ({mean(result.seconds for result in results):.2f} s{each})"
