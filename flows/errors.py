"""What can go wrong on purpose. Every message is for its reader: what is wrong, where, what to do."""

import sys
from pathlib import Path


class FlowsError(Exception):
    """The base of every error that flows raises itself."""


class GuideError(FlowsError):
    """A guide cannot be walked as it is written; the message names file, line and remedy, a line each."""

    @property
    def faults(self) -> list[str]:
        return str(self).splitlines()


class SiteError(FlowsError):
    """The site is not the mock, cannot be reached, or refuses a call; ``faults`` is what it says of each field."""

    def __init__(self, message: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults


class BrowserError(FlowsError):
    """No browser can be started."""


class ScreenError(FlowsError):
    """What a reader looked for is not on the screen, or is there more than once."""

    def __init__(self, looked_for: str, there: str) -> None:
        super().__init__(f"looked for {looked_for}; there was {there}")
        self.looked_for = looked_for
        self.there = there


def shown(path: Path) -> str:
    """A path as its reader would type it."""
    path = path.absolute()
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def command(arguments: str) -> str:
    """A command of ours, as its reader would type it to have it run by the Python that runs this."""
    return f"{shown(Path(sys.executable))} -m flows {arguments}"
