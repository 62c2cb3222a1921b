"""The cells as text: a block for everybody and every closing, a line for everything they owe, with how it ended."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import mean

from flows.cells.decide import Decided

WIDTH = 24
PAIR = 2  # things owed at once


def lines(decided: Sequence[Decided]) -> Iterator[str]:
    """The blocks, in the order of the cells; what ended alike whatever was owed is told in a line."""
    for block, group in groupby(decided, key=lambda each: each.cell.block):
        rows = list(group)
        yield block
        alike = {row.outcome for row in rows}
        if len(alike) == 1 and len(rows) > 1:
            yield _line("whatever is owed", f"{alike.pop()} ({len(rows)} cells)", rows)
        else:
            yield from (_line(row.cell.owed, row.outcome, [row]) for row in rows if len(row.cell.having) < PAIR)
            yield from (
                _line(row.cell.owed, row.outcome, [row]) for row in rows if row.fault and len(row.cell.having) == PAIR
            )
            if pairs := [row for row in rows if len(row.cell.having) == PAIR]:
                ended = ", ".join(f"{count} {end}" for end, count in Counter(row.ended for row in pairs).items())
                yield _line(f"{len(pairs)} pairs", ended, pairs)
        yield ""
    ends = ", ".join(f"{count} {end}" for end, count in Counter(each.ended for each in decided).most_common())
    yield f"{len(decided)} cells: {ends}. {mean(each.seconds for each in decided):.2f} s a cell."


def _line(owed: str, outcome: str, rows: Sequence[Decided]) -> str:
    each = " each" if len(rows) > 1 else ""
    return f"  {owed:<{WIDTH}}{outcome}  ({mean(row.seconds for row in rows):.2f} s{each})"
