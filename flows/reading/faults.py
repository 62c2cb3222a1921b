"""The faults of a file: the first of many, and errors that nobody foresaw."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flows.errors import FlowsError, GuideError, shown
from flows.reading.limits import FAULTS

PACKAGE = Path(__file__).parents[1]


def first(path: Path, faults: Sequence[str]) -> list[str]:
    """The first faults of a file, and how many more there are."""
    more = len(faults) - FAULTS
    rest = [f"{shown(path)}: there are {more:,} more faults; correct these first"] if more > 0 else []
    return [*faults[:FAULTS], *rest]


@contextmanager
def unforeseen_as_fault(path: Path) -> Iterator[None]:
    """Raise an error that nobody foresaw as a GuideError of the file being read, so that it affects no other."""
    try:
        yield
    except FlowsError:
        raise
    except Exception as error:
        reason = f"{type(error).__name__} at {_place(error)}: {next(iter(str(error).splitlines()), '')}"
        raise GuideError(
            f"{shown(path)}: cannot be read, because of an error in Offramp itself; please report it, with the file: "
            f"{reason}"
        ) from error


def _place(error: Exception) -> str:
    """The innermost line of Offramp that an error passed through."""
    place, trace = "", error.__traceback__
    while trace:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(PACKAGE):
            place = f"{file.relative_to(PACKAGE.parent)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
