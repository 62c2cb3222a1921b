"""Errors that flows raises itself. Each message says what failed, where, and what to do."""

import re
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
# What its commands begin with: in a clone of the project, or where the package is installed.
PROGRAM = "python -m flows" if (PROJECT / "pyproject.toml").is_file() else "offramp"
# What a terminal obeys (C0 and C1 controls), what breaks or turns round a line, and bytes that are not UTF-8.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class FlowsError(Exception):
    """The base of every error that flows raises itself; its message can be printed, whatever it quotes."""

    def __init__(self, message: str) -> None:
        super().__init__(printable_lines(message))


class GuideError(FlowsError):
    """A guide cannot be walked; each line of the message has a file, a line, a fault and a remedy."""

    @property
    def faults(self) -> list[str]:
        return str(self).splitlines()


class NotWalkedError(FlowsError):
    """A guide could not be walked, which says nothing about it: something that a walk needs is not there."""


class UnansweredError(NotWalkedError):
    """A page did not arrive in time, or not all of it."""


class SiteError(FlowsError):
    """The site is not the mock, or refuses a call with these ``faults``."""

    def __init__(self, message: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(map(printable, faults))


class SiteGoneError(SiteError, NotWalkedError):
    """The site cannot be reached, or something else answers in its place."""


class SiteUnavailableError(SiteError, NotWalkedError):
    """The site answers, but cannot serve: it is busy, has failed, or no longer has the world."""


class BrowserError(NotWalkedError):
    """No browser can be started."""


class ScreenError(FlowsError):
    """Something a reader looked for is not on the screen, or is there more than once."""

    def __init__(self, looked_for: str, on_screen: str) -> None:
        super().__init__(f"looked for {looked_for}; there was {on_screen}")


def printable(text: str) -> str:
    """A text in one line for a terminal: control characters and bytes that are not UTF-8 as Python's escapes."""
    return UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def printable_lines(text: str) -> str:
    """The same for a text of several lines."""
    return "\n".join(map(printable, text.split("\n")))


def shown(path: Path) -> str:
    """A path as its reader would type it, and as a terminal can print it; no two files share one."""
    path = path.absolute()
    typed = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    return printable(str(typed).replace("\\", r"\\"))


def command(arguments: str) -> str:
    """A flows command as its reader would type it, in a clone for the Python that is running now."""
    program = PROGRAM.replace("python", shown(Path(sys.executable)), 1) if " " in PROGRAM else PROGRAM
    return f"{program} {arguments}"
