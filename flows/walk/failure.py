"""What was false in a walk, in plain values, since workers send it and reports keep it."""

import re
from ast import literal_eval
from dataclasses import dataclass, field

QUOTED = re.compile(r"""(['"])(?:\\.|(?!\1).)*\1""")
LOOKED_FOR, THERE = "looked for ", "; there was "
# Not on the screen.
ELSEWHERE = re.compile(r"in (an|the|the newest) email\b|^a (new )?email|in the downloaded file$|^a whole file")


@dataclass
class Failure:
    """A sentence, or the end, that is false.

    ``step`` is the index of the guide's own sentence, or their number if it is the end. ``trail`` has the place and
    text of that sentence, then of those in linked guides; of the end, or of a test by hand, the line that is false.
    ``mismatch`` is what was looked for and what was there. ``name`` is the name that was looked for, and ``meant`` what
    is there that is most like it. ``spot`` is where that, or the complaint, is in the ``picture``: left, top, width and
    height in percent. ``line`` and ``column`` are where the name is in the file of the innermost sentence, from 1.
    """

    step: int
    trail: list[tuple[str, str]]
    mismatch: str = ""
    name: str = ""
    meant: str = ""
    picture: str = ""
    spot: list[float] = field(default_factory=list)
    line: int = 0
    column: int = 1

    @property
    def place(self) -> tuple[str, int]:
        """The file and the line that are false."""
        file, _, line = (self.trail[-1][0] if self.trail else "").rpartition(":")
        return (file, self.line or int(line)) if line.isdecimal() else (f"{file}:{line}".strip(":"), self.line or 1)


def name_in(mismatch: str) -> str:
    """The name that was looked for; empty if something else is wrong."""
    quoted = QUOTED.search(_looked_for(mismatch))
    return str(literal_eval(quoted[0])) if quoted else ""


def is_missing(mismatch: str) -> bool:
    """Whether that name is not on the screen, where it was looked for."""
    looked_for, there = _looked_for(mismatch), mismatch.partition(THERE)[2]
    is_there = looked_for.startswith(("no ", "one of ")) or there.startswith(("one ", "a link that "))
    return bool(looked_for) and not is_there and not ELSEWHERE.search(looked_for)


def _looked_for(mismatch: str) -> str:
    is_sought = mismatch.startswith(LOOKED_FOR)
    return mismatch.removeprefix(LOOKED_FOR).partition(THERE)[0] if is_sought else ""
