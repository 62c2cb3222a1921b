"""Errors that flows raises itself. Each message says what failed, where, and what to do."""

import sys
from pathlib import Path


class FlowsError(Exception):
    """The base of every error that flows raises itself."""


class GuideError(FlowsError):
    """A guide cannot be walked; each line of the message has a file, a line, a fault and a remedy."""

    @property
    def faults(self) -> list[str]:
        return str(self).splitlines()


class SiteError(FlowsError):
    """The site is not the mock, cannot be reached, or refuses a call with these ``faults``."""

    def __init__(self, message: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults


class BrowserError(FlowsError):
    """No browser can be started."""


class ScreenError(FlowsError):
    """Something a reader looked for is not on the screen, or is there more than once."""

    def __init__(self, looked_for: str, on_screen: str) -> None:
        super().__init__(f"looked for {looked_for}; there was {on_screen}")


def shown(path: Path) -> str:
    """A path as its reader would type it."""
    path = path.absolute()
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def command(arguments: str) -> str:
    """A flows command as its reader would type it, for the Python that is running now."""
    return f"{shown(Path(sys.executable))} -m flows {arguments}"
